/* Changes on their way to Allegro: words of states, reasons and steps. */
#include "outbox/outbox_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/facts.h"
#include "common/once.h"
#include "orders/order_changes_view.h"
#include "outbox/outbox_words.h"
#include "tpl/outbox/_banner.h"
#include "tpl/outbox/list.h"
#include "tpl/outbox/show.h"
#include "outbox/undo_view.h"
#include "urls.h"

static const struct label states[] = {
    {"NEW", N_("waits to be sent"), "info", "clock"},
    {"SENT", N_("sent, waits for confirmation"), "vio", "hourglass"},
    {"UNKNOWN", N_("uncertain: Kram is checking"), "warn", "help"},
    {"DONE", N_("done"), "ok", "ok"},
    {"FAILED", N_("not done"), "mute", "cancelled"},
    {"HELD", N_("waits for your decision"), "bad", "warn"},
    {0},
};

static const struct label events[] = {
    {"decided", N_("Decided"), "", ""},
    {"claimed", N_("Sending"), "", ""},
    {"accepted", N_("Accepted by Allegro"), "", ""},
    {"refused", N_("Rejected by Allegro"), "", ""},
    {"blocked", N_("Not allowed by Allegro"), "", ""},
    {"deferred", N_("Not sent, will be retried"), "", ""},
    {"lost", N_("No clear answer"), "", ""},
    {"clashed", N_("It has changed at Allegro"), "", ""},
    {"confirmed", N_("Checked: Allegro shows it"), "", ""},
    {"absent", N_("Checked: nothing has happened yet"), "", ""},
    {"changed", N_("Checked: it is different now"), "", ""},
    {"unclear", N_("Checked without a result"), "", ""},
    {"expired", N_("Too old to be sent without asking"), "", ""},
    {"withdrawn", N_("Withdrawn"), "", ""},
    {"released", N_("To be sent anyway"), "", ""},
    {"overtaken", N_("Checked again: no longer needed"), "", ""},
    {"doubted", N_("Checked again: needs a decision"), "", ""},
    {0},
};

/* ---- One intent ------------------------------------------------------------------------------ */

/* What changed is said with both values where they differ; what is objected now, before anything.
 */
static const char *reason_text(const struct fmt *f, const struct outbox_intent *i,
			       const struct outbox_objection *o)
{
	if (o->obstacle)
		return mem_printf(f->mem, "%s %s", outbox_reason_text(i->kind, o->obstacle),
				  _("This change can only be dropped."));
	if (o->doubt)
		return outbox_reason_text(i->kind, o->doubt);
	if (str_eq(i->reason, "changed") && i->found_value && !str_eq(i->found_value, i->before))
		return mem_printf(f->mem, _("It has changed on Allegro: %s -> %s."),
				  outbox_value(f, i->kind, i->before),
				  outbox_value(f, i->kind, i->found_value));
	return i->reason ? outbox_reason_text(i->kind, i->reason) : "";
}

static void fill_deciding(struct tpl *t, const struct fmt *f, const struct outbox_intent *i,
			  const struct outbox_objection *o)
{
	const char *id = fmt_id(f, i->id);
	enum outbox_state state = outbox_state_of(i->state);
	bool held = state == OUTBOX_HELD;

	if (f->role < ROLE_PACKER || (!held && state != OUTBOX_NEW))
		return;
	t = tpl_add(t, T_MAY_DECIDE);
	tpl_set(t, T_VERSION, fmt_id(f, i->version));
	tpl_set(t, T_DROP_URL, url_outbox_id_drop(f->mem, id));
	if (!held || o->obstacle)
		return;
	t = tpl_add(t, T_IF_RELEASE);
	tpl_set_shown(t, T_DOUBT, o->doubt, T_IF_DOUBT);
	tpl_set(t, T_RELEASE_URL, url_outbox_id_release(f->mem, id));
	tpl_set(
	    t, T_RELEASE_TEXT,
	    mem_printf(f->mem, _("Send \"%s\" anyway"), outbox_value_head(f, i->kind, i->after)));
}

static void fill_row(struct tpl *t, const struct fmt *f, const struct outbox_intent *i,
		     const struct outbox_objection *o)
{
	tpl_set(t, T_URL, url_outbox_id(f->mem, fmt_id(f, i->id)));
	FMT_TIME(t, f, AT, fmt_when(f, i->created_at), i->created_at);
	tpl_set(t, T_ACTOR, once_person(f, i->actor));
	tpl_set(t, T_SUBJECT, i->subject);
	tpl_set(t, T_SUBJECT_URL, outbox_subject_url(f, i->kind, i->subject));
	tpl_set(t, T_SUBJECT_TEXT, outbox_subject_text(f, i->kind, i->subject));
	tpl_set(t, T_KIND, outbox_words(i->kind).name);
	tpl_set(t, T_ACCOUNT, i->account);
	tpl_set(t, T_BEFORE, outbox_value(f, i->kind, i->before));
	tpl_set(t, T_AFTER, outbox_value(f, i->kind, i->after));
	BADGE(t, STATE, label_of(states, i->state));
	tpl_set_shown(t, T_REASON, reason_text(f, i, o), T_IF_REASON);
	tpl_set_shown(t, T_TRACE, i->trace, T_IF_TRACE);
	fill_deciding(t, f, i, o);
}

/* ---- The list -------------------------------------------------------------------------------- */

static const struct list_view views[OUTBOX_VIEW_COUNT] = {
    [OUTBOX_VIEW_HELD] = {N_("To decide"), "bad", N_("Nothing is waiting for a decision"),
			  N_("Changes that Allegro did not accept show up here.")},
    [OUTBOX_VIEW_OPEN] = {N_("On the way"), "", N_("Nothing is on its way"),
			  N_("Changes that wait to be sent or confirmed show up here.")},
    [OUTBOX_VIEW_OVER] = {N_("Finished"), "", N_("Nothing has been sent yet"),
			  N_("Changes with their outcome show up here.")},
    [OUTBOX_VIEW_ALL] = {N_("All"), "", N_("No changes yet"),
			 N_("Everything Kram sends to Allegro shows up here.")},
};

void outbox_list_fill(struct tpl *t, const struct fmt *f, const struct outbox_page *page)
{
	const int64_t counts[OUTBOX_VIEW_COUNT] = {page->counts.held, page->counts.open,
						   LIST_UNCOUNTED, LIST_UNCOUNTED};
	struct pager pager = {0};

	undo_banner_fill(tpl_include(t, T_BANNER, TPL_OUTBOX__BANNER), f, &page->undo);
	list_tabs(t, T_TABS, f, &page->query, views, counts, INT64_MAX);
	if (!page->n) {
		list_nothing(t, T_EMPTY, &page->query, &views[page->filter.view]);
		return;
	}
	if (page->more)
		pager.older = fmt_id(f, page->rows[page->n - 1].id);
	list_pager(t, T_PAGER, &page->query, &pager);
	t = tpl_add(t, T_IF_ROWS);
	for (size_t i = 0; i < page->n; i++)
		fill_row(tpl_add(t, T_ROW), f, &page->rows[i], &page->objections[i]);
}

/* ---- One of them ----------------------------------------------------------------------------- */

static void fill_facts(struct tpl *t, const struct fmt *f, const struct outbox_intent *i)
{
	bool open = outbox_is_open(outbox_state_of(i->state));

	fact_add(t, T_FACTS, _("Account"), i->account);
	fact_add(t, T_FACTS, _("Previous value"), outbox_value(f, i->kind, i->before));
	fact_add(t, T_FACTS, _("New value"), outbox_value(f, i->kind, i->after));
	fact_add(t, T_FACTS, _("Last shown by Allegro"), outbox_value(f, i->kind, i->found_value));
	fact_add(t, T_FACTS, _("Decided by"), once_person(f, i->actor));
	fact_add(t, T_FACTS, _("Confirmed despite"),
		 i->accepted ? outbox_reason_text(i->kind, i->accepted) : "");
	fact_add(t, T_FACTS, _("Decided"), fmt_full(f, i->created_at));
	fact_add(t, T_FACTS, _("Sent"), fmt_full(f, i->sent_at));
	fact_add(t, T_FACTS, _("Ended"), fmt_full(f, i->ended_at));
	fact_add(t, T_FACTS, _("Next step"), open ? fmt_in(f, i->next_at) : "");
	fact_add(t, T_FACTS, _("Requests sent"), fmt_int(f, (int64_t)i->attempts));
	fact_add(t, T_FACTS, _("Trace-Id"), i->trace);
}

/* Values and reasons in words; what Allegro wrote stays as it came. The decision itself stands
 * among the facts. */
static const char *detail_text(const struct fmt *f, const struct outbox_step *s, const char *kind)
{
	if (str_eq(s->event, "decided") || !s->detail)
		return "";
	const char *reason = outbox_reason_text(kind, s->detail);
	return str_eq(reason, s->detail) ? outbox_value(f, kind, s->detail) : reason;
}

static void fill_step(struct tpl *t, const struct fmt *f, const struct outbox_step *s,
		      const char *kind)
{
	FMT_TIME(t, f, AT, fmt_clock(f, s->at), s->at);
	tpl_set(t, T_EVENT, label_text(events, s->event));
	tpl_set_shown(t, T_REQUEST, s->request, T_IF_REQUEST);
	tpl_set_shown(t, T_DETAIL, detail_text(f, s, kind), T_IF_DETAIL);
	tpl_set(t, T_ANSWER, s->status == INT64_MIN ? "" : fmt_int(f, s->status));
	tpl_set(t, T_TRACE, s->trace);
	tpl_set(t, T_ACTOR, once_person(f, s->actor));
}

/* One entry of the history of the order: what changed, with both values where they may be shown. */
static size_t fill_change(struct tpl *t, const struct fmt *f, const struct order_change *changes,
			  size_t n)
{
	size_t together = order_changes_together(changes, n);
	const struct order_change_entry made = order_changes_entry(f, changes, together);

	FMT_TIME(t, f, AT, fmt_when(f, changes->at), changes->at);
	tpl_set(t, T_CHANGE_TEXT, made.text);
	for (size_t i = 0; i < made.n_lines; i++) {
		struct tpl *line = tpl_add(t, T_CHANGE_LINE);

		tpl_set(line, T_CHANGE_NAME, made.lines[i].name);
		tpl_set_shown(line, T_CHANGE_BEFORE, made.lines[i].before, T_IF_CHANGE_BEFORE);
		tpl_set(line, T_CHANGE_AFTER, made.lines[i].after);
	}
	return together;
}

static void fill_changes(struct tpl *t, const struct fmt *f, const struct outbox_one *one)
{
	if (!one->n_changes)
		return;
	t = tpl_add(t, T_IF_CHANGES);
	for (size_t i = 0; i < one->n_changes;)
		i += fill_change(tpl_add(t, T_ORDER_CHANGE), f, &one->changes[i],
				 one->n_changes - i);
}

void outbox_show_fill(struct tpl *t, const struct fmt *f, const struct outbox_one *one)
{
	const struct outbox_intent *i = &one->intent;
	struct label state = label_of(states, i->state);
	const char *reason = reason_text(f, i, &one->objection);

	tpl_set(t, T_TITLE,
		mem_printf(f->mem, "%s: %s, %s", outbox_words(i->kind).name,
			   outbox_value_head(f, i->kind, i->after),
			   outbox_subject_text(f, i->kind, i->subject)));
	BADGE(t, STATE, state);
	tpl_set(t, T_SUBJECT, i->subject);
	tpl_set(t, T_SUBJECT_URL, outbox_subject_url(f, i->kind, i->subject));
	tpl_set(t, T_SUBJECT_NAME, _(outbox_words(i->kind).thing->name));
	if (*reason) {
		struct tpl *note = tpl_add(t, T_IF_REASON);

		tpl_set(note, T_REASON, reason);
		tpl_set(note, T_NOTE_TONE, str_eq(state.tone, "bad") ? "bad" : "info");
		tpl_set_shown(note, T_PROBLEM, i->problem, T_IF_PROBLEM);
	}
	fill_deciding(t, f, i, &one->objection);
	fill_changes(t, f, one);
	fill_facts(t, f, i);
	for (size_t k = 0; k < one->n_steps; k++)
		fill_step(tpl_add(t, T_STEP), f, &one->steps[k], i->kind);
}
