#ifndef BASE_KEEP_H
#define BASE_KEEP_H

/* Small files a program remembers something in: old or new, never half. */

#include <stddef.h>

#include "base/compiler.h"
#include "base/err.h"

enum { KEEP_BYTES_MAX = 64 * 1024 };

/* Replace path by text: written beside it, synced, renamed, and the folder synced. RC_IO. */
MUST_CHECK enum rc keep_write(const char *path, const char *text, struct err *e);

/* The text of path; RC_NOT_FOUND, RC_IO, RC_INVALID when it is larger than KEEP_BYTES_MAX. */
MUST_CHECK enum rc keep_read(void *owner, const char *path, char **out, struct err *e);

#endif
