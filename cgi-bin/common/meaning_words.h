#ifndef COMMON_MEANING_WORDS_H
#define COMMON_MEANING_WORDS_H

/* What Allegro's answer meant, in the words of the reader; the raw text stands in the details. */

#include "base/meaning.h"

/* One sentence, translated; NULL for MEANING_NONE and MEANING_SHAPE, whose own reason says more. */
const char *meaning_sentence(enum meaning m);

#endif
