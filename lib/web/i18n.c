/* Accept-Language: which of ours a browser likes best. */
#include "web/i18n.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* One element of the header: "pl-PL;q=0.8". Its primary tag decides. */
static enum lang range_lang(const char *range, size_t len)
{
	for (int i = 0; i < LANG_COUNT; i++) {
		const char *code = lang_code((enum lang)i);
		size_t n = strlen(code);
		bool whole = len == n || (len > n && strchr("-; \t", range[n]));
		if (len >= n && strncasecmp(range, code, n) == 0 && whole)
			return (enum lang)i;
	}
	return LANG_COUNT;
}

/* Weight in thousandths: "q=0.8" is 800; absent is 1000; nonsense is 0. */
static int range_weight(const char *range, size_t len)
{
	const char *semi = memchr(range, ';', len);
	int weight = 0;
	int unit = 1000;

	if (!semi)
		return unit;
	const char *p = semi + 1;
	const char *end = range + len;
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	if (end - p < 3 || strncasecmp(p, "q=", 2) != 0)
		return 0;
	for (p += 2; p < end && unit > 0; p++) {
		if (*p == '.')
			continue;
		if (*p < '0' || *p > '9')
			break;
		weight += (*p - '0') * unit;
		unit /= 10;
	}
	return weight;
}

enum lang lang_negotiate(const char *accept)
{
	enum lang best = LANG_PL;
	int best_weight = 0;

	while (accept && *accept) {
		accept += strspn(accept, ", \t");
		size_t len = strcspn(accept, ",");
		enum lang lang = range_lang(accept, len);
		int weight = range_weight(accept, len);
		if (lang != LANG_COUNT && weight > best_weight) {
			best = lang;
			best_weight = weight;
		}
		accept += len;
	}
	return best;
}
