/* One order of a shape. */
#include "world/build.h"

#include <string.h>

#include "base/str.h"

#include "world/build_buyer.h"

enum {
	SERVICE_PRICE = 2500, /* grosze, of the additional service */
	SURCHARGE = 700,
	LONG_MESSAGE = 2000, /* characters: Allegro's limit for the buyer's message */
	DISCOUNT_PERCENT = 12,
	DISPATCH_H = 24,
	EXTENDED_TERM_DAYS = 30,
	RECONCILED_PERCENT = 5,
	SEVERAL_PERCENT = 20, /* of lines that are bought more than once */
};

#define PICK(w, list) ((list).at[rng_below(&(w)->rng, (uint32_t)(list).n)])

static struct money in_market(const struct market *m, int64_t grosze)
{
	struct money out = {.minor = grosze * m->rate_num / m->rate_den};

	memcpy(out.currency, m->currency, sizeof(out.currency));
	return out;
}

static bool product_fits(const struct product *p, const struct shape *s)
{
	if (s->flags & SHAPE_SET)
		return p->second_id != NULL;
	if (s->flags & SHAPE_DEPOSIT)
		return p->deposit > 0;
	if (s->flags & SHAPE_TEACHER)
		return str_starts(p->sku, "LAP-");
	return !str_starts(p->sku, "LAP-");
}

static const struct product *draw_product(struct world *w, const struct build *b)
{
	const struct product *p = &PICK(w, b->seller->products);

	while (!product_fits(p, b->shape))
		p = &PICK(w, b->seller->products);
	return p;
}

/* Shapes that are about a kind of product buy that, whether it is on sale or not. */
static bool is_particular(const struct shape *s)
{
	return s->flags & (SHAPE_SET | SHAPE_DEPOSIT | SHAPE_TEACHER);
}

static void choose(struct world *w, const struct build *b, struct line *line)
{
	line->quantity = rng_chance(&w->rng, SEVERAL_PERCENT) ? (int)rng_between(&w->rng, 2, 6) : 1;
	if (b->product) {
		line->product = b->product;
		line->quantity = b->quantity;
	}
	if (!line->product && b->on_sale && w->market_place && !is_particular(b->shape))
		line->product = w->market_place->draw(w, b->seller, &line->quantity);
}

static void fill_line(struct world *w, const struct build *b, struct line *line, size_t i)
{
	const struct shape *s = b->shape;

	rng_uuid(&w->rng, line->id);
	if (!b->on_sale && !b->product)
		line->product = draw_product(w, b);
	choose(w, b, line);
	if (!line->product)
		line->product = draw_product(w, b);
	line->original = in_market(&markets[s->market], line->product->price);
	line->price = line->original;
	line->bought_at = b->bought_at - (int64_t)i * b->pace_ms;
	line->extras = i ? s->extras & (LINE_HS_NUMBER | LINE_TAX_EXEMPT) : s->extras;
	line->discount = s->discount;
	if (s->discount)
		line->price.minor -= line->price.minor * DISCOUNT_PERCENT / 100;
}

static void fill_lines(struct world *w, const struct build *b, struct order *o)
{
	int64_t n = b->product	 ? 1
		    : b->n_lines ? b->n_lines
				 : rng_between(&w->rng, b->shape->min_lines, b->shape->max_lines);

	o->n_lines = (size_t)n;
	o->lines = world_take(w, o->n_lines * sizeof(struct line));
	for (size_t i = 0; i < o->n_lines; i++)
		fill_line(w, b, &o->lines[i], i);
}

void build_total(struct order *o)
{
	int64_t sum = o->filled_at == TIME_NONE ? 0 : o->cost.minor;

	for (size_t i = 0; i < o->n_lines; i++) {
		const struct line *line = &o->lines[i];
		sum += line->price.minor * line->quantity;
		sum += in_market(o->market, line->product->deposit * line->quantity).minor;
		if (line->extras & LINE_SERVICE)
			sum += in_market(o->market, SERVICE_PRICE).minor;
	}
	o->total = in_market(o->market, 0);
	o->total.minor = sum;
}

struct money build_service_price(const struct order *o)
{
	return in_market(o->market, SERVICE_PRICE);
}

struct money build_deposit(const struct order *o, const struct line *line)
{
	return in_market(o->market, line->product->deposit);
}

static const char *long_message(struct world *w)
{
	char text[LONG_MESSAGE * 4];
	size_t n = 0;
	size_t chars = 0;

	for (size_t i = 0; chars < LONG_MESSAGE; i++) {
		const char *s = long_sentences.at[i % long_sentences.n];
		for (; *s && !(chars == LONG_MESSAGE && ((unsigned char)*s & 0xc0) != 0x80); s++) {
			chars += ((unsigned char)*s & 0xc0) != 0x80;
			text[n++] = *s;
		}
	}
	text[n] = '\0';
	return world_text(w, text);
}

static const char *draw_message(struct world *w, enum message_kind kind)
{
	switch (kind) {
	case MESSAGE_PLAIN:
		return PICK(w, messages);
	case MESSAGE_LONG:
		return long_message(w);
	case MESSAGE_HTML:
		return w->html_note;
	case MESSAGE_EMOJI:
		return PICK(w, emoji_messages);
	case NO_MESSAGE:
		break;
	}
	return NULL;
}

/* Near home when there is one, else anywhere; NULL when the delivery has no points. */
static const struct point *draw_point(struct world *w, const struct point_list *points,
				      const char *city)
{
	if (!points->n)
		return NULL;
	size_t start = rng_below(&w->rng, (uint32_t)points->n);
	for (size_t i = 0; i < points->n; i++) {
		const struct point *p = &points->at[(start + i) % points->n];
		if (str_eq(p->city, city))
			return p;
	}
	return &points->at[start];
}

static void fill_delivery(struct world *w, const struct build *b, struct order *o)
{
	const struct shape *s = b->shape;

	o->delivery = &deliveries[s->delivery];
	o->point = draw_point(w, &o->delivery->points, o->buyer->city);
	o->smart = (s->flags & SHAPE_SMART) != 0;
	o->cost = in_market(o->market, o->smart ? 0 : o->delivery->cost);
	o->guaranteed = (s->flags & SHAPE_GUARANTEED) != 0;
	o->packages = s->delivery == DELIVERY_PICKUP ? 0 : 1 + (o->n_lines > 3);
	o->ship = (struct address){.first_name = o->buyer->first_name,
				   .last_name = o->buyer->last_name,
				   .company = o->buyer->company,
				   .street = o->buyer->street,
				   .city = o->buyer->city,
				   .zip = o->buyer->zip,
				   .country = o->buyer->country,
				   .phone = o->buyer->phone,
				   .modified_at = TIME_NONE};
	if (s->delivery == DELIVERY_UA_POST)
		o->ship.country = "UA";
}

static enum company_id company_kind(const struct shape *s)
{
	if (s->market == MARKET_CZ)
		return COMPANY_CZ;
	return s->market == MARKET_SK ? COMPANY_SK : COMPANY_PL;
}

/* In turn, so that a small world has them all. */
static const struct company *next_company(struct world *w, enum company_id kind)
{
	const struct company_list *list = &companies[kind];

	return &list->at[w->companies_used++ % list->n];
}

static void fill_invoice(struct world *w, const struct build *b, struct order *o)
{
	const struct shape *s = b->shape;

	o->invoice =
	    (struct invoice){.kind = s->invoice,
			     .hostile = b->hostile ? b->hostile[HOSTILE_INVOICE] : NULL,
			     .vat_eu = (s->flags & (SHAPE_VAT_EU | SHAPE_VAT_EU_UNVERIFIED)) != 0,
			     .vat_eu_verified = (s->flags & SHAPE_VAT_EU) != 0,
			     .due = TIME_NONE};
	if (b->hostile)
		o->invoice.kind = INVOICE_COMPANY;
	if (o->invoice.kind == INVOICE_COMPANY)
		o->invoice.company = next_company(w, company_kind(s));
	if (s->pay == PAY_EXTENDED)
		o->invoice.due = b->bought_at + EXTENDED_TERM_DAYS * TIME_DAY_MS;
	if (o->invoice.company && !b->hostile && (s->flags & SHAPE_COMPANY_BUYER))
		o->buyer->company = o->ship.company = o->invoice.company->name;
}

static void fill_payment(struct world *w, const struct build *b, struct order *o)
{
	const struct shape *s = b->shape;

	rng_uuid(&w->rng, o->payment.id);
	o->payment.type = s->pay;
	o->payment.provider = s->provider;
	o->payment.allegro_pay = (s->flags & SHAPE_ALLEGRO_PAY) != 0;
	o->payment.finished_at = TIME_NONE;
	o->payment.paid = o->payment.reconciliation = MONEY_NONE;
	if (s->flags & SHAPE_RECONCILED) {
		o->payment.reconciliation = o->total;
		o->payment.reconciliation.minor = o->total.minor * RECONCILED_PERCENT / 100;
	}
}

static struct payment *new_surcharge(struct world *w, struct order *o, int64_t at)
{
	struct payment *p = world_take(w, sizeof(*p));

	rng_uuid(&w->rng, p->id);
	p->type = PAY_ONLINE;
	p->provider = BY_AF;
	p->allegro_pay = true;
	p->finished_at = at;
	p->paid = in_market(o->market, SURCHARGE);
	p->reconciliation = in_market(o->market, 0);
	return p;
}

void build_pay(struct order *o, int64_t at)
{
	o->payment.finished_at = at;
	o->payment.paid = o->total;
	if (!money_is_none(o->payment.reconciliation))
		o->payment.paid.minor -= o->payment.reconciliation.minor;
	if (o->surcharge)
		o->payment.paid.minor -= o->surcharge->paid.minor;
}

bool build_is_prepaid(const struct order *o)
{
	return o->payment.type != PAY_COD && o->payment.type != PAY_EXTENDED;
}

static void fill_times(struct world *w, const struct build *b, struct order *o)
{
	const struct shape *s = b->shape;
	int64_t step = b->pace_ms;

	o->filled_at = o->ready_at = o->cancelled_at = o->delivery_cancelled_at = TIME_NONE;
	o->ship.modified_at = TIME_NONE;
	o->updated_at = o->bought_at = b->bought_at;
	if (s->status == FORM_BOUGHT || (s->flags & SHAPE_AUTO_CANCELLED))
		return;
	o->updated_at = o->filled_at = b->bought_at + step;
	bool unpaid_cancel = s->status == FORM_CANCELLED && s->pay == PAY_COD;
	if (s->status == FORM_FILLED_IN || unpaid_cancel)
		return;
	o->updated_at = o->ready_at =
	    o->filled_at + (step ? rng_between(&w->rng, step, 6 * step) : 0);
	o->dispatch_by = o->ready_at + DISPATCH_H * TIME_HOUR_MS;
}

static void fill_end(struct world *w, const struct build *b, struct order *o)
{
	const struct shape *s = b->shape;

	if (s->flags & SHAPE_SURCHARGE) {
		o->updated_at = o->ready_at + 4 * b->pace_ms;
		o->surcharge = new_surcharge(w, o, o->updated_at);
	}
	if (o->ready_at != TIME_NONE && build_is_prepaid(o))
		build_pay(o, o->ready_at);
	if (s->flags & SHAPE_ADDRESS_EDITED)
		build_new_address(w, o, o->updated_at += 5 * b->pace_ms);
	if (s->flags & SHAPE_DELIVERY_CANCELLED)
		o->delivery_cancelled_at = o->updated_at += 6 * b->pace_ms;
	if (s->status != FORM_CANCELLED)
		return;
	o->auto_cancelled = (s->flags & SHAPE_AUTO_CANCELLED) != 0;
	o->cancelled_at = o->updated_at + (o->auto_cancelled ? 7 * TIME_DAY_MS : 10 * b->pace_ms);
	o->updated_at = o->cancelled_at;
}

void build_new_address(struct world *w, struct order *o, int64_t at)
{
	const struct people *p = &peoples[PEOPLE_PL];
	const struct town *town = &PICK(w, p->towns);

	o->ship.street = draw_street(w, p);
	o->ship.city = town->city;
	o->ship.zip = draw_zip(w, town);
	o->ship.modified_at = at;
}

struct order *build_order(struct world *w, const struct build *b)
{
	const struct shape *s = b->shape;
	struct order *o = world_take(w, sizeof(*o));
	char relay[11];
	char tail[10];

	rng_uuid(&w->rng, o->id);
	rng_hex(&w->rng, o->revision, sizeof(o->revision) - 1);
	rng_word(&w->rng, relay, sizeof(relay) - 1);
	rng_hex(&w->rng, tail, sizeof(tail) - 1);
	o->seller = b->seller;
	o->market = &markets[s->market];
	o->status = s->status;
	o->fulfilment = s->fulfilment;
	o->sent = s->fulfilment == FUL_SENT || s->fulfilment == FUL_RETURNED ? SENT_ALL : SENT_NONE;
	if (s->flags & SHAPE_PARTLY_SENT)
		o->sent = SENT_SOME;
	o->by_allegro = (s->flags & SHAPE_BY_ALLEGRO) != 0;
	o->shape = s;
	o->buyer = b->buyer	? b->buyer
		   : b->hostile ? buyer_hostile(w, b->hostile)
				: buyer_draw(w, s);
	o->email = world_textf(w, "%s+%s@allegromail.pl", relay, tail);
	o->message = b->hostile ? b->hostile[HOSTILE_MESSAGE] : draw_message(w, s->message);
	o->seller_note = s->flags & SHAPE_SELLER_NOTE ? PICK(w, seller_notes) : NULL;
	fill_lines(w, b, o);
	fill_delivery(w, b, o);
	fill_invoice(w, b, o);
	fill_times(w, b, o);
	build_total(o);
	fill_payment(w, b, o);
	fill_end(w, b, o);
	return o;
}
