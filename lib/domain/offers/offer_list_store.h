#ifndef DOMAIN_OFFERS_OFFER_LIST_STORE_H
#define DOMAIN_OFFERS_OFFER_LIST_STORE_H

/* The columns of offers, and lists of them. Private to the stores of lib/domain/offers. */

#include "db/columns.h"
#include "db/window.h"
#include "domain/offers/offer.h"

/* clang-format off */
#define OFFER_COLUMNS(S, I, T, M, W)                                                               \
	S(name, W) S(category_id, W) S(image, W) S(external_id, W) S(format, W) S(status, W)       \
	S(ended_by, W) T(started_at, W) T(ending_at, W) T(ended_at, W)                             \
	M(price, price_minor, price_currency, W) I(available, W) I(sold, W) I(watchers, W)         \
	I(visits, W) S(market, W) S(markets, W) S(rule_id, W) S(shipping_rates, W)                 \
	S(return_policy, W) I(fulfillment, W) S(card_id, W) I(cards, W) S(ean, W) I(errors, W)     \
	S(error, W) I(version, W) T(changed_at, W) T(seen_at, W) T(doc_at, W)
/* clang-format on */

/* Of struct offer_row. */
extern const struct row_map offer_row_map;

#define SELECT_OFFERS                                                                              \
	"SELECT r.id, r.offer_id, r.account_id, a.name, r.matching, r.matching_why,"               \
	" CAST(r.foreign_open AS SIGNED), r.gone_at" SQL_COLUMNS
#define SQL_COLUMNS	    OFFER_COLUMNS(SQL_R, SQL_R, SQL_R, SQL_R_M, )
#define SQL_R(f, w)	    ", r." #f
#define SQL_R_M(f, a, c, w) ", r." #a ", r." #c
#define OFFER_ACCOUNT	    " LEFT JOIN account a ON a.id = r.account_id"
#define OFFERS(W, ...)                                                                             \
	W("offer", "offer_id", "changed_at", SELECT_OFFERS, OFFER_ACCOUNT, &offer_row_map,         \
	  __VA_ARGS__)

/* Found by number and by signature, in any tab. */
#define OFFERS_NAMED WINDOW_IDS("offer", "offer_id") " UNION " WINDOW_IDS("offer", "external_id")
#define OFFERS_KEY   WINDOW_KEY(struct offer_row, offer_id)

/* What a query means; NULL: nothing is searched for. */
struct window_search offer_search(void *mem, const char *query);

#endif
