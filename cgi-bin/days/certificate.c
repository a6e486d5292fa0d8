/* The certificate of each day: what Allegro had, what is here, and what only the audit found. */
#include "common/once.h"
#include "days/certificate.h"

#include "base/mem.h"
#include "base/str.h"
#include "days/certificate_view.h"
#include "tpl/certificate/day.h"
#include "tpl/certificate/month.h"
#include "web/csv.h"
#include "web/page.h"

enum { MONTH_CHARS = 7 }; /* "2026-11" */

const struct field certificate_fields[] = {
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX},
    {"month", .type = FIELD_TEXT, .min = MONTH_CHARS, .max = MONTH_CHARS},
    {0},
};

/* ---- What is shown ------------------------------------------------------------------------- */

/* The account asked for, else the first that was ever connected. NULL: there is none. */
static enum rc find_account(struct request *rq, const struct account_list *list,
			    const struct account **out, struct err *e)
{
	int64_t id = form_int(rq->query, "account", 0);

	*out = NULL;
	for (size_t i = 0; i < list->n && !*out; i++) {
		const struct account *a = &list->accounts[i];
		if (id ? a->id == (uint64_t)id : !str_eq(a->state, ACCOUNT_NEW))
			*out = a;
	}
	if (id && !*out)
		return err_set(e, RC_NOT_FOUND, "no such account");
	return RC_OK;
}

static int64_t first_of_month(const struct fmt *f, int64_t ms)
{
	struct tm tm;

	(void)f;
	time_local(ms, &tm);
	return time_day_start(ms, 1 - tm.tm_mday);
}

static enum rc find_month(struct request *rq, const struct fmt *f, struct certificate *c,
			  struct err *e)
{
	enum { LONGEST_MONTH = 31 };
	const char *text = form_text(rq->query, "month");

	c->month_at =
	    *text ? time_day_of(mem_printf(rq, "%s-01", text)) : first_of_month(f, f->now);
	if (c->month_at == TIME_NONE || c->month_at > f->now)
		return err_set(e, RC_NOT_FOUND, "no such month");
	c->until_at = first_of_month(f, time_day_start(c->month_at, LONGEST_MONTH));
	return RC_OK;
}

/* Today is nobody's row: Allegro's list of it still grows. */
static enum rc load_today(struct request *rq, const struct account *account, int64_t now,
			  struct day *out, struct err *e)
{
	struct day_poll_gap *gaps;
	size_t n;

	*out = (struct day){
	    .account_id = account->id,
	    .day_at = time_day_start(now, 0),
	    .until_at = time_day_start(now, 1),
	    .state = day_state_names[DAY_OPEN],
	    .checked_at = TIME_NONE,
	    .sealed_at = TIME_NONE,
	    .different_since = TIME_NONE,
	    .unsettled_since = TIME_NONE,
	    .next_check_at = TIME_NONE,
	};
	if (day_here(rq->db, account->id, out->day_at, out->until_at, &out->here, e) ||
	    day_latency(rq->db, account->id, out->day_at, out->until_at, &out->latency, e) ||
	    day_poll_gaps(rq->db, rq, account->id, out->day_at, out->until_at, &gaps, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		int64_t from = gaps[i].from_at > out->day_at ? gaps[i].from_at : out->day_at;
		out->gap_ms += (gaps[i].until_at == TIME_NONE ? now : gaps[i].until_at) - from;
	}
	return RC_OK;
}

/* Days that have ended, and today behind them. */
static enum rc load_days(struct request *rq, const struct fmt *f, struct certificate *c,
			 struct err *e)
{
	uint64_t id = c->account->id;
	struct day *stored;
	size_t n;

	if (day_extent(rq->db, id, &c->extent, e) ||
	    day_list(rq->db, rq, id, c->month_at, c->until_at, &stored, &n, e))
		return e->rc;
	c->days = mem_array(rq, struct day, n + 1);
	for (size_t i = 0; i < n; i++)
		c->days[i] = stored[i];
	c->n = n;
	if (c->extent.first == TIME_NONE || f->now < c->month_at || f->now >= c->until_at)
		return RC_OK;
	return load_today(rq, c->account, f->now, &c->days[c->n++], e);
}

static enum rc load_month(struct request *rq, const struct fmt *f, struct certificate *c,
			  struct err *e)
{
	*c = (struct certificate){.audit_hour = rq->conf->audit_hour};
	c->extent.first = TIME_NONE;
	if (once_accounts(rq, &c->accounts, e) || find_account(rq, &c->accounts, &c->account, e) ||
	    find_month(rq, f, c, e))
		return e->rc;
	return c->account ? load_days(rq, f, c, e) : RC_OK;
}

static enum rc load_parts(struct request *rq, struct certificate_day *c, struct err *e)
{
	const struct day *day = &c->day;

	if (day_finds(rq->db, rq, day, &c->finds, &c->n_finds, e) ||
	    day_opens(rq->db, rq, day, &c->opens, &c->n_opens, e) ||
	    day_seals(rq->db, rq, day, &c->seals, &c->n_seals, e))
		return e->rc;
	return day_poll_gaps(rq->db, rq, day->account_id, day->day_at, day->until_at, &c->gaps,
			     &c->n_gaps, e);
}

static enum rc load_day(struct request *rq, const struct fmt *f, struct certificate_day *c,
			struct err *e)
{
	int64_t day_at = time_day_of(req_param(rq, "day"));
	struct account_list accounts;

	*c = (struct certificate_day){.audit_hour = rq->conf->audit_hour};
	if (once_accounts(rq, &accounts, e) || find_account(rq, &accounts, &c->account, e))
		return e->rc;
	c->n_accounts = accounts.n;
	if (!c->account || day_at == TIME_NONE)
		return err_set(e, RC_NOT_FOUND, "no such day");
	if (day_at == time_day_start(f->now, 0)) {
		if (load_today(rq, c->account, f->now, &c->day, e))
			return e->rc;
	} else if (day_load(rq->db, rq, c->account->id, day_at, &c->day, e)) {
		return e->rc;
	}
	return load_parts(rq, c, e);
}

/* ---- Pages --------------------------------------------------------------------------------- */

enum rc pg_certificate(struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct certificate c;

	if (load_month(rq, &f, &c, e))
		return e->rc;
	certificate_fill(page_open(rq, TPL_CERTIFICATE_MONTH, _("Daily check")), &f, &c);
	return RC_OK;
}

enum rc pg_certificate_day(struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct certificate_day c;

	if (load_day(rq, &f, &c, e))
		return e->rc;
	certificate_day_fill(page_open(rq, TPL_CERTIFICATE_DAY, fmt_date(&f, c.day.day_at)), &f,
			     &c);
	return RC_OK;
}

/* ---- Files --------------------------------------------------------------------------------- */

/* Columns of the month's file, in this order for good: programs read it. */
static const char *const month_columns[] = {
    N_("Day"),
    N_("State"),
    N_("Allegro"),
    N_("In Kram"),
    N_("Found only in the check"),
    N_("Missing"),
    N_("Differing"),
    N_("Waiting"),
    N_("Unreadable"),
    N_("Cannot be fetched"),
    N_("Merged, still in the list"),
    N_("Compared at"),
    N_("Confirmed at"),
    N_("Purchase to screen, orders counted"),
    N_("Purchase to screen, half of them (ms)"),
    N_("Purchase to screen, 95% of them (ms)"),
    N_("Reading gaps (s)"),
    N_("Checksum"),
};

static void csv_header(struct csv *csv, const char *const *columns, size_t n)
{
	for (size_t i = 0; i < n; i++)
		csv_text(csv, _(columns[i]));
	csv_end_row(csv);
}

static void csv_day(struct csv *csv, const struct fmt *f, const struct day *day)
{
	static const enum day_verdict verdicts[] = {
	    DAY_VERDICT_MISSING,    DAY_VERDICT_DIFFERS, DAY_VERDICT_WAITING,
	    DAY_VERDICT_UNREADABLE, DAY_VERDICT_FAILING, DAY_VERDICT_SUPERSEDED,
	};
	bool counted = day_is_counted(day);

	csv_text(csv, fmt_iso_day(f, day->day_at));
	csv_text(csv, day->state);
	csv_int(csv, counted ? day->theirs : INT64_MIN);
	csv_int(csv, day->here);
	csv_int(csv, counted ? day->found : INT64_MIN);
	for (size_t i = 0; i < COUNT_OF(verdicts); i++)
		csv_int(csv, counted ? day->verdicts[verdicts[i]] : INT64_MIN);
	csv_text(csv, fmt_iso(f, day->checked_at));
	csv_text(csv, fmt_iso(f, day->sealed_at));
	csv_int(csv, day->latency.n);
	csv_int(csv, day->latency.p50_ms);
	csv_int(csv, day->latency.p95_ms);
	csv_int(csv, day->gap_ms / TIME_SECOND_MS);
	csv_text(csv, day->sealed_at == TIME_NONE ? NULL : str_hex(f->mem, day->seal_hash));
	csv_end_row(csv);
}

enum rc pg_certificate_csv(struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct certificate c;
	struct csv csv;

	if (load_month(rq, &f, &c, e))
		return e->rc;
	csv_begin(&csv, rq);
	csv_header(&csv, month_columns, COUNT_OF(month_columns));
	for (size_t i = 0; i < c.n; i++)
		csv_day(&csv, &f, &c.days[i]);
	return csv_send(&csv, rq,
			mem_printf(rq, "kram-allegro-%.7s.csv", fmt_iso_day(&f, c.month_at)), e);
}

static const char *const form_columns[] = {
    N_("Order"),
    N_("Revision"),
    N_("Changed at"),
    N_("Result"),
};

enum rc pg_certificate_day_csv(struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct certificate_day c;
	struct day_form *forms;
	struct csv csv;
	size_t n;

	if (load_day(rq, &f, &c, e) || day_forms(rq->db, rq, &c.day, &forms, &n, e))
		return e->rc;
	csv_begin(&csv, rq);
	csv_header(&csv, form_columns, COUNT_OF(form_columns));
	for (size_t i = 0; i < n; i++) {
		csv_text(&csv, forms[i].form_id);
		csv_text(&csv, forms[i].revision);
		csv_text(&csv, fmt_iso(&f, forms[i].updated_at));
		csv_text(&csv, forms[i].verdict);
		csv_end_row(&csv);
	}
	return csv_send(&csv, rq,
			mem_printf(rq, "kram-allegro-%s.csv", fmt_iso_day(&f, c.day.day_at)), e);
}
