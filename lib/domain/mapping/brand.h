#ifndef DOMAIN_MAPPING_BRAND_H
#define DOMAIN_MAPPING_BRAND_H

/*
 * Who answers for the products of a brand (GPSR): the producer, the person in the Union where the
 * producer is elsewhere, and what has to be known to use them safely. A person chooses, among what
 * the account has in Allegro's registers; nothing is made up. One decision a brand (decision.h):
 * its subject is the brand folded, "" for products without one.
 *
 * Ids belong to an account. A choice for all accounts is found in another one by its name.
 */

#include "domain/accounts/account.h"
#include "domain/mapping/rules.h"
#include "domain/terms/terms.h"

/* NULL where nothing is chosen. */
struct brand_choice {
	const char *producer_id;
	const char *producer; /* name of its entry */
	const char *person_id;
	const char *person;
	const char *safety;
};
enum { BRAND_SAFETY_CHARS = 5000 /* Allegro's limit */ };

/* The value of such a decision, and back. What cannot be read is nothing. */
const char *brand_value(void *mem, const struct brand_choice *c) RETURNS_NONNULL;
void brand_value_parse(void *mem, const char *value, struct brand_choice *out);

/* The entry of the account that is meant: by id, or else the only one of the name; NULL: none. */
const char *brand_entry(const struct term_name *names, size_t n, const char *id, const char *name);

/* The same among the entries of a list that are not gone. */
const char *brand_entry_of(const struct term_list *list, const char *id, const char *name);

/* ---- Judging ------------------------------------------------------------------------------- */

/* The choices that hold for an account, with what its registers have of them. */
struct brand {
	const char *brand; /* folded */
	struct brand_choice choice;
	const char *producer_id; /* of this account; NULL: it has no such entry */
	const char *person_id;
	const struct decision *decision;
};
struct brands {
	struct brand *at; /* by brand */
	size_t n;
};
MUST_CHECK enum rc brands_load(struct db *db, void *mem, uint64_t account_id,
			       const struct rules *rules, struct brands *out, struct err *e);

/* What is chosen for this product's brand; NULL: nothing. */
const struct brand *brand_of(const struct brands *brands, void *mem, const struct product *product);

/* ---- Looking ------------------------------------------------------------------------------- */

enum brand_view {
	BRAND_VIEW_OPEN,   /* products wait for a producer */
	BRAND_VIEW_SAFETY, /* or for what has to be known to use them safely */
	BRAND_VIEW_CHOSEN,
	BRAND_VIEWS
};
extern const char *const brand_view_names[BRAND_VIEWS + 1];
enum { BRAND_PAGE = 50, BRAND_QUERY_CHARS = 100 };

struct brand_row {
	uint64_t id; /* place in its list; of an open one the mark of its products */
	const char *brand;
	const char *shown; /* as a product writes it; NULL: no product was met */
	int64_t products;  /* that wait for it, of open ones */
	const char *value; /* of the decision; NULL: none */
	int64_t made_at;
	const char *made_by;
	uint64_t decision_id;
	uint64_t account_id; /* of the decision, 0: all */
};
struct brand_filter {
	unsigned view;
	const char *query; /* NULL: all */
	uint64_t account_id;
	int64_t before; /* id of the last one seen; 0: from the first on */
};
/* Of open ones those first that free the most products; one more than a page. */
MUST_CHECK enum rc brand_list(struct db *db, void *mem, const char *environment,
			      const struct brand_filter *f, struct brand_row **out, size_t *n,
			      struct err *e);

/* One brand: what waits for it, and the choice that counts for the account. */
MUST_CHECK enum rc brand_load(struct db *db, void *mem, const char *environment,
			      uint64_t account_id, const char *brand, struct brand_row *out,
			      struct err *e);

/* What the shop's own products say of who makes things of this brand: values of attributes, with
 * how many products say so. It is shown as evidence, never taken over. */
struct brand_evidence {
	const char *attribute;
	const char *value;
	int64_t products;
};
/* attribute NULL: Allegro's catalogue says so of the safety of its cards. */
enum { BRAND_EVIDENCE = 20, BRAND_SAMPLES = 200 /* products looked at */ };
MUST_CHECK enum rc brand_evidence(struct db *db, void *mem, const struct account *account,
				  const struct brand_row *row, struct brand_evidence *out,
				  size_t *n, struct err *e);

#endif
