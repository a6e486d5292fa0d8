#ifndef PRICING_AUTOMATION_WORDS_H
#define PRICING_AUTOMATION_WORDS_H

/* Allegro's price rules as people read them. */

#include "common/format.h"
#include "common/label.h"
#include "domain/offers/automation.h"

/* "10,00 zł to 20,00 zł"; "" for none. */
const char *automation_range_text(const struct fmt *f, struct money least,
				  struct money most) RETURNS_NONNULL;

/* A value of the kind "offer-rule": "Allegro.pl: Lowest price, 10,00 zł to 20,00 zł". */
const char *automation_value_text(const struct fmt *f, const char *value);

#endif
