/* Alarms: cards, the list of those that are over, and the bar of every page. */
#include "alarm_view.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/alarms/alarm_words.h"
#include "tpl/status/_alarms.h"
#include "tpl/status/_over.h"
#include "urls.h"
#include "web/url.h"

/* ---- Where the cure is -------------------------------------------------------------------------
 */

static const char *account_url(const struct fmt *f, const struct alarm_row *a)
{
	return url_accounts_id(f->mem, mem_printf(f->mem, "%" PRIu64, a->account_id));
}

/* Only an administrator may connect; others learn on the account's page who can. */
static const char *connect_url(const struct fmt *f, const struct alarm_row *a)
{
	const struct url_arg args[] = {
	    {"account_id", mem_printf(f->mem, "%" PRIu64, a->account_id)}};

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
    [ALARM_CURE_CONNECT] = {connect_url, N_("Connect again"), ROLE_VIEWER, NULL, 0},
    [ALARM_CURE_ACCOUNT] = {account_url, N_("Open the account"), ROLE_VIEWER, T_IF_CHECK,
			    ROLE_ADMINISTRATOR},
    [ALARM_CURE_PROBLEMS] = {problems_url, N_("Show the orders"), ROLE_VIEWER, T_IF_RETRY,
			     ROLE_SELLER},
    [ALARM_CURE_CERTIFICATE] = {certificate_url, N_("Open the certificate"), ROLE_VIEWER, NULL, 0},
    [ALARM_CURE_OUTBOX] = {outbox_url, N_("Decide"), ROLE_VIEWER, NULL, 0},
    [ALARM_CURE_AUDIT] = {trail_url, N_("Open the record of changes"), ROLE_ADMINISTRATOR, NULL, 0},
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
		tpl_set(part, T_ACCOUNT_ID, mem_printf(f->mem, "%" PRIu64, a->account_id));
}

/* ---- Cards -------------------------------------------------------------------------------------
 */

static const char *title_of(const struct alarm_row *a)
{
	const struct alarm_kind_def *kind = alarm_kind_find(a->kind);

	return kind ? _(kind->title) : a->kind;
}

static void fill_words(struct tpl *t, const struct fmt *f, const struct alarm_row *a)
{
	tpl_set(t, T_TITLE, title_of(a));
	tpl_set_shown(t, T_ACCOUNT, a->account, T_IF_ACCOUNT);
	if (a->text[0])
		tpl_set_shown(t, T_TEXT, alarm_words(f->mem, _(a->text), a->args), T_IF_TEXT);
}

static void fill_card(struct tpl *t, const struct fmt *f, const struct alarm_row *a)
{
	static const struct fmt_time_names since = {T_SINCE, T_SINCE_ISO, T_SINCE_FULL};
	const struct alarm_kind_def *kind = alarm_kind_find(a->kind);
	const char *tone = a->severity >= ALARM_RED ? "bad" : "warn";

	tpl_set(t, T_TONE, tone);
	tpl_set(t, T_ICON, tone);
	fill_words(t, f, a);
	fmt_time_set(t, f, &since, fmt_when(f, a->raised_at), a->raised_at);
	if (a->mailed_at != TIME_NONE)
		tpl_set_shown(t, T_TOLD,
			      mem_printf(f->mem, _("mail sent %s"), fmt_when(f, a->mailed_at)),
			      T_IF_TOLD);
	if (!kind)
		return;
	tpl_set(t, T_ADVICE, _(kind->advice));
	fill_cure(t, f, a, kind->cure);
}

void alarm_view_open(struct tpl *t, const struct fmt *f, const struct alarm_list *alarms)
{
	for (size_t i = 0; i < alarms->n; i++)
		fill_card(tpl_add(t, T_ALARM), f, &alarms->rows[i]);
}

void alarm_view_over(struct tpl *t, const struct fmt *f, const struct alarm_list *alarms)
{
	tpl_set(t, T_SUMMARY,
		mem_printf(f->mem,
			   ngettext("Over in the last 7 days: %s", "Over in the last 7 days: %s",
				    alarms->n),
			   fmt_int(f, (int64_t)alarms->n)));
	for (size_t i = 0; i < alarms->n; i++) {
		const struct alarm_row *a = &alarms->rows[i];
		struct tpl *row = tpl_add(t, T_OVER);
		fill_words(row, f, a);
		tpl_set(row, T_LASTED,
			mem_printf(f->mem, _("%s, for %s"), fmt_when(f, a->raised_at),
				   fmt_span(f, a->cleared_at - a->raised_at)));
	}
}

/* ---- The bar of every page ---------------------------------------------------------------------
 */

const char *alarm_view_bar(void *mem, const struct alarm_list *alarms)
{
	const struct alarm_row *first = NULL;
	int red = 0;

	for (size_t i = 0; i < alarms->n; i++) {
		if (alarms->rows[i].severity < ALARM_RED)
			continue;
		first = first ? first : &alarms->rows[i];
		red++;
	}
	if (!first)
		return NULL;
	if (red > 1)
		return mem_printf(
		    mem,
		    ngettext("%d thing does not work", "%d things do not work", (unsigned long)red),
		    red);
	return first->account ? mem_printf(mem, "%s: %s", first->account, title_of(first))
			      : title_of(first);
}
