#ifndef ALLEGRO_OFFER_BODY_H
#define ALLEGRO_OFFER_BODY_H

/*
 * The body of POST and PATCH /sale/product-offers (FACTS 3.5, 3.6): an offer of one product, which
 * is a card of Allegro's catalogue or is made with it. What is NULL, or at its zero, is not sent.
 */

#include "base/money.h"
#include "json/field.h"

struct offer_word {
	const char *text;
};

/* An answer: ids of a dictionary, texts and numbers, or a range. */
struct offer_param {
	const char *id;
	struct offer_word *ids;
	size_t n_ids;
	struct offer_word *values;
	size_t n_values;
	const char *from;
	const char *to;
};

struct offer_rate {
	const char *rate; /* "23.00" */
	const char *country;
};

/* The one product: a card by its id, or what makes a new one. Who answers for it and how it is used
 * safely stand beside it. */
struct offer_product {
	const char *id;
	const char *id_type; /* "GTIN", "MPN"; NULL: id is Allegro's own */
	const char *name;
	const char *category_id;
	struct offer_param *params;
	size_t n_params;
	struct offer_word *images;
	size_t n_images;
	const char *producer_type; /* "ID" with producer_id */
	const char *producer_id;
	const char *person_id;
	const char *safety_type; /* "TEXT" with safety, "ATTACHMENTS" with attachments */
	const char *safety;
	const char *attachments; /* JSON */
	const char *deposits;	 /* JSON */
	int64_t pieces;		 /* of it in the offer; INT64_MIN: one */
	enum tri before_gpsr;	 /* it was sold before GPSR began to hold */
};

struct offer_body {
	struct offer_product *products;
	size_t n_products;
	const char *name;
	const char *category_id;
	struct offer_param *params;
	size_t n_params;
	struct offer_word *images;
	size_t n_images;
	const char *description; /* JSON: sections_json() */
	const char *format;	 /* "BUY_NOW" */
	struct money price;
	int64_t stock; /* INT64_MIN: unknown */
	const char *unit;
	const char *status; /* "INACTIVE", "ACTIVE" */
	const char *handling;
	const char *shipping_id;
	const char *returns_id;
	const char *implied_id;
	const char *warranty_id;
	const char *city;
	const char *country;
	const char *post_code;
	const char *province;
	const char *invoice;
	struct offer_rate *rates;
	size_t n_rates;
	const char *external_id; /* the SKU: how it is found again */
	const char *language;	 /* "pl-PL" */
};

char *offer_body_json(void *owner, const struct offer_body *body) RETURNS_NONNULL;

/* One that says nothing, to be filled. */
void offer_body_init(struct offer_body *body) NONNULL(1);

/* The same members of a document that Allegro gave (FACTS 3.3), or of what was to be sent. Texts
 * belong to owner. RC_SHAPE: it is no such document. */
MUST_CHECK enum rc offer_body_read(void *owner, const char *raw, struct offer_body *out,
				   struct err *e);

#endif
