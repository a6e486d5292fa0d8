#ifndef DOMAIN_MAPPING_BRAND_KEY_H
#define DOMAIN_MAPPING_BRAND_KEY_H

#include "base/compiler.h"

/* What the products of a brand have in common, of the brand folded: as many hex digits. */
enum { BRAND_KEY_HEX = 32 };
const char *brand_key(void *mem, const char *folded) RETURNS_NONNULL;

#endif
