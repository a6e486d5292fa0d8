/* The journal of order events. */
#include "world/world.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

#include "world/withheld.h"

/*
 * Number to id and back: multiplication by FACTOR modulo the prime MODULUS visits every number once
 * in an order nobody can use. INVERSE undoes it.
 */
#define MODULUS UINT64_C(9999999999999937)
#define FACTOR	UINT64_C(6180339887498948)

enum { JOURNAL_FIRST_ROOM = 512, ID_DIGITS = 16 };

const char *const event_type_names[] = {"BOUGHT",
					"FILLED_IN",
					"READY_FOR_PROCESSING",
					"BUYER_CANCELLED",
					"FULFILLMENT_STATUS_CHANGED",
					"BUYER_MODIFIED",
					"AUTO_CANCELLED",
					NULL};

__extension__ typedef unsigned __int128 wide; /* holds the product of two ids */

static uint64_t times(uint64_t a, uint64_t b)
{
	return (uint64_t)((wide)a * b % MODULUS);
}

/* FACTOR to the power MODULUS - 2, which is its inverse because MODULUS is prime. */
static uint64_t inverse(void)
{
	static uint64_t found;
	uint64_t base = FACTOR;

	if (found)
		return found;
	found = 1;
	for (uint64_t e = MODULUS - 2; e; e >>= 1, base = times(base, base))
		if (e & 1)
			found = times(found, base);
	return found;
}

void journal_event_id(const struct world *w, const struct event *ev, char out[EVENT_ID_SIZE])
{
	(void)snprintf(out, EVENT_ID_SIZE, "%0*" PRIu64, ID_DIGITS,
		       times(ev->number + w->disguise, FACTOR));
}

bool journal_after(const struct world *w, const struct journal *j, const char *id, size_t *place)
{
	int64_t value;

	if (strlen(id) != ID_DIGITS ||
	    !str_to_i64(id + strspn(id, "0"), 1, (int64_t)MODULUS, &value))
		return false;
	uint64_t number = times((uint64_t)value, inverse()) - w->disguise;
	if (number >= j->numbers)
		return false;
	*place = j->last_place[number] + 1;
	return true;
}

static void make_room(struct world *w, struct journal *j)
{
	if (j->n < j->room)
		return;
	j->room = j->room ? j->room * 2 : JOURNAL_FIRST_ROOM;
	j->events = mem_grow(w, j->events, struct event, j->room);
	j->last_place = mem_grow(w, j->last_place, size_t, j->room);
}

/* Put ev in; a repeated event brings its number along. */
static void put(struct world *w, struct journal *j, size_t place, const struct event *ev)
{
	make_room(w, j);
	memmove(j->events + place + 1, j->events + place, (j->n - place) * sizeof(j->events[0]));
	j->events[place] = *ev;
	j->n++;
	for (size_t i = place; i < j->n; i++)
		j->last_place[j->events[i].number] = i;
}

static struct event numbered(struct journal *j, const struct event *ev)
{
	struct event out = *ev;

	out.number = j->numbers++;
	return out;
}

void journal_insert(struct world *w, struct journal *j, size_t place, const struct event *ev)
{
	struct event first = numbered(j, ev);

	put(w, j, place, &first);
}

bool disturb_take(struct world *w, enum disturbance what, enum event_type type)
{
	struct disturb *d = &w->disturb[what];

	if (!d->left)
		return false;
	if (!str_empty(d->types) && fnmatch(d->types, event_type_names[type], 0))
		return false;
	d->left--;
	return true;
}

static void append_repeated(struct world *w, struct journal *j, const struct event *ev)
{
	struct event first = numbered(j, ev);

	put(w, j, j->n, &first);
	if (disturb_take(w, DISTURB_REPEAT, ev->type))
		put(w, j, j->n, &first);
	if (disturb_take(w, DISTURB_REPEAT_NEW_ID, ev->type))
		journal_insert(w, j, j->n, ev);
}

void journal_release(struct world *w)
{
	if (!w->held)
		return;
	struct event late = *w->held;
	mem_free(w->held);
	w->held = NULL;
	append_repeated(w, &late.order->seller->journal, &late);
}

void journal_add(struct world *w, struct order *o, enum event_type type, int64_t at)
{
	struct event ev = {.type = type, .occurred_at = at, .order = o};

	memcpy(ev.revision, o->revision, sizeof(ev.revision));
	if (disturb_take(w, DISTURB_LOSE, type) || withheld_take(w, &ev))
		return;
	if (!w->held && disturb_take(w, DISTURB_SWAP, type)) {
		w->held = mem_zero(w, struct event);
		*w->held = ev;
		return;
	}
	append_repeated(w, &o->seller->journal, &ev);
	journal_release(w);
}
