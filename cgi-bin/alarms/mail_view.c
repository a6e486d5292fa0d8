/* Mails about alarms: who gets them, how the last one went, a test. */
#include "alarms/mail_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "tpl/status/_mail.h"

enum rc mail_view_load(struct request *rq, struct mail_news *out, struct err *e)
{
	*out = (struct mail_news){0};
	if (mail_newest(rq->db, rq, MAIL_KIND_ALARM, &out->alarm, e) == RC_NOT_FOUND)
		err_clear(e);
	if (!e->rc && mail_newest(rq->db, rq, MAIL_KIND_TEST, &out->test, e) == RC_NOT_FOUND)
		err_clear(e);
	return e->rc;
}

static bool is_off(const struct conf *conf)
{
	return str_eq(conf->mail_transport, "off");
}

/* Addresses are for those who can change them. */
static const char *route_text(const struct fmt *f, const struct conf *conf)
{
	if (is_off(conf))
		return _("E-mail alerts are off. The server administrator can set mail-to and "
			 "mail-transport in the configuration.");
	if (f->role < ROLE_ADMINISTRATOR)
		return _("E-mail alerts are on.");
	return mem_printf(f->mem, _("E-mail alerts go to: %s."), conf->mail_to);
}

/* How a mail ended: the words take the time and, where it went wrong, the reason. */
static const struct {
	const char *state;
	const char *test;  /* message id about a test mail */
	const char *alarm; /* and about an alarm */
	const char *tone;
	const char *icon;
} endings[] = {
    {MAIL_SENT, N_("The test e-mail was sent %s. Check the inbox."),
     N_("The last e-mail was sent %s."), "ok", "ok"},
    {MAIL_LOST, N_("The test e-mail of %s may have arrived: %s"),
     N_("The last e-mail, of %s, may have arrived: %s"), "warn", "warn"},
    {MAIL_FAILED, N_("The test e-mail of %s could not be sent: %s"),
     N_("The last e-mail, of %s, could not be sent: %s"), "bad", "bad"},
    {NULL, N_("The test e-mail requested %s will be sent within a minute."),
     N_("The e-mail of %s is on its way. %s"), "mute", "hourglass"},
};

static size_t ending_of(const struct mail *m)
{
	size_t i = 0;

	while (endings[i].state && !str_eq(endings[i].state, m->state))
		i++;
	return i;
}

/* The words have one place for the time and perhaps one for the reason. */
static const char *ending_text(const struct fmt *f, const char *words, const struct mail *m)
{
	const char *values[ALARM_VALUES_MAX] = {
	    fmt_when(f, m->sent_at == TIME_NONE ? m->created_at : m->sent_at),
	    str_or(m->outcome, "")};

	return alarm_words(f->mem, _(words), alarm_args(f->mem, values));
}

void mail_view_fill(struct tpl *t, const struct fmt *f, const struct conf *conf,
		    const struct mail_news *news)
{
	tpl_set(t, T_MAIL_TEXT, route_text(f, conf));
	if (is_off(conf))
		return;
	if (news->alarm.id)
		tpl_set_shown(t, T_LAST_TEXT,
			      ending_text(f, endings[ending_of(&news->alarm)].alarm, &news->alarm),
			      T_IF_LAST);
	if (news->test.id) {
		size_t i = ending_of(&news->test);
		struct tpl *test = tpl_add(t, T_IF_TEST);
		tpl_set(test, T_TEST_TONE, endings[i].tone);
		tpl_set(test, T_TEST_ICON, endings[i].icon);
		tpl_set(test, T_TEST_TEXT, ending_text(f, endings[i].test, &news->test));
	}
	if (f->role >= ROLE_ADMINISTRATOR)
		tpl_show(t, T_MAY_TEST);
}
