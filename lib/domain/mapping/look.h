#ifndef DOMAIN_MAPPING_LOOK_H
#define DOMAIN_MAPPING_LOOK_H

/*
 * The judgement, made for a page: of one product with all that it rests on, and of the products
 * that decisions would touch, as they are and as they would be. Nothing is written.
 */

#include "domain/mapping/category_cache.h"
#include "domain/mapping/subject.h"

struct look {
	struct ready_product product;
	struct ready_subject subject;
	struct rules rules;
	const struct ready_category *category; /* NULL: none is chosen */
	struct target target;
	struct readiness ready;
};

/* RC_NOT_FOUND: there is no such product. */
MUST_CHECK enum rc look_product(struct db *db, void *mem, const struct account *account,
				uint64_t product_id, struct look *out, struct err *e);

/* A product whose judgement or answer the decisions would change. */
struct look_change {
	uint64_t product_id;
	const char *name;
	size_t decision; /* which of them */
	enum ready_state was;
	enum ready_state is;
	const char *before; /* the answer as param_answer.h prints it, the category, or the field of
			     * the offer; NULL: none */
	const char *after;
};

enum { LOOK_CHANGES = 10, LOOK_PRODUCTS = 500 };
struct look_preview {
	size_t n;    /* products looked at */
	bool is_all; /* there are no others that it touches */
	size_t ready_before;
	size_t ready_after;
	size_t changed; /* products */
	struct look_change changes[LOOK_CHANGES];
	size_t n_changes;
};

/* What rules of categories, of parameters or of fields of offers would change together, of up to
 * LOOK_PRODUCTS products. No two of them are about the same. */
MUST_CHECK enum rc look_decisions(struct db *db, void *mem, const struct account *account,
				  const struct decision *d, size_t n, struct look_preview *out,
				  struct err *e);

#endif
