#ifndef ALLEGRO_RATING_API_H
#define ALLEGRO_RATING_API_H

/*
 * Ratings of sales as Allegro serves them (FACTS 8): the list, newest change first, and one.
 * Answering and asking for removal are allegro_push() of OP_RATING_ANSWER, {"message": ...}, and
 * OP_RATING_REMOVAL, {"request": {"message": ...}}. Errors are those of client.h.
 */

#include "allegro/resource.h"

enum {
	RATINGS_MAX = 100,     /* limit of a page */
	RATING_TEXT_MAX = 500, /* characters of an answer, and of a request for removal */
};

struct rating_offer {
	const char *id;
	const char *title;
};

/* Texts are NULL, times TIME_NONE and numbers INT64_MIN where it says nothing. */
struct rating {
	const char *id;
	int64_t rated_at;
	int64_t edited_at;
	int64_t changed_at; /* neither answer nor request for removal moves it; never TIME_NONE */
	const char *login;
	int64_t recommended; /* 0, 1 */
	const char *comment;
	int64_t delivery; /* marks: 1 to 5 */
	int64_t delivery_cost;
	int64_t description;
	int64_t service;
	const char *form_id; /* of the order */
	const char *answer;
	int64_t answered_at;
	int64_t removal_until; /* TIME_NONE: its removal cannot be asked for */
	const char *removal;   /* what was asked */
	int64_t removal_at;
	int64_t excluded; /* 1: it does not count for the seller's average */
	struct rating_offer *offers;
	size_t n_offers;
	enum tri said_recommended;
	enum tri said_excluded;
};

extern const struct resource rating_resource;

#endif
