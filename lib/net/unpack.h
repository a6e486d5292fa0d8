#ifndef NET_UNPACK_H
#define NET_UNPACK_H

/*
 * A body that may be packed by gzip, told by its first bytes, as a stream: unpacked piece by piece
 * in flat memory, and known to have come to its end. libcurl unpacks too, but takes half of a
 * packed file for the whole.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"

struct unpack;

/* sink gets what is unpacked; what it returns false for ends it. */
typedef bool (*unpack_sink)(void *arg, const char *data, size_t n);
struct unpack *unpack_new(void *owner, unpack_sink sink, void *arg) RETURNS_NONNULL;

/* The next piece; false: the sink had enough, or it is broken. */
bool unpack_next(struct unpack *u, const char *data, size_t n);

/* Is it whole? */
bool unpack_end(struct unpack *u);

#endif
