/*
 * The order list: which way it looks for what is asked, and how far in one request.
 *
 * A tab without filters needs no end: the first rows of its index are the page. With filters the
 * first slice is short, for filters that most orders pass, the second as long as an answer may
 * take. What is searched for is first taken for a name (a number, login, SKU): what has exactly
 * this name is all there is to find. Otherwise it is words: common ones fill a page with the newest
 * orders; of the others the text index knows all; and where it would take too long, the words of
 * one order after the other are read, as far back as a slice goes.
 */
#include "domain/orders/order_list.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/orders/order_find.h"

#include <string.h>

struct list_slices list_slices = {
    .brief = 2000,
    .index = 80000,
    .rows = 10000,
    .names = 2000,
    .words_brief = 1000,
    .words = 8000,
    .sample = 1000,
    .entries = 50000,
    .text = 4000,
};

/* How a tab is walked when nothing is searched for. */
static enum list_walk walk_of(const struct order_tab *tab, const struct order_filter *f)
{
	if (order_filter_is_by_deadline(f))
		return WALK_DUE;
	if (tab->is_problem)
		return WALK_PROBLEM;
	return tab->place == ORDER_PLACE_COUNT ? WALK_ALL : WALK_PLACE;
}

/* The same with filters: nearly all orders are sent. */
static enum list_walk filtered_walk_of(const struct order_tab *tab, const struct order_filter *f)
{
	enum list_walk walk = walk_of(tab, f);

	if (order_filter_reads_orders(f))
		return walk == WALK_ALL ? WALK_READ : walk;
	return tab->place == ORDER_PLACE_SENT ? WALK_ALL : walk;
}

/* By deadline, a tab that has none holds all that waits. */
static struct order_tab tab_of(const struct order_filter *f)
{
	struct order_tab tab = order_tab_of(f->view, time_now_ms());

	if (!tab.is_due) {
		tab.due_from = ORDER_TIME_FIRST;
		tab.due_before = ORDER_TIME_LAST;
	}
	return tab;
}

/* As it stands in the column; NULL: the tab is not about a place. */
static const char *place_of(const struct order_tab *tab)
{
	return tab->place == ORDER_PLACE_COUNT ? NULL : order_place_names[tab->place];
}

/* ---- Keys ------------------------------------------------------------------------------------
 */

static struct list_key key_of(enum list_walk walk, const struct order_row *row)
{
	return (struct list_key){walk == WALK_DUE ? row->send_key : row->bought_at,
				 (int64_t)row->id};
}

/* Do keys grow from row to row? */
static bool rises(const struct list_look *look)
{
	return (look->walk == WALK_DUE) == (look->direction == FORWARD);
}

static struct list_key beyond_all(bool rising)
{
	return rising ? (struct list_key){ORDER_TIME_LAST, INT64_MAX}
		      : (struct list_key){ORDER_TIME_FIRST, 0};
}

/* Where the page begins, and which way it goes; false: the cursor is none. */
static bool begin(void *mem, struct list_look *look)
{
	const struct order_filter *f = look->filter;
	bool is_turned = order_filter_is_falling(f) == order_filter_is_by_deadline(f);
	const char *cursor = f->cursor;

	if (cursor && !order_list_cursor_read(mem, cursor, &look->page, &look->from))
		return false;
	look->direction = (look->page == BACKWARD) != is_turned ? BACKWARD : FORWARD;
	if (!cursor)
		look->from = beyond_all(!rises(look));
	return true;
}

/* ---- One slice --------------------------------------------------------------------------------
 */

/* Does the walk meet orders that are not shown? */
static bool is_sieved(const struct list_look *look)
{
	const struct order_filter *f = look->filter;
	bool is_dated = f->from != TIME_NONE || f->until != TIME_NONE;

	if (f->status || f->payment || f->fulfillment || f->delivery_method || f->marketplace ||
	    f->account_id || order_filter_reads_orders(f))
		return true;
	return look->walk == WALK_DUE && (is_dated || look->place);
}

/* A walk by the time of purchase begins where the filter does. */
static void keep_to_dates(struct list_look *look)
{
	const struct order_filter *f = look->filter;

	if (rises(look) && f->from != TIME_NONE && look->from.at < f->from)
		look->from = (struct list_key){f->from, 0};
	if (!rises(look) && f->until != TIME_NONE && look->from.at >= f->until)
		look->from = (struct list_key){f->until, 0};
}

/* Where a walk is over: behind the dates of the filter, or of all. */
static struct list_key last_key(const struct list_look *look)
{
	const struct order_filter *f = look->filter;
	bool is_bought = list_is_by_time(look->walk) && look->walk != WALK_DUE;

	if (is_bought && !rises(look) && f->from != TIME_NONE)
		return (struct list_key){f->from, 0};
	if (is_bought && rises(look) && f->until != TIME_NONE)
		return (struct list_key){f->until - 1, INT64_MAX};
	return beyond_all(rises(look));
}

static enum rc cut(struct db *db, struct list_look *look, int64_t entries, struct err *e)
{
	struct list_key last = last_key(look);

	look->is_cut = false;
	if (entries && list_cut(db, look, entries, e))
		return e->rc;
	if (look->is_cut && list_is_by_time(look->walk))
		look->is_cut = rises(look) ? look->end.at < last.at : look->end.at > last.at;
	if (!look->is_cut)
		look->end = last;
	return RC_OK;
}

static enum rc slice(struct db *db, void *mem, struct list_look *look, int64_t entries,
		     struct order_page *out, struct err *e)
{
	bool given_up;

	if (cut(db, look, entries, e))
		return e->rc;
	return list_rows(db, mem, look, out, &given_up, e);
}

/* A short slice, and a long one if it was too short. */
static enum rc slices(struct db *db, void *mem, struct list_look *look, int64_t most,
		      struct order_page *out, struct err *e)
{
	int64_t brief = list_slices.brief < most ? list_slices.brief : most / 10;
	const int64_t entries[] = {brief, most};

	for (size_t i = 0; i < COUNT_OF(entries); i++) {
		if (slice(db, mem, look, entries[i], out, e))
			return e->rc;
		if (out->n > ORDER_PAGE_ROWS || !look->is_cut)
			break;
	}
	return RC_OK;
}

/* ---- Pages ------------------------------------------------------------------------------------
 */

static enum rc walk_tab(struct db *db, void *mem, struct list_look *look, struct order_page *out,
			struct err *e)
{
	if (look->walk != WALK_DUE)
		keep_to_dates(look);
	look->is_plain = !is_sieved(look);
	if (look->is_plain)
		return slice(db, mem, look, 0, out, e);
	look->walk = filtered_walk_of(&look->tab, look->filter);
	return slices(db, mem, look, look->walk == WALK_ALL ? list_slices.index : list_slices.rows,
		      out, e);
}

/* The term met least often that is not taken yet; n: there is none. */
static size_t rarest(const struct order_terms *terms, const struct list_sample *sample,
		     const bool taken[ORDER_TERMS_MAX])
{
	size_t found = terms->n;

	for (size_t i = 0; i < terms->n; i++)
		if (!taken[i] && (found == terms->n || sample->met[i] < sample->met[found]))
			found = i;
	return found;
}

/*
 * The text index costs an entry for each order that a word of the query stands in, and much more
 * for each that has all of them. It is asked for as many words as it may take, the rarest first;
 * what it finds is held against the others. Without a query it would take too long.
 */
static void choose_text(void *mem, struct list_look *look, const struct list_sample *sample)
{
	bool taken[ORDER_TERMS_MAX] = {0};
	int64_t entries = 0;
	int64_t found = sample->all;
	struct str query;

	str_init(&query, mem, ORDER_TERMS_MAX * ORDER_MATCH_BYTES);
	memcpy(look->like, look->terms.like, sizeof(look->like));
	for (;;) {
		size_t i = rarest(&look->terms, sample, taken);
		if (i == look->terms.n)
			break;
		entries += sample->n ? sample->all * sample->met[i] / sample->n : 0;
		if (entries > list_slices.entries)
			break;
		found = sample->n ? found * sample->met[i] / sample->n : 0;
		taken[i] = true;
		if (look->filter->sight == ORDER_SIGHT_ALL)
			look->like[i] = NULL; /* else the index knows no parts */
		str_addf(&query, "%s%s", query.len ? " " : "", look->terms.match[i]);
	}
	look->text = query.len && found <= list_slices.text ? query.text : NULL;
}

static enum rc sample_words(struct db *db, void *mem, struct list_look *look, struct err *e)
{
	struct list_look newest = {.walk = WALK_WORDS, .from = beyond_all(true)};
	struct list_sample sample;

	if (cut(db, &newest, list_slices.sample, e) ||
	    list_sample(db, &look->terms, newest.end.id, &sample, e))
		return e->rc;
	choose_text(mem, look, &sample);
	return RC_OK;
}

static enum rc walk_words(struct db *db, void *mem, struct list_look *look, int64_t entries,
			  struct order_page *out, struct err *e)
{
	look->walk = WALK_WORDS;
	memcpy(look->like, look->terms.like, sizeof(look->like));
	return slice(db, mem, look, entries, out, e);
}

/* The index, if it need not be asked for too much; *given_up: it was not, or took too long. */
static enum rc search_text(struct db *db, void *mem, struct list_look *look, struct order_page *out,
			   bool *given_up, struct err *e)
{
	*given_up = true;
	look->walk = WALK_TEXT;
	if (!look->text || cut(db, look, 0, e))
		return e->rc;
	return list_rows(db, mem, look, out, given_up, e);
}

static enum rc search_words(struct db *db, void *mem, struct list_look *look,
			    struct order_page *out, struct err *e)
{
	bool given_up;

	if (look->terms.is_phone) {
		look->text = look->terms.match[0];
		if (look->filter->sight != ORDER_SIGHT_ALL)
			memcpy(look->like, look->terms.like, sizeof(look->like));
	} else if (walk_words(db, mem, look, list_slices.words_brief, out, e) ||
		   out->n > ORDER_PAGE_ROWS || sample_words(db, mem, look, e)) {
		return e->rc;
	}
	if (search_text(db, mem, look, out, &given_up, e) || !given_up)
		return e->rc;
	return walk_words(db, mem, look, list_slices.words, out, e);
}

static enum rc search(struct db *db, void *mem, struct list_look *look, struct order_page *out,
		      struct err *e)
{
	const char *typed = look->filter->query;

	if (str_empty(typed)) {
		look->tag = look->filter->tag;
		look->walk = WALK_NAMED;
		return slices(db, mem, look, list_slices.names, out, e);
	}
	look->names = order_find_names(mem, typed, look->filter->sight);
	look->terms = order_find_terms(mem, typed, look->filter->sight);
	if (look->names.any) {
		look->walk = WALK_NAMED;
		if (slices(db, mem, look, list_slices.names, out, e) || out->n || look->is_cut)
			return e->rc;
	}
	return look->terms.n ? search_words(db, mem, look, out, e) : RC_OK;
}

static void reverse(struct order_row *rows, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct order_row row = rows[i];
		rows[i] = rows[n - 1 - i];
		rows[n - 1 - i] = row;
	}
}

/* Where the next page of the same direction begins: behind the last row, or the end of the slice.
 */
static const char *cursor_ahead(void *mem, const struct list_look *look, struct order_page *page)
{
	if (page->n > ORDER_PAGE_ROWS)
		return order_list_cursor(mem, look->page,
					 key_of(look->walk, &page->rows[ORDER_PAGE_ROWS - 1]));
	if (!look->is_cut)
		return NULL;
	page->looked_until = look->end.at;
	struct list_key end = look->end;
	/* All that share its time were looked at. */
	if (list_is_by_time(look->walk))
		end.id = beyond_all(rises(look)).id;
	return order_list_cursor(mem, look->page, end);
}

static const char *cursor_behind(void *mem, const struct list_look *look,
				 const struct order_page *page)
{
	struct list_key first = page->n ? key_of(look->walk, &page->rows[0]) : look->from;

	if (!look->filter->cursor)
		return NULL;
	return order_list_cursor(mem, look->page == FORWARD ? BACKWARD : FORWARD, first);
}

/* The row beyond the page only told that there is more. */
static void trim(void *mem, const struct list_look *look, struct order_page *page)
{
	const char *ahead = cursor_ahead(mem, look, page);
	const char *behind = cursor_behind(mem, look, page);

	if (page->n > ORDER_PAGE_ROWS)
		page->n = ORDER_PAGE_ROWS;
	if (look->page == BACKWARD)
		reverse(page->rows, page->n);
	page->next = look->page == FORWARD ? ahead : behind;
	page->prev = look->page == FORWARD ? behind : ahead;
}

enum rc order_list(struct db *db, void *mem, const struct order_filter *f, struct order_page *out,
		   struct err *e)
{
	const struct order_tab tab = tab_of(f);
	struct list_look look = {
	    .filter = f,
	    .tab = tab,
	    .place = place_of(&tab),
	    .walk = walk_of(&tab, f),
	};

	*out = (struct order_page){.looked_until = TIME_NONE};
	if (!begin(mem, &look))
		return err_set(e, RC_INVALID, "the page address is damaged: cursor %.40s",
			       f->cursor);
	if (!order_filter_can_match(f))
		return RC_OK;
	if (order_filter_is_search(f) ? search(db, mem, &look, out, e)
				      : walk_tab(db, mem, &look, out, e))
		return e->rc;
	trim(mem, &look, out);
	return RC_OK;
}
