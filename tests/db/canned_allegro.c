/* A small Allegro for database tests: a journal, a list and single documents, all in memory. */
#include "canned_allegro.h"

#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "net/http.h"

#include <string.h>

/* How a document can be missing. */
static const struct failing {
	enum rc rc;
	enum meaning meaning;
} down = {RC_RETRY, MEANING_OUTAGE}, lost = {RC_NOT_FOUND, MEANING_GONE},
  bad = {RC_REMOTE, MEANING_REFUSED};

struct canned canned;

static bool is_down(void)
{
	return canned.is_down && canned.is_down();
}

static enum rc fail(struct err *e, const struct failing *how)
{
	(void)err_set(e, how->rc, "Allegro answered: %s", meaning_name(how->meaning));
	e->meaning = how->meaning;
	return e->rc;
}

#define FORM(n) "ca22ed00-0000-4000-8000-00000000000" #n

static const struct {
	const char *id;
	const struct failing *by_itself; /* NULL: it is there, also in the list */
} forms[] = {{FORM(1), NULL}, {FORM(2), NULL}, {FORM(3), &lost}, {FORM(4), &bad}, {FORM(5), NULL}};

static const struct {
	const char *id;
	const char *form; /* NULL: about none */
} events[] = {{"01", FORM(1)}, {"02", FORM(2)}, {"02", FORM(2)}, {"03", NULL},
	      {"04", FORM(5)}, {"05", FORM(3)}, {"06", FORM(4)}, {"07", FORM(1)}};

static const char *text_of_time(void *owner, int64_t ms)
{
	char text[TIME_RFC3339_SIZE];

	time_format_rfc3339(ms, text);
	return mem_strdup(owner, text);
}

static const char *document(void *owner, const char *id)
{
	return world_form(owner,
			  &(struct form_spec){.id = id,
					      .fulfillment = canned.fulfillment,
					      .updated_at = text_of_time(owner, canned.began)});
}

static const char *page_after(void *owner, const char *from)
{
	const char *at = text_of_time(owner, canned.began - TIME_HOUR_MS);
	const char *text = "{\"events\":[";
	const char *comma = "";

	for (size_t i = 0; i < COUNT_OF(events) && !canned.is_empty; i++) {
		if (strcmp(events[i].id, str_or(from, "")) <= 0)
			continue;
		const char *order = events[i].form ? mem_printf(owner,
								",\"order\":{\"checkoutForm\":"
								"{\"id\":\"%s\"}}",
								events[i].form)
						   : "";
		text = mem_printf(owner,
				  "%s%s{\"id\":\"%s\",\"type\":\"BOUGHT\",\"occurredAt\":\"%s\"%s}",
				  text, comma, events[i].id, at, order);
		comma = ",";
	}
	return mem_printf(owner, "%s]}", text);
}

static const char *latest(void *owner)
{
	if (canned.is_empty)
		return "{}";
	return mem_printf(owner, "{\"latestEvent\":{\"id\":\"%s\",\"occurredAt\":\"%s\"}}",
			  events[COUNT_OF(events) - 1].id,
			  text_of_time(owner, canned.began - TIME_HOUR_MS));
}

static const char *list(void *owner)
{
	const char *text = "{\"checkoutForms\":[";
	const char *comma = "";

	for (size_t i = 0; i < COUNT_OF(forms); i++)
		if (!forms[i].by_itself) {
			text =
			    mem_printf(owner, "%s%s%s", text, comma, document(owner, forms[i].id));
			comma = ",";
		}
	return mem_printf(owner, "%s],\"count\":3,\"totalCount\":3}", text);
}

static enum rc parse(void *owner, const char *text, struct json **out, struct err *e)
{
	return json_parse(owner, (struct bytes){text, strlen(text)}, out, e);
}

enum rc canned_call(void *owner, const struct allegro_call *call, struct json **out, struct err *e)
{
	if (is_down())
		return fail(e, &down);
	if (call->op == OP_ORDER_EVENT_STATS)
		return parse(owner, latest(owner), out, e);
	if (call->op == OP_CHECKOUT_FORMS)
		return parse(owner, list(owner), out, e);
	if (str_eq(call->query[0].value, CANNED_FORGOTTEN))
		return fail(e, &lost);
	if (str_eq(call->query[0].value, CANNED_REFUSED))
		return fail(e, &bad);
	return parse(owner, page_after(owner, call->query[0].value), out, e);
}

static enum rc answer_one(void *owner, const char *id, struct allegro_result *r)
{
	for (size_t i = 0; i < COUNT_OF(forms); i++)
		if (str_eq(forms[i].id, id) && forms[i].by_itself)
			return fail(&r->err, forms[i].by_itself);
	return parse(owner, document(owner, id), &r->doc, &r->err);
}

enum rc canned_call_all(void *owner, const struct allegro_call *calls, size_t n,
			struct allegro_result *results, struct err *e)
{
	enum rc overall = RC_OK;

	for (size_t i = 0; i < n; i++) {
		results[i] = (struct allegro_result){.asked = !overall};
		if (!overall && is_down())
			overall = fail(e, &down);
		if (overall)
			results[i].err = *e;
		results[i].rc = overall ? overall : answer_one(owner, calls[i].id, &results[i]);
	}
	return overall;
}
