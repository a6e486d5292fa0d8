/* The offers that a world begins with. */
#include "offers/offer.h"

#include "base/compiler.h"
#include "base/mem.h"
#include "base/str.h"

#include "catalogue/card.h"
#include "offers/command.h"
#include "offers/offer_api.h"
#include "offers/price_rule.h"
#include "sandbox.h"
#include "terms/terms.h"
#include "world/table.h"

enum {
	SEED = 20261202,
	OTHERS = 40,	    /* of the second seller, under SKUs of the first one's shop */
	UNKNOWN_FROM = 790, /* products that no shop's file has */
	CREATED_DAYS = 400, /* ago, at most */
	ENDED_DAYS = 50,    /* the same */
	DRAFT_DAYS = 40,
	SOLD_MOST = 40,
	VISITS_MOST = 900,
	STOCK_LEAST = 3,      /* what is on sale has that at least */
	CATALOGUE_STOCK = 25, /* of what orders are made of, at least */
};

static const uint64_t FIRST_ID[SELLERS] = {UINT64_C(15100000007), UINT64_C(16200000011)};

/* What one of the demonstration's offers of a product of the shop is like; in the order of their
 * numbers, which begin with 0. What is not here is on sale under the product's SKU. */
enum oddity {
	NORMAL,
	NO_SKU,	 /* no external.id */
	OLD_SKU, /* a SKU of the time before this shop; its EAN is the product's */
	NOBODYS, /* neither its SKU nor its EAN is anybody's */
	TWIN,	 /* the same SKU as TWIN_OF has, and another offer */
	DRAFT,
	ENDED,
	FULFILMENT,
	RULED, /* a rule of price automation sets its price */
	CAMPAIGN,
	DISCOUNT,
	BADGE,
};

static const struct {
	size_t number;
	enum oddity oddity;
} singles[] = {{31, OLD_SKU}, {50, FULFILMENT}, {77, CAMPAIGN}, {78, DISCOUNT}, {79, BADGE},
	       {12, RULED},   {52, RULED},	{92, RULED},	{132, RULED}};

/* Each n-th of them from a place on. */
static const struct {
	size_t every;
	size_t from;
	enum oddity oddity;
} repeated[] = {{25, 7, NO_SKU}, {20, 3, DRAFT}, {20, 9, ENDED}};

static const size_t twins[] = {10, 20};

enum { NOBODYS_OFFERS = 8 };

static enum oddity oddity_of(size_t i, size_t n)
{
	if (i + COUNT_OF(twins) >= n)
		return TWIN;
	if (i + COUNT_OF(twins) + NOBODYS_OFFERS >= n)
		return NOBODYS;
	for (size_t k = 0; k < COUNT_OF(singles); k++)
		if (singles[k].number == i)
			return singles[k].oddity;
	for (size_t k = 0; k < COUNT_OF(repeated); k++)
		if (i % repeated[k].every == repeated[k].from)
			return repeated[k].oddity;
	return NORMAL;
}

/* ---- One offer --------------------------------------------------------------------------------
 */

static const char *term_id(const struct terms *all, const struct seller *s, enum term_kind kind)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i]->kind == kind && all->at[i]->seller == s)
			return all->at[i]->id;
	return NULL;
}

/* On sale for a while, with the terms of its seller. */
static struct offer usual(struct sandbox *sb, struct seller *s)
{
	struct world *w = sb->world;
	struct rng *r = &w->offers->rng;
	const struct terms *terms = terms_of(sb);
	const int64_t now = world_now(w);
	const int64_t made = now - rng_between(r, 2 * ENDED_DAYS, CREATED_DAYS) * TIME_DAY_MS;

	return (struct offer){.seller = s,
			      .status = OFFER_ACTIVE,
			      .created_at = made,
			      .updated_at = now - rng_between(r, 1, ENDED_DAYS) * TIME_DAY_MS,
			      .started_at = made + TIME_HOUR_MS,
			      .ended_at = TIME_NONE,
			      .ruled_at = TIME_NONE,
			      .activates_at = TIME_NONE,
			      .listed_from = made,
			      .sold = rng_between(r, 0, SOLD_MOST),
			      .watchers = rng_between(r, 0, SOLD_MOST),
			      .visits = rng_between(r, SOLD_MOST, VISITS_MOST),
			      .shipping = term_id(terms, s, TERM_SHIPPING),
			      .returns = term_id(terms, s, TERM_RETURNS),
			      .implied = term_id(terms, s, TERM_IMPLIED),
			      .warranty = term_id(terms, s, TERM_WARRANTY),
			      .demo = OFFER_OF_NO_DEMO};
}

static struct money zloty(int64_t grosze)
{
	return (struct money){.minor = grosze, .currency = "PLN"};
}

/* Categories of the shop in Allegro's tree, found once. */
struct homes {
	const struct node *at[DEMO_CATEGORIES][2];
};

static const struct node *home_of(const struct categories *tree, struct homes *homes,
				  const struct demo_product *p)
{
	const struct node **home = &homes->at[p->category - demo_categories][p->is_other];

	if (!*home)
		*home = node_at(tree, p->is_other ? p->category->also : p->category->allegro);
	return *home ? *home : tree->at[tree->n - 1];
}

/* Product i of the shop as its seller put it up, a while ago: prices and pieces have moved since.
 */
static struct offer of_product(struct sandbox *sb, struct homes *homes, struct seller *s, size_t i)
{
	enum { DEARER_EVERY = 6, DEARER_PERCENT = 5, STALE_EVERY = 4, STALE_BY = 2 };
	struct world *w = sb->world;
	struct offer o = usual(sb, s);
	struct demo_product *p = demo_product(NULL, i);

	o.demo = i;
	o.sku = world_text(w, p->sku);
	o.name = world_text(w, p->name);
	o.category = home_of(categories_of(sb), homes, p);
	o.price = zloty(p->price + (i % DEARER_EVERY == 1 ? p->price * DEARER_PERCENT / 100 : 0));
	o.stock = p->stock + (i % STALE_EVERY == 2 ? STALE_BY : 0);
	if (o.stock < STOCK_LEAST)
		o.stock = STOCK_LEAST;
	o.image = world_textf(w, "https://a.allegroimg.example/original/11/%s-1", p->sku);
	mem_free(p);
	return o;
}

static void end(struct offer *o, struct rng *r, size_t i)
{
	static const enum offer_end ends[] = {END_BY_USER, END_BY_EMPTY_STOCK, END_BY_EXPIRATION,
					      END_BY_EMPTY_STOCK, END_BY_ADMIN};

	o->status = OFFER_ENDED;
	o->ended_by = ends[i % COUNT_OF(ends)];
	o->ended_at = o->updated_at = o->updated_at - rng_between(r, 0, 3) * TIME_HOUR_MS;
	if (o->ended_by == END_BY_EMPTY_STOCK)
		o->stock = 0;
}

static void make_odd(struct world *w, struct offer *o, enum oddity oddity, size_t i)
{
	switch (oddity) {
	case NO_SKU:
		o->sku = NULL;
		break;
	case OLD_SKU:
		o->sku = world_textf(w, "STARY-%zu", i);
		break;
	case NOBODYS:
		o->sku = world_textf(w, "OUTLET-%03zu", i);
		break;
	case TWIN:
		o->name = world_textf(w, "%s po zwrocie", o->name);
		break;
	case DRAFT:
		o->status = OFFER_INACTIVE;
		o->started_at = TIME_NONE;
		o->sold = o->watchers = o->visits = 0;
		break;
	case ENDED:
		end(o, &w->offers->rng, i / repeated[2].every);
		break;
	case FULFILMENT:
		o->fulfilment = true;
		break;
	case RULED:
		o->rule = OFFER_RULE_MARKET;
		o->rule_min = o->price.minor * 9 / 10;
		o->rule_max = o->price.minor * 11 / 10;
		break;
	case CAMPAIGN:
		o->programmes = IN_ALLEGRO_PRICES;
		break;
	case DISCOUNT:
		o->programmes = IN_ALLE_DISCOUNT;
		break;
	case BADGE:
		o->programmes = IN_BADGE;
		break;
	case NORMAL:
		break;
	}
}

/* ---- Who has what -----------------------------------------------------------------------------
 */

/* What orders of the past have bought. */
static void add_catalogue(struct sandbox *sb, struct seller *s, size_t n)
{
	struct world *w = sb->world;
	struct rng *r = &w->offers->rng;
	const struct node *home = node_at(categories_of(sb), demo_categories[0].allegro);

	for (size_t i = 0; i < s->products.n && i < n; i++) {
		const struct product *p = &s->products.at[i];
		struct offer o = usual(sb, s);

		o.id = p->offer_id;
		o.sku = p->sku;
		o.name = p->name;
		o.category = home;
		o.price = zloty(p->price);
		o.stock = CATALOGUE_STOCK + rng_between(r, 0, 4 * CATALOGUE_STOCK);
		o.image =
		    world_textf(w, "https://a.allegroimg.example/original/11/%s", p->offer_id);
		o.product = p;
		(void)offer_keep(w, &o);
	}
}

static void add_listed(struct sandbox *sb, struct homes *homes, size_t n)
{
	struct world *w = sb->world;

	for (size_t i = 0; i < n; i++) {
		const enum oddity oddity = oddity_of(i, n);
		const size_t left = n - i;
		size_t product = DEMO_PRODUCTS + i;

		if (oddity == TWIN)
			product = DEMO_PRODUCTS + twins[left - 1];
		if (oddity == NOBODYS)
			product = UNKNOWN_FROM + left;
		struct offer o = of_product(sb, homes, &w->sellers[0], product);
		make_odd(w, &o, oddity, i);
		if (o.status == OFFER_INACTIVE)
			o.updated_at = world_now(w) - (int64_t)(i % DRAFT_DAYS) * TIME_DAY_MS;
		(void)offer_keep(w, &o);
	}
}

static const struct product *draw(struct world *w, const struct seller *s, int *quantity)
{
	struct offer *o = offer_draw(w, s);

	if (!o)
		return NULL;
	if (*quantity > o->stock)
		*quantity = (int)o->stock;
	return offer_product(w, o);
}

static const struct market_place market_place = {draw, offer_sold, offers_step};

void offers_seed(struct sandbox *sb, size_t n)
{
	struct world *w = sb->world;
	struct offers *all = mem_zero(w, struct offers);
	struct homes *homes = mem_zero(all, struct homes);
	const size_t bought = products.n < n ? products.n : n;
	const size_t listed = n < OFFERS_DEMO ? n - bought : OFFERS_DEMO - bought;

	w->offers = all;
	all->sb = sb;
	commands_begin(w);
	price_rules_begin(w);
	all->images = table_new(all);
	all->rng.state = SEED;
	all->by_id = table_new(all);
	all->next_id = FIRST_ID[1];
	add_catalogue(sb, &w->sellers[1], n);
	for (size_t i = 0; i < OTHERS && i < n; i++) {
		struct offer o = of_product(sb, homes, &w->sellers[1], DEMO_PRODUCTS + i);
		(void)offer_keep(w, &o);
	}
	all->next_id = FIRST_ID[0];
	add_catalogue(sb, &w->sellers[0], bought);
	add_listed(sb, homes, listed);
	for (size_t i = bought + listed; i < n; i++) {
		struct offer o =
		    of_product(sb, homes, &w->sellers[0], DEMO_PRODUCTS + i - products.n);
		(void)offer_keep(w, &o);
	}
	mem_free(homes);
	w->market_place = &market_place;
}
