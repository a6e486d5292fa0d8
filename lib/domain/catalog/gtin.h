#ifndef DOMAIN_CATALOG_GTIN_H
#define DOMAIN_CATALOG_GTIN_H

/*
 * Numbers of goods: EAN-8, UPC-A, EAN-13 (ISBN-13 among them), GTIN-14 and ISBN-10, as files hold
 * them and as they are kept: digits with a check digit that is right. Pure.
 */

#include "base/compiler.h"

enum { GTIN_SIZE = 15 }; /* 14 digits and a NUL */

enum gtin {
	GTIN_OK,
	GTIN_NONE,	  /* nothing stands there: unknown */
	GTIN_SCIENTIFIC,  /* 5,90123E+12: a spreadsheet lost its digits */
	GTIN_NOT_DIGITS,  /* other characters than digits, blanks and dashes */
	GTIN_LENGTH,	  /* so many digits have no meaning */
	GTIN_CHECK_DIGIT, /* mistyped, or leading zeros lost */
	GTIN_INTERNAL,	  /* a number a shop gives itself (EAN-13 of 2...): nobody else knows it */
	GTIN_RESULTS
};

/* Blanks, dashes and an apostrophe or "=" of a spreadsheet around it are left out; an ISBN-10
 * becomes its ISBN-13. out is filled for GTIN_OK alone. */
enum gtin gtin_read(const char *text, char out[GTIN_SIZE]) NONNULL(2);

/* What is wrong, in English and for people: the end of a sentence. */
const char *gtin_problem(enum gtin result) RETURNS_NONNULL;

#endif
