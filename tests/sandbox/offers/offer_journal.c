/* The journal of what happened to offers: who adds to it. Who reads it: offer_events.c. */
#include "offers/offer.h"
#include "offers/offer_journal.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

enum {
	FIRST_ROOM = 256,
	ID_BASE = 1000000007, /* ids begin there and go on in steps; nobody should know */
	ID_STEP = 7919,
	REPEATS = 2,
};

const char *const offer_event_names[] = {"OFFER_ACTIVATED",
					 "OFFER_CHANGED",
					 "OFFER_ENDED",
					 "OFFER_STOCK_CHANGED",
					 "OFFER_PRICE_CHANGED",
					 "OFFER_ARCHIVED",
					 "OFFER_BID_PLACED",
					 "OFFER_BID_CANCELED",
					 "OFFER_TRANSLATION_UPDATED",
					 "OFFER_VISIBILITY_CHANGED",
					 "OFFER_DELIVERY_COUNTRIES_BLOCKED",
					 NULL};

static const char letters[] = "QWERTYUIOP";

/* The digits of a number as sixteen letters, as opaque as Allegro's. */
void offer_event_id(const struct world *w, const struct offer_event *ev,
		    char out[OFFER_EVENT_ID_SIZE])
{
	char digits[OFFER_EVENT_ID_SIZE];

	(void)snprintf(digits, sizeof(digits), "%016" PRIu64,
		       w->disguise + ID_BASE + ev->number * ID_STEP);
	for (size_t i = 0; i < sizeof(digits); i++)
		out[i] = digits[i] ? letters[digits[i] - '0'] : '\0';
}

bool offer_event_number(const struct world *w, const struct offer_journal *j, const char *id,
			uint64_t *number)
{
	const uint64_t base = w->disguise + ID_BASE;
	uint64_t value = 0;
	size_t n = 0;

	for (; id[n]; n++) {
		const char *letter = strchr(letters, id[n]);
		if (!letter || n == OFFER_EVENT_ID_SIZE - 1)
			return false;
		value = value * 10 + (uint64_t)(letter - letters);
	}
	if (n != OFFER_EVENT_ID_SIZE - 1 || value < base || (value - base) % ID_STEP)
		return false;
	*number = (value - base) / ID_STEP;
	return *number < j->numbers;
}

static void put(struct world *w, struct offer_journal *j, const struct offer_event *ev)
{
	if (j->n == j->room) {
		j->room = j->room ? 2 * j->room : FIRST_ROOM;
		j->at = mem_grow(w->offers, j->at, struct offer_event, j->room);
	}
	j->at[j->n++] = *ev;
}

/* Only a disturbance that names them: an empty pattern means events of orders. */
static bool taken(struct world *w, enum disturbance what, enum offer_event_type type)
{
	struct disturb *d = &w->disturb[what];

	if (!d->left || !str_starts(d->types, "OFFER") ||
	    fnmatch(d->types, offer_event_names[type], 0))
		return false;
	d->left--;
	return true;
}

void offer_tell(struct world *w, const struct offer *o, enum offer_event_type type, bool automatic)
{
	struct offer_journal *j = &shelf_of(w, o->seller)->journal;
	const int64_t now = world_now(w);
	struct offer_event ev = {.type = type,
				 .at = now,
				 .shown_from = now,
				 .offer = o,
				 .sku = o->sku,
				 .ended_by = o->ended_by,
				 .automatic = automatic};
	const struct disturb *late = &w->disturb[DISTURB_WITHHOLD];

	if (taken(w, DISTURB_LOSE, type))
		return;
	if (taken(w, DISTURB_WITHHOLD, type)) {
		ev.shown_from = late->value ? now + late->value : INT64_MAX;
		ev.last = late->at_end;
		j->n_late++;
	}
	ev.number = j->numbers++;
	put(w, j, &ev);
	if (taken(w, DISTURB_REPEAT, type))
		put(w, j, &ev);
	if (taken(w, DISTURB_REPEAT_NEW_ID, type)) {
		ev.number = j->numbers++;
		put(w, j, &ev);
	}
	if (j->n >= REPEATS && taken(w, DISTURB_SWAP, type)) {
		const struct offer_event last = j->at[j->n - 1];
		j->at[j->n - 1] = j->at[j->n - 2];
		j->at[j->n - 2] = last;
	}
}

/* The late ones whose time has come: those that come in as the newest move to the end. */
void offer_journal_settle(struct offer_journal *j, int64_t now)
{
	for (size_t i = 0, left = j->n_late; i < j->n && left; i++) {
		struct offer_event ev = j->at[i];

		if (ev.shown_from <= ev.at)
			continue;
		left--;
		if (ev.shown_from > now)
			continue;
		j->n_late--;
		ev.shown_from = ev.at;
		if (ev.last) {
			memmove(j->at + i, j->at + i + 1, (j->n - i - 1) * sizeof(ev));
			j->at[j->n - 1] = ev;
			i--;
		} else {
			j->at[i] = ev;
		}
	}
}

void offer_events_release(struct world *w)
{
	for (size_t s = 0; w->offers && s < SELLERS; s++) {
		struct offer_journal *j = &w->offers->shelves[s].journal;

		for (size_t i = 0; i < j->n; i++)
			if (j->at[i].shown_from == INT64_MAX)
				j->at[i].shown_from = j->at[i].at + 1;
		offer_journal_settle(j, INT64_MAX);
	}
}

void offer_journal_forget(struct offer_journal *j, size_t keep)
{
	const size_t first = j->n > keep ? j->n - keep : 0;

	j->first = first > j->first ? first : j->first;
}
