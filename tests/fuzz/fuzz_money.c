/* Amounts: what is read is what was written, to the last minor unit. */
#include "fuzz.h"

#include <ctype.h>

#include "base/money.h"

/* Does text b stand for the same decimal number as a, given that a has all its decimals? */
static bool same_number(const char *a, const char *b)
{
	bool minus = *b == '-';

	b += minus;
	while (*b == '0' && isdigit((unsigned char)b[1]))
		b++;
	if (minus != (*a == '-'))
		return minus && strspn(b, "0.") == strlen(b); /* -0 */
	a += *a == '-';
	size_t len = strlen(b);
	return strncmp(a, b, len) == 0 && strspn(a + len, ".0") == strlen(a + len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const currencies[] = {"PLN", "EUR", "CZK", "HUF", "XXX", ""};
	void *mem = mem_context(NULL, "fuzz");
	struct money m;
	struct money again;
	struct err e = {0};

	if (size) {
		const char *currency = currencies[data[0] % COUNT_OF(currencies)];
		char *text = fuzz_text(mem, data + 1, size - 1);
		enum rc rc = money_parse(text, currency, &m, &e);
		fuzz_check_err(rc, &e);
		if (!rc) {
			char *back = money_to_decimal(mem, m);
			MUST(str_eq(m.currency, currency));
			MUST(same_number(back, text));
			MUST(money_parse(back, currency, &again, &e) == RC_OK);
			MUST(again.minor == m.minor);
			MUST(money_format(mem, m, MONEY_PL)[0] &&
			     money_format(mem, m, MONEY_EN)[0]);
		}
	}
	mem_free(mem);
	return 0;
}
