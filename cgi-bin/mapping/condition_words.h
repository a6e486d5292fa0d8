#ifndef MAPPING_CONDITION_WORDS_H
#define MAPPING_CONDITION_WORDS_H

#include "common/format.h"
#include "web/form.h"

/* A condition of a rule as people say it. */
const char *condition_words(const struct fmt *f, const char *applies_if) RETURNS_NONNULL;

/* The fields of condition_form.h for {{>CONDITION}}, with what was posted (NULL: nothing was). */
void condition_fill(struct tpl *t, const char *marker, const struct form *posted);

/* A message with one %s, which is not known where it is written. */
const char *words_with(const struct fmt *f, const char *message, const char *name) RETURNS_NONNULL;

#endif
