/* Personal data: counts first; what erases is a form of its own, with a fresh password. */
#include "retention/privacy.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/retention/buyer.h"
#include "domain/retention/retention.h"
#include "common/format.h"
#include "common/once.h"
#include "common/settings_nav.h"
#include "tpl/settings/privacy.h"
#include "urls.h"
#include "web/page.h"

enum { WHO_CHARS = 255 };

const struct field privacy_fields[] = {
    {"who", .type = FIELD_TEXT, .max = WHO_CHARS},
    {0},
};

/* --- How long ----------------------------------------------------------------------------------
 */

static const char *period_text(const struct fmt *f, enum retention_class c, const struct conf *conf)
{
	struct retention_period p = retention_period(c, conf);

	if (!p.n)
		return _("indefinitely");
	if (p.unit == RETAIN_DAYS)
		return mem_printf(f->mem, ngettext("%s day", "%s days", (unsigned long)p.n),
				  fmt_int(f, p.n));
	return mem_printf(f->mem,
			  ngettext("%s tax year after the year of purchase",
				   "%s tax years after the year of purchase", (unsigned long)p.n),
			  fmt_int(f, p.n));
}

static enum rc fill_class(struct tpl *t, struct request *rq, enum retention_class c, struct err *e)
{
	struct fmt f = fmt_for(rq);
	int64_t n;

	if (retention_count(rq->db, c, retention_limit(c, rq->conf, f.now), &n, e))
		return e->rc;
	tpl_set(t, T_CLASS, _(retention_title(c)));
	tpl_set(t, T_PERIOD, period_text(&f, c, rq->conf));
	tpl_set(t, T_OVERDUE, fmt_int(&f, n));
	return RC_OK;
}

/* --- One buyer ---------------------------------------------------------------------------------
 */

static void fill_order(struct tpl *t, const struct fmt *f, const struct buyer_order *o)
{
	tpl_set(t, T_ORDER, o->form_id);
	tpl_set(t, T_ORDER_URL, url_orders_id(f->mem, o->form_id));
	tpl_set(t, T_BOUGHT, fmt_day(f, o->bought_at));
	tpl_set(t, T_INVOICE, o->invoice ? _("yes") : _("no"));
}

static void fill_buyer(struct tpl *t, const struct fmt *f, const struct buyer *buyer)
{
	if (!buyer->n && !buyer->n_ratings) {
		tpl_show(t, T_NOBODY);
		return;
	}
	t = tpl_add(t, T_BUYER);
	tpl_set(t, T_FOUND,
		mem_printf(f->mem,
			   ngettext("%s order of this buyer", "%s orders of this buyer",
				    (unsigned long)buyer->n),
			   fmt_int(f, (int64_t)buyer->n)));
	if (buyer->n_ratings)
		tpl_set_shown(t, T_RATINGS, fmt_int(f, (int64_t)buyer->n_ratings), T_IF_RATINGS);
	if (buyer->invoices)
		tpl_set_shown(t, T_INVOICES, fmt_int(f, (int64_t)buyer->invoices), T_IF_INVOICES);
	for (size_t i = 0; i < buyer->n; i++)
		fill_order(tpl_add(t, T_ROW), f, &buyer->orders[i]);
}

static enum rc find(struct request *rq, const char *who, struct buyer *buyer, struct err *e)
{
	return buyer_find(rq->db, rq, rq->conf, who, buyer, e);
}

static void fill_erasure(struct tpl *t, const struct fmt *f, const struct erasure *x)
{
	tpl_set(t, T_NUMBER, fmt_id(f, x->id));
	tpl_set(t, T_ASKED_BY, once_person(f, x->asked_by));
	tpl_set(t, T_ASKED_AT, fmt_when(f, x->asked_at));
	tpl_set(t, T_ORDERS, fmt_int(f, (int64_t)x->orders));
	tpl_set(t, T_ENDED,
		x->ended_at == TIME_NONE ? _("within a minute") : fmt_when(f, x->ended_at));
}

static enum rc fill_erasures(struct tpl *t, struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct erasure *rows;
	size_t n;

	if (erasure_list(rq->db, rq, &rows, &n, e))
		return e->rc;
	if (n)
		t = tpl_add(t, T_IF_ERASURES);
	for (size_t i = 0; i < n; i++)
		fill_erasure(tpl_add(t, T_ERASURE), &f, &rows[i]);
	return RC_OK;
}

/* --- The page ----------------------------------------------------------------------------------
 */

enum rc pg_privacy(struct request *rq, struct err *e)
{
	const char *who = form_text(rq->method == POST ? rq->form : rq->query, "who");
	struct tpl *t = page_open(rq, TPL_SETTINGS_PRIVACY, _("Personal data"));
	struct fmt f = fmt_for(rq);
	struct buyer buyer;

	settings_nav(t, T_NAV, SETTINGS_PRIVACY);
	for (enum retention_class c = 0; c < RETAIN_CLASSES; c++)
		if (fill_class(tpl_add(t, T_RULE), rq, c, e))
			return e->rc;
	tpl_set(t, T_WHO, who);
	if (find(rq, who, &buyer, e))
		return e->rc;
	if (*who)
		fill_buyer(t, &f, &buyer);
	return fill_erasures(t, rq, e);
}

enum rc do_buyer_erase(struct request *rq, struct err *e)
{
	struct buyer buyer;
	uint64_t id;

	if (find(rq, form_text(rq->form, "who"), &buyer, e))
		return e->rc;
	if (!buyer.n && !buyer.n_ratings)
		return page_refuse(rq, 404, _("Data of this buyer is no longer stored."));
	if (buyer_ask(rq->db, &buyer, rq->session->login, &id, e) ||
	    flash(rq, _("This buyer's data will be erased within a minute."), e))
		return e->rc;
	return redirect(rq, url_settings_privacy());
}
