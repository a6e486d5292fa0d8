#ifndef DOMAIN_MAPPING_DECISION_H
#define DOMAIN_MAPPING_DECISION_H

/*
 * What people decided about categories and parameters: rules of the shop, translations of its
 * values, and what is said of one product. A decision is never changed, only ended: the rows are
 * the history, and what was replaced comes back when the later one is undone.
 *
 * Each is made in one transaction with its audit row and with what it touches (ready.h).
 */

#include "base/err.h"
#include "db/db.h"

enum decision_kind {
	DECISION_CATEGORY, /* subject: shop key; value: category of Allegro's, NULL: not for sale */
	DECISION_PARAM,	   /* subject: category ("": all), parameter; value: value_source.h */
	DECISION_VALUE,	   /* subject: parameter, attribute, value folded; value: param_answer.h */
	DECISION_BRAND,	   /* subject: brand folded; value: brand.h */
	DECISION_PRODUCT,  /* subject: what of it (DECIDES_...); value: by that */
	DECISION_OFFER,	   /* subject: field of offers (offer_fields.h); value: value_source.h,
			    * NULL: the product's own field */
	DECISION_KINDS
};
extern const char *const decision_kind_names[DECISION_KINDS + 1]; /* ended by NULL */

/* What is decided of one product. */
#define DECIDES_CATEGORY "category" /* value: category of Allegro's */
#define DECIDES_CARD	 "card"	    /* value: product of Allegro's catalogue, NULL: none of them */
#define DECIDES_PARAM	 "param"    /* and by a tab which; value: param_answer.h */

enum {
	DECISION_SUBJECT_MAX = 400, /* characters */
	DECISION_CONDITION_MAX = 250,
	DECISION_VALUE_MAX = 16000, /* bytes: a text of the database */
	DECISIONS_AT_ONCE = 500,    /* of one act: what a page shows, and what a file translates */
};

struct decision {
	uint64_t id;
	const char *environment;
	uint64_t account_id; /* 0: of all in the environment */
	const char *kind;
	uint64_t product_id;	/* 0: of no single one */
	const char *subject;	/* parts by tabs */
	const char *applies_if; /* rule_condition.h; "": always */
	int64_t place;		/* among those with conditions the first that holds counts */
	const char *value;	/* NULL: decided that there is none */
	int64_t made_at;
	const char *made_by;
	int64_t ended_at; /* TIME_NONE: it holds */
	const char *ended_by;
	uint64_t replaces; /* 0: none. Of one to be made: what its author saw, so that RC_CONFLICT
			    * tells that somebody else decided meanwhile */
};

/* Part i of a subject, "" when it has fewer; belongs to owner. */
const char *decision_part(void *owner, const char *subject, size_t i) RETURNS_NONNULL;

/* All of them or none. What is decided already stays as it is. RC_INVALID: too long. */
MUST_CHECK enum rc decisions_make(struct db *db, const struct decision *at, size_t n,
				  struct err *e);

/* It holds no more, and nothing stands for it. RC_CONFLICT: it had ended. */
MUST_CHECK enum rc decision_end(struct db *db, uint64_t id, const char *actor, struct err *e);

/* The same, but what it had replaced comes back. */
MUST_CHECK enum rc decision_undo(struct db *db, uint64_t id, const char *actor, struct err *e);

MUST_CHECK enum rc decision_find(struct db *db, void *mem, uint64_t id, struct decision *out,
				 struct err *e);

/* Those of an environment that hold, but for what is of single products; in the order in which
 * rules.h looks. */
MUST_CHECK enum rc decisions_live(struct db *db, void *mem, const char *environment,
				  struct decision **out, size_t *n, struct err *e);

/* Those of single products that hold, by product. */
enum { DECISION_PRODUCTS = 1000 }; /* of one question */
MUST_CHECK enum rc decisions_of_products(struct db *db, void *mem, const char *environment,
					 const uint64_t *ids, size_t n, struct decision **out,
					 size_t *n_out, struct err *e);

#endif
