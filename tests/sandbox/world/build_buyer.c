/* Buyers of the demonstration world. */
#include "world/build_buyer.h"

#include "world/build.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"

enum { RETURNING_PERCENT = 25, FLAT_PERCENT = 60, BUYERS_FIRST_ROOM = 256 };

#define PICK(w, list) ((list).at[rng_below(&(w)->rng, (uint32_t)(list).n)])

const char *draw_street(struct world *w, const struct people *p)
{
	const char *street = PICK(w, p->streets);
	uint32_t house = 1 + rng_below(&w->rng, 180);

	if (rng_chance(&w->rng, FLAT_PERCENT))
		return world_textf(w, "%s %" PRIu32 "/%" PRIu32, street, house,
				   1 + rng_below(&w->rng, 90));
	return world_textf(w, "%s %" PRIu32, street, house);
}

const char *draw_zip(struct world *w, const struct town *town)
{
	uint32_t range = town->zip_digits == 2 ? 100 : 1000;

	return world_textf(w, "%s%0*" PRIu32, town->zip_prefix, town->zip_digits,
			   rng_below(&w->rng, range));
}

static const char *draw_phone(struct world *w, const struct people *p)
{
	return world_textf(w, "%s%08" PRIu32, p->phone_prefix, rng_below(&w->rng, 100000000));
}

/* A PESEL with the right form; its date of birth is in the last century. */
static const char *draw_pesel(struct world *w)
{
	return world_textf(w, "%02" PRIu32 "%02" PRIu32 "%02" PRIu32 "%05" PRIu32,
			   50 + rng_below(&w->rng, 50), 1 + rng_below(&w->rng, 12),
			   1 + rng_below(&w->rng, 28), rng_below(&w->rng, 100000));
}

static struct buyer *new_buyer(struct world *w, enum people_id id)
{
	const struct people *p = &peoples[id];
	const struct full_name *name = &PICK(w, p->names);
	const struct town *town = &PICK(w, p->towns);
	struct buyer *b = world_take(w, sizeof(*b));

	*b = (struct buyer){
	    .login = world_textf(w, "%s_%" PRIu32, name->stem, 10 + rng_below(&w->rng, 9990)),
	    .first_name = name->first,
	    .last_name = name->last,
	    .language = p->language,
	    .phone = draw_phone(w, p),
	    .street = draw_street(w, p),
	    .city = town->city,
	    .zip = draw_zip(w, town),
	    .country = p->country,
	};
	(void)snprintf(b->id, sizeof(b->id), "%" PRIu32, 10000000 + rng_below(&w->rng, 90000000));
	return b;
}

static void remember(struct world *w, struct buyer *b)
{
	if (w->n_buyers == w->room_buyers) {
		w->room_buyers = w->room_buyers ? w->room_buyers * 2 : BUYERS_FIRST_ROOM;
		w->buyers = mem_grow(w, w->buyers, struct buyer *, w->room_buyers);
	}
	w->buyers[w->n_buyers++] = b;
}

static void apply_flags(struct world *w, struct buyer *b, const struct shape *shape)
{
	if (shape->flags & SHAPE_GUEST) {
		b->guest = true;
		b->login = world_textf(w, "Client:%s", b->id);
	}
	if (shape->flags & SHAPE_PESEL)
		b->pesel = draw_pesel(w);
}

struct buyer *buyer_draw(struct world *w, const struct shape *shape)
{
	const unsigned special = SHAPE_GUEST | SHAPE_PESEL | SHAPE_COMPANY_BUYER;
	bool plain = shape->people == PEOPLE_PL && !(shape->flags & special);

	if (plain && w->n_buyers && rng_chance(&w->rng, RETURNING_PERCENT))
		return w->buyers[rng_below(&w->rng, (uint32_t)w->n_buyers)];
	struct buyer *b = new_buyer(w, shape->people);
	apply_flags(w, b, shape);
	if (plain)
		remember(w, b);
	return b;
}

struct buyer *buyer_hostile(struct world *w, const char *const texts[])
{
	struct buyer *b = new_buyer(w, PEOPLE_PL);

	b->login = texts[HOSTILE_LOGIN];
	b->first_name = texts[HOSTILE_FIRST_NAME];
	b->last_name = texts[HOSTILE_LAST_NAME];
	b->company = texts[HOSTILE_COMPANY];
	b->pesel = texts[HOSTILE_PESEL];
	b->phone = texts[HOSTILE_PHONE];
	b->street = texts[HOSTILE_STREET];
	b->city = texts[HOSTILE_CITY];
	b->zip = texts[HOSTILE_ZIP];
	return b;
}
