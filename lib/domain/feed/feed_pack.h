#ifndef DOMAIN_FEED_FEED_PACK_H
#define DOMAIN_FEED_FEED_PACK_H

#include "base/compiler.h"
#include "base/str.h"

/*
 * A text in the format of MariaDB's COMPRESS(): four bytes of length, then a zlib stream. So the
 * panel reads it by UNCOMPRESS() in a query, and writing it costs the server nothing.
 */
struct bytes feed_pack(void *owner, const char *text) NONNULL(2);

#endif
