/* Position in the order list. */
#include "domain/orders/order_walk.h"

#include "allegro/checkout_form.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_apply.h"
#include <stdio.h>

static const char *const sorts[] = {
    [ORDER_WALK_UPDATED] = "updatedAt",
    [ORDER_WALK_BOUGHT] = "lineItems.boughtAt",
};

enum rc order_walk_fetch(struct order_sync *s, void *mem, const struct order_walk *walk,
			 struct checkout_form_page *page, struct err *e)
{
	struct checkout_form_query q = CHECKOUT_FORM_QUERY;

	q.sort = sorts[walk->by];
	q.offset = walk->offset;
	q.limit = CHECKOUT_FORMS_MAX;
	if (walk->by == ORDER_WALK_UPDATED) {
		q.updated_from = walk->at;
		q.updated_to = walk->until;
	} else {
		q.bought_from = walk->at;
		q.bought_to = walk->until;
	}
	return checkout_forms_list(s->api, mem, &q, page, e);
}

/* An order of several purchases is sorted by one of them; the earliest is safe to go on from. */
static int64_t earliest_purchase(const struct checkout_form *form)
{
	int64_t first = TIME_NONE;

	for (size_t i = 0; i < form->n_lines; i++)
		if (first == TIME_NONE || form->lines[i].bought_at < first)
			first = form->lines[i].bought_at;
	return first;
}

/* Time of the last document of a page that can be read; TIME_NONE: of none. */
static int64_t last_time(enum order_walk_by by, const struct checkout_form_page *page)
{
	void *mem = mem_context(NULL, "walk");
	int64_t at = TIME_NONE;

	for (size_t i = page->n; i-- > 0 && at == TIME_NONE;) {
		struct checkout_form *form;
		struct err unread = {0};
		if (by == ORDER_WALK_UPDATED)
			at = page->items[i].updated_at;
		else if (!checkout_form_decode(mem, page->items[i].doc, &form, NULL, &unread))
			at = earliest_purchase(form);
	}
	mem_free(mem);
	return at;
}

/* Asked for the page behind it by offset, Allegro gave the same again. */
static bool is_circle(struct order_walk *walk, const struct checkout_form_page *page)
{
	const char *last = page->n ? str_or(page->items[page->n - 1].id, "") : "";
	bool same = walk->offset && !str_empty(last) && str_eq(last, walk->last_id);

	(void)snprintf(walk->last_id, sizeof(walk->last_id), "%s", last);
	return same;
}

enum rc order_walk_step(struct order_walk *walk, const struct checkout_form_page *page,
			struct err *e)
{
	int64_t at = last_time(walk->by, page);

	walk->ended = page->n < CHECKOUT_FORMS_MAX;
	if (walk->ended)
		return RC_OK;
	if (is_circle(walk, page))
		return err_set(e, RC_SHAPE, "Allegro's list of orders repeats its page");
	if (at != TIME_NONE && at > walk->at) {
		walk->at = at;
		walk->offset = 0;
		return RC_OK;
	}
	walk->offset += CHECKOUT_FORMS_MAX;
	if (walk->offset + CHECKOUT_FORMS_MAX <= CHECKOUT_FORMS_WINDOW_MAX)
		return RC_OK;
	return err_set(e, RC_SHAPE, "more than %d orders of one moment in Allegro's list",
		       CHECKOUT_FORMS_WINDOW_MAX);
}

size_t order_walk_docs(struct order_sync *s, void *mem, const struct checkout_form_page *page,
		       struct order_doc **docs)
{
	size_t n = 0;

	*docs = mem_array(mem, struct order_doc, page->n + 1);
	for (size_t i = 0; i < page->n; i++) {
		const struct checkout_form_item *item = &page->items[i];
		if (str_is_id(item->id))
			(*docs)[n++] = (struct order_doc){
			    .form_id = item->id,
			    .raw = item->raw,
			    .doc = item->doc,
			    .trace = item->trace,
			    .listed = true,
			    .revision = item->revision,
			    .updated_at = item->updated_at,
			};
		else
			s->counts.failed++;
	}
	return n;
}
