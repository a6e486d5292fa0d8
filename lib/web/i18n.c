/* Language of the request: gettext told through LANGUAGE, under a locale every machine has. */
#include "web/i18n.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"

/* Catalogue change counter of glibc: gettext looks at LANGUAGE again when it moves. */
extern int _nl_msg_cat_cntr;

static const char *const codes[LANG_COUNT] = {[LANG_PL] = "pl", [LANG_EN] = "en"};

static enum lang current = LANG_COUNT;

/* LC_NUMERIC stays "C": a decimal comma must never leak into SQL or JSON. */
void i18n_init(const char *domain, const char *dir)
{
	(void)setlocale(LC_CTYPE, "C.UTF-8");
	(void)setlocale(LC_MESSAGES, "C.UTF-8");
	(void)bindtextdomain(domain, dir);
	(void)bind_textdomain_codeset(domain, "UTF-8");
	(void)textdomain(domain);
}

void i18n_use(enum lang lang)
{
	if (lang == current)
		return;
	current = lang;
	(void)setenv("LANGUAGE", codes[lang], 1);
	_nl_msg_cat_cntr++;
}

const char *lang_code(enum lang lang)
{
	return codes[lang];
}

enum lang lang_from_code(const char *code)
{
	for (int i = 0; i < LANG_COUNT; i++) {
		if (str_eq(code, codes[i]))
			return (enum lang)i;
	}
	return LANG_COUNT;
}

/* One element of the header: "pl-PL;q=0.8". Its primary tag decides. */
static enum lang range_lang(const char *range, size_t len)
{
	for (int i = 0; i < LANG_COUNT; i++) {
		size_t n = strlen(codes[i]);
		bool whole = len == n || (len > n && strchr("-; \t", range[n]));
		if (len >= n && strncasecmp(range, codes[i], n) == 0 && whole)
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
