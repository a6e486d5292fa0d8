#ifndef COMMON_BARCODE_H
#define COMMON_BARCODE_H

/* Code 128 as bars on a grid of modules, for a template to draw (libzint does the coding). */

#include <stddef.h>

#include "base/compiler.h"
#include "base/err.h"

enum { BARCODE_TEXT_MAX = 64 }; /* longest number of Allegro; 64 characters are still scannable */

struct bar {
	int x; /* first module */
	int width;
};

struct barcode {
	struct bar *bars;
	size_t n;
	int width; /* modules, quiet zones included */
};

/* RC_INVALID when the text cannot be coded (too long, not Latin-1). */
MUST_CHECK enum rc barcode_code128(void *mem, const char *text, struct barcode *out, struct err *e);

#endif
