/* Banners that keep a parcel from being packed by mistake. */
#include "orders/order_warnings_view.h"

#include "base/str.h"
#include "domain/orders/order_stop.h"
#include "orders/order_hold_words.h"
#include "tpl/orders/show.h"
#include "web/i18n.h"

static const struct {
	const char *event; /* of the journal */
	const char *title;
} cancellations[] = {
    {"BUYER_CANCELLED", N_("Do not pack: the buyer cancelled the order")},
    {"AUTO_CANCELLED", N_("Do not pack: Allegro cancelled the order automatically")},
};

static const char *title_of_event(const char *event)
{
	for (size_t i = 0; i < COUNT_OF(cancellations); i++)
		if (str_eq(cancellations[i].event, event))
			return _(cancellations[i].title);
	return NULL;
}

/* Only the journal says who cancelled; an order imported after that has none. */
static const char *cancelled_title(const struct order_detail *d)
{
	for (size_t i = d->n_moments; i > 0; i--) {
		const char *title = title_of_event(d->moments[i - 1].type);

		if (title)
			return title;
	}
	return _(hold_words[ORDER_HOLD_CANCELLED].title);
}

static void add_warning(struct tpl *t, const char *tone, const char *title, const char *text)
{
	t = tpl_add(t, T_WARNING);
	tpl_set(t, T_WARNING_TONE, tone);
	tpl_set(t, T_WARNING_TITLE, title);
	tpl_set_shown(t, T_WARNING_TEXT, text, T_IF_WARNING_TEXT);
}

/* Allegro always tells who bought (FACTS 2.5): without any of it, it was erased here. */
static bool is_erased(const struct order_person *p)
{
	return !p->buyer_id && !p->login && !p->email && !p->last_name && !p->ship_last_name;
}

/* Money that came for what is not sent goes back by hand. */
static const char *refund_text(const struct order *o)
{
	return o->payment_finished_at != TIME_NONE
		   ? _("The order was paid: make the refund in Allegro.")
		   : NULL;
}

static void add_hold(struct tpl *t, const struct order_detail *d, enum order_hold hold)
{
	const struct hold_words *w = &hold_words[hold];

	if (hold == ORDER_HOLD_CANCELLED)
		add_warning(t, w->tone, cancelled_title(d), refund_text(&d->order));
	else
		add_warning(t, w->tone, _(w->title), w->text ? _(w->text) : NULL);
}

enum order_hold order_warnings_fill(struct tpl *t, const struct order_detail *d)
{
	const struct order_facts facts = order_facts_of(d);
	enum order_hold hold = order_hold_of(&facts);

	if (hold)
		add_hold(t, d, hold);
	if (order_stop_is_open(&d->order))
		add_warning(t, "bad", _("Stop the parcel: this order was already being prepared"),
			    _("It was cancelled afterwards. Set the parcel aside, or ask the "
			      "carrier to stop it."));
	if (is_erased(&d->person))
		add_warning(t, "info", _("The personal data of this order was erased"),
			    _("Its retention period ended, or the buyer asked for it."));
	if ((d->order.flags & ORDER_FLAG_PART_SENT) && hold != ORDER_HOLD_CANCELLED &&
	    hold != ORDER_HOLD_SENT)
		add_warning(t, "warn", _("Some of the items were already sent."),
			    _("Allegro does not say which: check before you pack."));
	return hold;
}
