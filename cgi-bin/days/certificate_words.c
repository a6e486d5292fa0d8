/* Words and addresses of the certificate. */
#include "days/certificate_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "orders/order_labels.h"
#include "urls.h"

static const struct label states[] = {
    {"PENDING", N_("to be compared"), "info", "hourglass"},
    {"SEALED", N_("confirmed"), "ok", "ok"},
    {"DIFFERENT", N_("difference"), "bad", "bad"},
    {"OPEN", N_("still running"), "mute", "clock"},
    {0},
};

static const struct label reasons[] = {
    {"EVENT_MISSING", N_("never appeared in Allegro's journal"), "", ""},
    {"LATE", N_("appeared too late in Allegro's journal"), "", ""},
    {"NOT_READ", N_("was in the journal, but could not be fetched then"), "", ""},
    {0},
};

struct label day_label(const struct day *day)
{
	return label_of(states, day->state);
}

bool day_is_counted(const struct day *day)
{
	return day->checked_at != TIME_NONE;
}

/* Orders of the last comparison that keep the day from being sealed. */
static int64_t unsettled(const struct day *day)
{
	static const enum day_verdict open[] = {DAY_VERDICT_MISSING, DAY_VERDICT_DIFFERS,
						DAY_VERDICT_WAITING, DAY_VERDICT_UNREADABLE,
						DAY_VERDICT_FAILING};
	int64_t n = day->absences[DAY_ABSENCE_ASKED];

	for (size_t i = 0; i < COUNT_OF(open); i++)
		n += day->verdicts[open[i]];
	return n;
}

static const char *found_text(const struct fmt *f, const struct day *day)
{
	int64_t n = day->found;
	int64_t open = str_eq(day->state, "SEALED") ? 0 : unsettled(day);

	if (!n && open)
		return mem_printf(f->mem, _("to be clarified: %s"), fmt_int(f, open));
	if (!n)
		return _("nothing was missing");
	return mem_printf(
	    f->mem,
	    ngettext("%s found only in the check", "%s found only in the check", (unsigned long)n),
	    fmt_int(f, n));
}

const char *certificate_sentence(const struct fmt *f, const struct day *day)
{
	const char *date = fmt_month_day(f, day->day_at);

	if (!day_is_counted(day))
		return mem_printf(f->mem, _("%s: in Kram %s, not compared with Allegro yet"), date,
				  fmt_int(f, day->here));
	return mem_printf(f->mem, _("%s: Allegro %s, in Kram %s, %s"), date,
			  fmt_int(f, day->theirs), fmt_int(f, day->here), found_text(f, day));
}

const char *certificate_latency(const struct fmt *f, const struct day_latency *l)
{
	if (!l->n)
		return "–";
	return mem_printf(f->mem, "%s / %s", fmt_span(f, l->p50_ms), fmt_span(f, l->p95_ms));
}

const char *certificate_reason(const char *reason)
{
	return label_text(reasons, reason);
}

/* ---- Addresses ----------------------------------------------------------------------------- */

static const char *account_text(const struct fmt *f, uint64_t account_id)
{
	return fmt_id(f, account_id);
}

const char *certificate_file_url(const struct fmt *f, const char *path, uint64_t account_id,
				 int64_t month_at)
{
	const char *month =
	    month_at == TIME_NONE ? NULL : mem_printf(f->mem, "%.7s", fmt_iso_day(f, month_at));
	const struct url_arg args[] = {{"account", account_text(f, account_id)}, {"month", month}};

	return url_with(f->mem, path, args, COUNT_OF(args));
}

const char *certificate_url(const struct fmt *f, uint64_t account_id, int64_t month_at)
{
	return certificate_file_url(f, url_orders_certificate(), account_id, month_at);
}

const char *certificate_day_url(const struct fmt *f, uint64_t account_id, int64_t day_at)
{
	return certificate_file_url(f, url_orders_certificate_day(f->mem, fmt_iso_day(f, day_at)),
				    account_id, TIME_NONE);
}
