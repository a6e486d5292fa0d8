#ifndef SANDBOX_CONTROL_EFFECTS_H
#define SANDBOX_CONTROL_EFFECTS_H

/* What has been done to the sandbox, counted, for tests. */

#include "server/http.h"

struct effects;

struct effects *effects_new(void *owner);

/* Add one to group.key, or to group.key.part when part is not NULL. */
void effects_count(struct effects *e, const char *group, const char *key, const char *part);

/* Append a change of a fulfilment status to the list of them. */
void effects_fulfilment(struct effects *e, const char *order, const char *from, const char *to);

const char *effects_json(struct effects *e);
void effects_clear(struct effects *e);

#endif
