#ifndef OFFERS_BULK_H
#define OFFERS_BULK_H

/* Many offers are to become something else: the marked ones, or all that pass the filters. */

#include "common/format.h"
#include "common/label.h"
#include "domain/accounts/account.h"
#include "domain/offers/offer_group.h"
#include "domain/offers/plan.h"
#include "domain/terms/terms.h"
#include "web/request.h"

enum {
	BULK_VALUE_CHARS = 20,
	BULK_TERM_CHARS = 80,	/* "shipping" and an id */
	BULK_MARK_CHARS = 40,	/* "12:7700001234": the account and its offer */
	BULK_OFFERS_MAX = 2000, /* of a filter: some forty pages of the list are read for them */
};

/* What can be done, by the words of the form. */
extern const struct label offer_deeds[];

/* What an account has at Allegro to choose from, for the bar. */
struct bulk_terms {
	const struct account *account; /* NULL: offers of several are shown */
	struct term_lists lists;
};
MUST_CHECK enum rc bulk_terms_load(struct request *rq, uint64_t account_id, struct bulk_terms *out,
				   struct err *e);
/* A term of whatever kind, as the bar sends it; false: it is none. And the plan for it. */
bool bulk_term_read(const char *text, enum offer_group *group);
enum plan_topic bulk_term_topic(enum offer_group group);
void bulk_terms_fill(struct tpl *t, const struct fmt *f, const struct bulk_terms *terms);

#endif
