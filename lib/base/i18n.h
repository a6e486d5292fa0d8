#ifndef BASE_I18N_H
#define BASE_I18N_H

/*
 * Two languages, chosen per request or mail (gettext under C.UTF-8, so no locale must be
 * installed).
 *
 * English is the source language: a text is its own key. _() translates at the call, N_() only
 * marks a text for the catalogue (tables), ngettext() has the plural rules of the language.
 * Texts inside templates are translated at build time ([[text]]), see po/README.md.
 */

#include <libintl.h>

#include "base/compiler.h"

enum lang { LANG_PL, LANG_EN, LANG_COUNT };

#define _(text)	 gettext(text)
#define N_(text) (text)

/* Once per process: catalogues are DIR/LANG/LC_MESSAGES/DOMAIN.mo. */
void i18n_init(const char *domain, const char *dir) NONNULL(1, 2);

/* From here on _() speaks this language. */
void i18n_use(enum lang lang);

/* "pl", "en". */
const char *lang_code(enum lang lang) RETURNS_NONNULL;

/* Language of a word ("pl"), LANG_COUNT when it is none we have. */
enum lang lang_from_code(const char *code);

#endif
