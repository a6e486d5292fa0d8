/* A sentence a meaning. */
#include "common/meaning_words.h"

#include <stddef.h>

#include "web/i18n.h"

const char *meaning_sentence(enum meaning m)
{
	const char *text = meaning_text(m);

	return text ? _(text) : NULL;
}
