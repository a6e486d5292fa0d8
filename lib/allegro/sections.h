#ifndef ALLEGRO_SECTIONS_H
#define ALLEGRO_SECTIONS_H

/* The description of an offer as Allegro has it (FACTS 3.9): sections below each other, each of one
 * or two columns that are a text or a picture. */

#include <stddef.h>

#include "base/err.h"

struct section_item {
	const char *type;    /* SECTION_TEXT, SECTION_IMAGE */
	const char *content; /* of a text: HTML of h1 h2 p ul ol li b; else NULL */
	const char *url;     /* of a picture; else NULL */
	const char *alt; /* of a picture, NULL: none; is not sent, Allegro has no place for it */
};
#define SECTION_TEXT  "TEXT"
#define SECTION_IMAGE "IMAGE"

struct section {
	struct section_item *items;
	size_t n_items;
};

struct sections {
	struct section *sections;
	size_t n_sections; /* 0: there is no description */
};

/* {"sections":[{"items":[{"type":"TEXT","content":"<p>...</p>"}]}]} */
char *sections_json(void *owner, const struct sections *s) RETURNS_NONNULL;

/* The same read; what it does not know is left out. RC_SHAPE: it is no such document. */
MUST_CHECK enum rc sections_read(void *owner, const char *json, struct sections *out,
				 struct err *e);

#endif
