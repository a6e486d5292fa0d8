#ifndef ORDERS_ORDER_SHOW_VIEW_H
#define ORDERS_ORDER_SHOW_VIEW_H

/* The page of one order, in three parts: the order and its lines, the cards beside, the history. */

#include "domain/orders/order.h"
#include "domain/orders/order_retry.h"
#include "domain/outbox/order_status.h"
#include "common/format.h"
#include "common/picture.h"

/* Changes of this order on their way to Allegro, and those that arrived. */
struct order_writes {
	const struct order_status *status; /* NULL: the order is not one of ours any more */
	struct outbox_intent *intents;	   /* newest first */
	size_t n;
	struct outbox_batch undo;
	const char *next; /* where the next order of the list is; NULL: it was opened from none */
};

/* "Order 16c2eaa6 · Natalia Włodarczyk · 3 pcs". */
const char *order_show_title(const struct fmt *f, const struct order_detail *d);

/* Returns the part that only an order has; pictures are those of its lines. */
struct tpl *order_show_fill(struct tpl *t, const struct fmt *f, const struct order_detail *d,
			    const struct order_writes *w, const struct picture_copies *pictures);

/* Only the document: it never became an order. */
void order_show_document(struct tpl *t, const struct fmt *f, const struct order_document *doc);

/* order_trouble_view.c: what is wrong with the document, where, what happens next and what a person
 * may do; and what it is read without. */
void order_trouble_fill(struct tpl *t, const struct fmt *f, const struct order_document *doc,
			const char *consequence);
void order_allowances_fill(struct tpl *t, const struct fmt *f, const struct order_allowance *rows,
			   size_t n);

/* order_cards_view.c: who receives, who bought, who is invoiced. */
void order_cards_fill(struct tpl *t, const struct fmt *f, const struct order_detail *d);

/* order_payment_view.c: proof of payment, and money asked for later. */
void order_payment_fill(struct tpl *t, const struct fmt *f, const struct order_detail *d);

/* order_history_view.c: the journal and our own changes, newest first. */
void order_history_fill(struct tpl *t, const struct fmt *f, const struct order_detail *d,
			const struct order_writes *w);

#endif
