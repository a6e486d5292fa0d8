/* The language in use: gettext told through LANGUAGE, under a locale every machine has. */
#include "base/i18n.h"

#include <locale.h>
#include <stdlib.h>

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
