/* The cards beside an order: who receives it, who bought it, who is invoiced. */
#include <inttypes.h>

#include "base/mem.h"
#include "base/str.h"
#include "common/facts.h"
#include "orders/order_address_view.h"
#include "orders/order_labels.h"
#include "orders/order_show_view.h"
#include "tpl/orders/show.h"

static struct tpl *add_card(struct tpl *t, const char *id, const char *icon, const char *name)
{
	t = tpl_add(t, T_CARD);
	tpl_set(t, T_CARD_ID, id);
	tpl_set(t, T_CARD_ICON, icon);
	tpl_set(t, T_CARD_NAME, name);
	return t;
}

/* ---- Delivery ------------------------------------------------------------------------------ */

/* "21.11.2026, 08:00 – 22.11.2026, 20:00"; one end may be missing. */
static const char *window_text(const struct fmt *f, int64_t from, int64_t to)
{
	if (from == TIME_NONE)
		return fmt_full(f, to);
	if (to == TIME_NONE)
		return fmt_full(f, from);
	return mem_printf(f->mem, "%s – %s", fmt_full(f, from), fmt_full(f, to));
}

static const char *number_text(const struct fmt *f, int64_t n)
{
	return n > 0 ? fmt_int(f, n) : "";
}

static void fill_point(struct tpl *card, const struct fmt *f, const struct order_detail *d)
{
	const struct order_person *p = &d->person;
	const char *place =
	    fmt_join(f, p->pickup_street, fmt_join(f, p->pickup_zip, p->pickup_city));

	fact_add_copy(card, T_FACTS, _("Point"), d->order.pickup_id);
	fact_add(card, T_FACTS, _("Point name"), d->order.pickup_name);
	fact_add(card, T_FACTS, _("Point address"), place);
	fact_add(card, T_FACTS, _("Where"), p->pickup_description);
}

/* Known once the buyer has filled in the form. */
static bool has_delivery(const struct order_detail *d)
{
	return !str_empty(d->order.delivery_method) || !str_empty(d->person.ship_last_name) ||
	       !str_empty(d->person.ship_street);
}

static void fill_delivery(struct tpl *t, const struct fmt *f, const struct order_detail *d)
{
	const struct order *o = &d->order;
	struct tpl *card = add_card(t, "delivery", "truck", _("Delivery"));

	if (!has_delivery(d)) {
		tpl_show(card, T_NO_DELIVERY);
		return;
	}
	struct tpl *address = tpl_add(card, T_ADDRESS);
	struct tpl *facts = tpl_add(card, T_IF_FACTS);

	tpl_set(address, T_ADDRESS_COPY, order_address_recipient(address, f, &d->person));
	fact_add_copy(facts, T_FACTS, _("Phone"), fmt_phone(f, d->person.ship_phone));
	fact_add(facts, T_FACTS, _("Method"), o->delivery_method);
	fill_point(facts, f, d);
	fact_add(facts, T_FACTS, _("Cost"), fmt_money(f, o->delivery_cost));
	fact_add(facts, T_FACTS, "Smart!", o->smart == 1 ? _("yes") : NULL);
	fact_add(facts, T_FACTS, _("Packages"), number_text(f, o->packages));
	fact_add(facts, T_FACTS, _("Dispatch"), window_text(f, o->dispatch_from, o->ship_by));
	fact_add(facts, T_FACTS, _("Expected delivery"),
		 window_text(f, o->delivery_from, o->delivery_to));
	fact_add(facts, T_FACTS, _("Address changed"), fmt_full(f, d->person.ship_modified_at));
	fact_add(facts, T_FACTS, _("Delivery cancelled"), fmt_full(f, o->cancelled_at));
}

/* ---- Buyer --------------------------------------------------------------------------------- */

static void fill_buyer(struct tpl *t, const struct fmt *f, const struct order_person *p)
{
	struct tpl *card = add_card(t, "buyer", "user", _("Buyer"));
	struct tpl *address = tpl_add(card, T_ADDRESS);
	struct tpl *facts = tpl_add(card, T_IF_FACTS);

	tpl_set(address, T_ADDRESS_COPY, order_address_buyer(address, f, p));
	fact_add_copy(facts, T_FACTS, _("Login"), p->login);
	fact_add_copy(facts, T_FACTS, _("E-mail"), p->email);
	fact_add_copy(facts, T_FACTS, _("Phone"), fmt_phone(f, p->phone));
	fact_add_copy(facts, T_FACTS, "PESEL", p->personal_identity);
	fact_add(facts, T_FACTS, _("Language"), p->language);
	fact_add(facts, T_FACTS, _("Guest purchase"), p->guest == 1 ? _("yes") : NULL);
}

/* ---- Invoice ------------------------------------------------------------------------------- */

static void fill_tax_ids(struct tpl *facts, const struct fmt *f, const struct order_detail *d)
{
	for (size_t i = 0; i < d->n_tax_ids; i++) {
		const struct order_tax_id *id = &d->tax_ids[i];
		bool nip = str_eq(id->type, "PL_NIP");

		fact_add_copy(facts, T_FACTS, label_text(order_tax_id_labels, id->type),
			      nip ? fmt_nip(f, id->value) : id->value);
	}
	if (!d->n_tax_ids)
		fact_add_copy(facts, T_FACTS, "NIP", fmt_nip(f, d->person.inv_tax_id));
}

static bool has_invoice(const struct order_detail *d)
{
	return d->order.invoice_required == 1 || !str_empty(d->person.inv_company) ||
	       !str_empty(d->person.inv_last_name);
}

static void fill_invoice(struct tpl *t, const struct fmt *f, const struct order_detail *d)
{
	const struct order_person *p = &d->person;
	struct tpl *card;
	struct tpl *address;
	struct tpl *facts;

	if (!has_invoice(d))
		return;
	card = add_card(t, "invoice", "invoice", _("Invoice"));
	address = tpl_add(card, T_ADDRESS);
	tpl_set(address, T_ADDRESS_COPY, order_address_invoice(address, f, p));
	facts = tpl_add(card, T_IF_FACTS);
	fill_tax_ids(facts, f, d);
	if (!str_empty(p->inv_vat_status))
		fact_add(facts, T_FACTS, "VAT", label_text(order_vat_labels, p->inv_vat_status));
	if (!str_empty(p->inv_features))
		fact_add(facts, T_FACTS, _("Verification"),
			 label_text(order_vat_labels, p->inv_features));
	fact_add(facts, T_FACTS, _("Due date"), p->inv_due_date);
	fact_add(facts, T_FACTS, _("Requested by the buyer"),
		 d->order.invoice_required == 1 ? _("yes") : _("no"));
}

void order_cards_fill(struct tpl *t, const struct fmt *f, const struct order_detail *d)
{
	fill_delivery(t, f, d);
	fill_buyer(t, f, &d->person);
	fill_invoice(t, f, d);
}
