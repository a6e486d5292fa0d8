#ifndef DOMAIN_MAPPING_REFUSAL_H
#define DOMAIN_MAPPING_REFUSAL_H

/*
 * What Allegro refused of the offer of one product, at its field: a blocker of that product with
 * Allegro's words, until the field says something else. What was refused is kept with what it said
 * then, so that a judgement (readiness.h) tells by itself when it no longer holds; another try
 * begins without it.
 *
 *	refusal_says(mem, &subject, &ready, &says);		when the document is made
 *	refusals_remember(db, &of, refusal_says_print(mem, &says), errors, n, e);	refused
 *
 * An answer that Allegro refuses although its own list has it is no one product's: it is a
 * contradiction (contradiction.h) and counts for all.
 */

#include "allegro/client.h"
#include "base/err.h"
#include "db/db.h"

enum refusal_field {
	REFUSED_PARAM,	  /* part: parameter, "": all of them */
	REFUSED_TRAIT,	  /* the same of those that describe the product */
	REFUSED_CATEGORY, /* the others have no part, but for pictures */
	REFUSED_CARD,	  /* the product of Allegro's catalogue */
	REFUSED_IMAGE,	  /* part: place in the gallery from 1 on, "": all of them */
	REFUSED_PRODUCER, /* or person */
	REFUSED_SAFETY,
	REFUSED_PRICE,
	REFUSED_STOCK,
	REFUSED_NAME,
	REFUSED_DESCRIPTION,
	REFUSED_TAX,
	REFUSED_OTHER, /* Allegro does not say what: any field */
	REFUSED_FIELDS,
	REFUSED_ACCOUNT = REFUSED_FIELDS /* terms, limits, blocks, and what passes by itself: not
					  * the product's */
};
extern const char *const refusal_field_names[REFUSED_FIELDS + 1];

/* What an offer says, field by field. */
struct refusal_say {
	enum refusal_field field;
	const char *part;
	const char *text;
};
struct refusal_says {
	struct refusal_say *at;
	size_t n;
};
struct ready_subject;
struct readiness;
/* Pure. */
void refusal_says(void *mem, const struct ready_subject *s, const struct readiness *r,
		  struct refusal_says *out);
/* As one text, and back; what cannot be read is nothing. Pure. */
const char *refusal_says_print(void *mem, const struct refusal_says *says) RETURNS_NONNULL;
void refusal_says_parse(void *mem, const char *text, struct refusal_says *out);

/* What it says there, short enough for a column: a digest stands for a long text. NULL: nothing of
 * the kind. Pure. */
enum { REFUSAL_SENT_BYTES = 500 };
const char *refusal_sent(void *mem, const struct refusal_says *says, enum refusal_field field,
			 const char *part);

/* Which field an error is about. Pure. */
struct refusal_place {
	enum refusal_field field;
	const char *part;
};
struct refusal_place refusal_place(void *mem, const struct allegro_refusal *error,
				   const struct refusal_says *says);
/* Of a parameter: does it contradict Allegro's own list of its values? Pure. */
bool refusal_contradicts(const struct allegro_refusal *error);

/* As it is kept. */
struct refusal {
	uint64_t product_id;
	const char *field; /* refusal_field_names */
	const char *part;
	const char *code; /* NULL: Allegro told none */
	const char *said; /* Allegro's sentence; NULL: the same */
	const char *sent;
	int64_t at;
};
enum { REFUSAL_SAID_MAX = 1000 /* characters */ };
/* Is the same still to be sent? Pure. */
bool refusal_holds(void *mem, const struct refusal *r, const struct refusal_says *says);

struct refusal_of {
	const char *environment;
	uint64_t account_id;
	uint64_t product_id;
	const char *category_id;
};
/* Inside a transaction. The product, or all that have the same answer, are judged anew. */
MUST_CHECK enum rc refusals_remember(struct db *db, const struct refusal_of *of,
				     const struct refusal_says *says,
				     const struct allegro_refusal *errors, size_t n, struct err *e);

/* It is sent once more: what was refused before is no longer known. Inside a transaction. */
MUST_CHECK enum rc refusals_forget(struct db *db, uint64_t account_id, uint64_t product_id,
				   struct err *e);

/* The cause is gone, and no field of ours has changed: it may be listed as it is. */
MUST_CHECK enum rc refusals_retry(struct db *db, const struct refusal_of *of, const char *actor,
				  struct err *e);

/* Of these products, by product. */
MUST_CHECK enum rc refusals_load(struct db *db, void *mem, uint64_t account_id, const uint64_t *ids,
				 size_t n, struct refusal **out, size_t *n_out, struct err *e);

#endif
