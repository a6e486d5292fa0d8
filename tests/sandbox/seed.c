/* The history of the demonstration world. */
#include "seed.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "build.h"

enum {
	OTHER_SELLER_SHARE = 10,
	OTHER_SELLER_MIN = 12,
	JOURNAL_DAYS = 60, /* FACTS 2.1 */
	EVENTS_PER_ORDER = 9,
	PACE_MIN_S = 40,
	PACE_MAX_S = 600,
	STEPS_MAX = 30, /* paces from the purchase to the last thing the buyer does */
};

/* An event that has happened, before the journal has taken it. */
struct happened {
	int64_t at;
	struct order *order;
	enum event_type type;
	unsigned turn; /* keeps equal times in the order they were told */
};

struct history {
	struct happened *list;
	size_t n;
};

static void tell(struct history *h, struct order *o, enum event_type type, int64_t at)
{
	h->list[h->n] = (struct happened){at, o, type, (unsigned)h->n};
	h->n++;
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
	int64_t from = o->ready_at == TIME_NONE ? o->updated_at : o->ready_at;

	for (size_t i = 0; i < steps; i++) {
		int64_t at = from + after_h[i] * TIME_HOUR_MS;
		tell(h, o, EVENT_FULFILMENT_CHANGED, at < now ? at : now - 1);
	}
}

static void tell_ready(struct history *h, struct order *o)
{
	unsigned flags = o->shape->flags;
	/* Out of order on purpose: what was announced later carries the earlier time. */
	int64_t at = flags & SHAPE_READY_FIRST ? o->filled_at - 1 : o->ready_at;

	tell(h, o, EVENT_READY, at);
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

static int by_time(const void *a, const void *b)
{
	const struct happened *p = a;
	const struct happened *q = b;

	if (p->at != q->at)
		return p->at < q->at ? -1 : 1;
	return p->turn < q->turn ? -1 : p->turn > q->turn;
}

static void publish(struct world *w, struct history *h, int64_t now)
{
	qsort(h->list, h->n, sizeof(h->list[0]), by_time);
	for (size_t i = 0; i < h->n; i++)
		if (h->list[i].at >= now - JOURNAL_DAYS * TIME_DAY_MS)
			journal_add(w, h->list[i].order, h->list[i].type, h->list[i].at);
}

static int64_t draw_age(struct world *w, const struct shape *s, int64_t days)
{
	int64_t span = days * TIME_DAY_MS;
	int64_t oldest = s->oldest_h ? s->oldest_h * TIME_HOUR_MS : span;
	int64_t newest = s->newest_h * TIME_HOUR_MS;

	/* The newest shapes get times of their own, so that the first page shows many kinds. */
	if (oldest <= newest)
		oldest = newest + TIME_DAY_MS;
	return rng_between(&w->rng, newest, oldest);
}

static struct order *seed_order(struct world *w, struct seller *s, const struct shape *shape,
				const struct seed_options *o)
{
	int64_t age = draw_age(w, shape, o->days);
	int64_t pace = TIME_SECOND_MS * rng_between(&w->rng, PACE_MIN_S, PACE_MAX_S);
	struct build b = {
	    .seller = s,
	    .shape = shape,
	    .bought_at = w->start_ms - age,
	    .pace_ms = pace < age / STEPS_MAX ? pace : age / STEPS_MAX,
	    .n_lines = o->lines,
	};

	return build_order(w, &b);
}

static void seed_seller(struct world *w, struct seller *s, const struct seed_options *o, int64_t n)
{
	int64_t now = w->start_ms;
	struct history h = {0};

	h.list = mem_array(NULL, struct happened, (size_t)n * EVENTS_PER_ORDER + 1);
	for (int64_t i = 0; i < n; i++) {
		const struct shape *shape =
		    i < (int64_t)n_shapes ? &shapes[i] : shape_draw(&w->rng);
		struct order *order = seed_order(w, s, shape, o);
		world_add_unsorted(w, order);
		tell_order(&h, order, now);
	}
	publish(w, &h, now);
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
