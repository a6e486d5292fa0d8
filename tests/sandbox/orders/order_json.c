/* From an order's struct to its document. */
#include "orders/order_json.h"

#include "orders/line_json.h"
#include "faults/poison.h"

enum { DATE_LENGTH = 10 };

static void preferences_json(struct jw *w, const struct buyer *b)
{
	jw_object(w, "preferences");
	jw_str(w, "language", b->language);
	jw_object_end(w);
}

static void buyer_json(struct jw *w, const struct order *o)
{
	const struct buyer *b = o->buyer;

	jw_object(w, "buyer");
	jw_str(w, "id", b->id);
	jw_str(w, "email", o->email);
	jw_str(w, "login", b->login);
	jw_str(w, "firstName", b->first_name);
	jw_str(w, "lastName", b->last_name);
	jw_str(w, "companyName", b->company);
	jw_bool(w, "guest", b->guest);
	jw_str(w, "personalIdentity", b->pesel);
	jw_str(w, "phoneNumber", b->phone);
	preferences_json(w, b);
	jw_object(w, "address");
	jw_str(w, "street", b->street);
	jw_str(w, "city", b->city);
	jw_str(w, "postCode", b->zip);
	jw_str(w, "countryCode", b->country);
	jw_object_end(w);
	jw_object_end(w);
}

static void payment_json(struct jw *w, const char *key, const struct payment *p)
{
	jw_object(w, key);
	jw_str(w, "id", p->id);
	jw_str(w, "type", pay_type_names[p->type]);
	jw_str(w, "provider", pay_provider_names[p->provider]);
	jw_time(w, "finishedAt", p->finished_at);
	jw_money(w, "paidAmount", p->paid);
	jw_money(w, "reconciliation", p->reconciliation);
	jw_array(w, "features");
	if (p->allegro_pay)
		jw_str(w, NULL, "ALLEGRO_PAY");
	jw_array_end(w);
	jw_object_end(w);
}

static void fulfilment_json(struct jw *w, const struct order *o)
{
	jw_object(w, "fulfillment");
	jw_str(w, "status", fulfilment_names[o->fulfilment]);
	jw_object(w, "shipmentSummary");
	jw_str(w, "lineItemsSent", lines_sent_names[o->sent]);
	jw_object_end(w);
	jw_object(w, "provider");
	jw_str(w, "id", o->by_allegro ? "ALLEGRO" : "SELLER");
	jw_object_end(w);
	jw_object_end(w);
}

static void address_json(struct jw *w, const struct address *a)
{
	jw_object(w, "address");
	jw_str(w, "firstName", a->first_name);
	jw_str(w, "lastName", a->last_name);
	jw_str(w, "street", a->street);
	jw_str(w, "city", a->city);
	jw_str(w, "zipCode", a->zip);
	jw_str(w, "countryCode", a->country);
	jw_str(w, "companyName", a->company);
	jw_str(w, "phoneNumber", a->phone);
	jw_time(w, "modifiedAt", a->modified_at);
	jw_object_end(w);
}

static void point_json(struct jw *w, const struct point *p)
{
	if (!p)
		return;
	jw_object(w, "pickupPoint");
	jw_str(w, "id", p->id);
	jw_str(w, "name", p->name);
	jw_str(w, "description", p->description);
	jw_object(w, "address");
	jw_str(w, "street", p->street);
	jw_str(w, "zipCode", p->zip);
	jw_str(w, "city", p->city);
	jw_str(w, "countryCode", p->country);
	jw_object_end(w);
	jw_object_end(w);
}

static void span_json(struct jw *w, const char *key, int64_t from, int64_t to)
{
	jw_object(w, key);
	jw_time(w, "from", from);
	jw_time(w, "to", to);
	jw_object_end(w);
}

static void delivery_time_json(struct jw *w, const struct order *o)
{
	int64_t from = o->dispatch_by + TIME_DAY_MS;
	int64_t to = from + TIME_DAY_MS;

	if (o->ready_at == TIME_NONE)
		return;
	jw_object(w, "time");
	jw_time(w, "from", from);
	jw_time(w, "to", to);
	if (o->guaranteed)
		span_json(w, "guaranteed", from, to);
	span_json(w, "dispatch", o->ready_at, o->dispatch_by);
	jw_object_end(w);
}

static void delivery_json(struct jw *w, const struct order *o)
{
	jw_object(w, "delivery");
	address_json(w, &o->ship);
	jw_object(w, "method");
	jw_str(w, "id", o->delivery->id);
	jw_str(w, "name", o->delivery->name);
	jw_object_end(w);
	point_json(w, o->point);
	jw_money(w, "cost", o->cost);
	delivery_time_json(w, o);
	jw_bool(w, "smart", o->smart);
	if (o->delivery_cancelled_at != TIME_NONE) {
		jw_object(w, "cancellation");
		jw_time(w, "date", o->delivery_cancelled_at);
		jw_object_end(w);
	}
	jw_int(w, "calculatedNumberOfPackages", o->packages);
	jw_object_end(w);
}

static void company_id_json(struct jw *w, const char *type, const char *value)
{
	jw_object(w, NULL);
	jw_str(w, "type", type);
	jw_str(w, "value", value);
	jw_object_end(w);
}

static void company_json(struct jw *w, const struct invoice *i)
{
	const struct company *c = i->company;
	const char *id = i->hostile ? i->hostile : c->id;

	jw_object(w, "company");
	jw_str(w, "name", i->hostile ? i->hostile : c->name);
	jw_array(w, "ids");
	company_id_json(w, c->id_type, id);
	if (i->vat_eu && c->vat_eu)
		company_id_json(w, "VAT_EU", c->vat_eu);
	jw_array_end(w);
	jw_str(w, "vatPayerStatus", c->vat_status);
	jw_str(w, "taxId", id);
	jw_object_end(w);
}

static void invoice_address_json(struct jw *w, const struct order *o)
{
	const struct buyer *b = o->buyer;

	jw_object(w, "address");
	jw_str(w, "street", b->street);
	jw_str(w, "city", b->city);
	jw_str(w, "zipCode", b->zip);
	jw_str(w, "countryCode", b->country);
	if (o->invoice.kind == INVOICE_COMPANY) {
		company_json(w, &o->invoice);
	} else {
		jw_object(w, "naturalPerson");
		jw_str(w, "firstName", b->first_name);
		jw_str(w, "lastName", b->last_name);
		jw_object_end(w);
	}
	jw_object_end(w);
}

static void invoice_json(struct jw *w, const struct order *o)
{
	jw_object(w, "invoice");
	jw_bool(w, "required", o->invoice.kind != INVOICE_NONE);
	if (o->invoice.kind != INVOICE_NONE)
		invoice_address_json(w, o);
	if (o->invoice.due != TIME_NONE) {
		char date[TIME_RFC3339_SIZE];
		time_format_rfc3339(o->invoice.due, date);
		date[DATE_LENGTH] = '\0';
		jw_str(w, "dueDate", date);
	}
	jw_array(w, "features");
	if (o->invoice.vat_eu)
		jw_str(w, NULL,
		       o->invoice.vat_eu_verified ? "VAT_EU_VERIFIED" : "VAT_EU_UNVERIFIED");
	jw_array_end(w);
	jw_object_end(w);
}

/* What is known once the buyer has completed the form. */
static void filled_json(struct jw *w, const struct order *o)
{
	jw_str(w, "messageToSeller", o->message);
	payment_json(w, "payment", &o->payment);
	delivery_json(w, o);
	invoice_json(w, o);
}

static void marketplace_json(struct jw *w, const struct market *m)
{
	jw_object(w, "marketplace");
	jw_str(w, "id", m->id);
	jw_object_end(w);
}

static void write_form(struct jw *w, const struct order *o)
{
	jw_object(w, NULL);
	jw_str(w, "id", o->id);
	jw_str(w, "status", form_status_names[o->status]);
	buyer_json(w, o);
	if (o->filled_at != TIME_NONE)
		filled_json(w, o);
	fulfilment_json(w, o);
	lines_json(w, o);
	jw_array(w, "surcharges");
	if (o->surcharge)
		payment_json(w, NULL, o->surcharge);
	jw_array_end(w);
	if (o->seller_note) {
		jw_object(w, "note");
		jw_str(w, "text", o->seller_note);
		jw_object_end(w);
	}
	marketplace_json(w, o->market);
	jw_object(w, "summary");
	jw_money(w, "totalToPay", o->total);
	jw_object_end(w);
	jw_time(w, "updatedAt", o->updated_at);
	jw_str(w, "revision", o->revision);
	jw_object_end(w);
}

void order_json(struct jw *w, const struct order *o)
{
	size_t start = w->out->len;

	write_form(w, o);
	if (!o->poison)
		return;
	/* In a list the comma before it was written, too. */
	poison_apply(w->out, start + (w->out->text[start] == ','), o->poison);
}

static void event_line_json(struct jw *w, const struct line *line)
{
	jw_object(w, NULL);
	jw_str(w, "id", line->id);
	jw_object(w, "offer");
	jw_str(w, "id", line->product->offer_id);
	jw_str(w, "name", line->product->name);
	external_json(w, line->product);
	jw_object_end(w);
	jw_int(w, "quantity", line->quantity);
	jw_money(w, "originalPrice", line->original);
	jw_money(w, "price", line->price);
	jw_time(w, "boughtAt", line->bought_at);
	jw_object_end(w);
}

static void event_order_json(struct jw *w, const struct event *ev)
{
	const struct order *o = ev->order;

	jw_object(w, "order");
	jw_object(w, "seller");
	jw_str(w, "id", o->seller->id);
	jw_object_end(w);
	jw_object(w, "buyer");
	jw_str(w, "id", o->buyer->id);
	jw_str(w, "email", o->email);
	jw_str(w, "login", o->buyer->login);
	jw_bool(w, "guest", o->buyer->guest);
	preferences_json(w, o->buyer);
	jw_object_end(w);
	jw_array(w, "lineItems");
	for (size_t i = 0; i < o->n_lines; i++)
		event_line_json(w, &o->lines[i]);
	jw_array_end(w);
	jw_object(w, "checkoutForm");
	jw_str(w, "id", o->id);
	jw_str(w, "revision", ev->revision);
	jw_object_end(w);
	marketplace_json(w, o->market);
	jw_object_end(w);
}

void event_json(struct jw *w, const struct world *world, const struct event *ev)
{
	char id[EVENT_ID_SIZE];

	journal_event_id(world, ev, id);
	jw_object(w, NULL);
	jw_str(w, "id", id);
	event_order_json(w, ev);
	jw_str(w, "type", event_type_names[ev->type]);
	jw_time(w, "occurredAt", ev->occurred_at);
	jw_object_end(w);
}
