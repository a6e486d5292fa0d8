/* Code 128 by libzint, as bars on a grid of modules. */
#include "common/barcode.h"

#include <stdbool.h>
#include <string.h>

#include <zint.h>

#include "base/mem.h"

enum { QUIET_MODULES = 10 }; /* free space a scanner needs on both sides (ISO/IEC 15417) */

/* Bit of the first row of the symbol: zint packs modules from the lowest bit up. */
static bool is_dark(const struct zint_symbol *symbol, int module)
{
	return symbol->encoded_data[0][module / 8] >> (module % 8) & 1;
}

static void collect_bars(void *mem, const struct zint_symbol *symbol, struct barcode *out)
{
	int i = 0;

	out->width = symbol->width + 2 * QUIET_MODULES;
	out->bars = mem_array(mem, struct bar, (size_t)symbol->width + 1);
	out->n = 0;
	while (i < symbol->width) {
		int start = i;

		while (i < symbol->width && is_dark(symbol, i))
			i++;
		if (i > start)
			out->bars[out->n++] = (struct bar){start + QUIET_MODULES, i - start};
		else
			i++;
	}
}

enum rc barcode_code128(void *mem, const char *text, struct barcode *out, struct err *e)
{
	struct zint_symbol *symbol;
	int len = (int)strnlen(text, BARCODE_TEXT_MAX + 1);

	if (len > BARCODE_TEXT_MAX)
		return err_set(e, RC_INVALID, "A barcode holds at most %d characters.",
			       BARCODE_TEXT_MAX);
	symbol = ZBarcode_Create();
	if (!symbol)
		mem_exhausted();
	symbol->symbology = BARCODE_CODE128;
	if (ZBarcode_Encode(symbol, (const unsigned char *)text, len) >= ZINT_ERROR)
		(void)err_set(e, RC_INVALID, "The number cannot be a barcode: %s.", symbol->errtxt);
	else
		collect_bars(mem, symbol, out);
	ZBarcode_Delete(symbol);
	return e->rc;
}
