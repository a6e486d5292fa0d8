/*
 * What Allegro answers about categories, terms and ratings: the tree, what happened to it,
 * parameters and their changes, lists of what a seller has. allegro_call() is wrapped at link time:
 * the input is its answer to all of them.
 */
#include "fuzz.h"

#include "allegro/category_api.h"
#include "allegro/rating_api.h"
#include "allegro/term_api.h"
#include "domain/mapping/param_rules.h"

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

/* ---- The tree ----------------------------------------------------------------------------------
 */

static void check_category(const struct category *c)
{
	MUST(str_is_id(c->id) && c->name && str_is_utf8(c->name, strlen(c->name)));
	MUST(!c->parent_id || str_is_id(c->parent_id));
	MUST((c->leaf == 0 || c->leaf == 1) && (c->makes_products == 0 || c->makes_products == 1));
}

static void check_tree(void *mem)
{
	struct category_children children = {.parent_id = NULL};
	struct category one = {0};
	struct err e = {0};
	enum rc rc = categories_fetch(NULL, mem, &children, 1, &e);

	fuzz_check_err(rc, &e);
	for (size_t i = 0; !children.rc && i < children.n; i++)
		check_category(&children.at[i]);
	err_clear(&e);
	rc = category_fetch(NULL, mem, "5", &one, &e);
	fuzz_check_err(rc, &e);
	if (!rc)
		check_category(&one);
}

static void check_events(void *mem)
{
	struct journal_page page = {0};
	struct err e = {0};
	enum rc rc =
	    journal_fetch(NULL, mem, &category_journal, "1", CATEGORY_EVENTS_MAX, &page, &e);

	fuzz_check_err(rc, &e);
	for (size_t i = 0; !rc && i < page.n; i++) {
		struct category_event ev;
		struct err unread = {0};
		enum rc read = category_event_read(mem, &page.events[i], &ev, &unread);

		fuzz_check_err(read, &unread);
		MUST(str_is_id(page.events[i].id));
		MUST(read || (ev.id && ev.type));
		MUST(read || !ev.category.id || str_is_id(ev.category.id));
		MUST(read || !ev.redirect_id || str_is_id(ev.redirect_id));
	}
}

/* ---- Parameters --------------------------------------------------------------------------------
 */

static bool is_flag(int64_t n)
{
	return n == 0 || n == 1;
}

/* As it was kept it is read again, as the same. */
static void check_raw(void *mem, const struct category_param *p)
{
	struct category_param again;
	struct err e = {0};

	MUST(p->raw);
	MUST(category_param_parse(mem, p->raw, &again, &e) == RC_OK);
	MUST(str_eq(again.id, p->id) && str_eq(again.name, p->name) && str_eq(again.type, p->type));
	MUST(again.required == p->required && again.min == p->min && again.max == p->max);
	MUST(again.n_values == p->n_values && again.n_required_with == p->n_required_with);
}

static void check_params(void *mem)
{
	static const struct param_answer none = {.param_id = "1"};
	struct category_params params = {0};
	struct err e = {0};
	enum rc rc = category_params_fetch(NULL, mem, "5", &params, &e);

	fuzz_check_err(rc, &e);
	if (rc)
		return;
	for (size_t i = 0; i < params.n; i++) {
		const struct category_param *p = &params.at[i];
		MUST(str_is_id(p->id) && p->name && p->type);
		MUST(is_flag(p->required) && is_flag(p->required_for_product));
		MUST(is_flag(p->is_range) && is_flag(p->multiple) && is_flag(p->custom_values));
		for (size_t k = 0; k < p->n_values; k++)
			MUST(p->values[k].id);
		check_raw(mem, p);
	}
	struct param_state *states = mem_array(mem, struct param_state, params.n + 1);
	for (enum params_of of = PARAMS_OF_OFFER; of <= PARAMS_OF_NEW_PRODUCT; of++)
		params_state(params.at, params.n, &none, 1, of, states);
}

/* One parameter alone: the input is what the database has of it. */
static void check_param(void *mem)
{
	struct category_param p;
	struct err e = {0};
	enum rc rc = category_param_parse(mem, fuzz_text(mem, body.data, body.len), &p, &e);

	fuzz_check_err(rc, &e);
}

static void check_changes(void *mem)
{
	struct param_change_page page = {0};
	struct err e = {0};
	enum rc rc = param_changes_fetch(NULL, mem, 0, &page, &e);

	fuzz_check_err(rc, &e);
	for (size_t i = 0; !rc && i < page.n; i++)
		MUST(page.at[i].type && str_is_id(page.at[i].category_id) &&
		     str_is_id(page.at[i].param_id));
}

/* ---- Lists -------------------------------------------------------------------------------------
 */

static void check_list(void *mem, const struct resource *r)
{
	const struct resource_query q = {.from = TIME_NONE, .to = TIME_NONE};
	struct resource_page page = {0};
	struct err e = {0};
	enum rc rc = resource_list(NULL, mem, r, &q, &page, &e);

	fuzz_check_err(rc, &e);
	for (size_t i = 0; !rc && i < page.n; i++) {
		const char *item = (const char *)page.items + i * r->size;
		MUST(str_is_id(*(const char *const *)(const void *)(item + r->id)));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");

	body = (struct bytes){data, size};
	check_tree(mem);
	check_events(mem);
	check_params(mem);
	check_param(mem);
	check_changes(mem);
	check_list(mem, &rating_resource);
	for (size_t i = 0; i < TERM_KINDS; i++)
		check_list(mem, &term_resources[i]);
	mem_free(mem);
	return 0;
}
