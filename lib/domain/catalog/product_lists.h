#ifndef DOMAIN_CATALOG_PRODUCT_LISTS_H
#define DOMAIN_CATALOG_PRODUCT_LISTS_H

/* Pictures and attributes of a row, as they come in one by one or several in a cell. Pure. */

#include "base/str.h"
#include "domain/catalog/product_format.h"

enum { LISTS_NAMES_MAX = 50 };

struct product_lists {
	void *mem;
	struct str images;     /* as in struct product */
	struct str attributes; /* the same */
	const char *name;      /* of the attribute whose value comes next */
	const char *names[LISTS_NAMES_MAX];
	size_t n_names;
};

void product_lists_init(struct product_lists *s, void *mem);

/* A cell of one of the kinds that are lists. */
void product_lists_add(struct product_lists *s, enum format_how how, const char *text);
void product_lists_attribute(struct product_lists *s, const char *name, const char *value);

#endif
