/* Field by field from the order document to rows. */
#include "domain/orders/order_map.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_find.h"
#include "domain/orders/order_set.h"
#include "domain/orders/order_state.h"

#include <string.h>

enum { /* characters of the columns in sql/ */
       NAME_CHARS = 255,
       PHONE_CHARS = 64,
       ZIP_CHARS = 32,
       MESSAGE_CHARS = 16000, /* TEXT is 64 kB, a character is up to 4 bytes */
       LIST_BYTES = 2000,
       SERIALS_BYTES = 4000,
       CODE_CHARS = 16, /* languages, countries, rates */
       ID_CHARS = 64,
       BUYER_ID_CHARS = 32,
};

static int64_t flag(enum tri t)
{
	return t == TRI_UNKNOWN ? INT64_MIN : t == TRI_TRUE;
}

/* A word of Allegro's, known or not: one that does not fit must not keep the order out. */
static const char *word(void *owner, const char *text)
{
	return str_ascii(owner, text, ORDER_WORD_CHARS);
}

static const char *code(void *owner, const char *text)
{
	return str_ascii(owner, text, CODE_CHARS);
}

static void append(struct str *s, const char *separator, const char *text)
{
	if (s->len)
		str_add(s, separator);
	str_add(s, text);
}

static const char *text_or_null(const struct str *s)
{
	return s->len ? s->text : NULL;
}

static const char *join_words(void *owner, const struct checkout_word *words, size_t n)
{
	struct str s;

	str_init(&s, owner, NAME_CHARS);
	for (size_t i = 0; i < n; i++)
		append(&s, " ", str_or(word(owner, words[i].word), ""));
	return text_or_null(&s);
}

/* ---- Order ----------------------------------------------------------------------------------- */

static int64_t first_purchase(const struct checkout_form *form, int64_t now_ms)
{
	int64_t first = TIME_NONE;

	for (size_t i = 0; i < form->n_lines; i++) {
		int64_t at = form->lines[i].bought_at;
		if (at != TIME_NONE && (first == TIME_NONE || at < first))
			first = at;
	}
	if (first != TIME_NONE)
		return first;
	return form->updated_at != TIME_NONE ? form->updated_at : now_ms;
}

static void map_payment(void *owner, const struct checkout_payment *p, struct order *o)
{
	o->payment_id = str_ascii(owner, p->id, ID_CHARS);
	o->payment_type = word(owner, p->type);
	o->payment_provider = word(owner, p->provider);
	o->payment_finished_at = p->finished_at;
	o->paid = p->paid_amount;
	o->refill = p->reconciliation;
	o->payment_features = join_words(owner, p->features, p->n_features);
}

static void map_delivery(void *owner, const struct checkout_delivery *d, struct order *o)
{
	o->ship_by = d->dispatch_to;
	o->delivery_method_id = str_ascii(owner, d->method_id, ID_CHARS);
	o->delivery_method = str_head(owner, d->method_name, NAME_CHARS);
	o->delivery_cost = d->cost;
	o->delivery_from = d->from;
	o->delivery_to = d->to;
	o->dispatch_from = d->dispatch_from;
	o->smart = flag(d->smart);
	o->pickup_id = str_head(owner, d->pickup_point.id, ID_CHARS);
	o->pickup_name = str_head(owner, d->pickup_point.name, NAME_CHARS);
	o->packages = d->packages;
	o->cancelled_at = d->cancelled_at;
}

static void map_state(const struct checkout_form *form, struct order *o)
{
	struct order_state s = order_state_of(form);

	o->place = order_place_names[s.place];
	o->payment_state = order_payment_names[s.payment];
	o->problem = s.conflict ? order_conflict_names[s.conflict] : NULL;
	o->flags = order_flags_of(form);
}

static void map_order(void *owner, const struct checkout_form *form, int64_t now_ms,
		      struct order *o)
{
	o->form_id = form->id;
	o->revision = form->revision;
	o->status = word(owner, form->status);
	o->fulfillment = word(owner, form->fulfillment.status);
	o->fulfillment_provider =
	    str_ascii(owner, form->fulfillment.provider, ORDER_SHORT_WORD_CHARS);
	o->line_items_sent =
	    str_ascii(owner, form->fulfillment.line_items_sent, ORDER_SHORT_WORD_CHARS);
	o->marketplace = word(owner, form->marketplace);
	o->bought_at = first_purchase(form, now_ms);
	o->updated_at_remote = form->updated_at;
	o->total = form->total_to_pay;
	o->invoice_required = flag(form->invoice.required);
	o->line_count = (int64_t)form->n_lines;
	if (form->n_lines) {
		o->first_line = str_head(owner, form->lines[0].offer_name, NAME_CHARS);
		o->first_sku = str_head(owner, form->lines[0].offer_external_id, NAME_CHARS);
	}
	map_payment(owner, &form->payment, o);
	map_delivery(owner, &form->delivery, o);
	map_state(form, o);
}

/* ---- People ---------------------------------------------------------------------------------- */

static void map_buyer(void *owner, const struct checkout_buyer *b, struct order_person *p)
{
	p->buyer_id = str_ascii(owner, b->id, BUYER_ID_CHARS);
	p->login = str_head(owner, b->login, NAME_CHARS);
	p->email = str_head(owner, b->email, NAME_CHARS);
	p->guest = flag(b->guest);
	p->language = code(owner, b->language);
	p->first_name = str_head(owner, b->first_name, NAME_CHARS);
	p->last_name = str_head(owner, b->last_name, NAME_CHARS);
	p->company = str_head(owner, b->company_name, NAME_CHARS);
	p->personal_identity = str_head(owner, b->personal_identity, PHONE_CHARS);
	p->phone = str_head(owner, b->phone_number, PHONE_CHARS);
	p->street = str_head(owner, b->address.street, NAME_CHARS);
	p->city = str_head(owner, b->address.city, NAME_CHARS);
	p->post_code = str_head(owner, b->address.zip, ZIP_CHARS);
	p->country = code(owner, b->address.country);
}

static void map_recipient(void *owner, const struct checkout_delivery *d, struct order_person *p)
{
	const struct checkout_recipient *r = &d->recipient;
	const struct checkout_pickup_point *point = &d->pickup_point;

	p->ship_first_name = str_head(owner, r->first_name, NAME_CHARS);
	p->ship_last_name = str_head(owner, r->last_name, NAME_CHARS);
	p->ship_company = str_head(owner, r->company_name, NAME_CHARS);
	p->ship_phone = str_head(owner, r->phone_number, PHONE_CHARS);
	p->ship_street = str_head(owner, r->address.street, NAME_CHARS);
	p->ship_city = str_head(owner, r->address.city, NAME_CHARS);
	p->ship_zip = str_head(owner, r->address.zip, ZIP_CHARS);
	p->ship_country = code(owner, r->address.country);
	p->ship_modified_at = r->modified_at;
	p->pickup_street = str_head(owner, point->address.street, NAME_CHARS);
	p->pickup_city = str_head(owner, point->address.city, NAME_CHARS);
	p->pickup_zip = str_head(owner, point->address.zip, ZIP_CHARS);
	p->pickup_country = code(owner, point->address.country);
	p->pickup_description = str_head(owner, point->description, NAME_CHARS);
}

static void map_invoice(void *owner, const struct checkout_invoice *i, struct order_person *p)
{
	p->inv_street = str_head(owner, i->address.street, NAME_CHARS);
	p->inv_city = str_head(owner, i->address.city, NAME_CHARS);
	p->inv_zip = str_head(owner, i->address.zip, ZIP_CHARS);
	p->inv_country = code(owner, i->address.country);
	p->inv_company = str_head(owner, i->company_name, NAME_CHARS);
	p->inv_tax_id = str_head(owner, i->company_tax_id, PHONE_CHARS);
	p->inv_vat_status = word(owner, i->company_vat_status);
	p->inv_first_name = str_head(owner, i->first_name, NAME_CHARS);
	p->inv_last_name = str_head(owner, i->last_name, NAME_CHARS);
	p->inv_due_date = str_head(owner, i->due_date, ZIP_CHARS);
	p->inv_features = join_words(owner, i->features, i->n_features);
}

static void map_tax_ids(void *owner, const struct checkout_invoice *i, struct order_rows *out)
{
	out->n_tax_ids = i->n_company_ids;
	out->tax_ids = mem_array(owner, struct order_tax_id, i->n_company_ids + 1);
	for (size_t n = 0; n < i->n_company_ids; n++)
		out->tax_ids[n] = (struct order_tax_id){
		    .position = (int64_t)n,
		    .type = word(owner, i->company_ids[n].type),
		    .value = str_head(owner, i->company_ids[n].value, PHONE_CHARS),
		};
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static const char *join_products(void *owner, const struct checkout_line *line)
{
	struct str s;

	str_init(&s, owner, LIST_BYTES);
	for (size_t i = 0; i < line->n_products; i++) {
		const struct checkout_product *p = &line->products[i];
		append(&s, " ", str_ascii(owner, p->id, ID_CHARS));
		if (p->quantity != INT64_MIN)
			str_addf(&s, "*%lld", (long long)p->quantity);
	}
	return text_or_null(&s);
}

static const char *join_discounts(void *owner, const struct checkout_line *line)
{
	struct str s;

	str_init(&s, owner, NAME_CHARS);
	for (size_t i = 0; i < line->n_discounts; i++)
		append(&s, " ", str_or(word(owner, line->discounts[i].type), "UNKNOWN"));
	return text_or_null(&s);
}

static const char *join_serials(void *owner, const struct checkout_line *line)
{
	struct str s;

	str_init(&s, owner, SERIALS_BYTES);
	for (size_t i = 0; i < line->n_serials; i++)
		append(&s, "\n", str_head(owner, line->serials[i].value, NAME_CHARS));
	return text_or_null(&s);
}

static void map_line(void *owner, const struct checkout_line *in, int64_t position,
		     struct order_line *out)
{
	*out = (struct order_line){
	    .line_item_id = in->id,
	    .position = position,
	    .offer_id = in->offer_id,
	    .offer_name = str_head(owner, in->offer_name, NAME_CHARS),
	    .sku = str_head(owner, in->offer_external_id, NAME_CHARS),
	    .quantity = in->quantity,
	    .price = in->price,
	    .original = in->original_price,
	    .deposit = in->deposit,
	    .refill = in->reconciliation,
	    .refill_type = word(owner, in->reconciliation_type),
	    .refill_quantity = in->reconciliation_quantity,
	    .tax_rate = str_head(owner, in->tax_rate, CODE_CHARS),
	    .tax_subject = word(owner, in->tax_subject),
	    .tax_exemption = word(owner, in->tax_exemption),
	    .discounts = join_discounts(owner, in),
	    .hs_number = str_head(owner, in->offer_hs_number, PHONE_CHARS),
	    .products = join_products(owner, in),
	    .serials_expected = flag(in->serials_expected),
	    .serials = join_serials(owner, in),
	    .bought_at = in->bought_at,
	};
}

/* ---- Extras ---------------------------------------------------------------------------------- */

static size_t count_extras(const struct checkout_form *form)
{
	size_t n = form->n_surcharges;

	for (size_t i = 0; i < form->n_lines; i++)
		n += form->lines[i].n_services + form->lines[i].n_vouchers;
	return n;
}

static struct order_extra *next_extra(struct order_rows *out, const char *kind, const char *line)
{
	struct order_extra *x = &out->extras[out->n_extras];

	*x = (struct order_extra){.position = (int64_t)out->n_extras,
				  .kind = kind,
				  .line_item_id = line,
				  .quantity = INT64_MIN,
				  .amount = MONEY_NONE,
				  .at = TIME_NONE};
	out->n_extras++;
	return x;
}

static void map_line_extras(void *owner, const struct checkout_line *line, struct order_rows *out)
{
	for (size_t i = 0; i < line->n_services; i++) {
		const struct checkout_service *s = &line->services[i];
		struct order_extra *x = next_extra(out, "SERVICE", line->id);
		x->ref = str_head(owner, s->definition_id, NAME_CHARS);
		x->name = str_head(owner, s->name, NAME_CHARS);
		x->quantity = s->quantity;
		x->amount = s->price;
	}
	for (size_t i = 0; i < line->n_vouchers; i++) {
		const struct checkout_voucher *v = &line->vouchers[i];
		struct order_extra *x = next_extra(out, "VOUCHER", line->id);
		x->ref = str_head(owner, str_or(v->code, v->external_transaction_id), NAME_CHARS);
		x->type = word(owner, v->status ? mem_printf(owner, "%s %s", v->type, v->status)
						: v->type);
		x->amount = v->value;
	}
}

static void map_extras(void *owner, const struct checkout_form *form, struct order_rows *out)
{
	out->extras = mem_array(owner, struct order_extra, count_extras(form) + 1);
	for (size_t i = 0; i < form->n_lines; i++)
		map_line_extras(owner, &form->lines[i], out);
	for (size_t i = 0; i < form->n_surcharges; i++) {
		const struct checkout_payment *p = &form->surcharges[i];
		struct order_extra *x = next_extra(out, "SURCHARGE", NULL);
		x->ref = str_head(owner, p->id, NAME_CHARS);
		x->type = word(owner, p->type);
		x->name = word(owner, p->provider);
		x->amount = p->paid_amount;
		x->at = p->finished_at;
	}
}

void order_map(void *owner, const struct checkout_form *form, int64_t now_ms,
	       struct order_rows *out)
{
	*out = (struct order_rows){.n_lines = form->n_lines};
	map_order(owner, form, now_ms, &out->order);
	map_buyer(owner, &form->buyer, &out->person);
	map_recipient(owner, &form->delivery, &out->person);
	map_invoice(owner, &form->invoice, &out->person);
	out->person.message = str_head(owner, form->message_to_seller, MESSAGE_CHARS);
	out->person.note = str_head(owner, form->note, MESSAGE_CHARS);
	map_tax_ids(owner, &form->invoice, out);
	out->lines = mem_array(owner, struct order_line, form->n_lines + 1);
	for (size_t i = 0; i < form->n_lines; i++)
		map_line(owner, &form->lines[i], (int64_t)i, &out->lines[i]);
	out->order.item_count = order_set_count(out->lines, out->n_lines);
	map_extras(owner, form, out);
	out->words = order_words(owner, out, ORDER_WORDS_OF_ALL);
}
