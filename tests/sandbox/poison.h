#ifndef SANDBOX_POISON_H
#define SANDBOX_POISON_H

/* Order documents that are valid JSON and still cannot be read: each way has a name. */

#include <stddef.h>

#include "base/str.h"

/* The name of this way as a constant, NULL when there is none; "" names the first. */
const char *poison_find(const char *name);

/* Rewrite the document that starts at `start` of out. */
void poison_apply(struct str *out, size_t start, const char *name);

#endif
