#ifndef STOCK_STOCK_VIEW_H
#define STOCK_STOCK_VIEW_H

/* The stock of one product as people read it. */

#include "common/format.h"
#include "common/label.h"
#include "domain/catalog/catalog_list.h"
#include "domain/offers/stock_class.h"
#include "domain/orders/order_holding.h"
#include "domain/stock/stock_lease.h"
#include "domain/stock/stock_link.h"
#include "domain/stock/stock_place.h"
#include "domain/stock/stock_show.h"

struct stock_page {
	uint64_t product_id;
	struct stock_sum sum;
	int64_t on_way; /* bought, their orders not read yet */
	struct stock_at *levels;
	size_t n_levels;
	struct order_holding *holdings;
	size_t n_holdings;
	struct stock_seller *sellers;
	size_t n_sellers;
	struct stock_lease lease; /* who kept the last pieces when there were few */
	struct stock_moved *moves;
	size_t n_moves;
	int64_t older; /* where the next page of movements begins, 0: there is none */
};

/* What the card and the page tell; movements behind this one (0: from the newest on). */
MUST_CHECK enum rc stock_page_read(struct request *rq, uint64_t product_id, int64_t before,
				   struct stock_page *out, struct err *e);

/* "10 on hand - 4 reserved - 2 buffer = 4", with the orders, places and offers below it:
 * stock/_card.html. */
void stock_card_fill(struct tpl *t, const struct fmt *f, const struct stock_page *page);

/* What a certificate of stock proves, as a badge. */
struct label stock_proof_label(enum stock_proof proof);

/* What a place is called, and its kind. */
const char *stock_place_name(const char *name, const char *kind) RETURNS_NONNULL;
extern const struct label stock_place_labels[];

/* The page of one product: what is typed comes back with what is wrong about it. */
struct stock_form {
	struct catalog_product product;
	struct stock_page stock;
	struct stock_place *places;
	size_t n_places;
	const char *deed; /* as typed, "": not yet */
	const char *pieces;
	const char *why;
	uint64_t place_id;
	const char *problem; /* NULL: none */
	int64_t before;
};
void stock_form_fill(struct tpl *t, const struct fmt *f, const struct stock_form *page);

#endif
