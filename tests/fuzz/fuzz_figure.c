/* Numbers of files: what is read in one way is read so again when it is written plainly. */
#include "fuzz.h"

#include <inttypes.h>

#include "domain/catalog/figure.h"
#include "domain/catalog/gtin.h"

static void check_figure(void *mem, const char *text, enum decimal_mark mark)
{
	struct figure f;
	struct figure again;
	enum figure_result result = figure_read(text, mark, &f);

	MUST(figure_problem(result)[0]);
	if (result)
		return;
	uint64_t n = f.millionths < 0 ? -(uint64_t)f.millionths : (uint64_t)f.millionths;
	const char *plain = mem_printf(mem, "%s%" PRIu64 ".%06" PRIu64, f.millionths < 0 ? "-" : "",
				       n / 1000000, n % 1000000);
	MUST(figure_read(plain, DECIMAL_UNKNOWN, &again) == FIGURE_OK);
	MUST(again.millionths == f.millionths);
	MUST(strlen(f.unit) < FIGURE_UNIT_MAX);
	for (int decimals = 0; decimals <= FIGURE_PLACES; decimals++)
		(void)figure_in(&f, decimals, NULL);
	/* A mark that the text proves is the one it is read with. */
	MUST(figure_proves(text) == DECIMAL_UNKNOWN ||
	     figure_read(text, DECIMAL_UNKNOWN, &again) == FIGURE_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	char kept[GTIN_SIZE];
	char again[GTIN_SIZE];

	if (size) {
		char *text = fuzz_text(mem, data + 1, size - 1);
		check_figure(mem, text, (enum decimal_mark)(data[0] % DECIMAL_MARKS));
		if (gtin_read(text, kept) == GTIN_OK) {
			MUST(gtin_read(kept, again) == GTIN_OK);
			MUST(str_eq(kept, again));
		}
	}
	mem_free(mem);
	return 0;
}
