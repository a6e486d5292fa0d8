#ifndef DOMAIN_MAPPING_WORKLIST_H
#define DOMAIN_MAPPING_WORKLIST_H

/*
 * What is to be decided, for pages: how many products are ready, what keeps the others, sorted by
 * how many products a decision frees, and which products these are. Read from the numbers that
 * check-products keeps: nothing is counted here.
 */

#include "base/err.h"
#include "db/db.h"
#include "domain/mapping/readiness.h"

struct worklist_counts {
	int64_t states[READY_STATES];
	int64_t unjudged; /* products that were never judged */
	int64_t pending;  /* touches: something is being judged anew */
};
MUST_CHECK enum rc worklist_counts(struct db *db, uint64_t account_id, struct worklist_counts *out,
				   struct err *e);

/* A blocker with its names. */
struct worklist_row {
	uint64_t id; /* of the mark */
	const char *kind;
	const char *subject;
	int64_t n;
	int64_t alone; /* products that this one frees by itself */
	const char
	    *shop; /* the category or brand as the shop writes it; NULL: it is about neither */
	const char *category; /* name of Allegro's category; NULL */
	const char *param;    /* name of the parameter; NULL */
	const char *home;     /* a category that has the parameter; NULL */
};

/* Up to WORKLIST_ROWS, those that free most first; *more: there are others. */
enum { WORKLIST_ROWS = 50 };
MUST_CHECK enum rc worklist(struct db *db, void *mem, const char *environment, uint64_t account_id,
			    struct worklist_row **out, size_t *n, bool *more, struct err *e);

/* One of them; RC_NOT_FOUND also when no product has it any more. */
MUST_CHECK enum rc worklist_find(struct db *db, void *mem, const char *environment,
				 uint64_t account_id, uint64_t id, struct worklist_row *out,
				 struct err *e);

/* What Allegro will ask for, and no answer is there: soonest first. */
struct worklist_coming {
	const char *param_id;
	const char *param;    /* its name */
	const char *category; /* id of one that will ask */
	int64_t due_at;
	int64_t n; /* products that lack it */
};
enum { WORKLIST_COMING = 10 };
MUST_CHECK enum rc worklist_coming(struct db *db, void *mem, const char *environment,
				   uint64_t account_id, struct worklist_coming **out, size_t *n,
				   struct err *e);

/* One of them, all of it; RC_NOT_FOUND: nothing of the kind is coming on that day any more. */
MUST_CHECK enum rc worklist_coming_find(struct db *db, void *mem, const char *environment,
					uint64_t account_id, const char *param_id, int64_t due_at,
					struct worklist_coming *out, struct err *e);

/* Products that have it, from an id on. */
struct worklist_product {
	uint64_t id;
	const char *sku;
	const char *name;
	const char *category; /* of the shop */
};
MUST_CHECK enum rc worklist_products(struct db *db, void *mem, uint64_t mark_id, uint64_t after,
				     struct worklist_product **out, size_t *n, bool *more,
				     struct err *e);

/* Those that lack what is coming: exactly those it counts. */
MUST_CHECK enum rc worklist_coming_products(struct db *db, void *mem, const char *environment,
					    uint64_t account_id, const struct worklist_coming *of,
					    uint64_t after, struct worklist_product **out,
					    size_t *n, bool *more, struct err *e);

/* Of a category of Allegro's: the blockers about its parameters, and how many products stand there.
 */
MUST_CHECK enum rc worklist_category(struct db *db, void *mem, uint64_t account_id,
				     const char *category_id, struct worklist_row **out, size_t *n,
				     int64_t *products, struct err *e);

/* Names of attributes that products of a category (NULL: all products) have, those of most products
 * first; of the last WORKLIST_SAMPLE of them. */
enum { WORKLIST_SAMPLE = 200 };
MUST_CHECK enum rc worklist_attributes(struct db *db, void *mem, uint64_t account_id,
				       const char *category_id, const char ***names, size_t *n,
				       struct err *e);

/* Values of the shop that fit none of a parameter's, those of most products first, up to
 * WORKLIST_ROWS; subject: parameter, source, value. */
MUST_CHECK enum rc worklist_open(struct db *db, void *mem, uint64_t account_id,
				 const char *param_id, struct worklist_row **out, size_t *n,
				 int64_t *total, struct err *e);

/* The same, up to WORKLIST_OPEN_MAX: for a table that is filled in elsewhere. */
enum { WORKLIST_OPEN_MAX = 2000 };
MUST_CHECK enum rc worklist_open_all(struct db *db, void *mem, uint64_t account_id,
				     const char *param_id, struct worklist_row **out, size_t *n,
				     struct err *e);

/* A category that has the parameter; RC_NOT_FOUND: none that is used has it. */
MUST_CHECK enum rc worklist_param_home(struct db *db, void *mem, const char *environment,
				       const char *param_id, const char **category_id,
				       struct err *e);

/* States of up to WORKLIST_ROWS products; one that was never judged is left out. */
struct worklist_state {
	uint64_t product_id;
	const char *state; /* ready_state_names */
};
MUST_CHECK enum rc worklist_states(struct db *db, void *mem, uint64_t account_id,
				   const uint64_t *ids, size_t n, struct worklist_state **out,
				   size_t *n_out, struct err *e);

#endif
