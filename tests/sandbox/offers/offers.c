/* Which offers there are. */
#include "offers/offer.h"

#include <inttypes.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

#include "world/life.h"
#include "world/table.h"

enum {
	FIRST_ROOM = 512,
	ID_STEP = 9973, /* ids that look like Allegro's: they grow, but not by one */
	HASH_FACTOR = 16777619,
};

const char *const offer_status_names[] = {"INACTIVE", "ACTIVATING", "ACTIVE", "ENDED", NULL};
const char *const offer_end_names[] = {
    "USER", "ADMIN", "EXPIRATION", "EMPTY_STOCK", "PRODUCT_DETACHMENT", "ERROR", NULL};

struct shelf *shelf_of(const struct world *w, const struct seller *s)
{
	return &w->offers->shelves[s - w->sellers];
}

struct offer *offer_find(const struct world *w, const char *id)
{
	struct offer *o = w->offers ? table_get(w->offers->by_id, id) : NULL;

	return o && !o->archived ? o : NULL;
}

uint32_t offer_hash(const char *text)
{
	uint32_t h = UINT32_C(2166136261);

	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * HASH_FACTOR;
	return h ? h : 1;
}

void offer_set_sku(struct world *w, struct offer *o, const char *sku)
{
	o->sku = str_empty(sku) ? NULL : world_text(w, sku);
	o->sku_hash = o->sku ? offer_hash(o->sku) : 0;
}

struct offer *offer_keep(struct world *w, const struct offer *like)
{
	struct shelf *s = shelf_of(w, like->seller);
	struct offer *o = world_take(w, sizeof(*o));

	*o = *like;
	o->sku_hash = o->sku ? offer_hash(o->sku) : 0;
	if (!o->id) {
		o->id = world_textf(w, "%" PRIu64, w->offers->next_id);
		w->offers->next_id += ID_STEP;
	}
	if (s->n == s->room) {
		s->room = s->room ? 2 * s->room : FIRST_ROOM;
		s->at = mem_grow(w->offers, s->at, struct offer *, s->room);
	}
	s->at[s->n++] = o;
	table_put(w->offers->by_id, o->id, o);
	return o;
}

/* ---- What buyers find ------------------------------------------------------------------------ */

enum { TRIES = 64 };

const struct product *offer_product(struct world *w, struct offer *o)
{
	if (o->product && str_eq(o->product->offer_id, o->id) &&
	    o->product->price == o->price.minor && o->product->name == o->name &&
	    o->product->sku == o->sku)
		return o->product;
	struct product *p = world_take(w, sizeof(*p));
	if (o->product)
		*p = *o->product;
	p->offer_id = o->id;
	p->sku = o->sku;
	p->name = o->name;
	p->price = o->price.minor;
	p->tax_rate = str_or(p->tax_rate, "23.00");
	p->hs_number = str_or(p->hs_number, "63079098");
	p->product_id = str_or(p->product_id, o->id);
	o->product = p;
	return p;
}

struct offer *offer_draw(struct world *w, const struct seller *s)
{
	const struct shelf *shelf = shelf_of(w, s);

	if (!shelf->n)
		return NULL;
	for (size_t i = 0; i < TRIES; i++) {
		struct offer *o = shelf->at[rng_below(&w->rng, (uint32_t)shelf->n)];
		if (offer_is_on_sale(o))
			return o;
	}
	for (size_t i = 0; i < shelf->n; i++)
		if (offer_is_on_sale(shelf->at[i]))
			return shelf->at[i];
	return NULL;
}

void offer_sold(struct world *w, const struct line *line)
{
	struct offer *o = offer_find(w, line->product->offer_id);

	if (!o || o->status != OFFER_ACTIVE)
		return;
	o->sold += line->quantity;
	offer_stock(w, o, o->stock > line->quantity ? o->stock - line->quantity : 0);
}

void offer_sell(struct world *w, struct offer *o, enum offer_trouble when)
{
	const struct trouble *t = &w->offers->trouble[when];
	const int64_t n = t->value ? t->value : 1;

	if (!offer_is_on_sale(o) || !trouble_take(w, when, o->id))
		return;
	(void)life_buy_product(w, o->seller, offer_product(w, o),
			       (int)(n < o->stock ? n : o->stock), BUY_READY);
}
