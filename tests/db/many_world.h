#ifndef TESTS_MANY_WORLD_H
#define TESTS_MANY_WORLD_H

/* A kind of write that takes several at once, and the Allegro it goes to. A test of it wraps
 * outbox_check, outbox_kind_find and outbox_remote_find. */

#include "domain/outbox/outbox_send.h"

#define KIND "test-many"
#define MINE " WHERE account_id = @account"
#define THE(column)                                                                                \
	(uint64_t) world_number(many.db, "SELECT CAST(" column " AS SIGNED) FROM outbox" MINE)

enum { AT_ONCE = 4, SUBJECTS = 6, MANY_LEASE_S = 3600 };

struct many {
	void *mem;
	struct db *db;
	uint64_t account;
	const char *batch;
	/* What Allegro says of a subject when it is asked, and how often it was set. */
	struct {
		enum outbox_event says;
		int effects;
	} shelf[SUBJECTS];
	enum { ARRIVES, LOST_THERE, LOST_BACK } way;
	int requests, questions;
	/* Of the last request: how many intents, which UUID, which bytes. */
	size_t travelled;
	char uuid[37];
	const char *last_body;
	const char *cancelled, *doubtful; /* subjects with an obstacle and a doubt */
	bool one_value;
	const char *values[SUBJECTS]; /* what each becomes; NULL: 2 */
};
extern struct many many;

/* A fresh account with the first n subjects decided about and due. */
void many_decide(size_t n);

MUST_CHECK enum rc many_push(struct err *e);

/* One turn with every pause over. */
void many_turn(void);

int64_t many_count(const char *subject, const char *state);
#define in_state(state)	   many_count("%", state)
#define is(subject, state) (many_count(subject, state) == 1)

#endif
