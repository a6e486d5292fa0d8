/* Linked offers and the ledger, side by side. */
#include "domain/offers/stock_walk.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/offers/stock_push_rule.h"
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

enum rc stock_walk(struct turn *turn, stock_walk_page *page, void *arg, struct err *e)
{
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
				     &rows, &n_rows, e))
			break;
		n_rows = join(rows, n_rows, parts, n);
		if (page(arg, pages[i], rows, n_rows, e) || turn_beat(turn, e))
			break;
		after = parts[n - 1].offer_id;
	}
	mem_free(pages[0]);
	mem_free(pages[1]);
	return e->rc;
}
