#ifndef SANDBOX_FAULTS_FAULTS_H
#define SANDBOX_FAULTS_FAULTS_H

/*
 * Things going wrong on demand.
 *
 * A kind is a line of the table in faults.c. Kinds that touch an exchange wait for requests whose
 * path matches a shell pattern (empty: every resource of the API; "PUT /order/...": that method
 * only) and are used up by count; the others change the world at once and are undone by
 * faults_clear().
 */

#include "server/http.h"

struct faults;
struct world;

struct fault_request {
	const char *kind;
	const char *path;
	const char *value;
	int64_t count; /* below 0: until cleared */
};

struct faults *faults_new(void *owner);

/* NULL on success, otherwise what is wrong with the request. */
const char *faults_add(struct sandbox *sb, const struct fault_request *r);
void faults_clear(struct sandbox *sb);

/* The same, but documents stay as they are. */
void faults_clear_but_documents(struct sandbox *sb);

/* Decide what happens to an exchange; uses faults up. */
void faults_plan(struct exchange *x);

/* Answer in place of the resource if that is planned; false when it is not. */
bool fault_reply(struct exchange *x);

/* The order that was shown changes now if that is planned. */
void fault_then(struct exchange *x);

/* {"withheld":n, "kinds":[...], "active":[...]} */
void faults_json(struct jw *w, const struct faults *f, const struct world *world);

#endif
