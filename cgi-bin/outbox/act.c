/* Acts: their forms, and what comes back from them. */
#include "outbox/act.h"

#include "base/mem.h"
#include "base/str.h"
#include "outbox/outbox_words.h"
#include "tpl/outbox/_acts.h"
#include "urls.h"

enum rc act_post(struct request *rq, const struct act_post *post, struct err *e)
{
	struct act_decision d = {.kind = post->kind, .actor = rq->session->login};

	form_into(rq->form, &d);
	if (!str_is_uuid(d.batch))
		return err_set(e, RC_INVALID, "the batch is no UUID");
	if (act_decide(rq->db, rq, post->look, req_param(rq, "id"), &d, e) == RC_CONFLICT) {
		err_clear(e);
		return post->again(rq, 409,
				   _("This has changed in the meantime. Take another look."), e);
	}
	if (e->rc)
		return e->rc;
	if (flash(rq, _("It goes to Allegro in a minute; you can undo it until then."), e))
		return e->rc;
	return redirect(rq, post->back);
}

static bool is_typed(const struct acts_shown *shown, const struct act_shown *act)
{
	return !str_empty(shown->typed) && str_eq(act->action, shown->typed_at);
}

static void fill_form(struct tpl *t, const struct acts_shown *shown, const struct act_shown *act)
{
	const struct outbox_words words = outbox_words(act->kind);
	char batch[37];

	str_uuid(batch);
	t = tpl_add(t, T_FORM);
	tpl_set(t, T_ACTION, act->action);
	tpl_set(t, T_KIND, act->kind);
	tpl_set(t, T_LABEL, words.label);
	tpl_set(t, T_BUTTON, words.button);
	tpl_set(t, T_BATCH, batch);
	tpl_set_int(t, T_CHANGED, act->thing.version);
	tpl_set_int(t, T_MAX, shown->most);
	if (is_typed(shown, act))
		tpl_set(t, T_TYPED, shown->typed);
}

static void fill_note(struct tpl *t, const char *text, const char *url, const char *link)
{
	t = tpl_add(t, T_NOTE);
	tpl_set(t, T_NOTE_TEXT, text);
	if (!url)
		return;
	t = tpl_add(t, T_NOTE_LINK);
	tpl_set(t, T_NOTE_URL, url);
	tpl_set(t, T_NOTE_NAME, link);
}

static void fill_verdict(struct tpl *t, const struct fmt *f, const struct acts_shown *shown,
			 const struct act_shown *act)
{
	const struct account *a = &shown->acts->account;
	const struct outbox_intent *i = act_intent(shown->acts, act->kind);
	const char *account = fmt_id(f, a->id);
	bool is_admin = f->role == ROLE_ADMINISTRATOR;

	switch (act_judge(shown->acts, act->kind, &act->thing)) {
	case ACT_BARRED:
		fill_note(t, outbox_reason_text(act->kind, act->thing.obstacle), NULL, NULL);
		break;
	case ACT_PENDING:
		fill_note(t, i->after, url_outbox_id(f->mem, fmt_id(f, i->id)), _("State"));
		break;
	case ACT_OFF:
		fill_note(t, _("Kram may not write this to Allegro: the switch is off."),
			  is_admin ? url_accounts_id_writers(f->mem, account) : NULL,
			  _("What Kram may write to Allegro"));
		break;
	case ACT_CUT_OFF:
		fill_note(t, _("The account is not connected or lacks the permission."),
			  url_accounts_id(f->mem, account), a->name);
		break;
	case ACT_MAY:
		if (f->role >= ROLE_SELLER)
			fill_form(t, shown, act);
		break;
	}
}

/* Who may not act sees what was said and what stands in the way, not an empty card. */
static bool is_shown(const struct fmt *f, const struct acts_shown *shown,
		     const struct act_shown *act)
{
	return act->at != TIME_NONE || f->role >= ROLE_SELLER ||
	       act_judge(shown->acts, act->kind, &act->thing) != ACT_MAY;
}

void acts_fill(struct tpl *t, const char *marker, const struct fmt *f,
	       const struct acts_shown *shown)
{
	t = tpl_include(t, marker, TPL_OUTBOX__ACTS);
	for (size_t i = 0; i < shown->n; i++) {
		const struct act_shown *act = &shown->each[i];

		if (!is_shown(f, shown, act))
			continue;
		struct tpl *one = tpl_add(t, T_ACT);
		tpl_set(one, T_TITLE, outbox_words(act->kind).title);
		tpl_set(one, T_HEADING, act->kind);
		if (act->at == TIME_NONE || act->thing.read_at != TIME_NONE)
			fill_verdict(one, f, shown, act);
		if (is_typed(shown, act) &&
		    act_judge(shown->acts, act->kind, &act->thing) != ACT_MAY)
			fill_note(one, mem_printf(f->mem, _("You wrote: %s"), shown->typed), NULL,
				  NULL);
		if (act->at == TIME_NONE)
			continue;
		one = tpl_add(one, T_SAID);
		tpl_set(one, T_SAID_TEXT, act->text);
		FMT_TIME(one, f, SAID_AT, fmt_when(f, act->at), act->at);
	}
}
