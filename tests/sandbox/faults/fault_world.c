/* Faults that change the world: its journal, its orders, its tokens, its patience. */
#include <string.h>

#include "base/mem.h"

#include "faults/fault_kind.h"
#include "world/life.h"
#include "offers/offer.h"
#include "oauth/oauth.h"
#include "faults/poison.h"
#include "sandbox.h"
#include "world/withheld.h"
#include "world/world.h"

enum { SHUFFLE_WINDOW = 50 };

static unsigned times_asked(const struct fault_request *r)
{
	return (unsigned)(r->count < 0 ? INT32_MAX : r->count);
}

/*
 * k->number is the disturbance, path a pattern of event types. Withheld: value milliseconds, with
 * "/end" behind it (or alone) when the event shall come as the newest. Shuffled: how many at a
 * time.
 */
const char *apply_disturb(struct sandbox *sb, const struct fault_kind *k,
			  const struct fault_request *r)
{
	struct disturb *d = &sb->world->disturb[k->number];
	const char *value = str_or(r->value, "");
	size_t digits = strspn(value, "0123456789");
	const char *number = mem_strndup(sb->world, value, digits);

	d->at_end = str_eq(value + digits, "/end") || str_eq(value, "end");
	if (!d->at_end && value[digits])
		return "value must be a number, or a number and /end";
	d->value = k->number == DISTURB_SHUFFLE ? SHUFFLE_WINDOW : 0;
	if (digits && !str_to_i64(number, 1, 366 * TIME_DAY_MS, &d->value))
		return "value must be a number from 1";
	d->types = world_text(sb->world, r->path);
	d->left += times_asked(r);
	return NULL;
}

/* value: ORDER_ID or ORDER_ID/WAY. The order changes visibly, so that it is read again. */
const char *apply_document(struct sandbox *sb, const struct fault_kind *k,
			   const struct fault_request *r)
{
	char id[UUID_SIZE] = "";
	const char *value = str_or(r->value, "");

	memcpy(id, value, strnlen(value, UUID_SIZE - 1));
	struct order *o = world_order(sb->world, id);
	if (!o || (strlen(value) >= UUID_SIZE && value[UUID_SIZE - 1] != '/'))
		return "value must be the id of an order, then optionally / and a way to break it";
	const char *way = poison_find(value[UUID_SIZE - 1] == '/' ? value + UUID_SIZE : "",
				      (enum document_fault)k->number);
	if (!way)
		return "no such way to break an order";
	o->poison = way;
	life_announce(sb->world, o, EVENT_BUYER_MODIFIED);
	return NULL;
}

const char *apply_hide(struct sandbox *sb, const struct fault_kind *k,
		       const struct fault_request *r)
{
	struct order *o = world_order(sb->world, r->value);

	(void)k;
	if (!o)
		return "value must be the id of an order";
	o->seller->n_gone += !order_is_gone(o);
	o->hidden = true;
	return NULL;
}

const char *apply_exhaust(struct sandbox *sb, const struct fault_kind *k,
			  const struct fault_request *r)
{
	struct order *o = world_order(sb->world, r->value);

	(void)k;
	if (!o)
		return "value must be the id of an order";
	o->n_changes = FULFILMENT_CHANGES_MAX;
	return NULL;
}

const char *apply_from(struct sandbox *sb, const struct fault_kind *k,
		       const struct fault_request *r)
{
	(void)r;
	sb->world->from_reading = (enum from_reading)k->number;
	return NULL;
}

/* value: how many of the newest events every journal keeps. */
const char *apply_forget(struct sandbox *sb, const struct fault_kind *k,
			 const struct fault_request *r)
{
	int64_t keep = 0;

	(void)k;
	if (!str_empty(r->value) && !str_to_i64(r->value, 0, INT32_MAX, &keep))
		return "value must be how many events are kept";
	for (size_t i = 0; i < SELLERS; i++) {
		struct journal *j = &sb->world->sellers[i].journal;
		size_t first = j->n > (size_t)keep ? j->n - (size_t)keep : 0;
		j->first = first > j->first ? first : j->first;
		offer_journal_forget(&sb->world->offers->shelves[i].journal, (size_t)keep);
	}
	return NULL;
}

/* value: seconds; "/header" behind them tells the client about them. */
const char *apply_ban(struct sandbox *sb, const struct fault_kind *k, const struct fault_request *r)
{
	const char *value = str_or(r->value, "");
	size_t digits = strspn(value, "0123456789");
	int64_t seconds;

	(void)k;
	if (!str_to_i64(mem_strndup(sb->world, value, digits), 1, 86400, &seconds))
		return "value must be seconds, with /header behind them to tell the client";
	oauth_ban(sb->oauth, seconds * TIME_SECOND_MS, str_eq(value + digits, "/header"));
	return NULL;
}

const char *apply_fork(struct sandbox *sb, const struct fault_kind *k,
		       const struct fault_request *r)
{
	(void)k;
	if (!oauth_set_fork(sb->oauth, r->value))
		return "value must be both, last, first or none";
	return NULL;
}

/* value: OFFER_ID/WAY, or OFFER_ID. It changes visibly, so that it is read again. */
const char *apply_offer(struct sandbox *sb, const struct fault_kind *k,
			const struct fault_request *r)
{
	const char *value = str_or(r->value, "");
	const size_t id = strcspn(value, "/");
	struct offer *o = offer_find(sb->world, mem_strndup(sb->world, value, id));
	const char *way =
	    poison_find(value[id] ? value + id + 1 : "", (enum document_fault)k->number);

	if (!o || !way)
		return "value must be the id of an offer, then optionally / and a way to break it";
	o->poison = way;
	offer_changed(sb->world, o);
	return NULL;
}

const char *apply_trouble(struct sandbox *sb, const struct fault_kind *k,
			  const struct fault_request *r)
{
	struct trouble *t = &sb->world->offers->trouble[k->number];

	t->value = 0;
	if (!str_to_i64(str_or(r->value, "0"), 0, 366 * TIME_DAY_MS, &t->value) && k->needs)
		return mem_printf(sb->world, "value must be %s", k->needs);
	t->text = str_empty(r->value) ? NULL : world_text(sb->world, r->value);
	t->pattern = world_text(sb->world, r->path);
	t->left = r->count;
	return NULL;
}

void then_pay(struct world *w, struct order *shown)
{
	(void)life_pay(w, shown);
}

void then_modify(struct world *w, struct order *shown)
{
	if (!life_modify(w, shown))
		life_announce(w, shown, EVENT_BUYER_MODIFIED);
}

void then_cancel(struct world *w, struct order *shown)
{
	if (!life_cancel_by_buyer(w, shown))
		(void)life_cancel_by_allegro(w, shown);
}

/* With another purchase of the same buyer. */
void then_merge(struct world *w, struct order *shown)
{
	if (shown->status == FORM_CANCELLED || order_is_gone(shown))
		return;
	struct order *parts[] = {shown, life_buy_again(w, shown, BUY_BOUGHT)};
	(void)life_merge(w, parts, 2, shown->status == FORM_READY ? BUY_READY : BUY_FILLED_IN);
}

void then_buy(struct world *w, struct order *shown)
{
	(void)life_buy(w, shown->seller, NULL, BUY_READY);
}

static void heal_order(struct world *w, struct order *o)
{
	if (o->hidden) {
		o->hidden = false;
		o->seller->n_gone -= !order_is_gone(o);
	}
	if (!o->poison)
		return;
	o->poison = NULL;
	life_announce(w, o, EVENT_BUYER_MODIFIED);
}

void fault_world_clear(struct sandbox *sb)
{
	struct world *w = sb->world;

	memset(w->disturb, 0, sizeof(w->disturb));
	w->from_reading = FROM_USUAL;
	journal_release(w);
	withheld_release(w);
	offer_events_release(w);
	troubles_clear(w);
	oauth_ban(sb->oauth, 0, false);
	(void)oauth_set_fork(sb->oauth, NULL);
}

static void heal_offers(struct world *w, const struct shelf *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->at[i]->poison) {
			s->at[i]->poison = NULL;
			offer_changed(w, s->at[i]);
		}
}

void fault_documents_clear(struct sandbox *sb)
{
	struct world *w = sb->world;

	for (size_t i = 0; i < SELLERS; i++) {
		heal_offers(w, &w->offers->shelves[i]);
		struct order_index *x = &w->sellers[i].by_arrival;
		for (size_t k = 0; k < x->n; k++)
			heal_order(w, x->at[k]);
	}
}
