#ifndef SANDBOX_WORLD_SEED_H
#define SANDBOX_WORLD_SEED_H

/* Filling a world with history. */

#include "world/world.h"

struct seed_options {
	int64_t orders; /* of the demonstration seller; the other one gets a tenth, at least 12 */
	int64_t days;	/* how far back the history goes */
	int lines;	/* lines of every order, 0: as its shape says */
};

/* Orders with their events; events older than Allegro keeps them (60 days) are not in a journal. */
void seed_world(struct world *w, const struct seed_options *options);

#endif
