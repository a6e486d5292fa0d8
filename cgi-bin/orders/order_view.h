#ifndef ORDERS_ORDER_VIEW_H
#define ORDERS_ORDER_VIEW_H

/*
 * What the list, the page and the slip of an order show alike: where it stands, whether it is
 * paid, until when it must leave, and its flags. Names of values are the same in all templates.
 */

#include "domain/orders/order.h"
#include "common/format.h"

/* The part of a row or of an order that says where it stands. */
struct order_summary {
	const char *status;
	const char *fulfillment;
	const char *place;
	const char *payment_state;
	const char *problem;
	const char *marketplace;
	int64_t flags;
	int64_t smart;
	int64_t invoice_required;
	int64_t ship_by;
};
struct order_summary order_summary_of(const struct order *o);
struct order_summary order_summary_of_row(const struct order_row *r);

/* Must it still be sent? */
bool order_summary_is_open(const struct order_summary *summary);

/* Badges of status and payment, the flags. */
void order_view_status(struct tpl *t, const struct order_summary *summary);
void order_view_payment(struct tpl *t, const struct order_summary *summary);
void order_view_flags(struct tpl *t, const struct order_summary *summary);

/* How urgent it is; returns the section the moment is said in, NULL: there is none to say. */
struct tpl *order_view_deadline(struct tpl *t, const struct fmt *f,
				const struct order_summary *summary);

/* "set of 9 pieces (4 + 4 + 1)"; NULL: one unit of the line is one piece. */
const char *order_view_set(const struct fmt *f, const struct order_line *line);

/* "29738e61": enough of the number to tell orders apart on a screen. */
const char *order_view_number(const struct fmt *f, const char *form_id) RETURNS_NONNULL;

/* Why a document could not be had or read, in words: by what Allegro's answer meant, or by what is
 * wrong with the document, without the path it may begin with: that is shown beside. */
const char *order_view_reason(const char *problem, const char *path, const char *meaning);

/* The same with its path; NULL stays NULL. */
const char *order_view_problem(const struct fmt *f, const char *problem);

#endif
