/*
 * Answers of all resources but the order document itself: journal, newest event, list of forms,
 * where a form stands, the account. allegro_call() is wrapped at link time: the input is its
 * answer.
 */
#include "fuzz.h"

#include "allegro/fulfillment_api.h"
#include "allegro/me_api.h"
#include "allegro/document.h"
#include "allegro/order_api.h"

static struct bytes body;

const char *__wrap_allegro_trace(const struct allegro *a);
enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e);
enum rc __wrap_allegro_call_all(struct allegro *a, void *owner, const struct allegro_call *calls,
				size_t n, struct allegro_result *results, struct err *e);

const char *__wrap_allegro_trace(const struct allegro *a)
{
	(void)a;
	return "";
}

enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e)
{
	(void)a;
	(void)call;
	return json_parse(owner, body, out, e);
}

enum rc __wrap_allegro_call_all(struct allegro *a, void *owner, const struct allegro_call *calls,
				size_t n, struct allegro_result *results, struct err *e)
{
	(void)a;
	(void)calls;
	for (size_t i = 0; i < n; i++)
		results[i].rc = json_parse(owner, body, &results[i].doc, &results[i].err);
	return e->rc;
}

static void check_events(void *mem)
{
	struct journal_page page = {0};
	struct err e = {0};
	enum rc rc = journal_fetch(NULL, mem, &order_journal, "1", order_journal.most, &page, &e);

	fuzz_check_err(rc, &e);
	for (size_t i = 0; !rc && i < page.n; i++) {
		const struct journal_event *ev = &page.events[i];
		MUST(str_is_id(ev->id) && ev->type && ev->raw);
		MUST(!ev->thing_id || str_is_id(ev->thing_id));
		MUST(!ev->revision || str_is_id(ev->revision));
	}
	struct journal_event latest = {0};
	err_clear(&e);
	rc = order_event_latest(NULL, mem, &latest, &e);
	fuzz_check_err(rc, &e);
}

static void check_list(void *mem)
{
	struct checkout_form_page page = {0};
	struct document_get one = {.op = OP_CHECKOUT_FORM,
				   .id = "29738e61-7f6a-11e8-ac45-09db60ede9d6"};
	struct checkout_form_query q = CHECKOUT_FORM_QUERY;
	struct err e = {0};
	enum rc rc = checkout_forms_list(NULL, mem, &q, &page, &e);

	fuzz_check_err(rc, &e);
	for (size_t i = 0; !rc && i < page.n; i++)
		MUST(page.items[i].raw && (!page.items[i].id || str_is_id(page.items[i].id)) &&
		     (!page.items[i].revision || str_is_id(page.items[i].revision)));
	err_clear(&e);
	rc = documents_fetch(NULL, mem, &one, 1, &e);
	fuzz_check_err(rc, &e);
	MUST(one.rc || (one.raw && one.doc));
}

static void check_standing(void *mem)
{
	static const char id[] = "29738e61-7f6a-11e8-ac45-09db60ede9d6";
	struct order_standing standing;
	struct err e = {0};
	enum rc rc = order_standing_fetch(NULL, mem, id, &standing, &e);

	fuzz_check_err(rc, &e);
	MUST(rc ||
	     (str_eq(standing.id, id) && (!standing.revision || str_is_id(standing.revision))));
}

static void check_rest(void *mem)
{
	struct me me = {0};
	struct err e = {0};

	if (!me_fetch(NULL, mem, &me, &e))
		MUST(me.id);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");

	body = (struct bytes){data, size};
	check_events(mem);
	check_list(mem);
	check_standing(mem);
	check_rest(mem);
	mem_free(mem);
	return 0;
}
