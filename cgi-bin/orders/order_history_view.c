/* The history of an order: the journal of Allegro and the changes seen here, newest first. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "common/once.h"
#include "domain/outbox/order_status_rule.h"
#include "orders/order_changes_view.h"
#include "orders/order_labels.h"
#include "orders/order_show_view.h"
#include "tpl/orders/show.h"

/* An entry is a moment of the journal, changes made together, or a fact of the document itself. */
struct entry {
	int64_t at;
	const struct order_moment *moment;
	const struct order_change *changes;
	size_t n_changes;
	const char *fact; /* message id */
	const char *icon;
};

enum { FACTS_MAX = 3 };

static int newest_first(const void *a, const void *b)
{
	const struct entry *x = a;
	const struct entry *y = b;

	return (x->at < y->at) - (x->at > y->at);
}

static size_t add_fact(struct entry *all, size_t used, const struct entry *fact)
{
	if (fact->at == TIME_NONE)
		return used;
	all[used] = *fact;
	return used + 1;
}

/* What the document tells of its past: an imported order has no journal here. */
static size_t add_facts(struct entry *all, size_t used, const struct order_detail *d)
{
	const struct order *o = &d->order;

	if (!d->n_moments)
		used = add_fact(
		    all, used,
		    &(struct entry){.at = o->bought_at, .fact = N_("Bought"), .icon = "orders"});
	used = add_fact(all, used,
			&(struct entry){.at = o->payment_finished_at,
					.fact = N_("Payment confirmed"),
					.icon = "card"});
	return add_fact(
	    all, used,
	    &(struct entry){.at = o->created_at, .fact = N_("Saved in Kram"), .icon = "check"});
}

static struct entry *entries_of(const struct fmt *f, const struct order_detail *d, size_t *n)
{
	struct entry *all =
	    mem_array(f->mem, struct entry, d->n_moments + d->n_changes + FACTS_MAX);
	size_t used = 0;

	for (size_t i = 0; i < d->n_moments; i++) {
		const struct order_moment *m = &d->moments[i];
		int64_t at = m->occurred_at == TIME_NONE ? m->seen_at : m->occurred_at;

		all[used++] = (struct entry){.at = at, .moment = m};
	}
	for (size_t i = 0, together; i < d->n_changes; i += together) {
		const struct order_change *c = &d->changes[i];

		together = order_changes_together(c, d->n_changes - i);
		all[used++] = (struct entry){.at = c->at, .changes = c, .n_changes = together};
	}
	used = add_facts(all, used, d);
	qsort(all, used, sizeof(*all), newest_first);
	*n = used;
	return all;
}

/* A status that came here because somebody set it in Kram is theirs, not the job's that read it. */
static const char *actor_of(const struct entry *entry, const struct order_writes *w,
			    const char *otherwise)
{
	const struct outbox_intent *ours;

	for (size_t i = 0; i < entry->n_changes; i++) {
		const struct order_change *c = &entry->changes[i];

		if (!str_eq(c->field, "fulfillment") || !c->after)
			continue;
		ours = order_status_echo(w->intents, w->n, c->after, c->at);
		if (ours)
			return ours->actor;
	}
	return otherwise;
}

static void fill_changes(struct tpl *t, const struct fmt *f, const struct entry *entry,
			 const struct order_writes *w)
{
	const struct order_change_entry made =
	    order_changes_entry(f, entry->changes, entry->n_changes);

	tpl_set(t, T_EVENT_ICON, made.icon);
	tpl_set(t, T_EVENT_TEXT, made.text);
	for (size_t i = 0; i < made.n_lines; i++) {
		struct tpl *change = tpl_add(t, T_CHANGE);

		if (made.n_lines > 1 || made.text != made.lines[i].name)
			tpl_set_shown(change, T_CHANGE_NAME, made.lines[i].name, T_IF_CHANGE_NAME);
		tpl_set_shown(change, T_BEFORE, made.lines[i].before, T_IF_BEFORE);
		tpl_set(change, T_AFTER, made.lines[i].after);
	}
	tpl_set_shown(t, T_ACTOR, once_person(f, actor_of(entry, w, made.actor)), T_IF_ACTOR);
}

/* Our own write comes back through the journal (FACTS 2.6): Allegro repeats what Kram told it. */
static bool is_echo(const struct order_moment *m, const struct order_writes *w)
{
	return str_eq(m->type, "FULFILLMENT_STATUS_CHANGED") &&
	       order_status_echo(w->intents, w->n, NULL, m->occurred_at);
}

static void fill_moment(struct tpl *t, const struct order_moment *m, const struct order_writes *w)
{
	struct label label = label_of(order_event_labels, m->type);

	if (is_echo(m, w))
		label.text = _("Allegro confirms the status set in Kram");

	tpl_set(t, T_EVENT_ICON, label.icon);
	tpl_set(t, T_EVENT_TEXT, label.text);
	tpl_set(t, T_EVENT_TONE, label.tone);
	tpl_set_shown(t, T_ACTOR, "Allegro", T_IF_ACTOR);
}

static void fill_entry(struct tpl *t, const struct fmt *f, const struct entry *entry,
		       const struct order_writes *w)
{
	if (entry->changes) {
		fill_changes(t, f, entry, w);
	} else if (entry->moment) {
		fill_moment(t, entry->moment, w);
	} else {
		tpl_set(t, T_EVENT_TEXT, _(entry->fact));
		tpl_set(t, T_EVENT_ICON, entry->icon);
	}
}

void order_history_fill(struct tpl *t, const struct fmt *f, const struct order_detail *d,
			const struct order_writes *w)
{
	size_t n = 0;
	const struct entry *entries = entries_of(f, d, &n);

	for (size_t i = 0; i < n; i++) {
		struct tpl *event = tpl_add(t, T_EVENT);

		fill_entry(event, f, &entries[i], w);
		FMT_TIME(event, f, EVENT_AT, fmt_when(f, entries[i].at), entries[i].at);
	}
}
