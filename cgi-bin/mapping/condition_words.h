#ifndef MAPPING_CONDITION_WORDS_H
#define MAPPING_CONDITION_WORDS_H

#include "common/format.h"

/* A condition of a rule as people say it. */
const char *condition_words(const struct fmt *f, const char *applies_if) RETURNS_NONNULL;

/* A message with one %s, which is not known where it is written. */
const char *words_with(const struct fmt *f, const char *message, const char *name) RETURNS_NONNULL;

#endif
