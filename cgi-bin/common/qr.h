#ifndef COMMON_QR_H
#define COMMON_QR_H

/* A QR code as horizontal runs of dark modules, for a template to draw (libzint does the coding).
 */

#include <stddef.h>

#include "base/err.h"

enum { QR_TEXT_MAX = 512 }; /* an address; longer ones are too dense for a phone to read */

struct qr_run {
	int x;
	int y;
	int width;
};

struct qr {
	struct qr_run *runs;
	size_t n;
	int size; /* modules of a side, quiet zone included */
};

/* RC_INVALID when the text is too long or cannot be coded. */
MUST_CHECK enum rc qr_encode(void *owner, const char *text, struct qr *out, struct err *e);

#endif
