#ifndef ALLEGRO_OFFER_API_H
#define ALLEGRO_OFFER_API_H

/*
 * Offers of a seller as Allegro serves them (FACTS 3.2, 3.3): the list, a thousand a page and by
 * offset, and the document of one. Both fill the same struct; what only one of them says is not
 * said by the other. Errors are those of client.h.
 */

#include "allegro/journal.h"
#include "allegro/resource.h"

enum {
	OFFERS_MAX = 1000,   /* limit of a page */
	OFFER_WORD_MAX = 24, /* characters that are kept of a status and its like */
	OFFER_EXTERNAL_MAX = 100,
};

struct offer_text {
	const char *text;
};

struct offer_card_param {
	const char *id;
	struct offer_text *values;
	size_t n_values;
};

/* An element of productSet. */
struct offer_card {
	const char *id; /* of Allegro's catalogue */
	int64_t pieces;
	struct offer_card_param *params;
	size_t n_params;
};

struct offer_problem {
	const char *code;
	const char *message;
	const char *path;
	const char *user_message;
};

/* Texts are NULL, times TIME_NONE and numbers INT64_MIN where it says nothing. parts: price and
 * pieces were asked for alone, and nothing else says anything. */
struct offer {
	const char *id;
	bool parts;
	const char *name;
	const char *category_id;
	const char *image;
	const char *external_id;
	const char *format;
	const char *status;
	const char *ended_by;
	int64_t started_at;
	int64_t ending_at;
	int64_t ended_at;
	struct money price;
	int64_t available;
	int64_t sold;
	int64_t watchers;
	int64_t visits;
	const char *market;
	const char *rule_id;
	const char *shipping_rates;
	const char *return_policy;
	int64_t fulfillment; /* 0, 1; INT64_MIN: not said */
	struct offer_text *markets;
	size_t n_markets;

	/* The document's alone. */
	bool whole;
	int64_t created_at;
	const char *raw; /* the document as it came; NULL in a list */
	struct offer_text *images;
	size_t n_images;
	struct offer_card *cards;
	size_t n_cards;
	const char *ean; /* of the first card, its check digit not looked at */
	struct offer_problem *problems;
	size_t n_problems;
	enum tri said_fulfillment;
};

extern const struct resource offer_resource;

/* These offers, as the list has them; what it does not know is left out. */
enum { OFFER_IDS_MAX = 100 /* they are the address of the request */ };
MUST_CHECK enum rc offers_fetch(struct allegro *a, void *owner, const char *const *ids, size_t n,
				struct resource_page *out, struct err *e);

/* GET /sale/product-offers/{id}/parts: what sells, and for how much (FACTS 3.4). */
extern const struct resource offer_parts_resource;
extern const struct http_pair *const offer_parts_query;

/* GET /sale/offer-events: what happened to active offers within a day (FACTS 3.1). */
extern const struct journal offer_journal;

#endif
