/* What an offer sells, and what follows for its open lines. */
#include "domain/stock/stock_link.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/stock/stock_line_store.h"

static const struct stock_link *find(const struct stock_link *links, size_t n, uint64_t product_id)
{
	for (size_t i = 0; i < n; i++)
		if (links[i].product_id == product_id)
			return &links[i];
	return NULL;
}

static void check(const struct stock_link *parts, size_t n)
{
	if (n > STOCK_PARTS_MAX)
		BUG("an offer of %zu parts", n);
	for (size_t i = 0; i < n; i++)
		if (parts[i].pieces < 1 || find(parts, i, parts[i].product_id))
			BUG("a part of no pieces, or two of one product");
}

/* *differs: something was written. */
static enum rc set_links(struct db *db, void *mem, uint64_t account_id, const char *offer_id,
			 const struct stock_link *parts, size_t n, const char *actor, bool *differs,
			 struct err *e)
{
	struct stock_link *have;
	size_t n_have = 0;

	if (stock_links_of_offer(db, mem, account_id, offer_id, &have, &n_have, e))
		return e->rc;
	*differs = false;
	for (size_t i = 0; i < n_have; i++) {
		if (find(parts, n, have[i].product_id))
			continue;
		*differs = true;
		if (stock_link_remove(db, account_id, offer_id, have[i].product_id, e))
			return e->rc;
	}
	for (size_t i = 0; i < n; i++) {
		const struct stock_link *was = find(have, n_have, parts[i].product_id);
		if (was && was->pieces == parts[i].pieces)
			continue;
		*differs = true;
		if (stock_link_save(db, account_id, offer_id, &parts[i], actor, e))
			return e->rc;
	}
	return RC_OK;
}

static enum rc book_open(struct db *db, void *mem, uint64_t account_id, const char *offer_id,
			 const char *actor, struct err *e)
{
	const char *after = "";
	size_t n = STOCK_SLICE;

	while (n == STOCK_SLICE) {
		struct stock_line *lines;
		if (stock_lines_open(db, mem, account_id, offer_id, after, &lines, &n, e) ||
		    stock_lines_book(db, account_id, lines, n, actor, e))
			return e->rc;
		after = n ? lines[n - 1].line_item_id : after;
	}
	return RC_OK;
}

static enum rc set(struct db *db, void *mem, uint64_t account_id, const char *offer_id,
		   const struct stock_link *parts, size_t n, const char *actor, struct err *e)
{
	bool differs = false;

	if (stock_offers_touch(db, account_id, &offer_id, 1, e) ||
	    set_links(db, mem, account_id, offer_id, parts, n, actor, &differs, e) || !differs)
		return e->rc;
	return book_open(db, mem, account_id, offer_id, actor, e);
}

enum rc stock_link_set(struct db *db, uint64_t account_id, const char *offer_id,
		       const struct stock_link *parts, size_t n, const char *actor, struct err *e)
{
	void *mem = mem_context(NULL, "link");

	check(parts, n);
	enum rc rc = set(db, mem, account_id, offer_id, parts, n, actor, e);
	mem_free(mem);
	return rc;
}
