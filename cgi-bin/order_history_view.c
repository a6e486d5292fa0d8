/* The history of an order: the journal of Allegro and the changes seen here, newest first. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "order_labels.h"
#include "order_show_view.h"
#include "tpl/orders/show.h"

/* An entry is a moment of the journal or a change of a field; the other pointer is NULL. */
struct entry {
	int64_t at;
	const struct order_moment *moment;
	const struct order_change *change;
};

static int newest_first(const void *a, const void *b)
{
	const struct entry *x = a;
	const struct entry *y = b;

	return (x->at < y->at) - (x->at > y->at);
}

static struct entry *entries_of(const struct fmt *f, const struct order_detail *d, size_t *n)
{
	struct entry *all = mem_array(f->mem, struct entry, d->n_moments + d->n_changes + 1);
	size_t used = 0;

	for (size_t i = 0; i < d->n_moments; i++) {
		const struct order_moment *m = &d->moments[i];
		int64_t at = m->occurred_at == TIME_NONE ? m->seen_at : m->occurred_at;

		all[used++] = (struct entry){.at = at, .moment = m};
	}
	for (size_t i = 0; i < d->n_changes; i++)
		all[used++] = (struct entry){.at = d->changes[i].at, .change = &d->changes[i]};
	qsort(all, used, sizeof(*all), newest_first);
	*n = used;
	return all;
}

/* A status is shown in words, anything else as it was stored. */
static const char *value_text(const char *field, const char *value)
{
	if (str_empty(value))
		return _("nothing");
	if (str_eq(field, "status"))
		return label_text(order_status_labels, value);
	if (str_eq(field, "fulfillment"))
		return label_text(order_fulfillment_labels, value);
	if (str_eq(field, "payment_state"))
		return label_text(order_payment_labels, value);
	return value;
}

static void fill_change(struct tpl *t, const struct order_change *c)
{
	struct label label = label_of(order_field_labels, c->field);

	tpl_set(t, T_EVENT_ICON, label.icon);
	tpl_set(t, T_EVENT_TEXT, label.text);
	if (c->before || c->after) {
		struct tpl *change = tpl_add(t, T_IF_CHANGE);

		tpl_set(change, T_BEFORE, value_text(c->field, c->before));
		tpl_set(change, T_AFTER, value_text(c->field, c->after));
	}
	tpl_set_shown(t, T_ACTOR, c->actor, T_IF_ACTOR);
}

static void fill_moment(struct tpl *t, const struct order_moment *m)
{
	struct label label = label_of(order_event_labels, m->type);

	tpl_set(t, T_EVENT_ICON, label.icon);
	tpl_set(t, T_EVENT_TEXT, label.text);
	tpl_set(t, T_EVENT_TONE, label.tone);
	tpl_set_shown(t, T_ACTOR, "Allegro", T_IF_ACTOR);
}

void order_history_fill(struct tpl *t, const struct fmt *f, const struct order_detail *d)
{
	static const struct fmt_time_names names = {T_EVENT_AT, T_EVENT_ISO, T_EVENT_FULL};
	size_t n = 0;
	const struct entry *entries = entries_of(f, d, &n);

	for (size_t i = 0; i < n; i++) {
		struct tpl *event = tpl_add(t, T_EVENT);

		if (entries[i].change)
			fill_change(event, entries[i].change);
		else
			fill_moment(event, entries[i].moment);
		fmt_time_set(event, f, &names, fmt_when(f, entries[i].at), entries[i].at);
	}
	if (!n)
		tpl_show(t, T_NO_EVENTS);
}
