/* Tokens of an account: history, end, reasons. */
#include "accounts/account_history_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/once.h"
#include "domain/accounts/token_pace.h"
#include "tpl/accounts/show.h"

static const char *who(const struct fmt *f, const struct attempt_row *row)
{
	return str_empty(row->host)
		   ? once_person(f, row->actor)
		   : mem_printf(f->mem, "%s · %s", once_person(f, row->actor), row->host);
}

static void fill_row(struct tpl *t, const struct fmt *f, const struct attempt_row *row)
{
	const struct attempt_words w = attempt_words(row, f->now);

	tpl_set(t, T_AT, fmt_when(f, row->sent_at));
	tpl_set(t, T_AT_ISO, fmt_iso(f, row->sent_at));
	tpl_set(t, T_AT_FULL, fmt_full(f, row->sent_at));
	tpl_set(t, T_WHAT, _(w.what));
	tpl_set(t, T_WHO, who(f, row));
	tpl_set(t, T_RESULT, _(w.result));
	tpl_set(t, T_RESULT_TONE, w.good ? "ok" : "warn");
	tpl_set(t, T_RESULT_ICON, w.good ? "ok" : "warn");
	if (!str_empty(w.detail))
		tpl_set_shown(t, T_DETAIL, _(w.detail), T_IF_DETAIL);
}

static void fill_end(struct tpl *t, const struct fmt *f, const struct account *a)
{
	const int step = token_expiry_step(a->refresh_expires_at, f->now);

	if (!str_eq(a->state, ACCOUNT_CONNECTED) || a->refresh_expires_at == TIME_NONE)
		return;
	t = tpl_add(t, T_IF_END);
	tpl_set(t, T_END_TONE, step > 1 ? "bad" : step ? "warn" : "ok");
	tpl_set(t, T_END_LEFT, fmt_left(f, a->refresh_expires_at));
	tpl_set(t, T_END_DATE, fmt_full(f, a->refresh_expires_at));
}

void account_history_fill(struct tpl *t, const struct fmt *f, const struct account *a,
			  const struct attempt_list *history)
{
	fill_end(t, f, a);
	for (const char *const *reason = token_death_reasons(); *reason; reason++)
		tpl_set(tpl_add(t, T_REASON_ROW), T_REASON_TEXT, _(*reason));
	if (!history->n)
		return;
	t = tpl_add(t, T_IF_HISTORY);
	for (size_t i = 0; i < history->n; i++)
		fill_row(tpl_add(t, T_ATTEMPT), f, &history->rows[i]);
}
