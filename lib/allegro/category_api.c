/* The tree of categories and what happens to it. */
#include "allegro/category_api.h"

#include "base/mem.h"
#include "net/http.h"

static const struct json_field category_fields[] = {
    JF_STR(struct category, id, "/id", JF_REQUIRED),
    JF_STR(struct category, name, "/name", JF_REQUIRED),
    JF_STR(struct category, parent_id, "/parent/id", 0),
    JF_TRI(struct category, said_leaf, "/leaf", JF_REQUIRED),
    JF_TRI(struct category, said_products, "/options/productCreationEnabled", 0),
};

/* What follows from what was read; an id one cannot ask for is none. */
static enum rc complete(void *owner, struct category *c, struct err *e)
{
	if (!str_is_id(c->id))
		return err_set(e, RC_SHAPE, "a category without an id one could ask for");
	if (c->parent_id && !str_is_id(c->parent_id))
		return err_set(e, RC_SHAPE, "category %s: its parent has no id", c->id);
	if (str_eq(c->parent_id, CATEGORY_ROOT))
		c->parent_id = NULL;
	c->name = str_head(owner, c->name, CATEGORY_NAME_MAX);
	c->leaf = c->said_leaf == TRI_TRUE;
	c->makes_products = c->said_products == TRI_TRUE;
	return RC_OK;
}

bool category_is_unknown(const struct err *e)
{
	/* The code of the answer is not documented, its status is. */
	return e->meaning == MEANING_GONE || (e->meaning == MEANING_REFUSED && e->http == 404);
}

/* ---- Children -------------------------------------------------------------------------------- */

struct list {
	struct category *at;
	size_t n;
};
static const struct json_field list_fields[] = {
    JF_LIST(struct list, struct category, at, n, "/categories", JF_REQUIRED, category_fields),
};

static enum rc read_children(void *owner, struct json *doc, struct category_children *out)
{
	struct list list = {0};

	out->rc = json_decode(owner, doc, list_fields, &list, NULL, &out->err);
	for (size_t i = 0; i < list.n && !out->rc; i++) {
		out->rc = complete(owner, &list.at[i], &out->err);
		list.at[i].parent_id = out->parent_id;
	}
	if (out->rc)
		return err_wrap(&out->err, "categories below %s",
				str_or(out->parent_id, "the root"));
	out->at = list.at;
	out->n = list.n;
	return RC_OK;
}

enum rc categories_fetch(struct allegro *a, void *owner, struct category_children *wanted, size_t n,
			 struct err *e)
{
	void *scratch = mem_context(owner, "categories");
	struct allegro_call *calls = mem_array(scratch, struct allegro_call, n);
	struct allegro_result *results = mem_array(scratch, struct allegro_result, n);
	struct http_pair(*queries)[2] = mem_array_(scratch, sizeof(*queries), n, "queries");

	for (size_t i = 0; i < n; i++) {
		queries[i][0] = (struct http_pair){"parent.id", wanted[i].parent_id};
		calls[i] = (struct allegro_call){.op = OP_CATEGORIES, .query = queries[i]};
	}
	enum rc rc = allegro_call_all(a, owner, calls, n, results, e);
	for (size_t i = 0; i < n; i++) {
		wanted[i].rc = results[i].rc;
		wanted[i].asked = results[i].asked;
		wanted[i].err = results[i].err;
		if (!results[i].rc && read_children(owner, results[i].doc, &wanted[i]))
			continue; /* its own trouble, which stands beside it */
	}
	mem_free(scratch);
	return rc;
}

enum rc category_fetch(struct allegro *a, void *owner, const char *id, struct category *out,
		       struct err *e)
{
	const struct allegro_call call = {.op = OP_CATEGORY, .id = id};
	struct json *doc;

	*out = (struct category){0};
	if (allegro_call(a, owner, &call, &doc, e))
		return e->rc;
	if (json_decode(owner, doc, category_fields, out, NULL, e) || complete(owner, out, e))
		return err_wrap(e, "GET /sale/categories/%s", id);
	if (!str_eq(out->id, id))
		return err_set(e, RC_SHAPE, "GET /sale/categories/%s: the answer is about %s", id,
			       out->id);
	return RC_OK;
}

/* ---- Events ---------------------------------------------------------------------------------- */

const char *const category_event_types[] = {CATEGORY_CREATED, CATEGORY_RENAMED, CATEGORY_MOVED,
					    CATEGORY_DELETED, NULL};

#define EVENT struct category_event
static const struct json_field event_fields[] = {
    JF_STR(EVENT, id, "/id", JF_REQUIRED),
    JF_TIME(EVENT, occurred_at, "/occurredAt", JF_REQUIRED),
    JF_WORD(EVENT, type, "/type", JF_REQUIRED, category_event_types),
    JF_STR(EVENT, category.id, "/category/id", 0),
    JF_STR(EVENT, category.name, "/category/name", 0),
    JF_STR(EVENT, category.parent_id, "/category/parent/id", 0),
    JF_TRI(EVENT, category.said_leaf, "/category/leaf", 0),
    JF_STR(EVENT, redirect_id, "/redirectCategory/id", 0),
};

static enum rc read_event(void *owner, struct json *doc, EVENT *out, struct err *e)
{
	*out = (EVENT){0};
	if (json_decode(owner, doc, event_fields, out, NULL, e))
		return err_wrap(e, "category event %s", str_or(str_id(out->id), "without an id"));
	out->redirect_id = str_id(out->redirect_id);
	if (!out->category.id)
		return RC_OK;
	out->category.name = str_or(out->category.name, "");
	return complete(owner, &out->category, e);
}

/* What cannot be read is counted, and does not keep its id from being the last. */
static const char *id_of(void *owner, struct json *doc)
{
	static const struct json_field fields[] = {JF_STR(struct param_word, text, "/id", 0)};
	struct param_word id = {0};
	struct err ignored = {0};

	return json_decode(owner, doc, fields, &id, NULL, &ignored) ? NULL : str_id(id.text);
}

static enum rc read_events(void *owner, struct json *doc, struct category_event_page *out,
			   struct err *e)
{
	struct json *list;

	if (json_list_at(doc, "/events", &list, e))
		return err_wrap(e, "GET /sale/category-events");
	const size_t n = json_length(list);
	out->events = mem_array(owner, EVENT, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct err unread = {0};
		struct json *one = json_item(list, i);

		out->last = str_or(id_of(owner, one), out->last);
		if (!read_event(owner, one, &out->events[out->n], &unread))
			out->n++;
		else if (!out->unread++)
			out->why = unread;
	}
	if (n && !out->last)
		return err_set(e, RC_SHAPE, "GET /sale/category-events: none of %zu has an id", n);
	out->full = n >= CATEGORY_EVENTS_MAX;
	return RC_OK;
}

enum rc category_events_fetch(struct allegro *a, void *owner, const char *from,
			      struct category_event_page *out, struct err *e)
{
	const struct http_pair query[] = {
	    {"from", from}, {"limit", mem_printf(owner, "%d", CATEGORY_EVENTS_MAX)}, {NULL, NULL}};
	const struct allegro_call call = {.op = OP_CATEGORY_EVENTS, .query = query};
	struct json *doc;

	*out = (struct category_event_page){0};
	return allegro_call(a, owner, &call, &doc, e) ? e->rc : read_events(owner, doc, out, e);
}
