#ifndef COMMON_LIGHT_VIEW_H
#define COMMON_LIGHT_VIEW_H

/* Green, amber, red: tone and icon of each, for every part of the status page. */

#include "common/label.h"

enum light { LIGHT_GREEN, LIGHT_AMBER, LIGHT_RED };

static inline enum light light_worse(enum light a, enum light b)
{
	return a > b ? a : b;
}

/* "ok", "warn", "bad": the name of the tone is the name of the icon. */
const char *light_tone(enum light light) RETURNS_NONNULL;

/* The same with a word, English, as a badge. */
struct label light_label(enum light light, const char *text);

#endif
