#ifndef MAPPING_PREVIEW_H
#define MAPPING_PREVIEW_H

/* What decisions would change, before they are made: {{>PREVIEW}} of each page that asks for some.
 */

#include "common/format.h"
#include "domain/mapping/look.h"
#include "web/template.h"

/* A value before or after, as the page reads it; never NULL, nor is value. */
struct preview_words {
	const char *(*value)(const struct fmt *f, const void *arg, const char *value);
	const char *(*what)(const struct fmt *f, const void *arg, size_t decision); /* NULL: there
										     * is one */
	const void *arg;
};

void preview_fill(struct tpl *parent, const char *marker, const struct fmt *f,
		  const struct look_preview *preview, const struct preview_words *words);

#endif
