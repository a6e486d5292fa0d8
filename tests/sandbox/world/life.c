/* The living stream, and the steps an order can take. */
#include "world/life.h"

#include <string.h>

#include "base/compiler.h"
#include "base/mem.h"

#include "world/build.h"
#include "world/withheld.h"

enum {
	DUE_FIRST_ROOM = 64,
	FILL_AFTER_MS = 4000,
	FILL_WITHIN_MS = 20000,
	PAY_AFTER_MS = 3000,
	PAY_WITHIN_MS = 30000,
	CHANGE_AFTER_MS = 10000,
	CHANGE_WITHIN_MS = 60000,
	ABANDON_PERCENT = 8,
	CANCEL_PERCENT = 4,
	MODIFY_PERCENT = 6,
	REST_MS = 60000, /* nothing to do: look again after this long */
};

typedef bool step_fn(struct world *w, struct order *o);

/* A step that an order will take. */
struct due {
	int64_t at;
	struct order *order;
	step_fn *step;
};

struct life {
	struct world *world;
	int64_t interval_ms; /* between purchases, 0: none by itself */
	int64_t next_buy;
	struct due *due; /* no order; few enough to look at all of them */
	size_t n;
	size_t room;
};

struct life *life_new(void *owner, struct world *w, int64_t orders_per_minute)
{
	struct life *l = mem_zero(owner, struct life);

	l->world = w;
	if (orders_per_minute > 0) {
		l->interval_ms = TIME_MINUTE_MS / orders_per_minute;
		l->interval_ms += !l->interval_ms;
		l->next_buy = world_now(w) + l->interval_ms;
	}
	return l;
}

void life_forget(struct life *l)
{
	l->n = 0;
}

void life_announce(struct world *w, struct order *o, enum event_type type)
{
	int64_t now = world_now(w);

	order_touch(w, o, now);
	journal_add(w, o, type, now);
}

/* An order as its shape will be in the end, taken back to the moment of purchase. */
static void to_purchase(struct order *o)
{
	o->status = FORM_BOUGHT;
	o->fulfilment = FUL_NEW;
	o->sent = SENT_NONE;
	o->filled_at = o->ready_at = o->cancelled_at = o->delivery_cancelled_at = TIME_NONE;
	o->ship.modified_at = o->payment.finished_at = TIME_NONE;
	o->payment.paid = MONEY_NONE;
	o->surcharge = NULL;
	o->updated_at = o->bought_at;
	build_total(o);
}

static struct order *purchase(struct world *w, const struct build *b)
{
	struct order *o = build_order(w, b);

	to_purchase(o);
	world_add(w, o);
	journal_add(w, o, EVENT_BOUGHT, o->bought_at);
	for (size_t i = 0; w->market_place && i < o->n_lines; i++)
		w->market_place->sold(w, &o->lines[i]);
	return o;
}

static struct order *buy(struct world *w, const struct build *b, enum buy_stage stage)
{
	struct order *o = purchase(w, b);

	if (stage >= BUY_FILLED_IN)
		(void)life_fill_in(w, o);
	if (stage >= BUY_READY)
		(void)life_pay(w, o);
	return o;
}

struct order *life_buy(struct world *w, struct seller *s, const struct shape *shape,
		       enum buy_stage stage)
{
	return buy(w,
		   &(struct build){.seller = s,
				   .shape = shape ? shape : shape_draw_fresh(&w->rng),
				   .bought_at = world_now(w),
				   .on_sale = true},
		   stage);
}

struct order *life_buy_product(struct world *w, struct seller *s, const struct product *p,
			       int quantity, enum buy_stage stage)
{
	return buy(w,
		   &(struct build){.seller = s,
				   .shape = shape_find("courier"),
				   .bought_at = world_now(w),
				   .product = p,
				   .quantity = quantity},
		   stage);
}

struct order *life_buy_again(struct world *w, struct order *like, enum buy_stage stage)
{
	return buy(w,
		   &(struct build){.seller = like->seller,
				   .shape = like->shape,
				   .bought_at = world_now(w),
				   .buyer = like->buyer,
				   .on_sale = true},
		   stage);
}

static void go_into(struct order *part, struct order *whole)
{
	for (size_t i = 0; i < part->n_lines; i++)
		whole->lines[whole->n_lines++] = part->lines[i];
	part->seller->n_gone++;
	part->merged_into = whole;
}

/* A form like this one, not yet filled in, with room for so many lines. */
static struct order *fresh_form(struct world *w, const struct order *like, size_t lines)
{
	struct order *o = world_take(w, sizeof(*o));

	*o = *like;
	rng_uuid(&w->rng, o->id);
	rng_uuid(&w->rng, o->payment.id);
	o->lines = world_take(w, lines * sizeof(struct line));
	o->n_lines = 0;
	o->poison = NULL;
	to_purchase(o);
	return o;
}

struct order *life_merge(struct world *w, struct order **parts, size_t n, enum buy_stage stage)
{
	size_t lines = 0;

	for (size_t i = 0; i < n; i++) {
		if (parts[i]->status == FORM_CANCELLED || order_is_gone(parts[i]))
			return NULL;
		lines += parts[i]->n_lines;
	}
	struct order *whole = fresh_form(w, parts[0], lines);
	for (size_t i = 0; i < n; i++)
		go_into(parts[i], whole);
	whole->bought_at = whole->updated_at = world_now(w);
	build_total(whole);
	order_rerevision(w, whole);
	world_add(w, whole);
	(void)life_fill_in(w, whole);
	if (stage >= BUY_READY)
		(void)life_pay(w, whole);
	return whole;
}

void life_set_fulfilment(struct world *w, struct order *o, enum fulfilment to, enum lines_sent sent)
{
	o->fulfilment = to;
	o->n_changes++;
	o->sent = sent;
	order_rerevision(w, o);
}

struct order *life_buy_hostile(struct world *w, struct seller *s, const char *const texts[],
			       size_t n)
{
	const char *fields[HOSTILE_FIELDS];

	for (size_t i = 0; i < HOSTILE_FIELDS; i++)
		fields[i] = world_text(w, texts[i % n]);
	return buy(w,
		   &(struct build){.seller = s,
				   .shape = shape_find("courier"),
				   .bought_at = world_now(w),
				   .hostile = fields},
		   BUY_READY);
}

bool life_fill_in(struct world *w, struct order *o)
{
	if (o->status != FORM_BOUGHT || o->merged_into)
		return false;
	o->status = FORM_FILLED_IN;
	o->filled_at = world_now(w);
	build_total(o);
	life_announce(w, o, EVENT_FILLED_IN);
	return true;
}

bool life_pay(struct world *w, struct order *o)
{
	int64_t now = world_now(w);

	if (o->status == FORM_BOUGHT)
		(void)life_fill_in(w, o);
	if (o->status != FORM_FILLED_IN || o->merged_into)
		return false;
	o->status = FORM_READY;
	o->ready_at = now;
	o->dispatch_by = now + TIME_DAY_MS;
	if (build_is_prepaid(o))
		build_pay(o, now);
	life_announce(w, o, EVENT_READY);
	return true;
}

/* What had begun stays as it was: somebody may have to stop a parcel. */
static bool has_begun(const struct order *o)
{
	return o->fulfilment != FUL_NEW && o->fulfilment != FUL_SUSPENDED;
}

static bool cancel(struct world *w, struct order *o, enum event_type type)
{
	if (o->status == FORM_CANCELLED || o->merged_into)
		return false;
	o->status = FORM_CANCELLED;
	if (!has_begun(o))
		o->fulfilment = FUL_CANCELLED;
	o->cancelled_at = world_now(w);
	o->auto_cancelled = type == EVENT_AUTO_CANCELLED;
	life_announce(w, o, type);
	return true;
}

/* FACTS 2.6: once it is being prepared the buyer cannot cancel any more; in cz, sk and hu he can
 * all the same within minutes of buying. */
bool life_may_buyer_cancel(const struct world *w, const struct order *o)
{
	if (o->status == FORM_CANCELLED || o->merged_into)
		return false;
	return !has_begun(o) ||
	       (o->market->cancels_early && world_now(w) - o->bought_at <= BUYER_CANCELS_EARLY_MS);
}

bool life_cancel_by_buyer(struct world *w, struct order *o)
{
	return life_may_buyer_cancel(w, o) && cancel(w, o, EVENT_BUYER_CANCELLED);
}

bool life_cancel_by_allegro(struct world *w, struct order *o)
{
	if (o->status == FORM_READY)
		return false;
	return cancel(w, o, EVENT_AUTO_CANCELLED);
}

bool life_withdraw(struct world *w, struct order *o)
{
	if (o->filled_at == TIME_NONE || o->status == FORM_CANCELLED || o->merged_into)
		return false;
	o->delivery_cancelled_at = world_now(w);
	life_announce(w, o, EVENT_BUYER_MODIFIED);
	return true;
}

bool life_modify(struct world *w, struct order *o)
{
	if (o->filled_at == TIME_NONE || o->status == FORM_CANCELLED || o->merged_into)
		return false;
	build_new_address(w, o, world_now(w));
	life_announce(w, o, EVENT_BUYER_MODIFIED);
	return true;
}

static void plan(struct life *l, struct order *o, step_fn *step, int64_t at)
{
	if (l->n == l->room) {
		l->room = l->room ? l->room * 2 : DUE_FIRST_ROOM;
		l->due = mem_grow(l, l->due, struct due, l->room);
	}
	l->due[l->n++] = (struct due){at, o, step};
}

/* A purchase, and what its buyer will do next. */
static void live_purchase(struct life *l)
{
	struct world *w = l->world;
	struct order *o = life_buy(w, &w->sellers[0], NULL, BUY_BOUGHT);
	int64_t at = o->bought_at + rng_between(&w->rng, FILL_AFTER_MS, FILL_WITHIN_MS);

	plan(l, o, life_fill_in, at);
	if (rng_chance(&w->rng, ABANDON_PERCENT))
		return;
	at += rng_between(&w->rng, PAY_AFTER_MS, PAY_WITHIN_MS);
	plan(l, o, life_pay, at);
	at += rng_between(&w->rng, CHANGE_AFTER_MS, CHANGE_WITHIN_MS);
	if (rng_chance(&w->rng, MODIFY_PERCENT))
		plan(l, o, life_modify, at);
	if (rng_chance(&w->rng, CANCEL_PERCENT))
		plan(l, o, life_cancel_by_buyer, at + 1);
}

static int64_t run_due(struct life *l, int64_t now)
{
	int64_t wait = REST_MS;

	for (size_t i = 0; i < l->n;) {
		struct due d = l->due[i];
		if (d.at > now) {
			wait = d.at - now < wait ? d.at - now : wait;
			i++;
			continue;
		}
		l->due[i] = l->due[--l->n];
		(void)d.step(l->world, d.order);
	}
	return wait;
}

int64_t life_step(struct life *l)
{
	int64_t now = world_now(l->world);
	int64_t wait = run_due(l, now);
	int64_t late = withheld_step(l->world);

	wait = late < wait ? late : wait;
	late = l->world->market_place ? l->world->market_place->step(l->world) : wait;
	wait = late < wait ? late : wait;
	if (!l->interval_ms)
		return wait;
	while (l->next_buy <= now) {
		live_purchase(l);
		l->next_buy += l->interval_ms;
	}
	return l->next_buy - now < wait ? l->next_buy - now : wait;
}
