/*
 * Allegro's catalogue, searched while a product is matched by hand: the answer is for its page,
 * which has no network. A search that waits for the budget, or fails, says so in its place.
 */
#include "connect/connect.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "connect/connect_view.h"
#include "domain/accounts/problem.h"
#include "domain/accounts/vault.h"
#include "domain/mapping/card_search.h"
#include "tpl/connect/_catalogue.h"
#include "tpl/connect/catalogue.h"
#include "web/i18n.h"
#include "web/page.h"
#include "web/url.h"

#include <string.h>

const struct field catalogue_query_fields[] = {
    {"product", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .flags = FIELD_REQUIRED},
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED},
    {"seen", .type = FIELD_INT, .min = 0, .max = INT64_MAX},
    {"q", .type = FIELD_TEXT, .max = CARD_SEARCH_CHARS},
    {0},
};

struct catalogue_page {
	const char *typed; /* NULL: nothing, or too little to search by */
	struct card_search found;
	const struct problem *problem; /* why nothing was found out; NULL: it was */
};

static const char *number(struct request *rq, const char *name)
{
	return mem_printf(rq, "%lld", (long long)form_int(rq->query, name, 0));
}

/* The page of the product is the panel's; its pattern is what both programs agree on. */
static const char *product_url(struct request *rq)
{
	const struct url_arg account = {"account", number(rq, "account")};
	const char *path = url_build(rq, "/products/:id/allegro",
				     (const char *const[]){number(rq, "product"), NULL});

	return url_with(rq, path, &account, 1);
}

/* "Home › Lighting", as Allegro told it. */
static const char *way(struct request *rq, const struct product_card *card)
{
	const char *text = "";

	for (size_t i = 0; i < card->n_path; i++)
		if (card->path[i].name)
			text =
			    mem_printf(rq, "%s%s%s", text, *text ? " › " : "", card->path[i].name);
	return text;
}

/* Numbers by which a person knows it again. */
static const char *numbers(struct request *rq, const struct product_card *card)
{
	const char *text = card->id;

	for (size_t i = 0; i < card->n_params; i++)
		if (card->params[i].is_gtin == TRI_TRUE && card->params[i].n_values)
			text = mem_printf(rq, "EAN %s · %s", card->params[i].values[0].text, text);
	return text;
}

static void fill_found(struct request *rq, struct tpl *t, const struct catalogue_page *page)
{
	if (page->problem) {
		struct tpl *note = tpl_add(t, T_IF_PROBLEM);
		tpl_set(note, T_WHAT, _(page->problem->what));
		tpl_set(note, T_TODO, _(page->problem->todo));
		return;
	}
	if (page->typed && !page->found.n)
		tpl_show(t, T_IF_NOTHING);
	struct tpl *list = page->found.n ? tpl_add(t, T_IF_FOUND) : NULL;
	for (size_t i = 0; i < page->found.n; i++) {
		const struct product_card *card = &page->found.at[i];
		struct tpl *row = tpl_add(list, T_CARD);
		tpl_set(row, T_POST_URL, product_url(rq));
		tpl_set(row, T_CARD_ID, card->id);
		tpl_set(row, T_CARD_NAME, card->name);
		tpl_set(row, T_CARD_NUMBERS, numbers(rq, card));
		tpl_set(row, T_CARD_WAY, way(rq, card));
		tpl_set(row, T_SEEN, number(rq, "seen"));
	}
	if (page->found.more)
		tpl_show(t, T_IF_MORE);
}

static enum rc search(struct request *rq, struct catalogue_page *page, struct err *e)
{
	const uint64_t id = (uint64_t)form_int(rq->query, "account", 0);
	struct vault *vault = req_app(rq);
	struct account account;
	struct allegro *api;

	if (account_find(rq->db, rq, id, &account, e))
		return e->rc;
	if (!page->typed)
		return RC_OK;
	vault_act_as(vault, mem_printf(rq, "user %s", rq->session->login));
	const enum rc rc =
	    vault_client(vault, rq, id, &api, e)
		? e->rc
		: card_search(rq->db, api, rq, account.environment, page->typed, &page->found, e);
	if (!rc || rc == RC_DB)
		return rc;
	page->problem = problem_of(e);
	log_err(LOG_LEVEL_WARN, e, "%s: %s", rq->path, page->problem->key);
	err_clear(e);
	return RC_OK;
}

enum rc pg_catalogue(struct request *rq, struct err *e)
{
	const char *typed = form_text(rq->query, "q");
	struct catalogue_page page = {.typed = strlen(typed) < CARD_SEARCH_MIN ? NULL : typed};

	if (search(rq, &page, e))
		return e->rc;
	struct tpl *t = page_open(rq, TPL_CONNECT_CATALOGUE, _("In Allegro's catalogue"));
	tpl_set(t, T_BACK_URL, product_url(rq));
	tpl_set(t, T_PRODUCT, number(rq, "product"));
	tpl_set(t, T_ACCOUNT, number(rq, "account"));
	tpl_set(t, T_SEEN, number(rq, "seen"));
	tpl_set(t, T_TYPED, typed);
	tpl_set_int(t, T_TYPED_MAX, CARD_SEARCH_CHARS);
	struct tpl *found = tpl_include(t, T_FOUND, TPL_CONNECT__CATALOGUE);
	fill_found(rq, found, &page);
	page_fragment(rq, "catalogue", found, TPL_CONNECT__CATALOGUE);
	return RC_OK;
}
