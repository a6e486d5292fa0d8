#ifndef DOMAIN_CATALOG_FIGURE_H
#define DOMAIN_CATALOG_FIGURE_H

/*
 * Numbers as the files of shops hold them: "1.234,56", "1,234.56", "12,50 zł", ".5", "23%". Read in
 * whole millionths, or refused with the reason: what could mean two things is not guessed. Pure.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"

enum decimal_mark { DECIMAL_UNKNOWN, DECIMAL_DOT, DECIMAL_COMMA, DECIMAL_MARKS };

enum figure_result {
	FIGURE_OK,
	FIGURE_NONE, /* nothing stands there: unknown, which is not 0 */
	FIGURE_NOT_NUMBER,
	FIGURE_SCIENTIFIC, /* 5,9E+12: a spreadsheet lost its digits */
	FIGURE_AMBIGUOUS,  /* 1.234 may be one or a thousand: the decimal mark has to be known */
	FIGURE_TOO_LARGE,
	FIGURE_RESULTS
};

enum { FIGURE_PLACES = 6, FIGURE_UNIT_MAX = 12 };

struct figure {
	int64_t millionths;
	char unit[FIGURE_UNIT_MAX]; /* what stands before or behind it ("zł", "kg"), "" when none */
};

enum figure_result figure_read(const char *text, enum decimal_mark mark, struct figure *out)
    NONNULL(3);

/* Which mark the text itself proves to be the decimal one: "12,50" and "1.234,5" a comma. */
enum decimal_mark figure_proves(const char *text);

/* In units of so many decimals, rounded half away from zero; *exact (may be NULL): nothing was. */
int64_t figure_in(const struct figure *f, int decimals, bool *exact) NONNULL(1);

/* What is wrong, in English and for people: the end of a sentence. */
const char *figure_problem(enum figure_result result) RETURNS_NONNULL;

#endif
