#ifndef DB_LIKE_H
#define DB_LIKE_H

/* Texts that people type, inside a pattern of LIKE. */

#include <stddef.h>

#include "base/str.h"

/* Adds len bytes of a text in which no letter means another to LIKE: at most twice as many. */
void like_add(struct str *out, const char *text, size_t len) NONNULL(1, 2);

#endif
