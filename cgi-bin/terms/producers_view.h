#ifndef TERMS_PRODUCERS_VIEW_H
#define TERMS_PRODUCERS_VIEW_H

#include "common/list.h"
#include "domain/accounts/account.h"
#include "domain/mapping/brand.h"

struct producers_page {
	struct query query;
	struct brand_filter filter;
	struct account_list accounts;
	const struct account *account; /* NULL: none is connected */
	struct brand_row *rows;
	size_t n;
	const char *older;	    /* NULL: no further page */
	struct term_list producers; /* that the account has */
	struct term_list persons;
};
void producers_fill(struct tpl *t, const struct fmt *f, const struct producers_page *page);

/* What a form about a brand says. */
struct brand_form {
	uint64_t account_id;
	const char *brand; /* folded */
	uint64_t seen;	   /* the decision its author saw; 0: none */
	const char *producer_id;
	const char *person_id;
	const char *safety;
	bool all; /* for all accounts */
};

struct brand_page {
	const struct account_list *accounts;
	const struct account *account;
	struct brand_row row;
	struct term_list producers;
	struct term_list persons;
	struct brand_evidence evidence[BRAND_EVIDENCE];
	size_t n_evidence;
	const struct brand_form *typed; /* and could not be taken; NULL: nothing was */
	const char *problem;
};
void brand_fill(struct tpl *t, const struct fmt *f, const struct brand_page *page);

/* The address of the page of a brand. */
const char *brand_url(void *mem, uint64_t account_id, const char *brand) RETURNS_NONNULL;

#endif
