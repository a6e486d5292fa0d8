/* Single documents of any kind. */
#include "allegro/document.h"

#include "allegro/page_call.h"
#include "allegro/resource.h"
#include "base/mem.h"

struct head {
	const char *id;
};
static const struct json_field head_fields[] = {JF_STR(struct head, id, "/id", JF_REQUIRED)};

/* The answer must be about the thing that was asked for. */
static enum rc check(void *owner, const struct document_get *get, struct err *e)
{
	struct head head = {NULL};
	struct err ignored = {0};

	if (json_decode(owner, get->doc, head_fields, &head, NULL, &ignored))
		head.id = NULL;
	if (str_eq(head.id, get->id))
		return RC_OK;
	return err_set(e, RC_SHAPE, "%s: the answer is about %s",
		       resource_head(owner, get->op, get->id),
		       str_or(str_id(head.id), "nothing that has an id"));
}

/* One that is the document asked for, but cannot be read, is kept as it came. */
static void keep_unread(void *owner, const struct allegro_result *r, struct document_get *out)
{
	const struct page_call whole = {.first = "", .unread = r->unread};

	if (r->rc != RC_SHAPE || !str_eq(page_only_id(owner, &whole, "/id"), out->id))
		return;
	out->raw = page_only_raw(owner, &whole);
	out->why = mem_strdup(owner, r->err.msg);
}

static void take(void *owner, const struct allegro_result *r, struct document_get *out)
{
	out->rc = r->rc;
	out->asked = r->asked;
	out->err = r->err;
	out->trace = mem_strdup(owner, r->trace);
	if (r->rc) {
		keep_unread(owner, r, out);
		return;
	}
	out->doc = r->doc;
	out->raw = json_text(owner, r->doc);
	out->rc = check(owner, out, &out->err);
}

enum rc documents_fetch(struct allegro *a, void *owner, struct document_get *wanted, size_t n,
			struct err *e)
{
	void *scratch = mem_context(owner, "documents");
	struct allegro_call *calls = mem_array(scratch, struct allegro_call, n);
	struct allegro_result *results = mem_array(scratch, struct allegro_result, n);

	for (size_t i = 0; i < n; i++)
		calls[i] = (struct allegro_call){
		    .op = wanted[i].op, .id = wanted[i].id, .query = wanted[i].query};
	enum rc rc = allegro_call_all(a, owner, calls, n, results, e);
	for (size_t i = 0; i < n; i++)
		take(owner, &results[i], &wanted[i]);
	mem_free(scratch);
	return rc;
}
