#ifndef COMMON_AMOUNT_H
#define COMMON_AMOUNT_H

/* Amounts of money in fields of forms, the only place for it; elsewhere they are fmt_money(). */

#include "common/format.h"

/* As the reader of this language writes it: "77,70" or "77.70"; "" for MONEY_NONE. */
const char *amount_field(const struct fmt *f, struct money m) RETURNS_NONNULL;

/* An amount above zero as people type it, with a comma or a point, with blanks among its digits.
 * false: it is none in this currency. */
bool amount_read(void *mem, const char *text, const char *currency, struct money *out);

#endif
