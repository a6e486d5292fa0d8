/* Numbers with units: what is read is written plainly and read so again; ways between units go back
 * to where they began. */
#include "fuzz.h"

#include "base/fold.h"
#include "domain/mapping/decimal.h"
#include "domain/mapping/quantity.h"
#include "domain/mapping/unit.h"

static void check_plain(void *mem, const struct quantity *q)
{
	char from[DECIMAL_SIZE];
	char to[DECIMAL_SIZE];
	struct quantity again;

	decimal_print(q->from, from);
	decimal_print(q->to, to);
	const char *text = q->is_range ? mem_printf(mem, "od %s do %s", from, to) : from;
	MUST(quantity_read(text, DECIMAL_DOT, &again) == QUANTITY_FINE);
	MUST(again.from == q->from && again.to == q->to && again.is_range == q->is_range);
}

static void check_units(const char *a, const char *b)
{
	int64_t n;
	int64_t back;

	if (unit_convert(DECIMAL_ONE, a, b, &n) == UNIT_FINE)
		MUST(unit_convert(n, b, a, &back) == UNIT_FINE && back == DECIMAL_ONE);
}

static void check_answer(void *mem, const char *text, const char *unit, enum decimal_mark mark)
{
	const struct category_param defs[] = {
	    {.id = "1", .type = "integer", .unit = "cm", .precision = INT64_MIN},
	    {.id = "2", .type = "float", .unit = "kg", .precision = 3, .is_range = 1},
	    {.id = "3", .type = "float", .precision = INT64_MIN},
	};
	struct param_answer a;
	int64_t n;

	for (size_t i = 0; i < COUNT_OF(defs); i++) {
		if (quantity_answer(mem, &defs[i], text, unit, mark, &a)) {
			MUST(param_answer_is_empty(&a));
			continue;
		}
		MUST(defs[i].is_range ? a.from && a.to && !a.n_texts : a.n_texts == 1 && !a.from);
		MUST(decimal_read(defs[i].is_range ? a.from : a.texts[0], &n));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");

	if (size) {
		const enum decimal_mark mark = (enum decimal_mark)(data[0] % DECIMAL_MARKS);
		char *text = fuzz_text(mem, data + 1, size - 1);
		const size_t used = strlen(text) + 1;
		char *unit = used < size ? fuzz_text(mem, data + used, size - used) : text;
		struct quantity q;
		const enum quantity_why why = quantity_read(text, mark, &q);

		MUST(strlen(q.unit) < sizeof(q.unit));
		MUST(why || (q.from <= q.to && (q.is_range || q.from == q.to)));
		if (!why)
			check_plain(mem, &q);
		check_units(text_fold(mem, text), text_fold(mem, unit));
		check_answer(mem, text, unit, mark);
	}
	mem_free(mem);
	return 0;
}
