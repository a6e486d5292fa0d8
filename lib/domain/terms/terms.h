#ifndef DOMAIN_TERMS_TERMS_H
#define DOMAIN_TERMS_TERMS_H

/*
 * The terms of sale of an account: what the seller has at Allegro to choose from, brought in by
 * sync-terms, and what he chose for all his offers. What is missing keeps every product of the
 * account from being listed, so it is said once, of the account (terms_blockers()).
 */

#include "allegro/term_api.h"
#include "db/db.h"

extern const char *const term_kind_names[TERM_KINDS + 1]; /* ended by NULL */

/* ---- What there is ------------------------------------------------------------------------- */

struct term_row {
	struct term t; /* without raw, managed and warehouse */
	const char *kind;
	int64_t managed;
	int64_t warehouse;
	int64_t seen_at;
	int64_t gone_at; /* Allegro lists it no more */
};

/* Of one kind, by name, those that are gone last; at most TERMS_SHOWN. */
struct term_list {
	struct term_row *rows;
	size_t n;
	int64_t total;	 /* that are not gone */
	int64_t read_at; /* TIME_NONE: never yet */
	int64_t next_at;
	const char *problem; /* why it could not be read; NULL: none */
};
enum { TERMS_SHOWN = 1000 };
MUST_CHECK enum rc term_list(struct db *db, void *mem, uint64_t account_id, enum term_kind kind,
			     struct term_list *out, struct err *e);

/* What is chosen among for all offers: shipping rates to warranties, by kind. */
enum { TERM_CHOSEN_KINDS = TERM_WARRANTY + 1 };
struct term_lists {
	struct term_list of[TERM_CHOSEN_KINDS];
};
MUST_CHECK enum rc term_lists(struct db *db, void *mem, uint64_t account_id, struct term_lists *out,
			      struct err *e);

/* Every producer or person of the account that is not gone. */
struct term_name {
	const char *id;
	const char *name;
};
MUST_CHECK enum rc term_names(struct db *db, void *mem, uint64_t account_id, enum term_kind kind,
			      struct term_name **out, size_t *n, struct err *e);

/* The one of a list; NULL: it has none of this id. */
const struct term_row *term_of(const struct term_list *list, const char *id);

/* May an offer of one's own say it? Not one that is gone, nor one for Allegro's warehouse. */
bool term_can_be_chosen(const struct term_row *row);

/* A country of the European Union: a producer elsewhere needs a person there. Pure. */
bool term_is_in_union(const char *country);

/* All lists of the account are read at once. */
MUST_CHECK enum rc terms_renew(struct db *db, uint64_t account_id, const char *actor,
			       struct err *e);

/* The same inside a transaction, which tells why. */
MUST_CHECK enum rc terms_renew_within(struct db *db, uint64_t account_id, struct err *e);

/* ---- What is chosen ------------------------------------------------------------------------ */

/* Texts are NULL where nothing is chosen. */
struct seller_terms {
	uint64_t account_id;
	const char *term_ids[TERM_CHOSEN_KINDS];
	const char *handling; /* seller_handling_names */
	const char *invoice;  /* seller_invoice_names */
	const char *country;
	const char *province; /* seller_province_names; of Poland */
	const char *post_code;
	const char *city;
	int64_t version; /* 0: nothing was ever chosen */
	int64_t changed_at;
	const char *changed_by;
};

extern const char *const seller_handling_names[]; /* each ended by NULL */
extern const char *const seller_invoice_names[];
extern const char *const seller_province_names[];

/* Everything NULL and version 0 where nothing was chosen. */
MUST_CHECK enum rc seller_terms_load(struct db *db, void *mem, uint64_t account_id,
				     struct seller_terms *out, struct err *e);

/* The name of what cannot be said so: a kind of term that is not there, a post code or a country
 * that is none; NULL: all of it can. What is left open is no fault. Pure. */
const char *seller_terms_fault(const struct seller_terms *s, const struct term_lists *lists);

/* With s->version as its author saw it: RC_CONFLICT when somebody was faster, RC_INVALID for what
 * has a fault. */
MUST_CHECK enum rc seller_terms_save(struct db *db, const struct seller_terms *s, const char *actor,
				     struct err *e);

/* ---- What is missing ----------------------------------------------------------------------- */

/* why: "unread" (the list never came), "none" (there is nothing to choose from), "open" (nothing is
 * chosen), "gone" (what is chosen is there no more). */
struct terms_blocker {
	const char *of; /* name of a kind, "LOCATION", "HANDLING", "INVOICE" */
	const char *why;
};
enum { TERMS_BLOCKERS_MAX = TERM_CHOSEN_KINDS + 3 };

/* What keeps every offer of the account from being listed; how many. Nobody has to give a warranty,
 * so that of it only what is chosen and gone counts. Pure. */
size_t terms_blockers(const struct seller_terms *s, const struct term_lists *lists,
		      struct terms_blocker out[TERMS_BLOCKERS_MAX]);

/* All of the above for one account. */
struct terms_standing {
	struct seller_terms chosen;
	struct term_lists lists;
	struct terms_blocker blockers[TERMS_BLOCKERS_MAX];
	size_t n_blockers;
};
MUST_CHECK enum rc terms_standing(struct db *db, void *mem, uint64_t account_id,
				  struct terms_standing *out, struct err *e);

#endif
