#ifndef PRODUCTS_SOURCE_VIEW_H
#define PRODUCTS_SOURCE_VIEW_H

/* Addresses of the shop as people read them: never whole, as they may hold a key. */

#include "common/format.h"
#include "domain/catalog/import_source.h"

/* Part of the page of files. */
void sources_fill(struct tpl *t, const char *marker, const struct fmt *f,
		  const struct file_source *sources, size_t n);

struct source_form {
	const struct file_source *source; /* NULL: a new one */
	struct source_draft typed;
	const char *problem; /* in the language of the reader, NULL: none */
	const char *setting; /* a line of the configuration that would help, NULL: none */
};
void source_form_fill(struct tpl *t, const struct fmt *f, const struct source_form *form);

#endif
