#ifndef TERMS_TERMS_VIEW_H
#define TERMS_TERMS_VIEW_H

#include "common/format.h"
#include "domain/accounts/account.h"
#include "domain/terms/terms.h"

struct terms_page {
	struct account_list accounts;
	const struct account *account; /* NULL: none is connected */
	struct terms_standing standing;
	const struct seller_terms *typed; /* and could not be taken; NULL: nothing was */
	const char *fault;
};
void terms_fill(struct tpl *t, const struct fmt *f, const struct terms_page *page);

#endif
