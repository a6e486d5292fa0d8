/* Banners that keep a parcel from being packed by mistake. */
#include "orders/order_warnings_view.h"

#include "base/str.h"
#include "tpl/orders/show.h"
#include "web/i18n.h"

static bool is_at(const struct order *o, enum order_place place)
{
	return str_eq(o->place, order_place_names[place]);
}

bool order_is_cancelled(const struct order *o)
{
	return is_at(o, ORDER_PLACE_CANCELLED);
}

static const struct {
	const char *event; /* of the journal */
	const char *title;
} cancellations[] = {
    {"BUYER_CANCELLED", N_("Do not send: the order was cancelled by the buyer")},
    {"AUTO_CANCELLED", N_("Do not send: the order was cancelled automatically by Allegro")},
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
	if (!str_eq(d->order.status, "CANCELLED"))
		return _("Do not send: the order was cancelled by the seller");
	for (size_t i = d->n_moments; i > 0; i--) {
		const char *title = title_of_event(d->moments[i - 1].type);

		if (title)
			return title;
	}
	return _("Do not send: the order was cancelled");
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

void order_warnings_fill(struct tpl *t, const struct order_detail *d)
{
	const struct order *o = &d->order;
	bool paid = o->payment_finished_at != TIME_NONE;

	if (is_erased(&d->person))
		add_warning(t, "info", _("The personal data of this order was erased"),
			    _("Its time was over, or the buyer asked for it."));
	if (order_is_cancelled(o))
		add_warning(t, "bad", cancelled_title(d),
			    paid ? _("It was paid; make the refund in Allegro.") : NULL);
	else if ((o->flags & ORDER_FLAG_PART_SENT) && !is_at(o, ORDER_PLACE_SENT))
		add_warning(t, "warn", _("Some of the items were already sent."),
			    _("Allegro does not say which: check before you pack."));
}
