/* How fresh the orders are, and how far a first import or the mending of a gap has come. */
#include "orders/sync_view.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_waiting.h"
#include "tpl/orders/_import.h"
#include "tpl/orders/_sync.h"

/* Polled every 20 s: two minutes without an answer are odd, ten are an alarm (DESIGN 8). */
#define SYNC_SLOW_MS	(2 * TIME_MINUTE_MS)
#define SYNC_STOPPED_MS (10 * TIME_MINUTE_MS)

enum rc sync_load(struct request *rq, struct sync *out, struct err *e)
{
	struct order_progress *rows;
	size_t n;

	*out = (struct sync){0};
	if (order_progress_list(rq->db, rq, &rows, &n, e))
		return e->rc;
	out->accounts.accounts = mem_array(rq, struct account, n + 1);
	out->rows = rows;
	for (size_t i = 0; i < n; i++) {
		out->accounts.accounts[out->accounts.n++] = rows[i].account;
		out->newest = rows[i].newest;
		out->is_behind = out->is_behind || rows[i].is_behind;
		if (account_is_connected(&rows[i].account))
			out->rows[out->n++] = rows[i];
	}
	return RC_OK;
}

/* Just connected: the first run has not come yet, but it will within the minute. */
static bool is_awaited(const struct order_progress *p)
{
	return !p->import_state && p->polled_at == TIME_NONE;
}

/* The journal has a gap: orders of that time are read from the list (RELIABILITY F5). */
static bool is_mending(const struct order_progress *p)
{
	return p->gap_from != TIME_NONE;
}

static bool is_importing(const struct order_progress *p)
{
	return is_awaited(p) || is_mending(p) || str_eq(p->import_state, "RUNNING");
}

bool sync_is_importing(const struct sync *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (is_importing(&s->rows[i]))
			return true;
	return false;
}

struct sync_grade sync_grade_of(const struct fmt *f, int64_t polled_at)
{
	int64_t age = polled_at == TIME_NONE ? INT64_MAX : f->now - polled_at;

	if (age >= SYNC_STOPPED_MS)
		return (struct sync_grade){"bad", "bad"};
	if (age >= SYNC_SLOW_MS)
		return (struct sync_grade){"warn", "warn"};
	return (struct sync_grade){"ok", "ok"};
}

/* Documents that are waited for too long, of all accounts. */
static void fill_late(struct tpl *t, const struct fmt *f, const struct sync *s)
{
	int64_t since = f->now;
	int64_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct order_progress *p = &s->rows[i];
		if (!p->waiting || f->now - p->waiting_since < ORDER_WAIT_LATE_MS)
			continue;
		since = p->waiting_since < since ? p->waiting_since : since;
		n += p->waiting;
	}
	if (!n)
		return;
	t = tpl_add(t, T_IF_LATE);
	tpl_set(t, T_LATE_TONE, f->now - since < ORDER_WAIT_RED_MS ? "warn" : "bad");
	tpl_set(t, T_LATE_TEXT,
		mem_printf(f->mem,
			   ngettext("%s order waits to be read, since %s",
				    "%s orders wait to be read, since %s", (unsigned long)n),
			   fmt_count(f, n, ORDER_COUNT_MAX), fmt_when(f, since)));
}

void sync_fill(struct tpl *t, const struct fmt *f, const struct sync *s)
{
	int64_t oldest = INT64_MAX;
	struct sync_grade grade;

	fill_late(t, f, s);
	for (size_t i = 0; i < s->n; i++)
		if (s->rows[i].polled_at < oldest)
			oldest = s->rows[i].polled_at;
	if (!s->n || oldest == TIME_NONE)
		return;
	grade = sync_grade_of(f, oldest);
	t = tpl_add(t, T_IF_SYNCED);
	tpl_set(t, T_SYNC_TONE, grade.tone);
	tpl_set(t, T_SYNC_ICON, grade.icon);
	tpl_set(t, T_SYNC_TEXT, _("Synced"));
	FMT_TIME(t, f, SYNC_AGO, fmt_ago(f, oldest), oldest);
}

static const char *mending_text(const struct fmt *f, const struct order_progress *p)
{
	if (p->gap_total < 0)
		return mem_printf(f->mem, _("%s: reading the orders since %s again, %s so far"),
				  p->account.name, fmt_day(f, p->gap_from),
				  fmt_int(f, p->gap_read));
	return mem_printf(f->mem, _("%s: reading the orders since %s again, %s of %s"),
			  p->account.name, fmt_day(f, p->gap_from), fmt_int(f, p->gap_read),
			  fmt_int(f, p->gap_total));
}

static const char *import_text(const struct fmt *f, const struct order_progress *p)
{
	if (is_mending(p))
		return mending_text(f, p);
	if (is_awaited(p))
		return mem_printf(f->mem, _("%s: fetching orders starts within a minute"),
				  p->account.name);
	if (!is_importing(p))
		return mem_printf(f->mem, _("%s: orders since %s fetched, %s in total"),
				  p->account.name, fmt_day(f, p->import_from),
				  fmt_int(f, p->import_stored));
	if (p->import_total < 0)
		return mem_printf(f->mem, _("%s: fetching orders since %s, %s so far"),
				  p->account.name, fmt_day(f, p->import_from),
				  fmt_int(f, p->import_stored));
	return mem_printf(f->mem, _("%s: fetching orders since %s, %s of %s"), p->account.name,
			  fmt_day(f, p->import_from), fmt_int(f, p->import_stored),
			  fmt_int(f, p->import_total));
}

static void fill_one(struct tpl *t, const struct fmt *f, const struct order_progress *p)
{
	tpl_set(t, T_ICON, is_importing(p) ? "refresh" : "ok");
	tpl_set(t, T_TEXT, import_text(f, p));
	if (!is_importing(p))
		return;
	int64_t total = is_mending(p) ? p->gap_total : p->import_total;
	if (is_awaited(p) || total <= 0) {
		tpl_show(t, T_IF_NO_BAR);
		return;
	}
	t = tpl_add(t, T_IF_BAR);
	tpl_set_int(t, T_DONE, is_mending(p) ? p->gap_read : p->import_stored);
	tpl_set_int(t, T_TOTAL, total);
}

void sync_import_fill(struct tpl *t, const struct fmt *f, const struct sync *s)
{
	if (sync_is_importing(s))
		tpl_show(t, T_RUNNING);
	else
		tpl_show(t, T_FINISHED);
	for (size_t i = 0; i < s->n; i++)
		if (s->rows[i].import_state || is_importing(&s->rows[i]))
			fill_one(tpl_add(t, T_ONE), f, &s->rows[i]);
}

void sync_import_show(struct tpl *t, const char *section, const char *marker, const struct fmt *f,
		      const struct sync *s)
{
	if (!sync_is_importing(s))
		return;
	t = tpl_add(t, section);
	sync_import_fill(tpl_include(t, marker, TPL_ORDERS__IMPORT), f, s);
}
