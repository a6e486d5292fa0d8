/* The words of a mail about alarms. */
#include "domain/alarms/alarm_mail.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/alarms/alarm_words.h"

enum { LETTER_MAX = 60000, LETTER_ALARMS_MAX = 40 }; /* nobody reads more of them */

void alarm_mail_speak(const struct conf *conf)
{
	enum lang lang = lang_from_code(conf->mail_language);

	i18n_use(lang == LANG_COUNT ? LANG_EN : lang);
}

static const char *title_of(void *owner, const struct alarm_row *a)
{
	const struct alarm_kind_def *kind = alarm_kind_find(a->kind);
	const char *title = kind ? _(kind->title) : a->kind;

	if (a->account)
		return mem_printf(owner, "%s (%s)", title, a->account);
	return alarm_is_about_job(a) ? mem_printf(owner, "%s (%s)", title, a->subject) : title;
}

static void add_raised(struct str *s, void *owner, const struct alarm_row *a)
{
	const struct alarm_kind_def *kind = alarm_kind_find(a->kind);

	str_addf(s, "%s\n", title_of(owner, a));
	if (a->text[0])
		str_addf(s, "%s\n", alarm_words(owner, _(a->text), a->args));
	if (kind)
		str_addf(s, "%s\n", _(kind->advice));
	str_addf(s, _("Since %s."), alarm_moment(owner, a->raised_at));
	str_add(s, "\n\n");
}

static void add_cleared(struct str *s, void *owner, const struct alarm_row *a)
{
	str_addf(s, _("Resolved: %s."), title_of(owner, a));
	str_add(s, " ");
	str_addf(s, _("Lasted from %s to %s."), alarm_moment(owner, a->raised_at),
		 alarm_moment(owner, a->cleared_at));
	str_add(s, "\n\n");
}

static void add_rest(struct str *s, size_t n)
{
	if (n <= LETTER_ALARMS_MAX)
		return;
	str_addf(s, ngettext("And %d more.", "And %d more.", n - LETTER_ALARMS_MAX),
		 (int)(n - LETTER_ALARMS_MAX));
	str_add(s, "\n\n");
}

static size_t shown(size_t n)
{
	return n < LETTER_ALARMS_MAX ? n : LETTER_ALARMS_MAX;
}

static void add_foot(struct str *s, const struct alarm_mail_opts *opts)
{
	str_addf(s, _("System status: %s"), opts->status_url);
	str_addf(s, "\n\n-- \n%s\n", opts->actor);
}

/* A mailbox shows the subject first: one alarm by name, several by their number. */
static const char *subject_of(void *owner, const struct alarm_news *news)
{
	size_t raised = news->raised.n;

	if (raised == 1)
		return mem_printf(owner, "Kram: %s", title_of(owner, &news->raised.rows[0]));
	if (raised)
		return mem_printf(owner, ngettext("Kram: %d alert", "Kram: %d alerts", raised),
				  (int)raised);
	if (news->cleared.n == 1)
		return mem_printf(owner, _("Kram: resolved: %s"),
				  title_of(owner, &news->cleared.rows[0]));
	return mem_printf(
	    owner, ngettext("Kram: %d alert resolved", "Kram: %d alerts resolved", news->cleared.n),
	    (int)news->cleared.n);
}

struct alarm_message alarm_message(void *owner, const struct alarm_news *news,
				   const struct alarm_mail_opts *opts)
{
	struct str s;

	str_init(&s, owner, LETTER_MAX);
	for (size_t i = 0; i < shown(news->raised.n); i++)
		add_raised(&s, owner, &news->raised.rows[i]);
	add_rest(&s, news->raised.n);
	for (size_t i = 0; i < shown(news->cleared.n); i++)
		add_cleared(&s, owner, &news->cleared.rows[i]);
	add_rest(&s, news->cleared.n);
	add_foot(&s, opts);
	return (struct alarm_message){subject_of(owner, news), s.text};
}

struct alarm_message alarm_message_test(void *owner, const struct alarm_mail_opts *opts)
{
	struct str s;

	str_init(&s, owner, LETTER_MAX);
	str_add(&s, _("This is the test e-mail you asked for. Alerts will arrive the same way."));
	str_add(&s, "\n\n");
	add_foot(&s, opts);
	return (struct alarm_message){_("Kram: test e-mail"), s.text};
}
