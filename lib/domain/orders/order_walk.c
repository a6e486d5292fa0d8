/* Position in the order list. */
#include "domain/orders/order_walk.h"

#include "allegro/checkout_form.h"
#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "domain/feed/feed_page.h"
#include "domain/orders/order_types.h"

#include <stdio.h>

enum { NAMELESS_BYTES = 8 };

static const char *const sorts[] = {
    [ORDER_WALK_UPDATED] = "updatedAt",
    [ORDER_WALK_BOUGHT] = "lineItems.boughtAt",
};

static struct checkout_form_query query_of(const struct order_walk *walk)
{
	struct checkout_form_query q = CHECKOUT_FORM_QUERY;

	q.sort = sorts[walk->by];
	q.offset = walk->offset;
	if (walk->by == ORDER_WALK_UPDATED) {
		q.updated_from = walk->at;
		q.updated_to = walk->until;
	} else {
		q.bought_from = walk->at;
		q.bought_to = walk->until;
	}
	return q;
}

static enum rc fetch_forms(struct feed_asking *a, void *owner, int64_t limit, struct err *e)
{
	struct checkout_form_query *query = a->arg;

	query->limit = limit;
	return checkout_forms_list(a->turn->api, owner, query, a->page, e);
}

enum rc order_walk_fetch(struct feed *feed, void *mem, const struct order_walk *walk,
			 struct checkout_form_page *page, struct err *e)
{
	struct checkout_form_query q = query_of(walk);
	struct feed_asking a = {.turn = feed->turn,
				.learned = &feed->limits.list,
				.max = CHECKOUT_FORMS_MAX,
				.fetch = fetch_forms,
				.arg = &q,
				.page = page};

	return feed_page_ask(&a, mem, e);
}

enum rc order_walk_count(struct feed *feed, const struct order_walk *walk, int64_t *total,
			 struct err *e)
{
	void *mem = mem_context(NULL, "count");
	struct checkout_form_query q = query_of(walk);
	struct checkout_form_page page = {0};

	q.limit = 1;
	enum rc rc = checkout_forms_list(feed->turn->api, mem, &q, &page, e);
	*total = page.total;
	mem_free(mem);
	return rc;
}

/* ---- Times of a document ----------------------------------------------------------------------
 */

/* Read by itself: a document that cannot be read as a whole has its place in the list too. */
struct bought {
	int64_t at;
};
struct purchases {
	struct bought *lines;
	size_t n;
};
static const struct json_field bought_fields[] = {JF_TIME(struct bought, at, "/boughtAt", 0)};
static const struct json_field purchases_fields[] = {
    JF_LIST(struct purchases, struct bought, lines, n, "/lineItems", 0, bought_fields)};

/* The first and the last of them; TIME_NONE: it does not tell. */
struct span {
	int64_t first;
	int64_t last;
};

static struct span bought_span(const struct checkout_form_item *item)
{
	void *mem = mem_context(NULL, "purchases");
	struct purchases p = {0};
	struct err unread = {0};
	struct span s = {TIME_NONE, TIME_NONE};

	if (item->doc && json_decode(mem, item->doc, purchases_fields, &p, NULL, &unread))
		p.n = 0;
	for (size_t i = 0; i < p.n; i++) {
		int64_t at = p.lines[i].at;
		if (at == TIME_NONE)
			continue;
		if (s.first == TIME_NONE || at < s.first)
			s.first = at;
		if (s.last == TIME_NONE || at > s.last)
			s.last = at;
	}
	mem_free(mem);
	return s;
}

static struct span span_of(enum order_walk_by by, const struct checkout_form_item *item)
{
	if (by == ORDER_WALK_UPDATED)
		return (struct span){item->updated_at, item->updated_at};
	return bought_span(item);
}

bool order_walk_is_within(enum order_walk_by by, const struct checkout_form_item *item,
			  int64_t from, int64_t until)
{
	struct span s = span_of(by, item);

	if (s.first == TIME_NONE)
		return true;
	return s.last >= from && (until == TIME_NONE || s.first <= until);
}

/* Where the last document that tells its time stands. An order of several purchases is sorted by
 * one of them; the earliest is safe to go on from. */
static int64_t last_time(enum order_walk_by by, const struct checkout_form_page *page)
{
	int64_t at = TIME_NONE;

	for (size_t i = page->n; i-- > 0 && at == TIME_NONE;)
		at = span_of(by, &page->items[i]).first;
	return at;
}

/* ---- Stepping ---------------------------------------------------------------------------------
 */

/* Asked for the page behind it by offset, Allegro gave the same again. */
static bool is_circle(struct order_walk *walk, const struct checkout_form_page *page)
{
	const char *last = page->n ? str_or(page->items[page->n - 1].id, "") : "";
	bool same = walk->offset && !str_empty(last) && str_eq(last, walk->last_id);

	(void)snprintf(walk->last_id, sizeof(walk->last_id), "%s", last);
	return same;
}

static bool is_last(const struct order_walk *walk, const struct checkout_form_page *page)
{
	if (!page->n)
		return true;
	return !page->full && walk->offset + (int64_t)page->n >= page->total;
}

/* As many of one moment as the list can show: the rest of them is nowhere to be seen. */
static bool is_at_window_end(const struct order_walk *walk)
{
	return walk->offset + CHECKOUT_FORMS_MAX > CHECKOUT_FORMS_WINDOW_MAX;
}

enum rc order_walk_step(struct order_walk *walk, const struct checkout_form_page *page,
			struct err *e)
{
	int64_t at = last_time(walk->by, page);

	walk->ended = is_last(walk, page);
	if (walk->ended)
		return RC_OK;
	if (is_circle(walk, page))
		return err_set(e, RC_SHAPE, "Allegro's list of orders repeats its page");
	if (at != TIME_NONE && at > walk->at) {
		walk->at = at;
		walk->offset = 0;
	} else {
		walk->offset += (int64_t)page->n;
	}
	if (is_at_window_end(walk)) {
		walk->at++;
		walk->offset = 0;
	}
	/* A list that does not keep to its window has no end of its own. */
	walk->ended = walk->until != TIME_NONE && walk->at > walk->until;
	return RC_OK;
}

/* ---- Documents --------------------------------------------------------------------------------
 */

const char *order_walk_name(void *mem, const struct checkout_form_item *item)
{
	uint8_t hash[SECRET_HASH_BYTES];

	if (str_is_id(item->id) && !str_starts(item->id, ORDER_NAMELESS))
		return item->id;
	secret_hash(item->raw, hash);
	return mem_printf(mem, ORDER_NAMELESS "%s",
			  str_hex(mem, (struct bytes){hash, NAMELESS_BYTES}));
}

size_t order_walk_docs(struct feed *feed, void *mem, const struct checkout_form_page *page,
		       struct feed_doc **docs)
{
	size_t n = 0;

	*docs = mem_array(mem, struct feed_doc, page->n + 1);
	for (size_t i = 0; i < page->n; i++) {
		const struct checkout_form_item *item = &page->items[i];
		if (str_is_id(item->id))
			(*docs)[n++] = (struct feed_doc){
			    .thing_id = item->id,
			    .raw = item->raw,
			    .doc = item->doc,
			    .why = item->why,
			    .trace = item->trace,
			    .listed = true,
			    .revision = item->revision,
			    .updated_at = item->updated_at,
			};
		else
			feed->turn->counts.failed++;
	}
	return n;
}
