#ifndef MAPPING_PREVIEW_H
#define MAPPING_PREVIEW_H

/* What decisions would change, before they are made: {{>PREVIEW}} of each page that asks for some.
 */

#include "common/format.h"
#include "domain/mapping/look.h"
#include "web/request.h"
#include "web/template.h"

/* A value before or after, as the page reads it; never NULL, nor is value. */
struct preview_words {
	const char *(*value)(const struct fmt *f, const void *arg, const char *value);
	const char *(*what)(const struct fmt *f, const void *arg, size_t decision); /* NULL: there
										     * is one */
	const void *arg;
};

/* A page that shows nothing else, with the form that keeps it. */
struct preview_field {
	const char *name;
	const char *value;
};
struct preview_page {
	const char *title;
	const char *post_url;
	const char *back_url;
	const struct look_preview *preview;
	struct preview_words words;
	const struct preview_field *fields; /* of the form, hidden */
	size_t n_fields;
};
enum rc preview_show(struct request *rq, const struct preview_page *page);

void preview_fill(struct tpl *parent, const char *marker, const struct fmt *f,
		  const struct look_preview *preview, const struct preview_words *words);

#endif
