/* Sharing the last pieces. */
#include "domain/offers/stock_share.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/stock/stock_lease.h"

#include <stdlib.h>

/* What came of a product. */
struct share {
	uint64_t product_id;
	uint64_t account_id;
	const char *offer_id; /* that keeps them; NULL: nobody has to rest */
	bool is_lost;	      /* somebody else decided at the same time: the next look knows */
};

struct sharing {
	struct turn *turn;
	struct share *shares; /* by product */
	size_t n;
};

struct setting {
	const struct stock_lease *read;
	const struct stock_rival *keeper;
};

/* ---- One product ------------------------------------------------------------------------------
 */

static enum rc set_body(struct db *db, void *arg, struct err *e)
{
	const struct setting *s = arg;

	return stock_lease_set(db, s->read, s->keeper, e);
}

/* The only one that can sell has them, and keeps them when another comes. */
static const struct stock_rival *only_live(const struct stock_rival *rivals, size_t n)
{
	const struct stock_rival *live = NULL;

	for (size_t i = 0; i < n; i++) {
		if (!rivals[i].is_live)
			continue;
		if (live)
			return NULL;
		live = &rivals[i];
	}
	return live;
}

static bool is_kept(const struct stock_lease *lease, const struct stock_rival *keeper)
{
	return keeper->account_id == lease->account_id && str_eq(keeper->offer_id, lease->offer_id);
}

/* Whoever had them keeps them as long as nobody else does. */
static enum rc store(struct turn *turn, const struct stock_lease *lease,
		     const struct stock_rival *keeper, struct share *out, struct err *e)
{
	struct setting s = {lease, keeper};

	if (!keeper || is_kept(lease, keeper) || turn_tx(turn, set_body, &s, e) != RC_CONFLICT ||
	    turn->lost)
		return e->rc;
	err_clear(e);
	out->is_lost = true;
	return RC_OK;
}

/* rows: all offers of one product. */
static enum rc share_one(struct turn *turn, void *mem, const struct stock_share_row *rows, size_t n,
			 struct share *out, struct err *e)
{
	const struct stock_lease lease = {rows->product_id, rows->keeper_account_id,
					  rows->keeper_offer_id, rows->version};
	const struct stock_rival had = {lease.account_id, lease.offer_id, 0, false};
	struct stock_rival *rivals = mem_array(mem, struct stock_rival, n);

	for (size_t i = 0; i < n; i++)
		rivals[i] =
		    (struct stock_rival){rows[i].account_id, rows[i].offer_id, rows[i].pieces,
					 rows[i].is_live && rows[i].reached >= rows[i].pieces};
	const long at = stock_keeper(rivals, n, rows->available, lease.offer_id ? &had : NULL);
	const struct stock_rival *keeper = at >= 0 ? &rivals[at] : NULL;

	*out = (struct share){.product_id = rows->product_id};
	if (keeper) {
		out->account_id = keeper->account_id;
		out->offer_id = keeper->offer_id;
	}
	if (at == STOCK_ALL)
		keeper = only_live(rivals, n);
	return store(turn, &lease, keeper, out, e);
}

/* ---- Those of a page --------------------------------------------------------------------------
 */

static int by_number(const void *a, const void *b)
{
	const uint64_t x = *(const uint64_t *)a;
	const uint64_t y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static bool is_scarce(const struct stock_offer_part *part)
{
	return stock_is_scarce(stock_available(&part->supply), part->wanted);
}

/* Products that are too few, each once, by id. */
static uint64_t *scarce_ids(void *mem, const struct stock_offer_part *parts, size_t n,
			    size_t *n_ids)
{
	uint64_t *ids = mem_array(mem, uint64_t, n + 1);
	size_t kept = 0;

	*n_ids = 0;
	for (size_t i = 0; i < n; i++)
		if (is_scarce(&parts[i]))
			ids[(*n_ids)++] = parts[i].product_id;
	qsort(ids, *n_ids, sizeof(*ids), by_number);
	for (size_t i = 0; i < *n_ids; i++)
		if (!kept || ids[kept - 1] != ids[i])
			ids[kept++] = ids[i];
	*n_ids = kept;
	return ids;
}

static enum rc share_all(struct sharing *s, void *mem, const uint64_t *ids, size_t n_ids,
			 struct err *e)
{
	struct stock_share_row *rows;
	size_t n;

	if (stock_share_rows(s->turn->db, mem, ids, n_ids, &rows, &n, e))
		return e->rc;
	for (size_t at = 0, some; at < n; at += some) {
		for (some = 1; at + some < n && rows[at + some].product_id == rows[at].product_id;)
			some++;
		if (share_one(s->turn, mem, &rows[at], some, &s->shares[s->n++], e))
			return e->rc;
	}
	return RC_OK;
}

/* The first field of a share is its product. */
static const struct share *share_of(const struct sharing *s, uint64_t product_id)
{
	return bsearch(&product_id, s->shares, s->n, sizeof(*s->shares), by_number);
}

static void rest(const struct sharing *s, struct stock_offer_part *part)
{
	const struct share *share = is_scarce(part) ? share_of(s, part->product_id) : NULL;

	if (!share)
		return;
	if (share->is_lost)
		part->supply.is_known = 0;
	part->supply.rests = share->offer_id && !(share->account_id == s->turn->account->id &&
						  str_eq(share->offer_id, part->offer_id));
}

enum rc stock_share(struct turn *turn, void *mem, struct stock_offer_part *parts, size_t n,
		    struct err *e)
{
	struct sharing s = {.turn = turn};
	size_t n_ids;
	const uint64_t *ids = scarce_ids(mem, parts, n, &n_ids);

	if (!n_ids)
		return RC_OK;
	s.shares = mem_array(mem, struct share, n_ids);
	if (share_all(&s, mem, ids, n_ids, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		rest(&s, &parts[i]);
	return RC_OK;
}
