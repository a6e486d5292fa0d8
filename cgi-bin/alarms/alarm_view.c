/* Alarms: cards, the list of those that are over, and the bar of every page. */
#include "alarms/alarm_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/alarms/alarm_group.h"
#include "domain/alarms/alarm_words.h"
#include "domain/health/watch.h"
#include "tpl/status/_alarms.h"
#include "tpl/status/_over.h"
#include "urls.h"
#include "web/url.h"

/* ---- Where the cure is -------------------------------------------------------------------------
 */

static const char *account_url(const struct fmt *f, const struct alarm_row *a)
{
	return url_accounts_id(f->mem, fmt_id(f, a->account_id));
}

/* Only an administrator may connect; others learn on the account's page who can. */
static const char *connect_url(const struct fmt *f, const struct alarm_row *a)
{
	const struct url_arg args[] = {{"account_id", fmt_id(f, a->account_id)}};

	return f->role == ROLE_ADMINISTRATOR
		   ? url_with(f->mem, url_accounts_new(), args, COUNT_OF(args))
		   : account_url(f, a);
}

static const char *problems_url(const struct fmt *f, const struct alarm_row *a UNUSED)
{
	static const struct url_arg view = {"view", "problem"};

	return url_with(f->mem, url_orders(), &view, 1);
}

static const char *certificate_url(const struct fmt *f UNUSED, const struct alarm_row *a UNUSED)
{
	return url_orders_certificate();
}

static const char *outbox_url(const struct fmt *f UNUSED, const struct alarm_row *a UNUSED)
{
	return url_outbox();
}

static const char *files_url(const struct fmt *f UNUSED, const struct alarm_row *a UNUSED)
{
	return url_files();
}

static const char *stock_url(const struct fmt *f UNUSED, const struct alarm_row *a UNUSED)
{
	return url_stock_certificate();
}

static const char *trail_url(const struct fmt *f UNUSED, const struct alarm_row *a UNUSED)
{
	return url_audit();
}

/* A cure without a row has no page of its own: its advice says what to do on the server. */
static const struct {
	const char *(*url)(const struct fmt *f, const struct alarm_row *a);
	const char *label;   /* message id */
	enum role role;	     /* whom the page lets in */
	const char *section; /* a form beside it that does the cure; NULL: none */
	enum role form_role;
} cures[ALARM_CURE_COUNT] = {
    [ALARM_CURE_CONNECT] = {connect_url, N_("Reconnect"), ROLE_VIEWER, NULL, 0},
    [ALARM_CURE_ACCOUNT] = {account_url, N_("Open the account"), ROLE_VIEWER, T_IF_CHECK,
			    ROLE_ADMINISTRATOR},
    [ALARM_CURE_PROBLEMS] = {problems_url, N_("Show orders"), ROLE_VIEWER, T_IF_RETRY, ROLE_SELLER},
    [ALARM_CURE_CERTIFICATE] = {certificate_url, N_("Open the daily check"), ROLE_VIEWER, NULL, 0},
    [ALARM_CURE_OUTBOX] = {outbox_url, N_("Decide"), ROLE_VIEWER, NULL, 0},
    [ALARM_CURE_FILES] = {files_url, N_("Open product files"), ROLE_SELLER, NULL, 0},
    [ALARM_CURE_STOCK] = {stock_url, N_("Open the stock check"), ROLE_SELLER, NULL, 0},
    [ALARM_CURE_AUDIT] = {trail_url, N_("Open the audit trail"), ROLE_ADMINISTRATOR, NULL, 0},
};

static bool is_about_account(enum alarm_cure cure)
{
	return cure == ALARM_CURE_CONNECT || cure == ALARM_CURE_ACCOUNT;
}

static void fill_cure(struct tpl *t, const struct fmt *f, const struct alarm_row *a,
		      enum alarm_cure cure)
{
	struct tpl *part;

	if (!cures[cure].url || (is_about_account(cure) && !a->account_id))
		return;
	if (f->role >= cures[cure].role) {
		part = tpl_add(t, T_IF_CURE);
		tpl_set(part, T_CURE_URL, cures[cure].url(f, a));
		tpl_set(part, T_CURE_TEXT, _(cures[cure].label));
	}
	if (!cures[cure].section || f->role < cures[cure].form_role)
		return;
	part = tpl_add(t, cures[cure].section);
	if (is_about_account(cure))
		tpl_set(part, T_ACCOUNT_ID, fmt_id(f, a->account_id));
}

/* ---- Cards -------------------------------------------------------------------------------------
 */

static const char *title_of(const struct alarm_row *a)
{
	const struct alarm_kind_def *kind = alarm_kind_find(a->kind);

	return kind ? _(kind->title) : a->kind;
}

/* Whom or what it concerns: an account, or something Kram does by itself; NULL: all. */
static const char *whose(const struct alarm_row *a)
{
	if (!alarm_is_about_job(a))
		return a->account;
	for (const struct watch_job *job = watch_jobs; job->id; job++)
		if (str_eq(job->id, a->subject))
			return _(job->name);
	return a->subject;
}

static const char *text_of(const struct fmt *f, const struct alarm_row *a)
{
	return a->text[0] ? alarm_words(f->mem, _(a->text), a->args) : "";
}

static void fill_words(struct tpl *t, const struct fmt *f, const struct alarm_row *a)
{
	tpl_set(t, T_TITLE, title_of(a));
	tpl_set_shown(t, T_ACCOUNT, whose(a), T_IF_ACCOUNT);
	tpl_set_shown(t, T_TEXT, text_of(f, a), T_IF_TEXT);
}

/* Kinds whose value is what a machine said: for those who look for it. */
static const enum alarm_kind raw_kinds[] = {ALARM_JOB_FAILING, ALARM_MAIL, ALARM_AUDIT_CHAIN};

static const char *raw_of(const struct fmt *f, const struct alarm_row *a)
{
	for (size_t i = 0; i < COUNT_OF(raw_kinds); i++)
		if (str_eq(a->kind, alarm_kind(raw_kinds[i])->key))
			return alarm_value(f->mem, a->args, 0);
	return "";
}

/* ---- Boxes: a trouble with what follows from it ------------------------------------------------
 */

struct boxes {
	const struct alarm_list *alarms;
	size_t *heads;
};

static struct boxes boxes_of(void *mem, const struct alarm_list *alarms)
{
	struct boxes b = {alarms, mem_array(mem, size_t, alarms->n + 1)};

	alarm_group(alarms->rows, alarms->n, b.heads);
	return b;
}

static bool is_red(const struct boxes *b, size_t head)
{
	return alarm_group_severity(b->alarms->rows, b->alarms->n, b->heads, head) >= ALARM_RED;
}

/* The same for another account or job needs its name only. */
static const char *effect_text(const struct fmt *f, const struct alarm_row *head,
			       const struct alarm_row *a)
{
	const char *name = whose(a) ? mem_printf(f->mem, "%s: ", whose(a)) : "";

	if (str_eq(a->kind, head->kind))
		return mem_printf(f->mem, "%s%s", name, text_of(f, a));
	if (a->account_id == head->account_id && !alarm_is_about_job(a))
		name = "";
	return mem_printf(f->mem, "%s%s. %s", name, title_of(a), text_of(f, a));
}

static void fill_effects(struct tpl *t, const struct fmt *f, const struct boxes *b, size_t head)
{
	const struct alarm_row *rows = b->alarms->rows;
	struct tpl *list = NULL;

	for (size_t i = 0; i < b->alarms->n; i++) {
		if (i == head || b->heads[i] != head)
			continue;
		list = list ? list : tpl_add(t, T_IF_EFFECTS);
		tpl_set(tpl_add(list, T_EFFECT), T_EFFECT_TEXT,
			effect_text(f, &rows[head], &rows[i]));
	}
}

static void fill_card(struct tpl *t, const struct fmt *f, const struct boxes *b, size_t head)
{
	const struct alarm_row *a = &b->alarms->rows[head];
	const struct alarm_kind_def *kind = alarm_kind_find(a->kind);
	const char *tone = is_red(b, head) ? "bad" : "warn";

	tpl_set(t, T_TONE, tone);
	tpl_set(t, T_ICON, tone);
	fill_words(t, f, a);
	fill_effects(t, f, b, head);
	tpl_set_shown(t, T_RAW, raw_of(f, a), T_IF_RAW);
	FMT_TIME(t, f, SINCE, fmt_when(f, a->raised_at), a->raised_at);
	if (a->mailed_at != TIME_NONE)
		tpl_set_shown(t, T_TOLD,
			      mem_printf(f->mem, _("e-mail sent %s"), fmt_when(f, a->mailed_at)),
			      T_IF_TOLD);
	if (!kind)
		return;
	tpl_set(t, T_ADVICE, _(kind->advice));
	fill_cure(t, f, a, kind->cure);
}

void alarm_view_open(struct tpl *t, const struct fmt *f, const struct alarm_list *alarms)
{
	const struct boxes b = boxes_of(f->mem, alarms);
	bool shown[ALARM_LIST_MAX] = {false};

	/* In the order of the gravest row of each. */
	for (size_t i = 0; i < alarms->n && i < ALARM_LIST_MAX; i++) {
		size_t head = b.heads[i];
		if (!shown[head])
			fill_card(tpl_add(t, T_ALARM), f, &b, head);
		shown[head] = true;
	}
}

void alarm_view_over(struct tpl *t, const struct fmt *f, const struct alarm_list *alarms)
{
	tpl_set(t, T_SUMMARY,
		mem_printf(f->mem,
			   ngettext("Resolved in the last 7 days: %s",
				    "Resolved in the last 7 days: %s", alarms->n),
			   fmt_int(f, (int64_t)alarms->n)));
	for (size_t i = 0; i < alarms->n; i++) {
		const struct alarm_row *a = &alarms->rows[i];
		struct tpl *row = tpl_add(t, T_OVER);
		fill_words(row, f, a);
		tpl_set(row, T_LASTED,
			mem_printf(f->mem, _("%s, lasted %s"), fmt_when(f, a->raised_at),
				   fmt_span(f, a->cleared_at - a->raised_at)));
	}
}

/* ---- In one sentence ---------------------------------------------------------------------------
 */

static const char *name_of(void *mem, const struct alarm_row *a)
{
	const char *name = whose(a);

	return name ? mem_printf(mem, "%s: %s", name, title_of(a)) : title_of(a);
}

struct alarm_view_sum alarm_view_sum(void *mem, const struct alarm_list *alarms)
{
	const struct boxes b = boxes_of(mem, alarms);
	struct alarm_view_sum sum = {0};

	if (!alarms->n)
		return sum;
	sum.cause = name_of(mem, &alarms->rows[b.heads[0]]);
	sum.boxes = (int)alarm_group_count(b.heads, alarms->n);
	for (size_t i = 0; i < alarms->n; i++) {
		sum.red += b.heads[i] == i && is_red(&b, i);
	}
	return sum;
}

const char *alarm_view_bar(void *mem, const struct alarm_list *alarms)
{
	const struct alarm_view_sum sum = alarm_view_sum(mem, alarms);

	if (!sum.red)
		return NULL;
	if (sum.red == 1)
		return sum.cause;
	return mem_printf(
	    mem, ngettext("%s (and %d more)", "%s (and %d more)", (unsigned long)(sum.red - 1)),
	    sum.cause, sum.red - 1);
}
