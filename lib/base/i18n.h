#ifndef BASE_I18N_H
#define BASE_I18N_H

/*
 * Two languages, chosen per request or mail.
 *
 * English is the source language: a text is its own key. _() translates at the call, N_() only
 * marks a text for the catalogue (tables), ngettext() has the plural rules of the language: its
 * name is the one that the tools of the catalogues look for. The Polish texts are part of the
 * program, made from the catalogues when it is built, so neither a locale nor a file of the machine
 * it runs on has a say. Texts inside templates are translated at build time too ([[text]]), see
 * po/README.md.
 */

#include "base/compiler.h"
#include "base/err.h"

enum lang { LANG_PL, LANG_EN, LANG_COUNT };

#define _(text)		       i18n_text(text)
#define N_(text)	       (text)
#define ngettext(one, many, n) i18n_count(one, many, n)

/* A text whose translation depends on where it stands (msgctxt): C_() is _(), NC_() is N_(). */
#define C_(context, text)  i18n_text(NC_(context, text))
#define NC_(context, text) (context "\004" text)

/* From here on _() speaks this language; before the first call that is English. */
void i18n_use(enum lang lang);

/* The text in the language in use; the key itself when it has no translation. */
const char *i18n_text(const char *key) FORMAT_ARG(1) NONNULL(1) RETURNS_NONNULL;

/* The form of the text that goes with n; `one` is its key. */
const char *i18n_count(const char *one, const char *many, unsigned long n) FORMAT_ARG(1)
    FORMAT_ARG(2) NONNULL(1, 2) RETURNS_NONNULL;

/* Once at start, some microseconds: does this program speak both languages? */
MUST_CHECK enum rc i18n_self_test(struct err *e);

/* "pl", "en". */
const char *lang_code(enum lang lang) RETURNS_NONNULL;

/* Language of a word ("pl"), LANG_COUNT when it is none we have. */
enum lang lang_from_code(const char *code);

#endif
