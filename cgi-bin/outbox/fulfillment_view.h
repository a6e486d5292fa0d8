#ifndef OUTBOX_FULFILLMENT_VIEW_H
#define OUTBOX_FULFILLMENT_VIEW_H

/*
 * The fulfilment status as people set it: the card of an order, the bar under the list, the page
 * that shows a change before it is made, and the mark of a change on its way.
 */

#include "domain/outbox/order_status.h"
#include "common/format.h"
#include "orders/order_labels.h"

/* Where a change stands, in words with tone and icon. */
struct label order_way_label(const struct order_status *s);

/* Should a row tell of it: on its way, held, or refused? */
bool order_way_is_shown(const struct order_status *s);

/* Fill orders/_fulfillment.html. next: where to go on after setting it; NULL: nowhere. */
void fulfillment_card_fill(struct tpl *t, const struct fmt *f, const struct order_status *s,
			   const char *next);

/* Fill the statuses of orders/_bulk.html. */
void fulfillment_choices_fill(struct tpl *t);

/* What the page shows of a change: outcomes of a decision that is yet to be made. */
struct fulfillment_check {
	const char *word;
	const char *back; /* the page to return to, whatever is decided */
	const struct order_status_outcome *outcomes;
	const char *seen; /* of a single order that has changed: what was looked at; NULL: no */
	size_t n;
	bool more; /* others were marked, and have to wait */
};

/* Answer with its plan (plan_view.h). */
void fulfillment_check_show(struct request *rq, const struct fulfillment_check *c);

#endif
