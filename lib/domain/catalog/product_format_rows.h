#ifndef DOMAIN_CATALOG_PRODUCT_FORMAT_ROWS_H
#define DOMAIN_CATALOG_PRODUCT_FORMAT_ROWS_H

/* How the rows of formats are written; for the tables of formats alone. */

#include "domain/catalog/product_format.h"

#define PLAIN(column, slot)                                                                        \
	{                                                                                          \
		column, NULL, slot, HOW_PLAIN, NULL                                                \
	}
#define KEYED(column, key, slot)                                                                   \
	{                                                                                          \
		column, key, slot, HOW_PLAIN, NULL                                                 \
	}
#define MEASURE(column, slot, unit)                                                                \
	{                                                                                          \
		column, NULL, slot, HOW_PLAIN, unit                                                \
	}
#define DO(column, how)                                                                            \
	{                                                                                          \
		column, NULL, 0, how, NULL                                                         \
	}
#define NAMED(column, name)                                                                        \
	{                                                                                          \
		column, NULL, 0, HOW_ATTRIBUTE, name                                               \
	}

#endif
