/* The pulse of every page: how fresh the orders are, what is wrong, how much waits. */
#include "common/once.h"
#include "common/pulse.h"

#include "alarms/alarm_view.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order.h"
#include "orders/sync_view.h"
#include "tpl/layout/_pulse.h"
#include "tpl/orders/_sync.h"
#include "urls.h"
#include "web/page.h"

/* For those who can do something. */
static void fill_alarms(struct request *rq, struct tpl *t)
{
	struct alarm_list alarms;
	struct err e = {0};

	if (rq->session->role < ROLE_SELLER || alarm_list(rq->db, rq, &alarms, &e))
		return;
	tpl_set_shown(t, T_ALARM_BAR, alarm_view_bar(rq, &alarms), T_IF_ALARM);
}

static void add_count(struct tpl *t, const struct fmt *f, enum order_view view, const char *text,
		      const char *tone)
{
	const struct url_arg arg = {"view", order_view_names[view]};

	t = tpl_add(t, T_IF_COUNT);
	tpl_set(t, T_COUNT_URL, url_with(f->mem, url_orders(), &arg, 1));
	tpl_set(t, T_COUNT_TEXT, text);
	tpl_set_shown(t, T_COUNT_TONE, tone, T_IF_TONE);
}

static void fill_counts(struct tpl *t, const struct fmt *f, const int64_t n[ORDER_VIEW_COUNT])
{
	int64_t due = n[ORDER_VIEW_TODAY];
	int64_t problems = n[ORDER_VIEW_PROBLEM];

	add_count(t, f, ORDER_VIEW_TODAY,
		  mem_printf(f->mem, _("to send today: %s"), fmt_count(f, due, ORDER_COUNT_MAX)),
		  NULL);
	if (problems)
		add_count(
		    t, f, ORDER_VIEW_PROBLEM,
		    mem_printf(f->mem, _("problems: %s"), fmt_count(f, problems, ORDER_COUNT_MAX)),
		    "bad");
}

/* The gateway may not read orders: its pages have the figures with the first answer. */
static void fill_figures(struct request *rq, struct tpl *t, const struct fmt *f)
{
	int64_t counts[ORDER_VIEW_COUNT];
	struct sync sync;
	struct err e = {0};

	if (once_sync(rq, &sync, &e) || once_counts(rq, 0, counts, &e) || !sync.n)
		return;
	t = tpl_add(t, T_IF_FIGURES);
	sync_fill(tpl_include(t, T_SYNC, TPL_ORDERS__SYNC), f, &sync);
	fill_counts(t, f, counts);
	tpl_set(t, T_NOW, fmt_clock(f, f->now));
}

void pulse_fill(struct request *rq, struct tpl *t)
{
	struct fmt f = fmt_for(rq);

	tpl_set(t, T_ASOF, fmt_iso(&f, f.now));
	tpl_set(t, T_NOW, fmt_clock(&f, f.now));
	fill_alarms(rq, t);
	fill_figures(rq, t, &f);
}

enum rc pg_pulse(struct request *rq, struct err *e UNUSED)
{
	pulse_fill(rq, page_open(rq, TPL_LAYOUT__PULSE, _("System status")));
	return RC_OK;
}
