#ifndef DOMAIN_CATALOG_PRODUCT_DETECT_H
#define DOMAIN_CATALOG_PRODUCT_DETECT_H

/* What kind of file it is, by its beginning: told to a person before anything is believed. Pure. */

#include "domain/catalog/figure.h"
#include "domain/catalog/product_format.h"

enum { DETECT_BYTES = 64 * 1024 }; /* of its beginning are enough */

enum detect_problem {
	DETECT_OK,
	DETECT_EMPTY,
	DETECT_WEB_PAGE, /* a server's error, or a login */
	DETECT_XLSX,	 /* to be saved as CSV */
	DETECT_PACKED,	 /* ZIP, gzip, PDF, a picture */
	DETECT_UNKNOWN,	 /* neither CSV nor XML of a kind that is known */
	DETECT_PROBLEMS
};

struct detected {
	const struct product_format *format;
	enum table_encoding encoding;
	char separator; /* of CSV */
};

enum detect_problem product_detect(const void *bytes, size_t n, struct detected *out);

/* A sentence without its end, for logs and the command line. */
const char *detect_problem_words(enum detect_problem problem) RETURNS_NONNULL;

enum table_encoding detect_encoding(const unsigned char *bytes, size_t n);

#endif
