#ifndef SANDBOX_CATALOGUE_DEMO_PRODUCTS_H
#define SANDBOX_CATALOGUE_DEMO_PRODUCTS_H

/*
 * The shop of the demonstration: product i is always the same one. Of each five hundred, about
 * eight in ten are in Allegro's catalogue under their EAN, once; the others are there twice, under
 * the producer's number alone, or not at all, and some have what a shop's data has: no price, no
 * picture, a name too short.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	DEMO_PRODUCTS = 500, /* of the demonstration, to be listed; there is an i beyond it too */
	DEMO_SHOP = 750,     /* with those that the seller offers already (offers/offer_seed.c) */
	DEMO_ATTRIBUTES = 6,
	DEMO_CATEGORIES = 25
};

/* What Allegro's catalogue knows of a product. */
enum demo_known {
	DEMO_ONCE,	/* one card by EAN */
	DEMO_TWICE,	/* two cards by EAN */
	DEMO_MPN,	/* the shop has no EAN; one card by MPN, of this brand */
	DEMO_MPN_OTHER, /* the same, of another brand */
	DEMO_MPN_TWICE,
	DEMO_NEVER,	/* neither its EAN nor its MPN */
	DEMO_WRONG_EAN, /* the shop mistyped it */
	DEMO_HANDMADE	/* no EAN, no MPN, nobody else has it */
};

enum demo_flaw {
	FLAW_NONE,
	FLAW_PRICE,
	FLAW_IMAGE,
	FLAW_SHORT_NAME,
	FLAW_LONG_NAME,
	FLAW_DESCRIPTION,
	FLAW_WEIGHT,
	FLAW_STOCK, /* unknown */
	FLAW_CATEGORY,
	FLAWS
};

/* A category of the shop, and where Allegro has such things. */
struct demo_category {
	const char *shop;	   /* levels by " > " */
	const char *allegro;	   /* the same, of the tree of categories/ */
	const char *also;	   /* where its other kind of thing belongs; NULL: it has one */
	const char *nouns[2];	   /* of each kind; the second NULL with also */
	const char *brands[3];	   /* "": handmade */
	const char *attributes[3]; /* names in demo_attributes.c; NULL: fewer */
	int64_t price;		   /* the least, in grosze */
	int64_t weight_g;	   /* about; one piece */
};
extern const struct demo_category demo_categories[DEMO_CATEGORIES];

struct demo_attribute {
	const char *name;
	const char *value; /* as a shop writes it */
};

struct demo_product {
	size_t i;
	const struct demo_category *category;
	bool is_other; /* of the category's other kind */
	enum demo_known known;
	enum demo_flaw flaw;
	const char *sku;
	const char *name;
	const char *brand; /* "": none */
	const char *model;
	char ean[14];	 /* the true one; "": nobody gave it one */
	const char *mpn; /* "": none */
	int64_t price;	 /* grosze */
	int64_t stock;
	int64_t weight_g;
	struct demo_attribute attributes[DEMO_ATTRIBUTES];
	size_t n_attributes;
};

/* Product i, owned by owner. */
struct demo_product *demo_product(void *owner, size_t i);

/* What it says under this name; NULL: nothing. */
const char *demo_attribute(const struct demo_product *p, const char *name);

/* The value of this attribute for product i, as the shop writes it. */
const char *demo_attribute_value(const char *name, size_t i);

struct exchange;

/* GET /sandbox/shop.csv ?n= : the shop's export, WooCommerce's in Polish. */
void control_shop_csv(struct exchange *x);

#endif
