#ifndef DOMAIN_ORDERS_ORDER_COLUMNS_H
#define DOMAIN_ORDERS_ORDER_COLUMNS_H

/*
 * Columns of the order tables that are fields of the structs in order.h, once: the lists below make
 * the text of the statements, their signatures, the row maps and the audit diff.
 *
 * Each list takes a macro per kind: S text, I whole number, T time, M money (field, amount column,
 * currency column). Keys are not in the lists.
 */

#include "db/row.h"
#include "db/stmt.h"

/* clang-format off */
#define ORDER_COLUMNS(S, I, T, M)                                                                  \
	S(revision) S(status) S(fulfillment) S(fulfillment_provider) S(line_items_sent)            \
	S(place) S(payment_state) S(problem) I(flags) S(marketplace)                               \
	T(bought_at) T(updated_at_remote) T(ship_by)                                               \
	M(total, total_minor, currency)                                                            \
	S(payment_id) S(payment_type) S(payment_provider) T(payment_finished_at)                   \
	M(paid, paid_minor, paid_currency) S(payment_features)                                     \
	M(refill, refill_minor, refill_currency)                                                   \
	S(delivery_method_id) S(delivery_method)                                                   \
	M(delivery_cost, delivery_minor, delivery_currency)                                        \
	T(delivery_from) T(delivery_to) T(dispatch_from) I(smart)                                  \
	S(pickup_id) S(pickup_name) I(packages) T(cancelled_at) I(invoice_required)                \
	I(line_count) I(item_count) S(first_line) S(first_sku)

#define PERSON_COLUMNS(S, I, T)                                                                    \
	S(buyer_id) S(login) S(email) I(guest) S(language)                                         \
	S(first_name) S(last_name) S(company) S(personal_identity) S(phone)                        \
	S(street) S(city) S(post_code) S(country)                                                  \
	S(ship_first_name) S(ship_last_name) S(ship_company) S(ship_phone)                         \
	S(ship_street) S(ship_city) S(ship_zip) S(ship_country) T(ship_modified_at)                \
	S(pickup_street) S(pickup_city) S(pickup_zip) S(pickup_country) S(pickup_description)      \
	S(inv_street) S(inv_city) S(inv_zip) S(inv_country) S(inv_company) S(inv_tax_id)           \
	S(inv_vat_status) S(inv_first_name) S(inv_last_name) S(inv_due_date) S(inv_features)       \
	S(message) S(note)

#define LINE_COLUMNS(S, I, T, M)                                                                   \
	I(position) S(offer_id) S(offer_name) S(sku) I(quantity)                                   \
	M(price, price_minor, currency) M(original, original_minor, original_currency)             \
	M(deposit, deposit_minor, deposit_currency) M(refill, refill_minor, refill_currency)       \
	S(refill_type) I(refill_quantity) S(tax_rate) S(tax_subject) S(tax_exemption)              \
	S(discounts) S(hs_number) S(products) I(serials_expected) S(serials) T(bought_at)

#define EXTRA_COLUMNS(S, I, T, M)                                                                  \
	I(position) S(kind) S(line_item_id) S(ref) S(type) S(name) I(quantity)                     \
	M(amount, minor, currency) T(at)
/* clang-format on */

/* Expansions into statement text; each begins with a comma, because keys stand before. */
#define SQL_NAME(f)	      ", " #f
#define SQL_NAME_M(f, a, c)   ", " #a ", " #c
#define SQL_MARK(f)	      ", ?"
#define SQL_MARK_M(f, a, c)   ", ?, ?"
#define SQL_RENEW(f)	      ", " #f " = VALUES(" #f ")"
#define SQL_RENEW_M(f, a, c)  SQL_RENEW(a) SQL_RENEW(c)
#define SQL_NAMES_OF(list)    list(SQL_NAME, SQL_NAME, SQL_NAME, SQL_NAME_M)
#define SQL_MARKS_OF(list)    list(SQL_MARK, SQL_MARK, SQL_MARK, SQL_MARK_M)
#define SQL_RENEWALS_OF(list) list(SQL_RENEW, SQL_RENEW, SQL_RENEW, SQL_RENEW_M)
#define SQL_PERSON_NAMES      PERSON_COLUMNS(SQL_NAME, SQL_NAME, SQL_NAME)
#define SQL_PERSON_MARKS      PERSON_COLUMNS(SQL_MARK, SQL_MARK, SQL_MARK)
#define SQL_PERSON_RENEWALS   PERSON_COLUMNS(SQL_RENEW, SQL_RENEW, SQL_RENEW)

/* Expansions into signatures. */
#define SIG_S(f)       "s"
#define SIG_I(f)       "i"
#define SIG_T(f)       "t"
#define SIG_M(f, a, c) "is"
#define SIG_OF(list)   list(SIG_S, SIG_I, SIG_T, SIG_M)
#define SIG_PERSON     PERSON_COLUMNS(SIG_S, SIG_I, SIG_T)

/* Expansions into row maps: the file defines ROW, the struct, and PART, the way to the field inside
 * it ("p." or nothing). */
#define MAP_S(f)       COL_STR(ROW, PART f),
#define MAP_I(f)       COL_I64(ROW, PART f),
#define MAP_T(f)       COL_TIME(ROW, PART f),
#define MAP_M(f, a, c) COL_MONEY(ROW, PART f),
#define MAP_OF(list)   list(MAP_S, MAP_I, MAP_T, MAP_M)
#define MAP_PERSON     PERSON_COLUMNS(MAP_S, MAP_I, MAP_T)

/* A hundred placeholders, for the forms of one page. */
#define MARKS_10  "?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
#define MARKS_50  MARKS_10 ", " MARKS_10 ", " MARKS_10 ", " MARKS_10 ", " MARKS_10
#define MARKS_100 MARKS_50 ", " MARKS_50
#define SIG_S_10  "ssssssssss"
#define SIG_S_100                                                                                  \
	SIG_S_10 SIG_S_10 SIG_S_10 SIG_S_10 SIG_S_10 SIG_S_10 SIG_S_10 SIG_S_10 SIG_S_10 SIG_S_10
#define SIG_U_10 "uuuuuuuuuu"
#define SIG_U_100                                                                                  \
	SIG_U_10 SIG_U_10 SIG_U_10 SIG_U_10 SIG_U_10 SIG_U_10 SIG_U_10 SIG_U_10 SIG_U_10 SIG_U_10

#endif
