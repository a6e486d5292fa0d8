/* Pages of any journal, by its row. */
#include "allegro/journal.h"

#include "allegro/operation.h"
#include "allegro/page_call.h"
#include "base/mem.h"

/* The id decides the cursor and the type is the event's meaning: without them no event. */
static enum rc decode(void *owner, const struct journal *j, struct json *doc,
		      struct journal_event *ev, struct err *e)
{
	const struct json_field fields[] = {
	    JF_STR(struct journal_event, id, "/id", JF_REQUIRED),
	    JF_STR(struct journal_event, type, "/type", JF_REQUIRED),
	    JF_TIME(struct journal_event, occurred_at, "/occurredAt", 0),
	    JF_STR(struct journal_event, thing_id, j->thing, 0),
	    JF_STR(struct journal_event, revision, j->revision, 0),
	};
	const size_t n = COUNT_OF(fields) - !j->revision;

	ev->revision = NULL;
	return json_decode_(owner, doc, fields, n, ev, NULL, e);
}

/* An entry of which no more than its id, and perhaps its thing, can be told. */
static bool read_unread(void *owner, const struct journal *j, struct json *doc,
			struct journal_event *ev)
{
	const struct json_field id_fields[] = {
	    JF_STR(struct journal_event, id, "/id", JF_REQUIRED)};
	const struct json_field thing_fields[] = {
	    JF_STR(struct journal_event, thing_id, j->thing, 0)};
	struct err ignored = {0};

	*ev = (struct journal_event){.type = JOURNAL_UNREAD, .occurred_at = TIME_NONE};
	if (json_decode(owner, doc, id_fields, ev, NULL, &ignored) || !str_is_id(ev->id))
		return false;
	if (json_decode(owner, doc, thing_fields, ev, NULL, &ignored))
		ev->thing_id = NULL;
	ev->thing_id = str_id(ev->thing_id);
	return true;
}

/* false: it has no id one could go on from. */
static bool read_event(void *owner, const struct journal *j, struct json *doc,
		       struct journal_event *ev)
{
	struct err unread = {0};
	enum rc rc = decode(owner, j, doc, ev, &unread);

	if (rc || !str_is_id(ev->id) || (ev->thing_id && !str_is_id(ev->thing_id)))
		return read_unread(owner, j, doc, ev);
	ev->revision = str_id(ev->revision);
	return true;
}

static enum rc read_events(void *owner, const struct journal *j, struct json *doc,
			   struct journal_page *out, struct err *e)
{
	struct json *events;

	if (json_list_at(doc, j->items, &events, e))
		return err_wrap(e, "%s", operations[j->op].name);
	const size_t n = json_length(events);
	out->events = mem_array(owner, struct journal_event, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct journal_event *ev = &out->events[out->n];
		struct json *entry = json_item(events, i);
		if (!read_event(owner, j, entry, ev)) {
			out->nameless++;
			continue;
		}
		ev->raw = json_text(owner, entry);
		out->n++;
	}
	if (out->nameless && !out->n)
		return err_set(e, RC_SHAPE, "%s: none of %zu events has an id",
			       operations[j->op].name, out->nameless);
	return RC_OK;
}

/* The one event that cannot be read. Without an id nobody can go on behind it. */
static enum rc take_only(void *owner, const struct journal *j, const struct page_call *p,
			 struct journal_page *out, struct err *e)
{
	const char *id = page_only_id(owner, p, "/id");

	if (!id)
		return e->rc;
	err_clear(e);
	out->events = mem_zero(owner, struct journal_event);
	out->events[0] = (struct journal_event){.id = id,
						.type = JOURNAL_UNREAD,
						.occurred_at = TIME_NONE,
						.thing_id = page_only_id(owner, p, j->thing),
						.raw = page_only_raw(owner, p)};
	out->n = 1;
	out->full = true;
	return RC_OK;
}

enum rc journal_fetch(struct allegro *a, void *owner, const struct journal *j, const char *from,
		      int64_t limit, struct journal_page *out, struct err *e)
{
	const struct http_pair query[] = {
	    {"from", from}, {"limit", mem_printf(owner, "%lld", (long long)limit)}, {NULL, NULL}};
	struct page_call p = {.call = {.op = j->op, .query = query},
			      .first = mem_printf(owner, "%s/0", j->items)};
	struct json *doc;

	*out = (struct journal_page){0};
	if (page_call(a, owner, &p, &doc, e))
		return page_is_only(e, limit) ? take_only(owner, j, &p, out, e) : e->rc;
	if (read_events(owner, j, doc, out, e))
		return e->rc;
	out->full = out->n + out->nameless >= (size_t)limit;
	return RC_OK;
}
