/* The list of accounts and the page of one. */
#include "accounts/account_show_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/facts.h"
#include "common/list.h"
#include "tpl/accounts/list.h"
#include "tpl/accounts/show.h"
#include "tpl/orders/_import.h"
#include "urls.h"

static const struct order_progress *progress_of(const struct sync *sync, uint64_t account_id)
{
	for (size_t i = 0; i < sync->n; i++)
		if (sync->rows[i].account.id == account_id)
			return &sync->rows[i];
	return NULL;
}

static const char *polled_text(const struct fmt *f, const struct sync *sync, uint64_t account_id)
{
	const struct order_progress *p = progress_of(sync, account_id);

	return p ? fmt_ago(f, p->polled_at) : "";
}

void accounts_fill(struct tpl *t, const struct fmt *f, const struct account_list *accounts,
		   const struct sync *sync)
{
	if (!accounts->n) {
		list_unconnected(t, T_EMPTY, f,
				 N_("Orders appear here as soon as an account is connected."));
		return;
	}
	t = tpl_add(t, T_IF_ACCOUNTS);
	for (size_t i = 0; i < accounts->n; i++) {
		const struct account *a = &accounts->accounts[i];
		struct tpl *row = tpl_add(t, T_ACCOUNT);

		tpl_set(row, T_URL, account_view_url(f, a));
		tpl_set(row, T_NAME, a->name);
		tpl_set(row, T_LOGIN, a->seller_login);
		tpl_set(row, T_SELLER_ID, a->seller_id);
		account_view_state(row, a);
		if (!str_empty(a->state_reason))
			tpl_set_shown(row, T_REASON, _(a->state_reason), T_IF_REASON);
		tpl_set(row, T_REFRESH, account_view_left(f, a, a->refresh_expires_at));
		tpl_set(row, T_POLLED, polled_text(f, sync, a->id));
	}
}

/* ---- One account --------------------------------------------------------------------------- */

static const char *seller_text(const struct fmt *f, const struct account *a)
{
	if (str_empty(a->seller_id))
		return "";
	return mem_printf(f->mem, "%s (%s)", str_or(a->seller_login, ""), a->seller_id);
}

static const char *clock_text(const struct fmt *f, const struct account *a)
{
	int64_t skew = a->clock_skew_ms < 0 ? -a->clock_skew_ms : a->clock_skew_ms;

	if (a->clock_skew_ms == INT64_MIN)
		return "";
	if (skew < ACCOUNT_SKEW_WARN_MS)
		return mem_printf(f->mem, _("agrees with Allegro's (difference %s)"),
				  fmt_span(f, skew));
	return mem_printf(f->mem, _("differs from Allegro's by %s: set the clock of this machine"),
			  fmt_span(f, skew));
}

static int64_t called_at(const struct sync *sync, const struct account *a)
{
	int64_t at = a->checked_at > a->connected_at ? a->checked_at : a->connected_at;

	for (size_t i = 0; i < sync->n; i++)
		if (sync->rows[i].account.id == a->id && sync->rows[i].polled_at > at)
			at = sync->rows[i].polled_at;
	return at;
}

static void fill_facts(struct tpl *t, const struct fmt *f, const struct account *a,
		       const struct sync *sync)
{
	bool connected = str_eq(a->state, ACCOUNT_CONNECTED);

	fact_add(t, T_FACTS, _("Seller"), seller_text(f, a));
	fact_add(t, T_FACTS, _("Home marketplace"), a->base_marketplace);
	fact_add(t, T_FACTS, _("Connected since"), fmt_full(f, a->connected_at));
	if (connected) {
		fact_add_hint(t, T_FACTS, _("Access token"), fmt_left(f, a->access_expires_at),
			      _("renewed automatically"));
		fact_add_hint(t, T_FACTS, _("Consent"), fmt_left(f, a->refresh_expires_at),
			      _("extended with each renewal"));
	}
	fact_add(t, T_FACTS, _("Clock"), clock_text(f, a));
	fact_add(t, T_FACTS, _("Orders last read"), polled_text(f, sync, a->id));
	fact_add_hint(t, T_FACTS, _("Last request to Allegro"), fmt_ago(f, called_at(sync, a)),
		      _("a consent unused for 90 days expires; Kram uses it at least once a day"));
	fact_add(t, T_FACTS, _("Checked"),
		 a->checked_at == TIME_NONE ? "" : fmt_ago(f, a->checked_at));
}

static void fill_scopes(struct tpl *t, const struct fmt *f, const struct account *a)
{
	for (const struct scope_need *s = scope_needs(f->mem, a->scopes); s->scope; s++) {
		struct tpl *row = tpl_add(t, T_SCOPE);

		tpl_set(row, T_SCOPE_NAME, s->scope);
		tpl_set(row, T_SCOPE_TEXT, _(s->purpose));
		tpl_set(row, T_SCOPE_STATE, s->granted ? _("granted") : _("missing"));
		tpl_set(row, T_SCOPE_TONE, s->granted ? "ok" : "bad");
		tpl_set(row, T_SCOPE_ICON, s->granted ? "ok" : "bad");
	}
}

static const char *reconnect_url(const struct fmt *f, const struct account *a)
{
	const struct url_arg args[] = {
	    {"environment", a->environment},
	    {"account_id", fmt_id(f, a->id)},
	};

	return url_with(f->mem, url_accounts_new(), args, COUNT_OF(args));
}

void account_show_fill(struct tpl *t, const struct fmt *f, const struct account *a,
		       const struct sync *sync)
{
	tpl_set(t, T_NAME, a->name);
	tpl_set(t, T_ID, fmt_id(f, a->id));
	tpl_set(t, T_RECONNECT_URL, reconnect_url(f, a));
	tpl_set(t, T_WRITERS_URL, url_accounts_id_writers(f->mem, fmt_id(f, a->id)));
	account_view_state(t, a);
	if (str_eq(a->state, ACCOUNT_CONNECTED))
		tpl_show(t, T_CONNECTED);
	if (f->role >= ROLE_ADMINISTRATOR)
		tpl_show(t, T_MAY_CONNECT);
	if (!str_empty(a->state_reason))
		tpl_set_shown(t, T_REASON, _(a->state_reason), T_IF_REASON);
	sync_import_show(t, T_IMPORT, T_PROGRESS, f, sync);
	fill_facts(t, f, a, sync);
	fill_scopes(t, f, a);
}
