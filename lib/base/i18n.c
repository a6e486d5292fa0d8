/* The language in use, and its texts. */
#include "base/i18n.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum { POLISH_FORMS = 3 };

static const struct translation {
	const char *key;
	const char *forms[POLISH_FORMS]; /* only the first one when it has no plural */
} polish[] = {
/* Made at build from po/pl/, sorted by the bytes of the key. */
#include "texts_pl.h"
};

static const char *const codes[LANG_COUNT] = {[LANG_PL] = "pl", [LANG_EN] = "en"};

static enum lang current = LANG_EN;

void i18n_use(enum lang lang)
{
	current = lang;
}

static int compare(const void *key, const void *row)
{
	return strcmp(key, ((const struct translation *)row)->key);
}

/* A key is a constant of the program, and mostly the row found last for where it stands is its own:
 * one comparison in place of eleven. */
static const struct translation *find(const char *key)
{
	enum { PLACES = 1024 };
	static const struct translation *found[PLACES];
	const struct translation **place = &found[(uintptr_t)key / sizeof(void *) % PLACES];

	if (current != LANG_PL)
		return NULL;
	if (!*place || strcmp(key, (*place)->key) != 0)
		*place = bsearch(key, polish, COUNT_OF(polish), sizeof(polish[0]), compare);
	return *place;
}

const char *i18n_text(const char *key)
{
	const struct translation *t = find(key);
	const char *context_end = t ? NULL : strchr(key, '\004');

	if (t)
		return t->forms[0];
	return context_end ? context_end + 1 : key;
}

/* 1 zamówienie; 2 to 4, 22 to 24 zamówienia, but 12 to 14 as well as the rest: zamówień. */
static size_t polish_form(unsigned long n)
{
	enum { TEN = 10, HUNDRED = 100 };
	const unsigned long unit = n % TEN;
	const unsigned long teen = n % HUNDRED;

	if (n == 1)
		return 0;
	return unit >= 2 && unit <= 4 && (teen < TEN || teen >= 2UL * TEN) ? 1 : 2;
}

const char *i18n_count(const char *one, const char *many, unsigned long n)
{
	const struct translation *t = find(one);

	if (!t)
		return n == 1 ? one : many;
	const char *form = t->forms[polish_form(n)];
	return form ? form : t->forms[0];
}

enum rc i18n_self_test(struct err *e)
{
	static const struct {
		enum lang lang;
		unsigned long n;
		const char *text;
	} wanted[] = {
	    {LANG_PL, 1, "%s zam\xc3\xb3wienie"},
	    {LANG_PL, 3, "%s zam\xc3\xb3wienia"},
	    {LANG_PL, 112, "%s zam\xc3\xb3wie\xc5\x84"},
	    {LANG_EN, 1, "%s order"},
	    {LANG_EN, 3, "%s orders"},
	};
	const enum lang before = current;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < COUNT_OF(wanted) && !rc; i++) {
		i18n_use(wanted[i].lang);
		const char *text = ngettext("%s order", "%s orders", wanted[i].n);
		if (!str_eq(text, wanted[i].text))
			rc = err_set(e, RC_IO,
				     "this program does not speak the language \"%s\": it says "
				     "\"%s\" instead of \"%s\"; build it again (make)",
				     codes[wanted[i].lang], text, wanted[i].text);
	}
	i18n_use(before);
	return rc;
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
