#ifndef DOMAIN_CATALOG_PRODUCT_VALUE_H
#define DOMAIN_CATALOG_PRODUCT_VALUE_H

/* Texts of files as the values of fields; each tells in notes what it could not read. Pure. */

#include "domain/catalog/product_read.h"

/* NULL and what cannot be read leave the field unknown. */
void value_sku(struct read_row *out, const char *text);
void value_text(struct read_row *out, enum product_field field, const char *text);
void value_ean(struct read_row *out, const char *text);
void value_vat(struct read_row *out, const char *text, enum decimal_mark mark);
void value_stock(struct read_row *out, const char *text, enum decimal_mark mark);
void value_unit(struct read_row *out, const char *text);

/* unit: of the header, len bytes; fallback where neither it nor the value names one. */
void value_measure(struct read_row *out, enum product_field field, const char *text,
		   enum decimal_mark mark, const char *unit, const char *fallback);

/* An amount; currency: of the row or the profile. */
void value_amount(struct read_row *out, enum product_field field, const char *text,
		  enum decimal_mark mark, const char *currency);

/* A net price: gross by the rate of the product, or that of the options. */
void value_net(struct read_row *out, const char *text, enum decimal_mark mark, const char *currency,
	       int64_t vat);

/* Gross of net millionths, in minor units, half away from zero; false: it leaves the range. */
bool gross_of(int64_t net, int64_t vat, int64_t *minor);

/* And back: net millionths of a gross amount in minor units. */
bool net_of(int64_t minor, int64_t vat, int64_t *net);

#endif
