#ifndef DOMAIN_ORDERS_ORDER_COLUMNS_H
#define DOMAIN_ORDERS_ORDER_COLUMNS_H

/*
 * Columns of the order tables that are fields of the structs in order.h, once: the lists below make
 * the text of the statements, their rows and the audit diff. */

#include "db/columns.h"

/* clang-format off */
#define ORDER_COLUMNS(S, I, T, M, W)                                                               \
	S(revision, W) S(status, W) S(fulfillment, W) S(fulfillment_provider, W)                   \
	S(line_items_sent, W) S(place, W) S(payment_state, W) S(problem, W) I(flags, W)            \
	S(marketplace, W) T(bought_at, W) T(updated_at_remote, W) T(ship_by, W)                    \
	M(total, total_minor, currency, W) S(payment_id, W) S(payment_type, W)                     \
	S(payment_provider, W) T(payment_finished_at, W) M(paid, paid_minor, paid_currency, W)     \
	S(payment_features, W) M(refill, refill_minor, refill_currency, W)                         \
	S(delivery_method_id, W) S(delivery_method, W)                                             \
	M(delivery_cost, delivery_minor, delivery_currency, W) T(delivery_from, W)                 \
	T(delivery_to, W) T(dispatch_from, W) I(smart, W) S(pickup_id, W) S(pickup_name, W)        \
	I(packages, W) T(cancelled_at, W) I(invoice_required, W) I(line_count, W)                  \
	I(item_count, W) S(first_line, W) S(first_sku, W)

#define PERSON_COLUMNS(S, I, T, M, W)                                                              \
	S(buyer_id, W) S(login, W) S(email, W) I(guest, W) S(language, W) S(first_name, W)         \
	S(last_name, W) S(company, W) S(personal_identity, W) S(phone, W) S(street, W)             \
	S(city, W) S(post_code, W) S(country, W) S(ship_first_name, W) S(ship_last_name, W)        \
	S(ship_company, W) S(ship_phone, W) S(ship_street, W) S(ship_city, W) S(ship_zip, W)       \
	S(ship_country, W) T(ship_modified_at, W) S(pickup_street, W) S(pickup_city, W)            \
	S(pickup_zip, W) S(pickup_country, W) S(pickup_description, W) S(inv_street, W)            \
	S(inv_city, W) S(inv_zip, W) S(inv_country, W) S(inv_company, W) S(inv_tax_id, W)          \
	S(inv_vat_status, W) S(inv_first_name, W) S(inv_last_name, W) S(inv_due_date, W)           \
	S(inv_features, W) S(message, W) S(note, W)

#define LINE_COLUMNS(S, I, T, M, W)                                                                \
	I(position, W) S(offer_id, W) S(offer_name, W) S(sku, W) I(quantity, W)                    \
	M(price, price_minor, currency, W) M(original, original_minor, original_currency, W)       \
	M(deposit, deposit_minor, deposit_currency, W)                                             \
	M(refill, refill_minor, refill_currency, W) S(refill_type, W) I(refill_quantity, W)        \
	S(tax_rate, W) S(tax_subject, W) S(tax_exemption, W) S(discounts, W) S(hs_number, W)       \
	S(products, W) I(serials_expected, W) S(serials, W) T(bought_at, W)

#define EXTRA_COLUMNS(S, I, T, M, W)                                                               \
	I(position, W) S(kind, W) S(line_item_id, W) S(ref, W) S(type, W) S(name, W)               \
	I(quantity, W) M(amount, minor, currency, W) T(at, W)
/* clang-format on */

#endif
