/* Sellers, orders and their indexes. */
#include "world/world.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

#include "world/table.h"

enum {
	ARENA_BLOCK = 64 * 1024,
	INDEX_FIRST_ROOM = 256,
	TEXT_MAX = 16 * 1024, /* longest text the world holds, hostile ones included */
};

/* Orders and texts are never given back one by one, so they need no header each. */
struct arena {
	char *block;
	size_t used;
};

const char *const form_status_names[] = {"BOUGHT", "FILLED_IN", "READY_FOR_PROCESSING", "CANCELLED",
					 NULL};
const char *const fulfilment_names[] = {
    "NEW",	 "PROCESSING", "READY_FOR_SHIPMENT", "READY_FOR_PICKUP", "SENT",
    "PICKED_UP", "CANCELLED",  "SUSPENDED",	     "RETURNED",	 NULL};
const char *const lines_sent_names[] = {"NONE", "SOME", "ALL", NULL};
const char *const pay_type_names[] = {"CASH_ON_DELIVERY", "WIRE_TRANSFER", "ONLINE",
				      "SPLIT_PAYMENT",	  "EXTENDED_TERM", NULL};
const char *const pay_provider_names[] = {"PAYU", "P24", "AF", "OFFLINE", "EPT", NULL};

static const struct seller known_sellers[SELLERS] = {
    {.id = "44300017",
     .login = "kram_demo",
     .first_name = "Halina",
     .last_name = "Strąk",
     .email = "demo+44300017@kram.example",
     .company = "Ciepły Kąt Halina Strąk",
     .tax_id = "6761234561"},
    {.id = "44300018",
     .login = "inny_sprzedawca",
     .first_name = "Bogdan",
     .last_name = "Łoś",
     .email = "inny+44300018@kram.example",
     .company = "Łoś i Synowie Sp. z o.o.",
     .tax_id = "7811876549"},
};

/* The other seller has the same goods under ids of its own. */
static struct product_list own_products(struct world *w, size_t seller)
{
	if (!seller)
		return products;
	struct product *own = world_take(w, products.n * sizeof(*own));
	for (size_t i = 0; i < products.n; i++) {
		own[i] = products.at[i];
		own[i].offer_id = world_textf(w, "14%s", products.at[i].offer_id + 2);
	}
	return (struct product_list){own, products.n};
}

struct world *world_new(void *owner, uint64_t seed, int64_t now_ms)
{
	struct world *w = mem_zero(owner, struct world);

	world_begin(w, seed, now_ms);
	return w;
}

void world_begin(struct world *w, uint64_t seed, int64_t now_ms)
{
	const char *html_note = w->html_note;

	talloc_free_children(w);
	memset(w, 0, sizeof(*w));
	w->html_note = html_note;
	w->rng.state = seed;
	w->start_ms = now_ms;
	w->start_mono = mono_ms();
	w->arena = mem_zero(w, struct arena);
	w->arena->used = ARENA_BLOCK;
	w->orders = table_new(w);
	w->disguise = rng_next(&w->rng) % UINT64_C(1000000007);
	memcpy(w->sellers, known_sellers, sizeof(w->sellers));
	for (size_t i = 0; i < SELLERS; i++) {
		w->sellers[i].products = own_products(w, i);
		w->sellers[i].by_bought.key = offsetof(struct order, bought_at);
		w->sellers[i].by_updated.key = offsetof(struct order, updated_at);
	}
}

int64_t world_now(const struct world *w)
{
	return w->start_ms + (mono_ms() - w->start_mono);
}

void world_advance(struct world *w, int64_t ms)
{
	w->start_ms += ms;
}

static char *arena_take(struct world *w, size_t bytes, size_t align)
{
	struct arena *a = w->arena;

	if (bytes > ARENA_BLOCK / 4)
		return mem_array(a, char, bytes);
	a->used = (a->used + align - 1) & ~(align - 1);
	if (bytes > ARENA_BLOCK - a->used) {
		a->block = mem_array(a, char, ARENA_BLOCK);
		a->used = 0;
	}
	char *p = a->block + a->used;
	a->used += bytes;
	return p;
}

void *world_take(struct world *w, size_t bytes)
{
	return arena_take(w, bytes, alignof(max_align_t));
}

const char *world_text(struct world *w, const char *s)
{
	if (!s)
		return NULL;
	size_t n = strlen(s) + 1;
	return memcpy(arena_take(w, n, 1), s, n);
}

const char *world_textf(struct world *w, const char *fmt, ...)
{
	char text[TEXT_MAX];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return world_text(w, text);
}

struct seller *world_seller(struct world *w, const char *id_or_login)
{
	for (size_t i = 0; i < SELLERS; i++)
		if (str_eq(w->sellers[i].id, id_or_login) ||
		    str_eq(w->sellers[i].login, id_or_login))
			return &w->sellers[i];
	return NULL;
}

struct order *world_order(struct world *w, const char *id)
{
	return table_get(w->orders, id);
}

static int64_t key_of(const struct order_index *x, const struct order *o)
{
	int64_t key;

	memcpy(&key, (const char *)o + x->key, sizeof(key));
	return key;
}

static void index_append(struct world *w, struct order_index *x, struct order *o)
{
	if (x->n == x->room) {
		x->room = x->room ? x->room * 2 : INDEX_FIRST_ROOM;
		x->at = mem_grow(w, x->at, struct order *, x->room);
	}
	x->at[x->n++] = o;
}

size_t index_below(const struct order_index *x, int64_t ms)
{
	size_t low = 0;
	size_t high = x->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (key_of(x, x->at[mid]) < ms)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void index_insert(struct world *w, struct order_index *x, struct order *o)
{
	size_t place = index_below(x, key_of(x, o) + 1);

	index_append(w, x, o);
	memmove(x->at + place + 1, x->at + place, (x->n - 1 - place) * sizeof(x->at[0]));
	x->at[place] = o;
}

static void index_remove(struct order_index *x, const struct order *o)
{
	size_t place = index_below(x, key_of(x, o));

	while (place < x->n && x->at[place] != o)
		place++;
	if (place == x->n)
		BUG("order %s is not in its index", o->id);
	x->n--;
	memmove(x->at + place, x->at + place + 1, (x->n - place) * sizeof(x->at[0]));
}

void world_add_unsorted(struct world *w, struct order *o)
{
	table_put(w->orders, o->id, o);
	index_append(w, &o->seller->by_arrival, o);
	index_append(w, &o->seller->by_bought, o);
	index_append(w, &o->seller->by_updated, o);
}

void world_add(struct world *w, struct order *o)
{
	table_put(w->orders, o->id, o);
	index_append(w, &o->seller->by_arrival, o);
	index_insert(w, &o->seller->by_bought, o);
	index_insert(w, &o->seller->by_updated, o);
}

static int compare(int64_t a, int64_t b, const struct order *p, const struct order *q)
{
	if (a != b)
		return a < b ? -1 : 1;
	return strcmp(p->id, q->id);
}

static int by_bought(const void *a, const void *b)
{
	const struct order *p = *(struct order *const *)a;
	const struct order *q = *(struct order *const *)b;

	return compare(p->bought_at, q->bought_at, p, q);
}

static int by_updated(const void *a, const void *b)
{
	const struct order *p = *(struct order *const *)a;
	const struct order *q = *(struct order *const *)b;

	return compare(p->updated_at, q->updated_at, p, q);
}

void world_sort(struct world *w)
{
	for (size_t i = 0; i < SELLERS; i++) {
		struct seller *s = &w->sellers[i];
		qsort(s->by_bought.at, s->by_bought.n, sizeof(struct order *), by_bought);
		qsort(s->by_updated.at, s->by_updated.n, sizeof(struct order *), by_updated);
	}
}

void order_rerevision(struct world *w, struct order *o)
{
	rng_hex(&w->rng, o->revision, sizeof(o->revision) - 1);
}

void order_touch(struct world *w, struct order *o, int64_t at)
{
	order_rerevision(w, o);
	index_remove(&o->seller->by_updated, o);
	o->updated_at = at;
	index_insert(w, &o->seller->by_updated, o);
}
