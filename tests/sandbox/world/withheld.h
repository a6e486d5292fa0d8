#ifndef SANDBOX_WORLD_WITHHELD_H
#define SANDBOX_WORLD_WITHHELD_H

/*
 * Events that have happened and are not in the journal yet: they come late, when their time is up
 * or when somebody releases them, either in the place they would have had (below the cursor of
 * whoever read on meanwhile) or as the newest.
 */

#include "world/world.h"

/* Keep the event back if the next one of its type is to be; false when it is not. */
bool withheld_take(struct world *w, const struct event *ev);

/* Hand out what is due; milliseconds until something is due again. */
int64_t withheld_step(struct world *w);

/* Hand out everything, each where it was meant to go. */
void withheld_release(struct world *w);

size_t withheld_count(const struct world *w);

#endif
