/* One list of offers in campaigns after the other, page by page. */
#include "domain/pricing/campaigns_store.h"

#include "base/mem.h"
#include "base/str.h"

const char *const campaign_kind_names[CAMPAIGN_KINDS + 1] = {
    [CAMPAIGN_BADGE] = PRICE_CAMPAIGN_BADGE,
    [CAMPAIGN_DISCOUNT] = PRICE_CAMPAIGN_DISCOUNT,
    [CAMPAIGN_PRICES] = PRICE_CAMPAIGN_PRICES,
};

enum {
	PAGES_MAX = 600, /* of one list: more offers than an account has in campaigns */
	PROBLEM_CHARS = 500,
};

struct reading {
	struct turn *turn;
	struct campaign_reading r;
	enum campaign_kind kind;
	struct campaign_page page;
	void *mem; /* of the page */
};

static enum rc save_body(struct db *db, void *arg, struct err *e)
{
	const struct reading *g = arg;

	return campaigns_save(db, g->mem, &g->r, g->page.at, g->page.n, e);
}

static enum rc end_body(struct db *db, void *arg, struct err *e)
{
	const struct reading *g = arg;

	return g->r.problem ? campaigns_postpone(db, &g->r, e) : campaigns_end(db, &g->r, e);
}

/* What cannot be read may be any offer: the list did not come to its end then. */
static void count(struct reading *g)
{
	g->turn->counts.seen += g->page.n;
	g->turn->counts.failed += g->page.unread;
	if (!g->page.unread)
		return;
	turn_note(g->turn, &g->page.why);
	g->r.problem = "some of the list cannot be read";
}

static enum rc read_page(struct reading *g, struct campaign_ask *ask, bool *ends, struct err *e)
{
	if (turn_beat(g->turn, e) || campaign_offers(g->turn->api, g->mem, ask, &g->page, e))
		return e->rc;
	const int64_t listed = (int64_t)(g->page.n + g->page.unread);
	count(g);
	for (size_t i = 0; i < g->page.n; i++)
		if (!g->page.at[i].campaign_id)
			g->page.at[i].campaign_id = ask->campaign_id;
	ask->offset += listed;
	*ends = listed < CAMPAIGN_PAGE;
	return turn_tx(g->turn, save_body, g, e);
}

static enum rc read_pages(struct reading *g, struct campaign_ask ask, struct err *e)
{
	bool ends = false;

	for (size_t i = 0; i < PAGES_MAX && !ends && !e->rc; i++) {
		g->mem = mem_context(NULL, "page");
		(void)read_page(g, &ask, &ends, e);
		mem_free(g->mem);
	}
	if (!e->rc && !ends)
		return err_set(e, RC_SHAPE, "the list of offers in campaigns has no end");
	return e->rc;
}

static enum rc read_discounts(struct reading *g, void *mem, struct err *e)
{
	struct resource_page campaigns;

	if (resource_where(g->turn->api, mem, &discount_campaign_resource, NULL, &campaigns, e))
		return e->rc;
	const struct discount_campaign *at = campaigns.items;
	for (size_t i = 0; i < campaigns.n; i++) {
		const struct campaign_ask ask = {.kind = CAMPAIGN_DISCOUNT,
						 .campaign_id = at[i].id};
		if (read_pages(g, ask, e))
			return e->rc;
	}
	return RC_OK;
}

static enum rc read_market(struct reading *g, const char *market, struct err *e)
{
	static const char *const scopes[] = {"DISCOUNTED", "WITH_DECLARATION"};
	struct campaign_ask ask = {.kind = g->kind, .market = market};

	if (g->kind == CAMPAIGN_BADGE)
		return read_pages(g, ask, e);
	for (size_t i = 0; i < COUNT_OF(scopes); i++) {
		ask.scope = scopes[i];
		if (read_pages(g, ask, e))
			return e->rc;
	}
	return RC_OK;
}

static enum rc read_all(struct reading *g, void *mem, struct err *e)
{
	struct campaign_market *markets;
	size_t n = 0;

	if (g->kind == CAMPAIGN_DISCOUNT)
		return read_discounts(g, mem, e);
	if (campaign_markets(g->turn->db, mem, g->turn->account->id, &markets, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		if (read_market(g, markets[i].id, e))
			return e->rc;
	return RC_OK;
}

static enum rc read_list(struct turn *turn, void *mem, const struct campaign_due *due,
			 struct err *e)
{
	struct reading g = {.turn = turn, .r = {turn->account->id, due->kind, due->now, NULL}};

	while (!str_eq(campaign_kind_names[g.kind], due->kind))
		g.kind++;
	(void)read_all(&g, mem, e);
	if (e->rc && (e->rc == RC_STOPPED || meaning_reach(e->meaning) != REACH_THING))
		return e->rc;
	if (e->rc) {
		turn_note(turn, e);
		g.r.problem = str_head(mem, mem_strdup(mem, e->msg), PROBLEM_CHARS);
		err_clear(e);
	}
	return turn_tx(turn, end_body, &g, e);
}

enum rc campaigns_are_due(struct turn *turn, bool *due, struct err *e)
{
	void *mem = mem_context(NULL, "campaigns");
	struct campaign_due *lists;
	size_t n = 0;

	*due = false;
	if (str_has_word(turn->account->scopes, CAMPAIGN_SCOPE) &&
	    !campaigns_due(turn->db, mem, turn->account->id, &lists, &n, e))
		*due = n > 0;
	mem_free(mem);
	return e->rc;
}

enum rc campaigns_sync(struct turn *turn, struct err *e)
{
	void *mem = mem_context(NULL, "campaigns");
	struct campaign_due *lists = NULL;
	size_t n = 0;

	if (!campaigns_due(turn->db, mem, turn->account->id, &lists, &n, e))
		for (size_t i = 0; i < n && !e->rc; i++)
			(void)read_list(turn, mem, &lists[i], e);
	if (!e->rc)
		*e = turn->trouble;
	mem_free(mem);
	return e->rc;
}
