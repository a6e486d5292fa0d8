/* The tree of categories and what happens to it. */
#include "allegro/category_api.h"

#include "base/mem.h"
#include "net/http.h"

#include <string.h>

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
    JF_WORD(EVENT, type, "/type", JF_REQUIRED, category_event_types),
    JF_STR(EVENT, category.id, "/category/id", 0),
    JF_STR(EVENT, category.name, "/category/name", 0),
    JF_STR(EVENT, category.parent_id, "/category/parent/id", 0),
    JF_TRI(EVENT, category.said_leaf, "/category/leaf", 0),
    JF_STR(EVENT, redirect_id, "/redirectCategory/id", 0),
};

const struct journal category_journal = {
    .op = OP_CATEGORY_EVENTS,
    .items = "/events",
    .thing = "/category/id",
    .most = CATEGORY_EVENTS_MAX,
};

enum rc category_event_read(void *owner, const struct journal_event *ev, EVENT *out, struct err *e)
{
	struct json *doc;

	*out = (EVENT){0};
	if (str_eq(ev->type, JOURNAL_UNREAD))
		return err_set(e, RC_SHAPE, "category event %s cannot be read", ev->id);
	if (json_parse(owner, (struct bytes){ev->raw, strlen(ev->raw)}, &doc, e) ||
	    json_decode(owner, doc, event_fields, out, NULL, e))
		return err_wrap(e, "category event %s", ev->id);
	out->redirect_id = str_id(out->redirect_id);
	if (!out->category.id)
		return RC_OK;
	out->category.name = str_or(out->category.name, "");
	return complete(owner, &out->category, e) ? err_wrap(e, "category event %s", ev->id)
						  : RC_OK;
}
