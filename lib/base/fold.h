#ifndef BASE_FOLD_H
#define BASE_FOLD_H

/* Texts compared as people compare them. */

#include "base/compiler.h"

/* Lower case without accents, styled and wide letters as plain ones: "Łódź" becomes "lodz". Runs of
 * blanks become one, at either end none; bytes that are not UTF-8 are left out. */
char *text_fold(void *owner, const char *text) RETURNS_NONNULL;

#endif
