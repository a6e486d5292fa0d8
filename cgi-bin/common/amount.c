/* Amounts in fields. */
#include "common/amount.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"

#define NBSP "\xc2\xa0"

const char *amount_field(const struct fmt *f, struct money m)
{
	if (money_is_none(m))
		return "";
	char *text = money_to_decimal(f->mem, m);
	char *point = strchr(text, '.');
	if (point && f->lang == LANG_PL)
		*point = ',';
	return text;
}

bool amount_read(void *mem, const char *text, const char *currency, struct money *out)
{
	char *digits = mem_strdup(mem, str_or(text, ""));
	struct err ignored = {0};
	char *to = digits;

	for (const char *from = digits; *from;) {
		const size_t gap = str_starts(from, NBSP) ? strlen(NBSP) : *from == ' ';

		if (!gap)
			*to++ = *from == ',' ? '.' : *from;
		from += gap ? gap : 1;
	}
	*to = '\0';
	*out = MONEY_NONE;
	return *digits && !money_parse(digits, currency, out, &ignored) && out->minor > 0;
}
