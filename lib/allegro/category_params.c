/* Asking for the parameters of a category, and for which of them become required. */
#include "allegro/category_api.h"

#include "base/mem.h"
#include "net/http.h"

enum rc category_params_fetch(struct allegro *a, void *owner, const char *id,
			      struct category_params *out, struct err *e)
{
	const struct allegro_call call = {.op = OP_CATEGORY_PARAMS, .id = id};
	struct json *doc;

	*out = (struct category_params){0};
	if (allegro_call(a, owner, &call, &doc, e))
		return e->rc;
	if (category_params_read(owner, doc, out, e))
		return err_wrap(e, "GET /sale/categories/%s/parameters", id);
	return RC_OK;
}

/* ---- What will change ------------------------------------------------------------------------ */

static const struct json_field change_fields[] = {
    JF_STR(struct param_change, type, "/type", JF_REQUIRED),
    JF_TIME(struct param_change, decided_at, "/scheduledAt", JF_REQUIRED),
    JF_TIME(struct param_change, due_at, "/scheduledFor", JF_REQUIRED),
    JF_STR(struct param_change, category_id, "/category/id", JF_REQUIRED),
    JF_STR(struct param_change, param_id, "/parameter/id", JF_REQUIRED),
};

static enum rc read_change(void *owner, struct json *doc, struct param_change *out, struct err *e)
{
	*out = (struct param_change){0};
	if (json_decode(owner, doc, change_fields, out, NULL, e))
		return err_wrap(e, "a scheduled change");
	if (!str_is_id(out->category_id) || !str_is_id(out->param_id) || !str_is_id(out->type))
		return err_set(e, RC_SHAPE, "a scheduled change of nothing one could ask for");
	return RC_OK;
}

enum rc param_changes_fetch(struct allegro *a, void *owner, int64_t offset,
			    struct param_change_page *out, struct err *e)
{
	const struct http_pair query[] = {{"offset", mem_printf(owner, "%lld", (long long)offset)},
					  {"limit", mem_printf(owner, "%d", CATEGORY_CHANGES_MAX)},
					  {NULL, NULL}};
	const struct allegro_call call = {.op = OP_CATEGORY_CHANGES, .query = query};
	struct json *doc;
	struct json *list;

	*out = (struct param_change_page){0};
	if (allegro_call(a, owner, &call, &doc, e))
		return e->rc;
	if (json_list_at(doc, "/scheduledChanges", &list, e))
		return err_wrap(e, "scheduled changes of parameters");
	const size_t n = json_length(list);
	out->at = mem_array(owner, struct param_change, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct err unread = {0};

		if (!read_change(owner, json_item(list, i), &out->at[out->n], &unread))
			out->n++;
		else if (!out->unread++)
			out->why = unread;
	}
	out->full = n >= CATEGORY_CHANGES_MAX;
	return RC_OK;
}
