/* Limits and bans in words. */
#include "status/limits_view.h"

#include "accounts/account_view.h"
#include "base/mem.h"
#include "base/str.h"
#include "tpl/status/_limits.h"

enum { MINUTE_S = 60, PERCENT = 100 };

/* Names of lib/allegro/budget.c. */
static const struct {
	const char *id;
	const char *name;
} limit_names[] = {
    {"all", N_("All requests")},
    {"tokens", N_("Access tokens")},
    {"carriers", N_("List of carriers")},
    {"shipments", N_("Parcel numbers of orders")},
    {"offer-read", N_("Reading offers")},
    {"offer-write", N_("Changing offers")},
    {"offer-create", N_("Listing offers")},
    {"category-match", N_("Suggesting categories")},
    {"products", N_("Searching Allegro's products")},
    {"price-rules", N_("Price rules")},
    {"returns", N_("Returns")},
};

static const char *name_of(const char *id)
{
	for (size_t i = 0; i < COUNT_OF(limit_names); i++)
		if (str_eq(limit_names[i].id, id))
			return _(limit_names[i].name);
	return id;
}

enum rc limits_load(struct request *rq, struct limits *out, struct err *e)
{
	if (budget_use_list(rq->db, rq, &out->uses, &out->n_uses, e))
		return e->rc;
	return budget_ban_list(rq->db, rq, &out->bans, &out->n_bans, e);
}

static void fill_use(struct tpl *t, const struct fmt *f, const struct budget_use *u)
{
	int64_t allowed = u->allowed * MINUTE_S / (u->window_s > 0 ? u->window_s : MINUTE_S);

	tpl_set(t, T_LIMIT_NAME, name_of(u->limit));
	tpl_set(t, T_OWNER, str_or(u->account, u->client_id));
	tpl_set(t, T_OWNER_ENVIRONMENT, _(environment_label_of(u->environment)->name));
	tpl_set(t, T_ALLOWED, fmt_int(f, allowed));
	tpl_set(t, T_MINUTE, fmt_int(f, u->minute));
	tpl_set(t, T_HOUR, fmt_int(f, u->hour));
	if (allowed > 0)
		tpl_set(t, T_SHARE,
			mem_printf(f->mem, "%s%%", fmt_int(f, u->minute * PERCENT / allowed)));
}

/* What is not asked for meanwhile. Resources are those of lib/allegro/operation.c. */
static const struct {
	const char *target;
	const char *title;
} ban_titles[] = {
    {"api", N_("no requests to Allegro for the moment")},
    {"auth", N_("no new access tokens for the moment")},
    {"me", N_("the account is not checked for the moment")},
    {"order-events", N_("the journal of orders is not read for the moment")},
    {"orders", N_("orders are not read for the moment")},
    {"fulfillment", N_("order statuses are not sent for the moment")},
};

static const char *title_of(const struct budget_ban *b)
{
	for (size_t i = 0; i < COUNT_OF(ban_titles); i++)
		if (str_eq(ban_titles[i].target, b->target))
			return _(ban_titles[i].title);
	return _(ban_titles[0].title);
}

static const char *ban_text(const struct fmt *f, const struct budget_ban *b)
{
	const char *since = fmt_when(f, b->since);

	if (b->is_over)
		return mem_printf(f->mem,
				  _("Allegro has asked Kram to wait since %s. The time is up: the "
				    "next request will show whether Allegro agrees."),
				  since);
	if (meaning_find(b->meaning) == MEANING_WALL)
		return mem_printf(
		    f->mem,
		    _("Bot protection answered instead of Allegro (since %s). Kram will ask again "
		      "at %s; connections stay as they are and nothing is lost."),
		    since, fmt_clock(f, b->until));
	if (meaning_find(b->meaning) == MEANING_TOKEN)
		return mem_printf(
		    f->mem,
		    _("Allegro rejects access it has just granted (since %s). Kram will ask again "
		      "at %s; if it persists, reconnect the account. Nothing is lost meanwhile."),
		    since, fmt_clock(f, b->until));
	return mem_printf(f->mem,
			  _("Allegro reported too many requests (since %s, %s times in a row). "
			    "Kram will not ask again before %s, because every further request "
			    "would make the wait longer. Nothing is lost meanwhile."),
			  since, fmt_int(f, b->refusals), fmt_clock(f, b->until));
}

static void fill_ban(struct tpl *t, const struct fmt *f, const struct budget_ban *b)
{
	const char *whose = str_or(b->account, b->client_id);

	tpl_set(t, T_BAN_TITLE, mem_printf(f->mem, "%s: %s", whose, title_of(b)));
	tpl_set(t, T_BAN_TEXT, ban_text(f, b));
	tpl_set(t, T_BAN_TONE, b->is_over ? "" : "warn");
	tpl_set(t, T_BAN_ICON, b->is_over ? "hourglass" : "warn");
}

bool limits_holds(const struct limits *l)
{
	for (size_t i = 0; i < l->n_bans; i++)
		if (!l->bans[i].is_over)
			return true;
	return false;
}

void limits_fill(struct tpl *t, const struct fmt *f, const struct limits *l)
{
	struct tpl *table;

	for (size_t i = 0; i < l->n_bans; i++)
		fill_ban(tpl_add(t, T_BAN), f, &l->bans[i]);
	if (!l->n_uses) {
		tpl_show(t, T_NO_USE);
		return;
	}
	table = tpl_add(t, T_IF_USE);
	for (size_t i = 0; i < l->n_uses; i++)
		fill_use(tpl_add(table, T_USE), f, &l->uses[i]);
}
