/* Switches of an account: which kinds of changes Kram may write to Allegro. */
#include "base/mem.h"
#include "base/str.h"
#include "common/once.h"
#include "domain/accounts/account.h"
#include "domain/outbox/outbox_kind.h"
#include "common/format.h"
#include "outbox/outbox.h"
#include "outbox/outbox_words.h"
#include "tpl/accounts/writers.h"
#include "urls.h"
#include "web/page.h"

static const char *const switches[] = {[OUTBOX_OFF] = "off", [OUTBOX_ARMED] = "armed", NULL};

const struct field writer_fields[] = {
    {"kind", .type = FIELD_ENUM, .values = outbox_kind_names, .flags = FIELD_REQUIRED,
     INTO(struct outbox_switching, kind)},
    {"to", .type = FIELD_ENUM, .values = switches, .flags = FIELD_REQUIRED,
     INTO(struct outbox_switching, to)},
    {"version", .type = FIELD_INT, .min = 0, .max = INT32_MAX, .flags = FIELD_REQUIRED,
     INTO(struct outbox_switching, version)},
    {0},
};

static const struct label states[] = {
    {"off", N_("off"), "mute", "pause"},
    {"armed", N_("on"), "ok", "ok"},
    {0},
};

static void fill_switch(struct tpl *t, const struct outbox_writer *w)
{
	BADGE(t, STATE, label_of(states, switches[w->armed ? OUTBOX_ARMED : OUTBOX_OFF]));
	tpl_set(t, T_TO, switches[w->armed ? OUTBOX_OFF : OUTBOX_ARMED]);
	tpl_set(t, T_BUTTON, w->armed ? _("Switch off") : _("Switch on"));
	tpl_set(t, T_BUTTON_CLASS, w->armed ? "danger" : "");
}

static void fill_writer(struct tpl *t, const struct fmt *f, const struct account *a,
			const struct outbox_writer *w)
{
	const char *id = fmt_id(f, a->id);
	const struct outbox_words words = outbox_words(w->kind);

	tpl_set(t, T_KIND, w->kind);
	tpl_set(t, T_NAME, words.name);
	tpl_set(t, T_ABOUT, words.about);
	tpl_set(t, T_ACTION, url_accounts_id_writers(f->mem, id));
	tpl_set(t, T_VERSION, fmt_id(f, w->version));
	tpl_set(t, T_ACCOUNT_URL, url_accounts_id(f->mem, id));
	fill_switch(t, w);
	if (w->actor)
		tpl_set_shown(t, T_SINCE,
			      mem_printf(f->mem, _("Last switched by %s, %s"),
					 once_person(f, w->actor), fmt_when(f, w->at)),
			      T_IF_SINCE);
	if (!str_has_word(a->scopes, outbox_kind_find(w->kind)->scope))
		tpl_set_shown(t, T_MISSING, _("The required permission is missing."), T_IF_MISSING);
}

static enum rc load_account(struct request *rq, struct account *out, struct err *e)
{
	uint64_t id;

	return req_id(rq, "id", &id, e) ? e->rc : account_find(rq->db, rq, id, out, e);
}

enum rc pg_writers(struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct outbox_writer *writers;
	struct account account;
	size_t n;

	if (load_account(rq, &account, e) ||
	    outbox_writers(rq->db, rq, account.id, &writers, &n, e))
		return e->rc;
	struct tpl *t = page_open(rq, TPL_ACCOUNTS_WRITERS, _("What Kram may write to Allegro"));
	tpl_set(t, T_ACCOUNT, account.name);
	tpl_set(t, T_ACCOUNT_URL, url_accounts_id(rq, req_param(rq, "id")));
	for (size_t i = 0; i < n; i++)
		fill_writer(tpl_add(t, T_WRITER), &f, &account, &writers[i]);
	return RC_OK;
}

enum rc do_writer(struct request *rq, struct err *e)
{
	struct outbox_switching s = {0};
	struct account account;

	form_into(rq->form, &s);
	if (load_account(rq, &account, e))
		return e->rc;
	s.account_id = account.id;
	if (outbox_switch(rq->db, &s, rq->session->login, e))
		return page_conflict(
		    rq, _("Someone else has switched this in the meantime. Take another look."), e);
	const char *text = s.to == OUTBOX_ARMED ? _("Kram may write this to Allegro from now on.")
						: _("Kram no longer writes this to Allegro.");
	return flash(rq, text, e) ? e->rc
				  : redirect(rq, url_accounts_id_writers(rq, req_param(rq, "id")));
}
