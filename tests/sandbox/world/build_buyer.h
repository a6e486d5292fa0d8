#ifndef SANDBOX_WORLD_BUILD_BUYER_H
#define SANDBOX_WORLD_BUILD_BUYER_H

/* Buyers: some come back, most are new. */

#include "world/shapes.h"
#include "world/world.h"

struct buyer *buyer_draw(struct world *w, const struct shape *shape);

/* A buyer each text of which is `text`. */
struct buyer *buyer_hostile(struct world *w, const char *const texts[]);

/* A house in a street of these people, and a postal code of the town. */
const char *draw_street(struct world *w, const struct people *p);
const char *draw_zip(struct world *w, const struct town *town);

#endif
