/* The card of payment: its proof, and money asked for later. */
#include "base/mem.h"
#include "base/str.h"
#include "common/facts.h"
#include "orders/order_labels.h"
#include "orders/order_show_view.h"
#include "tpl/orders/show.h"

/* What each state of payment means for the person who packs. */
static const struct {
	enum order_payment payment;
	const char *tone;
	const char *icon;
	const char *text;
} notes[] = {
    {ORDER_PAYMENT_PAID, "ok", "ok", N_("Allegro has confirmed the payment.")},
    {ORDER_PAYMENT_UNPAID, "warn", "hourglass",
     N_("Payment is not confirmed yet: do not send it.")},
    {ORDER_PAYMENT_COD, "none", "cash", N_("The money is collected on delivery.")},
    {ORDER_PAYMENT_TERM, "none", "invoice",
     N_("Deferred payment: the provider guarantees it, the money comes after the due date.")},
    {ORDER_PAYMENT_PARTIAL, "bad", "warn", N_("Less was paid than there is to pay.")},
    {ORDER_PAYMENT_OVER, "warn", "warn", N_("More was paid than there is to pay.")},
    {ORDER_PAYMENT_SURCHARGE, "bad", "warn", N_("Paid, but a surcharge is not paid yet.")},
};

static void fill_note(struct tpl *t, const struct order *o)
{
	for (size_t i = 0; i < COUNT_OF(notes); i++) {
		if (!str_eq(order_payment_names[notes[i].payment], o->payment_state))
			continue;
		t = tpl_add(t, T_PAYNOTE);
		tpl_set(t, T_PAYNOTE_TONE, notes[i].tone);
		tpl_set(t, T_PAYNOTE_ICON, notes[i].icon);
		tpl_set(t, T_PAYNOTE_TEXT, _(notes[i].text));
		return;
	}
}

static const char *way_text(const struct fmt *f, const struct order *o)
{
	const char *type = label_text(order_payment_types, o->payment_type);

	if (str_empty(o->payment_provider))
		return type;
	return mem_printf(f->mem, "%s (%s)", type,
			  label_text(order_providers, o->payment_provider));
}

static const char *surcharge_text(const struct fmt *f, const struct order_extra *x)
{
	if (x->at == TIME_NONE)
		return mem_printf(f->mem, _("%s, not paid yet"), fmt_money(f, x->amount));
	return mem_printf(f->mem, _("%s, paid %s"), fmt_money(f, x->amount), fmt_when(f, x->at));
}

void order_payment_fill(struct tpl *t, const struct fmt *f, const struct order_detail *d)
{
	const struct order *o = &d->order;

	fill_note(t, o);
	fact_add(t, T_PAYFACTS, _("Method"), way_text(f, o));
	fact_add(t, T_PAYFACTS, _("To pay"), fmt_money(f, o->total));
	fact_add(t, T_PAYFACTS, _("Paid"), fmt_money(f, o->paid));
	fact_add(t, T_PAYFACTS, _("Confirmed"), fmt_full(f, o->payment_finished_at));
	fact_add_copy(t, T_PAYFACTS, _("Payment number"), o->payment_id);
	if (!str_empty(o->payment_features) && str_starts(o->payment_features, "ALLEGRO_PAY"))
		fact_add(t, T_PAYFACTS, _("Paid with"), "Allegro Pay");
	fact_add(t, T_PAYFACTS, _("Added by Allegro"), fmt_money(f, o->refill));
	for (size_t i = 0; i < d->n_extras; i++) {
		if (str_eq(d->extras[i].kind, "SURCHARGE"))
			fact_add(t, T_PAYFACTS, _("Surcharge"), surcharge_text(f, &d->extras[i]));
		if (str_eq(d->extras[i].kind, "VOUCHER"))
			fact_add(t, T_PAYFACTS, _("Voucher"),
				 fmt_join(f, d->extras[i].name, fmt_money(f, d->extras[i].amount)));
	}
}
