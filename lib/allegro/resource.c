/* Pages and single things of any resource, by its row. */
#include "allegro/resource.h"

#include "allegro/operation.h"
#include "base/mem.h"

#include <string.h>

static const char *id_of(const struct resource *r, const void *item)
{
	const char *id;

	memcpy(&id, (const char *)item + r->id, sizeof(id));
	return id;
}

enum rc resource_read(void *owner, const struct resource *r, struct json *doc, void *item,
		      struct err *e)
{
	memset(item, 0, r->size);
	if (json_decode_(owner, doc, r->fields, r->n_fields, item, NULL, e))
		return err_wrap(e, "%s %s", r->noun,
				str_or(str_id(id_of(r, item)), "without an id"));
	if (!str_is_id(id_of(r, item)))
		return err_set(e, RC_SHAPE, "a %s without an id one could ask for", r->noun);
	if (r->complete)
		r->complete(item);
	return RC_OK;
}

static enum rc read_page(void *owner, const struct resource *r, struct json *doc,
			 struct resource_page *out, struct err *e)
{
	const struct json_field total = JF_I64(struct resource_page, total, r->total, 0);
	struct json *list;

	if (json_list_at(doc, r->items, &list, e))
		return err_wrap(e, "%s", operations[r->list].name);
	out->total = INT64_MIN;
	if (r->total && json_decode_(owner, doc, &total, 1, out, NULL, e))
		return err_wrap(e, "%s", operations[r->list].name);
	const size_t n = json_length(list);
	char *items = mem_array(owner, char, (n + 1) * r->size);
	out->items = items;
	for (size_t i = 0; i < n; i++) {
		struct err unread = {0};

		if (!resource_read(owner, r, json_item(list, i), items + out->n * r->size, &unread))
			out->n++;
		else if (!out->unread++)
			out->why = unread;
	}
	return RC_OK;
}

static const char *bound_text(void *owner, int64_t at)
{
	char text[TIME_RFC3339_SIZE];

	if (at == TIME_NONE)
		return NULL;
	time_format_rfc3339(at, text);
	return mem_printf(owner, "%s", text);
}

enum rc resource_where(struct allegro *a, void *owner, const struct resource *r,
		       const struct http_pair *query, struct resource_page *out, struct err *e)
{
	const struct allegro_call call = {.op = r->list, .query = query};
	struct json *doc;

	*out = (struct resource_page){0};
	return allegro_call(a, owner, &call, &doc, e) ? e->rc : read_page(owner, r, doc, out, e);
}

enum rc resource_list(struct allegro *a, void *owner, const struct resource *r,
		      const struct resource_query *q, struct resource_page *out, struct err *e)
{
	const struct http_pair query[] = {
	    {"offset", r->most ? mem_printf(owner, "%lld", (long long)q->offset) : NULL},
	    {"limit", r->most ? mem_printf(owner, "%lld", (long long)r->most) : NULL},
	    {r->from, bound_text(owner, q->from)},
	    {r->to, bound_text(owner, q->to)},
	    {q->only, q->value},
	    {NULL, NULL}};

	return resource_where(a, owner, r, query, out, e);
}

enum rc resource_find(struct allegro *a, void *owner, const struct resource *r, const char *id,
		      void *item, struct err *e)
{
	const struct allegro_call call = {.op = r->one, .id = id};
	struct json *doc;

	if (allegro_call(a, owner, &call, &doc, e) || resource_read(owner, r, doc, item, e))
		return e->rc;
	if (!str_eq(id_of(r, item), id))
		return err_set(e, RC_SHAPE, "%s: the answer is about %s", operations[r->one].name,
			       id_of(r, item));
	return RC_OK;
}

int64_t resource_time(const struct resource *r, const struct resource_page *page, size_t i)
{
	int64_t at = TIME_NONE;

	if (!r->timeless)
		memcpy(&at, (const char *)page->items + i * r->size + r->at, sizeof(at));
	return at;
}

const char *resource_scope(const struct resource *r)
{
	return operations[r->list].scope;
}

const char *resource_head(void *mem, enum allegro_op op, const char *id)
{
	const char *name = operations[op].name;
	const char *hole = strstr(name, "{id}");

	return hole ? mem_printf(mem, "%.*s%s%s", (int)(hole - name), name, id,
				 hole + strlen("{id}"))
		    : name;
}
