#ifndef OFFERS_OFFER_VIEW_H
#define OFFERS_OFFER_VIEW_H

#include "common/list_page.h"
#include "domain/offers/offer.h"
#include "domain/outbox/outbox.h"
#include "domain/terms/terms.h"
#include "offers/bulk.h"
#include "offers/difference_view.h"
#include "offers/link_view.h"
#include "pricing/automation.h"
#include "pricing/priced.h"

extern const struct list_def offers_list;
void offers_list_fill(struct tpl *t, const struct fmt *f, const struct list_page *page,
		      const struct bulk_terms *terms);

struct offer_page {
	struct offer_row offer;
	struct offer_doc doc; /* raw NULL: it was never read */
	struct offer_change *changes;
	size_t n_changes;
	struct link_form link;
	struct priced priced;
	struct differences differences;
	struct automation_card automation;
	struct term_list shipping; /* of the account */
	struct term_list returns;
	struct outbox_batch undo;
	struct picture_copies pictures;
	const char *problem; /* what it was to become cannot be; NULL: nothing was typed */
};
void offer_show_fill(struct tpl *t, const struct fmt *f, const struct offer_page *page);

#endif
