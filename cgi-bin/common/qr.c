/* QR codes by libzint. */
#include "common/qr.h"

#include <stdbool.h>
#include <string.h>

#include <zint.h>

#include "base/mem.h"

enum { QUIET_MODULES = 4 }; /* ISO/IEC 18004 */

static bool is_dark(const struct zint_symbol *s, int x, int y)
{
	return s->encoded_data[y][x / 8] >> (x % 8) & 1;
}

/* Runs of one row, appended. */
static void collect_row(const struct zint_symbol *s, int y, struct qr *out)
{
	int x = 0;

	while (x < s->width) {
		int start = x;

		while (x < s->width && is_dark(s, x, y))
			x++;
		if (x > start)
			out->runs[out->n++] =
			    (struct qr_run){start + QUIET_MODULES, y + QUIET_MODULES, x - start};
		else
			x++;
	}
}

static void collect(void *owner, const struct zint_symbol *s, struct qr *out)
{
	size_t most = (size_t)s->rows * ((size_t)s->width / 2 + 1);

	*out = (struct qr){.runs = mem_array(owner, struct qr_run, most),
			   .size = s->width + 2 * QUIET_MODULES};
	for (int y = 0; y < s->rows; y++)
		collect_row(s, y, out);
}

enum rc qr_encode(void *owner, const char *text, struct qr *out, struct err *e)
{
	size_t len = strnlen(text, QR_TEXT_MAX + 1);

	if (len > QR_TEXT_MAX)
		return err_set(e, RC_INVALID, "a QR code holds at most %d characters", QR_TEXT_MAX);
	struct zint_symbol *s = ZBarcode_Create();
	if (!s)
		mem_exhausted();
	s->symbology = BARCODE_QRCODE;
	if (ZBarcode_Encode(s, (const unsigned char *)text, (int)len) >= ZINT_ERROR)
		(void)err_set(e, RC_INVALID, "the text cannot be a QR code: %s", s->errtxt);
	else
		collect(owner, s, out);
	ZBarcode_Delete(s);
	return e->rc;
}
