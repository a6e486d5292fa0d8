#ifndef DOMAIN_MAPPING_UNIT_H
#define DOMAIN_MAPPING_UNIT_H

/* Units of what shops and Allegro measure, and the way from one to another without rounding. Pure.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/compiler.h"

/* Is it a unit there is a way from or to? name: folded (text_fold()), a dot at its end is left out.
 */
bool unit_is_known(const char *name);

/* The unit all of its kind can be compared in; what nobody knows is its own. */
const char *unit_base(const char *name) RETURNS_NONNULL;

enum unit_way {
	UNIT_FINE,
	UNIT_FOREIGN,	/* there is no way from the one to the other */
	UNIT_INEXACT,	/* millionths of it do not hold the result */
	UNIT_TOO_LARGE, /* it leaves the range */
};

/* Millionths of one unit in another, both folded; "" is the number alone, and pieces. A unit that
 * nobody knows is its own. */
enum unit_way unit_convert(int64_t n, const char *from, const char *to, int64_t *out) NONNULL(4);

#endif
