/* Mass changes as people read them. */
#include "plans/plans_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/facts.h"
#include "common/once.h"
#include "domain/offers/offer_value.h"
#include "domain/offers/term_value.h"
#include "domain/outbox/outbox_kinds.h"
#include "outbox/outbox_words.h"
#include "tpl/plans/list.h"
#include "tpl/plans/show.h"
#include "urls.h"

#include <stdlib.h>

static const struct label topics[] = {
    {"price", N_("Prices"), "", ""},
    {"stock", N_("Stock"), "", ""},
    {"status", N_("Offer status"), "", ""},
    {"delete", N_("Drafts to delete"), "", ""},
    {"edit", N_("Content of offers"), "", ""},
    {"rule", N_("Allegro's price rules"), "", ""},
    {"delivery", N_("Delivery of offers"), "", ""},
    {"policy", N_("Returns and complaints of offers"), "", ""},
    {0},
};

static const struct label states[] = {
    {"DRAFT", N_("to be confirmed"), "warn", "clock"},
    {"TRIAL", N_("trying five offers"), "info", "hourglass"},
    {"RUNNING", N_("being sent"), "info", "hourglass"},
    {"DONE", N_("finished"), "ok", "ok"},
    {"STOPPED", N_("stopped"), "warn", "pause"},
    {0},
};

static const struct label stops[] = {
    {"person", N_("It was stopped by a person. What had been sent stays as it is."), "", ""},
    {"trial", N_("One of the first five offers was not changed, so the others were left alone."),
     "", ""},
    {"blocked", N_("Allegro does not allow this for the account. Log in there to see why."), "",
     ""},
    {"failing", N_("Most of the changes failed, so the others were left alone."), "", ""},
    {0},
};

static const struct label brakes[] = {
    {"unit",
     N_("At least one price would be fifty times as high or as low, or in another currency."), "",
     ""},
    {"jump", N_("At least one price would change by more than 30 %."), "", ""},
    {"tax", N_("Most prices would change by exactly the VAT: net instead of gross?"), "", ""},
    {"emptying", N_("Many offers would be ended at once."), "", ""},
    {"many", N_("It is about more than 5000 offers."), "", ""},
    {"delete", N_("A deleted draft cannot be brought back."), "", ""},
    {0},
};

static const struct label origins[] = {
    {"stock", N_("by the stock"), "", ""},
    {"price", N_("by a price rule"), "", ""},
    {"listing", N_("by listing products"), "", ""},
    {"product", N_("by changes of products"), "", ""},
    {"retry", N_("repeats what failed"), "", ""},
    {"undo", N_("takes another one back"), "", ""},
    {0},
};

static const struct label outliers[] = {
    {"unit", N_("Is this the right unit?"), "", ""},
    {"jump", N_("More than 30 %"), "", ""},
    {"tax", N_("Exactly the VAT"), "", ""},
    {"ends", N_("The offer ends"), "", ""},
    {0},
};

static const struct label item_states[] = {
    {"WAITING", N_("to be sent"), "mute", "clock"},
    {"POSTED", N_("on its way"), "info", "hourglass"},
    {"DONE", N_("changed"), "ok", "ok"},
    {"FAILED", N_("failed"), "bad", "bad"},
    {"HELD", N_("waiting for you"), "warn", "warn"},
    {"LEFT", N_("left out"), "mute", "cancelled"},
    {0},
};

const char *plan_title(const struct fmt *f, const struct plan_head *plan)
{
	const char *topic = label_text(topics, plan->topic);

	return str_empty(plan->about) ? topic : mem_printf(f->mem, "%s: %s", topic, plan->about);
}

static bool is_in(const struct plan_head *plan, enum plan_state state)
{
	return str_eq(plan->state, plan_state_names[state]);
}

static bool is_moving(const struct plan_head *plan)
{
	return is_in(plan, PLAN_TRIAL) || is_in(plan, PLAN_RUNNING) || plan->counts.posted;
}

/* ---- The list -------------------------------------------------------------------------------- */

static const char *progress_text(const struct fmt *f, const struct plan_head *plan)
{
	const struct plan_counts *c = &plan->counts;

	if (!c->failed && !c->held)
		return mem_printf(f->mem, _("%s of %s"), fmt_int(f, c->done),
				  fmt_int(f, plan->items));
	return mem_printf(f->mem, _("%s of %s, not changed: %s"), fmt_int(f, c->done),
			  fmt_int(f, plan->items), fmt_int(f, c->failed + c->held));
}

static void fill_row(struct tpl *t, const struct fmt *f, const struct plan_head *plan)
{
	tpl_set(t, T_URL, url_plans_id(f->mem, fmt_id(f, plan->id)));
	tpl_set(t, T_NAME, plan_title(f, plan));
	tpl_set(t, T_ACCOUNT, plan->account);
	FMT_TIME(t, f, AT, fmt_when(f, plan->created_at), plan->created_at);
	tpl_set(t, T_ACTOR, once_person(f, plan->actor));
	tpl_set(t, T_PROGRESS, progress_text(f, plan));
	BADGE(t, STATE, label_of(states, plan->state));
}

void plans_fill(struct tpl *t, const struct fmt *f, const struct plans_page *page)
{
	const struct empty empty = {
	    .icon = "tag",
	    .title = _("There are no mass changes yet"),
	    .text = _("Select offers in the list of offers and change their price, stock or "
		      "status."),
	    .action = _("Offers"),
	    .url = url_offers(),
	};
	struct pager pager = {0};
	struct tpl *rows = page->n ? tpl_add(t, T_IF_ROWS) : NULL;

	if (!page->n)
		list_empty(t, T_EMPTY, &empty);
	for (size_t i = 0; i < page->n; i++)
		fill_row(tpl_add(rows, T_ROW), f, &page->rows[i]);
	if (page->has_older)
		pager.older = fmt_id(f, page->rows[page->n - 1].id);
	list_pager(t, T_PAGER, &page->query, &pager);
}

/* ---- One of them ----------------------------------------------------------------------------- */

static const struct list_view views[PLAN_ITEM_VIEWS] = {
    [PLAN_ITEMS_ALL] = {N_("All"), "", N_("There is nothing to change"),
			N_("The offers you chose are so already.")},
    [PLAN_ITEMS_OUTLIERS] = {N_("Check these"), "warn", N_("Nothing stands out"), ""},
    [PLAN_ITEMS_DONE] = {N_("Changed"), "", N_("Nothing has been changed yet"), ""},
    [PLAN_ITEMS_FAILED] = {N_("Not changed"), "bad", N_("Nothing has failed"), ""},
    [PLAN_ITEMS_LEFT] = {N_("Left out"), "", N_("Nothing was left out"), ""},
};

/* The name of what the account has at Allegro; NULL: it has no such. */
static const char *term_name(const struct plan_page *page, const char *kind, const char *text)
{
	static const struct {
		enum offer_group group;
		enum term_kind kind;
	} lists[] = {{GROUP_SHIPPING, TERM_SHIPPING},
		     {GROUP_RETURNS, TERM_RETURNS},
		     {GROUP_IMPLIED, TERM_IMPLIED},
		     {GROUP_WARRANTY, TERM_WARRANTY}};
	const char *value;
	const enum offer_group group = term_value_read(kind, text, &value);

	for (size_t i = 0; i < COUNT_OF(lists); i++) {
		const struct term_row *row =
		    lists[i].group == group ? term_of(&page->terms.of[lists[i].kind], value) : NULL;
		if (row)
			return row->t.name;
	}
	return NULL;
}

static const char *value_text(const struct fmt *f, const struct plan_page *page, const char *kind,
			      const char *value)
{
	if (!value)
		return _("unknown");
	return str_or(term_name(page, kind, value), outbox_value(f, kind, value));
}

/* "+5 %", "-12,5 %" */
static const char *change_text(const struct fmt *f, int64_t bp)
{
	if (bp == INT64_MIN)
		return NULL;
	const char *decimal = mem_printf(f->mem, "%lld.%02lld", llabs(bp) / 100, llabs(bp) % 100);
	return mem_printf(f->mem, "%s%s %%", bp < 0 ? "-" : "+", fmt_rate(f, decimal));
}

static void fill_item(struct tpl *t, const struct fmt *f, const struct plan_page *page,
		      const struct plan_item *item)
{
	tpl_set(t, T_URL, url_offers_id(f->mem, item->subject));
	tpl_set(t, T_NAME, str_or(item->name, item->subject));
	tpl_set(t, T_ID, item->subject);
	tpl_set(t, T_BEFORE, value_text(f, page, item->kind, item->before));
	tpl_set(t, T_AFTER, value_text(f, page, item->kind, item->after));
	tpl_set_shown(t, T_CHANGE, change_text(f, item->change_bp), T_IF_CHANGE);
	if (item->outlier)
		tpl_set_shown(t, T_OUTLIER, label_text(outliers, item->outlier), T_IF_OUTLIER);
	BADGE(t, STATE, label_of(item_states, item->state));
	if (item->note)
		tpl_set_shown(t, T_NOTE, outbox_reason_text(item->kind, item->note), T_IF_NOTE);
	tpl_set_shown(t, T_PROBLEM, item->problem, T_IF_PROBLEM);
	if (item->outbox_id)
		tpl_set_shown(t, T_STEPS_URL, url_outbox_id(f->mem, fmt_id(f, item->outbox_id)),
			      T_IF_STEPS);
}

static void fill_items(struct tpl *t, const struct fmt *f, const struct plan_page *page)
{
	int64_t counts[PLAN_ITEM_VIEWS];
	struct pager pager = {.is_plain = true};

	plan_view_counts(&page->plan.counts, counts);
	list_tabs(t, T_TABS, f, &page->query, views, counts, INT32_MAX);
	if (!page->n)
		list_nothing(t, T_EMPTY, &page->query, &views[page->filter.view]);
	struct tpl *rows = page->n ? tpl_add(t, T_IF_ROWS) : NULL;
	for (size_t i = 0; i < page->n; i++)
		fill_item(tpl_add(rows, T_ROW), f, page, &page->items[i]);
	if (page->has_more) {
		const struct plan_item *last = &page->items[page->n - 1];

		pager.older = mem_printf(f->mem, "%lld-%llu", (long long)last->place,
					 (unsigned long long)last->id);
	}
	list_pager(t, T_PAGER, &page->query, &pager);
}

/* About how long what is left takes. */
static const char *time_text(const struct fmt *f, const struct plan_head *plan)
{
	const int64_t left = is_in(plan, PLAN_DRAFT) ? plan->items : plan->counts.waiting;
	const int64_t minutes = plan_minutes(plan_topic_of(plan->topic), left, plan->values);

	if (is_in(plan, PLAN_DONE) || is_in(plan, PLAN_STOPPED) || !left)
		return NULL;
	return mem_printf(f->mem,
			  ngettext("about %s minute", "about %s minutes", (unsigned long)minutes),
			  fmt_int(f, minutes));
}

static void fill_facts(struct tpl *t, const struct fmt *f, const struct plan_head *plan)
{
	fact_add(t, T_FACTS, _("Account"), plan->account);
	fact_add(t, T_FACTS, _("Offers"), fmt_int(f, plan->items));
	fact_add(t, T_FACTS, _("Made"), fmt_full(f, plan->created_at));
	fact_add(t, T_FACTS, _("By whom"), once_person(f, plan->actor));
	if (!str_eq(plan->origin, plan_origin_names[PLAN_BY_PERSON]))
		fact_add(t, T_FACTS, _("How"), label_text(origins, plan->origin));
	fact_add(t, T_FACTS, _("Agreed by"), once_person(f, plan->approved_by));
	fact_add(t, T_FACTS, _("Started"), fmt_full(f, plan->started_at));
	fact_add(t, T_FACTS, _("Ended"), fmt_full(f, plan->ended_at));
	fact_add(t, T_FACTS, _("Time needed"), time_text(f, plan));
}

static void fill_brakes(struct tpl *t, const struct fmt *f, const struct plan_page *page)
{
	const struct plan_head *plan = &page->plan;

	for (size_t i = 0; plan_brake_names[i]; i++)
		if (str_has_word(plan->brakes, plan_brake_names[i]))
			tpl_set(tpl_add(t, T_BRAKE), T_BRAKE_TEXT,
				label_text(brakes, plan_brake_names[i]));
	if (!is_in(plan, PLAN_DRAFT) || str_empty(plan->brakes) || plan->approved_by)
		return;
	t = tpl_add(t, T_IF_APPROVE);
	tpl_set(t, T_APPROVE_URL, url_plans_id_approve(f->mem, fmt_id(f, plan->id)));
	tpl_set(t, T_VERSION, fmt_id(f, plan->version));
	tpl_set(t, T_ASK,
		mem_printf(f->mem, _("Type the number of offers, %s, to agree"),
			   fmt_id(f, (uint64_t)plan->items)));
	tpl_set_shown(t, T_MISTYPED, page->mistyped, T_IF_MISTYPED);
}

/* A button for each thing that can be done to it now. */
static void add_act(struct tpl *t, const char *text, const char *url, const struct fmt *f,
		    const struct plan_head *plan)
{
	t = tpl_add(t, T_ACT);
	tpl_set(t, T_ACT_URL, url);
	tpl_set(t, T_VERSION, fmt_id(f, plan->version));
	tpl_set(t, T_ACT_TEXT, text);
}

static const char *start_text(const struct fmt *f, const struct plan_head *plan)
{
	if (plan->items <= PLAN_TRIAL_ITEMS)
		return mem_printf(
		    f->mem,
		    ngettext("Change %s offer", "Change %s offers", (unsigned long)plan->items),
		    fmt_int(f, plan->items));
	return mem_printf(f->mem, _("Try five, then change all %s"), fmt_int(f, plan->items));
}

static void fill_acts(struct tpl *t, const struct fmt *f, const struct plan_page *page)
{
	const struct plan_head *plan = &page->plan;
	const struct plan_counts *c = &plan->counts;
	const bool is_draft = is_in(plan, PLAN_DRAFT);
	const bool is_held = !str_empty(plan->brakes) && !plan->approved_by;
	const bool is_paused =
	    is_in(plan, PLAN_STOPPED) && c->waiting && plan->started_at != TIME_NONE;
	const char *id = fmt_id(f, plan->id);
	const struct {
		bool may;
		const char *text;
		char *(*url)(void *mem, const char *id);
	} acts[] = {
	    {is_draft && !is_held && !page->is_off, start_text(f, plan), url_plans_id_start},
	    {is_draft, _("Discard"), url_plans_id_stop},
	    {is_in(plan, PLAN_TRIAL) || is_in(plan, PLAN_RUNNING), _("Stop"), url_plans_id_stop},
	    {is_paused, _("Go on with the rest"), url_plans_id_resume},
	    {c->failed && !is_moving(plan), _("Repeat what failed"), url_plans_id_retry},
	    {c->done && !is_moving(plan) && plan_can_be_undone(plan_topic_of(plan->topic)),
	     _("Take it back"), url_plans_id_undo},
	};

	for (size_t i = 0; i < COUNT_OF(acts); i++)
		if (acts[i].may)
			add_act(t, acts[i].text, acts[i].url(f->mem, id), f, plan);
}

static void fill_progress(struct tpl *t, const struct fmt *f, const struct plan_head *plan)
{
	const struct plan_counts *c = &plan->counts;

	if (is_in(plan, PLAN_DRAFT))
		return;
	t = tpl_add(t, T_IF_PROGRESS);
	tpl_set(t, T_PROGRESS, progress_text(f, plan));
	tpl_set(t, T_DONE, fmt_id(f, (uint64_t)(c->done + c->failed + c->held)));
	tpl_set(t, T_WHOLE, fmt_id(f, (uint64_t)(plan->items ? plan->items : 1)));
}

void plan_fill(struct tpl *t, const struct fmt *f, const struct plan_page *page)
{
	const struct plan_head *plan = &page->plan;

	tpl_set(t, T_TITLE, plan_title(f, plan));
	BADGE(t, STATE, label_of(states, plan->state));
	if (is_moving(plan)) {
		const char *self =
		    query_with(&page->query, "after", form_text(f->rq->query, "after"));

		tpl_set_shown(t, T_SELF_URL, self, T_IF_MOVING);
		tpl_set_shown(t, T_FOLLOW_URL, self, T_IF_FOLLOW);
	}
	if (plan->reason)
		tpl_set_shown(t, T_REASON, label_text(stops, plan->reason), T_IF_REASON);
	if (page->is_off)
		tpl_set_shown(t, T_WRITERS_URL,
			      url_accounts_id_writers(f->mem, fmt_id(f, plan->account_id)),
			      T_IF_OFF);
	if (plan->parent_id)
		tpl_set_shown(t, T_PARENT_URL, url_plans_id(f->mem, fmt_id(f, plan->parent_id)),
			      T_IF_PARENT);
	fill_brakes(t, f, page);
	fill_acts(t, f, page);
	fill_progress(t, f, plan);
	fill_facts(t, f, plan);
	fill_items(t, f, page);
}
