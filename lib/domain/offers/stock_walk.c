/* Linked offers and the ledger, side by side. */
#include "domain/offers/stock_walk.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/offers/stock_push_rule.h"
#include "domain/offers/stock_share.h"
#include "domain/stock/stock_offer.h"

#include <string.h>

struct stock_offer_case stock_case_of(const struct stock_offer_row *row)
{
	return (struct stock_offer_case){.shows = row->shows,
					 .available = row->available,
					 .status = row->status,
					 .is_linked = row->is_linked,
					 .may_write = row->may_write,
					 .is_emptied = row->is_emptied};
}

/* Both lists go by the bytes of the ids; rows without parts are not linked and fall out. */
static size_t join(struct stock_offer_row *rows, size_t n_rows,
		   const struct stock_offer_part *parts, size_t n)
{
	size_t kept = 0;
	size_t r = 0;

	for (size_t at = 0; at < n;) {
		size_t n_parts;
		const int64_t shows = stock_offer_shows(&parts[at], n - at, &n_parts);

		while (r < n_rows && strcmp(rows[r].offer_id, parts[at].offer_id) < 0)
			r++;
		if (r < n_rows && str_eq(rows[r].offer_id, parts[at].offer_id)) {
			rows[kept] = rows[r++];
			rows[kept++].shows = shows;
		}
		at += n_parts;
	}
	return kept;
}

/* Whether it asks for anything if the outbox has nothing to say; if it does not, the outbox is not
 * asked. */
static bool may_want(const struct stock_offer_row *row)
{
	struct stock_offer_case c = stock_case_of(row);

	c.is_emptied = true;
	return stock_offer_want(&c).kind;
}

static enum rc ask_outbox(struct turn *turn, void *mem, struct stock_offer_row *rows, size_t n,
			  struct err *e)
{
	const char **ids = mem_array(mem, const char *, n + 1);
	struct stock_among among = {.account_id = turn->account->id, .offer_ids = ids};
	struct stock_offer_row *told;
	size_t n_told, at = 0;

	for (size_t i = 0; i < n; i++)
		if (may_want(&rows[i]))
			ids[among.n++] = rows[i].offer_id;
	if (!among.n)
		return RC_OK;
	if (stock_offer_outbox(turn->db, mem, &among, &told, &n_told, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		if (at == n_told || !str_eq(told[at].offer_id, rows[i].offer_id))
			continue;
		rows[i].is_emptied = told[at].is_emptied;
		rows[i].is_busy = told[at++].is_busy;
	}
	return RC_OK;
}

struct walking {
	struct turn *turn;
	stock_walk_page *page;
	void *arg;
};

static enum rc take(const struct walking *w, void *mem, struct stock_offer_row *rows, size_t n_rows,
		    struct stock_offer_part *parts, size_t n, struct err *e)
{
	if (stock_share(w->turn, mem, parts, n, e))
		return e->rc;
	n_rows = join(rows, n_rows, parts, n);
	if (ask_outbox(w->turn, mem, rows, n_rows, e) || w->page(w->arg, mem, rows, n_rows, e))
		return e->rc;
	return turn_beat(w->turn, e);
}

enum rc stock_walk(struct turn *turn, stock_walk_page *page, void *arg, struct err *e)
{
	const struct walking w = {turn, page, arg};
	void *pages[2] = {NULL, NULL}; /* the next page begins behind a text of the one before */
	const uint64_t account_id = turn->account->id;
	const char *after = "";
	bool more = true;

	for (int i = 0; more && !e->rc; i ^= 1) {
		struct stock_offer_part *parts;
		struct stock_offer_row *rows;
		size_t n_rows;
		size_t n;

		mem_free(pages[i]);
		pages[i] = mem_context(NULL, "stock of offers");
		if (stock_offers_list(turn->db, pages[i], account_id, after, &parts, &n, &more,
				      e) ||
		    !n ||
		    stock_offer_rows(turn->db, pages[i], account_id, after, parts[n - 1].offer_id,
				     &rows, &n_rows, e) ||
		    take(&w, pages[i], rows, n_rows, parts, n, e))
			break;
		after = parts[n - 1].offer_id;
	}
	mem_free(pages[0]);
	mem_free(pages[1]);
	return e->rc;
}

static enum rc walk_some(const struct walking *w, void *mem, const struct stock_among *among,
			 struct err *e)
{
	struct stock_offer_part *parts;
	struct stock_offer_row *rows;
	size_t n_rows, n;

	if (stock_offers_of(w->turn->db, mem, among->account_id, among->offer_ids, among->n, &parts,
			    &n, e) ||
	    stock_offer_rows_among(w->turn->db, mem, among, &rows, &n_rows, e))
		return e->rc;
	return take(w, mem, rows, n_rows, parts, n, e);
}

enum rc stock_walk_among(struct turn *turn, const char *const *offer_ids, size_t n,
			 stock_walk_page *page, void *arg, struct err *e)
{
	const struct walking w = {turn, page, arg};

	for (size_t i = 0, some; i < n && !e->rc; i += some) {
		void *mem = mem_context(NULL, "stock of offers");

		some = n - i < STOCK_OFFERS_PAGE ? n - i : STOCK_OFFERS_PAGE;
		(void)walk_some(&w, mem,
				&(struct stock_among){turn->account->id, &offer_ids[i], some}, e);
		mem_free(mem);
	}
	return e->rc;
}
