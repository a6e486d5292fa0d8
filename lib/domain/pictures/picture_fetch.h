#ifndef DOMAIN_PICTURES_PICTURE_FETCH_H
#define DOMAIN_PICTURES_PICTURE_FETCH_H

/*
 * Which pictures are to be fetched, and what became of them; for fetch-pictures, in the turn of an
 * account. The offers of the account, and the products that Allegro's catalogue has, are looked
 * through slice by slice, round and round: what is another picture alone tells nobody.
 */

#include "domain/accounts/turn.h"
#include "domain/pictures/picture.h"

enum {
	PICTURE_SLICE = 1000, /* offers looked at in a step */
	PICTURE_SLICES = 5,   /* steps of a turn: 100,000 offers in twenty minutes */
	PICTURE_FETCHES =
	    300, /* asked for in a turn: five a second, of a server that serves millions */
	PICTURE_TRIES = 4, /* of one that is refused or is none; then it is left alone */
};

/* Look through the next offers and products; addresses that are not known become rows. */
MUST_CHECK enum rc pictures_look(struct turn *turn, struct err *e);

struct picture_due {
	uint64_t id;
	const char *address;
	int64_t failures;
};

/* Whose time has come, the newest first, at most PICTURE_FETCHES. */
MUST_CHECK enum rc pictures_due(struct turn *turn, void *owner, struct picture_due **out, size_t *n,
				struct err *e);

MUST_CHECK enum rc picture_keep(struct turn *turn, const struct picture_due *due,
				const struct picture_content *content, struct err *e);

/* is_its: it is the picture's own fault, and not that of the way to it. */
MUST_CHECK enum rc picture_miss(struct turn *turn, const struct picture_due *due, const char *fault,
				bool is_its, struct err *e);

#endif
