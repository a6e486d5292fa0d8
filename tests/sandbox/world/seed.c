/* The history of the demonstration world. */
#include "world/seed.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "world/build.h"

enum {
	OTHER_SELLER_SHARE = 10,
	OTHER_SELLER_MIN = 12,
	JOURNAL_DAYS = 60, /* FACTS 2.1 */
	EVENTS_PER_ORDER = 9,
	PACE_MIN_S = 40,
	PACE_MAX_S = 600,
	PACE_EARLY_S = 15, /* bought, paid and cancelled within BUYER_CANCELS_EARLY_MS */
	STEPS_MAX = 30,	   /* paces from the purchase to the last thing the buyer does */
};

/* An event that has happened, before the journal has taken it. */
struct happened {
	int64_t at;	  /* what it says of itself */
	int64_t known_at; /* when the journal heard of it */
	struct order *order;
	enum event_type type;
	unsigned turn; /* keeps equal times in the order they were told */
};

struct history {
	struct happened *list;
	size_t n;
};

static void tell_when(struct history *h, struct order *o, enum event_type type, int64_t at,
		      int64_t known_at)
{
	h->list[h->n] = (struct happened){at, known_at, o, type, (unsigned)h->n};
	h->n++;
}

static void tell(struct history *h, struct order *o, enum event_type type, int64_t at)
{
	tell_when(h, o, type, at, at);
}

/* The seller's and the carrier's steps up to the order's fulfilment status. */
static void tell_fulfilment(struct history *h, struct order *o, int64_t now)
{
	static const int64_t after_h[] = {2, 20, 70};
	enum { STEPS = sizeof(after_h) / sizeof(after_h[0]) };
	size_t steps = o->fulfilment == FUL_NEW		 ? 0
		       : o->fulfilment == FUL_PROCESSING ? 1
		       : o->fulfilment == FUL_RETURNED	 ? STEPS
							 : 2;
	if (o->status == FORM_CANCELLED)
		return;
	int64_t from = o->ready_at == TIME_NONE ? o->updated_at : o->ready_at;

	for (size_t i = 0; i < steps; i++) {
		int64_t at = from + after_h[i] * TIME_HOUR_MS;
		tell(h, o, EVENT_FULFILMENT_CHANGED, at < now ? at : now - 1);
	}
}

static void tell_ready(struct history *h, struct order *o)
{
	unsigned flags = o->shape->flags;

	/* Out of order on purpose: heard of before the FILLED_IN that came first. */
	tell_when(h, o, EVENT_READY, o->ready_at,
		  flags & SHAPE_READY_FIRST ? o->filled_at - 1 : o->ready_at);
	if (flags & SHAPE_READY_TWICE)
		tell(h, o, EVENT_READY, o->ready_at + TIME_SECOND_MS);
	if (o->surcharge)
		tell(h, o, EVENT_READY, o->surcharge->finished_at);
}

static void tell_order(struct history *h, struct order *o, int64_t now)
{
	tell(h, o, EVENT_BOUGHT, o->bought_at);
	if (o->filled_at != TIME_NONE)
		tell(h, o, EVENT_FILLED_IN, o->filled_at);
	if (o->shape->flags & SHAPE_FILLED_TWICE)
		tell(h, o, EVENT_FILLED_IN, o->filled_at + TIME_MINUTE_MS);
	if (o->ready_at != TIME_NONE)
		tell_ready(h, o);
	if (o->ship.modified_at != TIME_NONE)
		tell(h, o, EVENT_BUYER_MODIFIED, o->ship.modified_at);
	if (o->cancelled_at != TIME_NONE)
		tell(h, o, o->auto_cancelled ? EVENT_AUTO_CANCELLED : EVENT_BUYER_CANCELLED,
		     o->cancelled_at);
	tell_fulfilment(h, o, now);
}

static int by_arrival(const void *a, const void *b)
{
	const struct happened *p = a;
	const struct happened *q = b;

	if (p->known_at != q->known_at)
		return p->known_at < q->known_at ? -1 : 1;
	return p->turn < q->turn ? -1 : p->turn > q->turn;
}

static void publish(struct world *w, struct history *h, int64_t now)
{
	qsort(h->list, h->n, sizeof(h->list[0]), by_arrival);
	for (size_t i = 0; i < h->n; i++)
		if (h->list[i].at >= now - JOURNAL_DAYS * TIME_DAY_MS)
			journal_add(w, h->list[i].order, h->list[i].type, h->list[i].at);
}

/* An age at which an order may have this shape. */
static int64_t draw_age(struct world *w, const struct shape *s, int64_t days)
{
	int64_t newest = s->newest_h * TIME_HOUR_MS;
	int64_t oldest = s->oldest_h ? s->oldest_h * TIME_HOUR_MS : days * TIME_DAY_MS;

	return rng_between(&w->rng, newest, oldest > newest ? oldest : newest + TIME_DAY_MS);
}

static struct order *seed_order(struct world *w, struct build *b, int64_t age)
{
	int64_t pace = TIME_SECOND_MS * rng_between(&w->rng, PACE_MIN_S, PACE_MAX_S);
	if (b->shape->flags & SHAPE_CANCELLED_EARLY)
		pace = TIME_SECOND_MS * PACE_EARLY_S;

	b->bought_at = w->start_ms - age;
	b->pace_ms = pace < age / STEPS_MAX ? pace : age / STEPS_MAX;
	struct order *o = build_order(w, b);
	world_add_unsorted(w, o);
	return o;
}

/* Each shape once at an age of its own, then ages spread evenly with shapes that fit them. */
static void seed_seller(struct world *w, struct seller *s, const struct seed_options *o, int64_t n)
{
	struct history h = {0};
	struct build b = {.seller = s, .n_lines = o->lines};

	h.list = mem_array(NULL, struct happened, (size_t)n * EVENTS_PER_ORDER + 1);
	for (int64_t i = 0; i < n; i++) {
		int64_t age =
		    rng_between(&w->rng, SHAPE_NEWEST_H * TIME_HOUR_MS, o->days * TIME_DAY_MS);
		if (i < (int64_t)n_shapes) {
			b.shape = &shapes[i];
			age = draw_age(w, b.shape, o->days);
		} else {
			b.shape = shape_draw_aged(&w->rng, age / TIME_HOUR_MS);
		}
		tell_order(&h, seed_order(w, &b, age), w->start_ms);
	}
	publish(w, &h, w->start_ms);
	mem_free(h.list);
}

void seed_world(struct world *w, const struct seed_options *o)
{
	int64_t other = o->orders / OTHER_SELLER_SHARE;

	seed_seller(w, &w->sellers[0], o, o->orders);
	seed_seller(w, &w->sellers[1], o,
		    o->orders && other < OTHER_SELLER_MIN ? OTHER_SELLER_MIN : other);
	world_sort(w);
}
