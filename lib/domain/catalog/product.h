#ifndef DOMAIN_CATALOG_PRODUCT_H
#define DOMAIN_CATALOG_PRODUCT_H

/*
 * A product of the shop: its SKU, and fields each of which may be unknown. Unknown is not empty and
 * not zero: who says nothing about a field leaves it alone.
 *
 * A field that a person changed is locked: files do not move it until it is unlocked. What is
 * missing in a file is marked with the day, never deleted.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/money.h"

enum {
	PRODUCT_SKU_MAX = 100,	  /* characters, as Allegro's external.id */
	PRODUCT_VAT_EXEMPT = -1,  /* "zw": no rate, and no VAT */
	PRODUCT_FIELDS_TEXT = 400 /* bytes of the names of all fields */
};
#define PRODUCT_UNKNOWN INT64_MIN /* of a number; NULL of a text, MONEY_NONE of an amount */

/* The fields, in the order of PRODUCT_COLUMNS (unit/domain/test_product.c). */
enum product_field {
	PRODUCT_EAN,
	PRODUCT_MPN,
	PRODUCT_NAME,
	PRODUCT_BRAND,
	PRODUCT_DESCRIPTION, /* HTML, as the shop has it */
	PRODUCT_PRICE,	     /* gross */
	PRODUCT_VAT,	     /* basis points, or PRODUCT_VAT_EXEMPT */
	PRODUCT_STOCK,	     /* pieces */
	PRODUCT_COST,	     /* what the seller paid, net */
	PRODUCT_UNIT,	     /* "UNIT", "PAIR", "SET" */
	PRODUCT_WEIGHT,
	PRODUCT_LENGTH,
	PRODUCT_WIDTH,
	PRODUCT_HEIGHT,
	PRODUCT_IMAGES,	    /* addresses, one a line, the main one first */
	PRODUCT_CATEGORY,   /* of the shop: levels by " > " */
	PRODUCT_VARIANT_OF, /* what the variants of one thing share */
	PRODUCT_ATTRIBUTES, /* a line each: name, value, unit, by tabs */
	PRODUCT_SHOP_ID,
	PRODUCT_FIELDS
};

struct product {
	uint64_t id; /* 0: of a file */
	const char *sku;
	const char *ean;
	const char *mpn;
	const char *name;
	const char *brand;
	const char *description;
	struct money price;
	int64_t vat;
	int64_t stock;
	struct money cost;
	const char *unit;
	int64_t weight_g;
	int64_t length_mm;
	int64_t width_mm;
	int64_t height_mm;
	const char *images;
	const char *category;
	const char *variant_of;
	const char *attributes;
	const char *shop_id;
};

/* Columns of every table that holds products (db/columns.h); of `product` itself all but its stock,
 * which is the sum of its movements (domain/stock). */
/* clang-format off */
#define PRODUCT_COLUMNS(S, I, T, M, W)                                                             \
	PRODUCT_HEAD_COLUMNS(S, I, T, M, W) I(stock, W) PRODUCT_TAIL_COLUMNS(S, I, T, M, W)
#define PRODUCT_OWN_COLUMNS(S, I, T, M, W)                                                         \
	PRODUCT_HEAD_COLUMNS(S, I, T, M, W) PRODUCT_TAIL_COLUMNS(S, I, T, M, W)
#define PRODUCT_HEAD_COLUMNS(S, I, T, M, W)                                                        \
	S(ean, W) S(mpn, W) S(name, W) S(brand, W) S(description, W)                               \
	M(price, price_minor, price_currency, W) I(vat, W)
#define PRODUCT_TAIL_COLUMNS(S, I, T, M, W)                                                        \
	M(cost, cost_minor, cost_currency, W) S(unit, W) I(weight_g, W) I(length_mm, W)            \
	I(width_mm, W) I(height_mm, W) S(images, W) S(category, W) S(variant_of, W)                \
	S(attributes, W) S(shop_id, W)
/* clang-format on */

/* A product of which nothing is known. */
struct product product_unknown(void);

/* The name of its column; of a name the field, PRODUCT_FIELDS: there is none. */
const char *product_field_name(enum product_field field) RETURNS_NONNULL;
enum product_field product_field_find(const char *name);

/* Most characters of a text, 0 for what is none. */
size_t product_field_max(enum product_field field);

bool product_is_known(const struct product *p, enum product_field field);
bool product_is_equal(const struct product *a, const struct product *b, enum product_field field);
void product_copy_field(struct product *to, const struct product *from, enum product_field field);

/* Copies of its texts, owned by owner; how many bytes they are. */
size_t product_keep(void *owner, struct product *p);

/* Put a text where one belongs. */
void product_set_text(struct product *p, enum product_field field, const char *text);
void product_set_number(struct product *p, enum product_field field, int64_t n);
void product_set_money(struct product *p, enum product_field field, struct money m);

/* A field as text, for comparing by people: "19.90 PLN", "23%"; NULL when it is unknown. */
const char *product_field_text(void *owner, const struct product *p, enum product_field field);

/* Sets of fields: a bit each, and as their names by commas. */
static inline uint64_t product_bit(enum product_field field)
{
	return UINT64_C(1) << field;
}
const char *product_fields_text(void *owner, uint64_t fields) RETURNS_NONNULL;
uint64_t product_fields_read(const char *text);

/* The words a product is found by: SKU, EAN, MPN, name, brand, variant; folded, a blank before each
 * (text_fold()). */
const char *product_words(void *owner, const struct product *p) RETURNS_NONNULL;

#endif
