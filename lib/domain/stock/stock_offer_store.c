/* SQL of what linked offers may show. */
#include "domain/stock/stock_offer.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/array.h"
#include "db/stmt.h"
#include "domain/stock/stock_place.h"
#include "domain/stock/stock_sums.h"

#include <inttypes.h>

enum { BEHIND, CHOSEN };

/* k: the links in question. A row a place of the account that has something of the product; they
 * are added up here, because a sum for each product is a question for each. A product that is gone
 * is not known: what is left of a set is not the set. */
#define PARTS(links)                                                                               \
	"SELECT k.offer_id, k.product_id, CAST(k.pieces AS SIGNED), CAST(p.id IS NOT NULL"         \
	" AND IFNULL(t.is_known, 0) AS SIGNED), IFNULL(l.on_hand, 0), IFNULL(l.reserved, "         \
	"0), " STOCK_BUFFER_OF(                                                                    \
	    "k.account_id") ", (SELECT CAST(SUM(r.pieces) AS SIGNED) FROM stock_link"              \
			    " r WHERE r.product_id = k.product_id) FROM (" links                   \
			    ") k LEFT JOIN product p ON p.id ="                                    \
			    " k.product_id LEFT JOIN stock_total t ON t.product_id = k.product_id" \
			    " LEFT JOIN stock_level l ON l.product_id = k.product_id AND "         \
			    "FIND_IN_SET(l.place_id, ?)"                                           \
			    " ORDER BY k.offer_id, k.product_id"
#define LINKS "SELECT s.account_id, s.offer_id, s.product_id, s.pieces FROM "
#define PART_ROW                                                                                   \
	ROWS(struct stock_offer_part, STR(offer_id), U64(product_id), I64(supply.pieces),          \
	     I64(supply.is_known), I64(supply.on_hand), I64(supply.reserved), I64(supply.buffer),  \
	     I64(wanted))

static const struct stmt_def stmts[] = {
    [BEHIND] = {PARTS(LINKS "stock_link s WHERE s.account_id = ? AND s.offer_id > ?"
			    " ORDER BY s.offer_id, s.product_id LIMIT 1000"),
		"uss", PART_ROW},
    [CHOSEN] = {PARTS(LINKS ARRAY_OF_WORDS " j STRAIGHT_JOIN stock_link s ON s.account_id = ?"
					   " AND s.offer_id = j.word"),
		"sus", PART_ROW},
};
STMTS_REGISTER(stock_offer, stmts);
_Static_assert(STOCK_OFFERS_PAGE == 1000, "the statement says so");

/* "1,3" */
static enum rc places_text(struct db *db, void *mem, uint64_t account_id, const char **out,
			   struct err *e)
{
	uint64_t *places;
	size_t n = 0;

	*out = "";
	if (stock_places_of(db, mem, account_id, &places, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		*out = mem_printf(mem, "%s%s%" PRIu64, *out, i ? "," : "", places[i]);
	return RC_OK;
}

/* Rows of one part at several places become one. */
static size_t add_places(struct stock_offer_part *parts, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		struct stock_offer_part *last = kept ? &parts[kept - 1] : NULL;
		if (!last || last->product_id != parts[i].product_id ||
		    !str_eq(last->offer_id, parts[i].offer_id)) {
			parts[kept++] = parts[i];
			continue;
		}
		last->supply.on_hand += parts[i].supply.on_hand;
		last->supply.reserved += parts[i].supply.reserved;
	}
	return kept;
}

enum rc stock_offers_list(struct db *db, void *mem, uint64_t account_id, const char *after,
			  struct stock_offer_part **out, size_t *n, bool *more, struct err *e)
{
	const char *places;

	*more = false;
	if (places_text(db, mem, account_id, &places, e) ||
	    stmt_list(db, mem, &stmts[BEHIND],
		      PARAMS(P_U64(account_id), P_STR(after), P_STR(places)), out, n, e))
		return e->rc;
	*n = add_places(*out, *n);
	if (*n < STOCK_OFFERS_PAGE)
		return RC_OK;
	*more = true;
	const char *last = (*out)[*n - 1].offer_id;
	while (*n && str_eq((*out)[*n - 1].offer_id, last))
		--*n;
	return RC_OK;
}

enum rc stock_offers_of(struct db *db, void *mem, uint64_t account_id, const char *const *offer_ids,
			size_t n_ids, struct stock_offer_part **out, size_t *n, struct err *e)
{
	const char *places;

	if (n_ids > STOCK_OFFERS_PAGE)
		BUG("%zu offers in one question", n_ids);
	if (places_text(db, mem, account_id, &places, e))
		return e->rc;
	if (stmt_list(db, mem, &stmts[CHOSEN],
		      PARAMS(P_STR(array_of_words(mem, offer_ids, n_ids)), P_U64(account_id),
			     P_STR(places)),
		      out, n, e))
		return e->rc;
	*n = add_places(*out, *n);
	return RC_OK;
}

int64_t stock_offer_shows(const struct stock_offer_part *parts, size_t n, size_t *n_parts)
{
	int64_t least = STOCK_UNKNOWN;

	*n_parts = 0;
	while (*n_parts < n && str_eq(parts[*n_parts].offer_id, parts[0].offer_id)) {
		int64_t shows = stock_shows(&parts[*n_parts].supply, 1);
		if (!*n_parts || shows < least) /* STOCK_UNKNOWN is less than all */
			least = shows;
		++*n_parts;
	}
	return least;
}
