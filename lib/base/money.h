#ifndef BASE_MONEY_H
#define BASE_MONEY_H

/*
 * Money: minor units in an int64_t plus an ISO 4217 code; never a double, never a guess.
 *
 * Parsing is strict: "12.3", "12.30" and "12" are amounts, "12.345", "12,3", "+12", "1e3" and ""
 * are not. Only currencies of the table are known; an unknown code is an error for the caller to
 * show, because the number of its decimals would be a guess.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"

#define MONEY_NULL INT64_MIN /* minor of "no amount": SQL NULL, JSON null */

struct money {
	int64_t minor;	  /* grosze, haléře, cents; MONEY_NULL when there is no amount */
	char currency[4]; /* "PLN"; "" when there is no amount */
};

#define MONEY_NONE ((struct money){.minor = MONEY_NULL})

bool money_is_none(struct money m);

/* Decimal text in major units, as Allegro sends it ("19.90"). */
MUST_CHECK enum rc money_parse(const char *amount, const char *currency, struct money *out,
			       struct err *e) NONNULL(3, 4);

/* Decimal text with a dot and all decimals ("19.90"), for JSON and CSV; owner owns it. */
char *money_to_decimal(void *owner, struct money m) RETURNS_NONNULL;

/* Sum and product; false when currencies differ, an operand is none, or the range is left. */
MUST_CHECK bool money_add(struct money a, struct money b, struct money *out) NONNULL(3);
MUST_CHECK bool money_times(struct money a, int64_t n, struct money *out) NONNULL(3);

/* As people read it: "1234,56 zł", "12 345,67 zł" (pl), "PLN 12,345.67" (en); "" for none. */
enum money_style { MONEY_PL, MONEY_EN };
char *money_format(void *owner, struct money m, enum money_style style) RETURNS_NONNULL;

#endif
