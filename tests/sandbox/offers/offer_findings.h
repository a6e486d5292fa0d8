#ifndef SANDBOX_OFFERS_OFFER_FINDINGS_H
#define SANDBOX_OFFERS_OFFER_FINDINGS_H

/*
 * What is wrong with an offer that somebody wants to make or change, all of it at once (FACTS 3.5).
 *
 * Some of it no offer may have; the rest keeps an offer from being put up alone, so that a draft is
 * made all the same and says so of itself.
 */

#include <json-c/json.h>

#include "catalogue/card.h"
#include "offers/offer_rules.h"

enum { FINDINGS_MAX = 32 };

struct finding {
	const char *code;
	const char *path;
	const char *message;  /* NULL: that of the code */
	const char *metadata; /* JSON; NULL: {} */
	bool hard;	      /* no draft may have it either */
};

struct findings {
	struct exchange *x;
	struct finding at[FINDINGS_MAX];
	size_t n;
	int status; /* of the refusal: 422, or 400 for what is not even a body */
};

/* What the body comes to: the card of its product and the like. */
struct offer_facts {
	const struct card *card; /* NULL: a product of its own */
	const struct node *category;
	const struct seller *seller;
	const char *shipping; /* ids of terms; NULL: none */
	const char *returns;
	const char *implied;
	const char *warranty;
};

void find_hard(struct findings *f, const char *code, const char *path);
void find_soft(struct findings *f, const char *code, const char *path);
bool findings_have(const struct findings *f, bool hard);
struct refusal finding_refusal(const struct findings *f, size_t i);

/* The body of a POST as a whole, or of an offer as it would be after a PATCH. */
void offer_check(struct findings *f, struct json_object *body, struct offer_facts *out);

/* Parts of it. */
void check_name(struct findings *f, const char *name);
void check_description(struct findings *f, struct json_object *description);
void check_images(struct findings *f, struct json_object *body, const struct card *card);
void check_params(struct findings *f, struct json_object *body, const struct offer_facts *o);
void check_safety(struct findings *f, struct json_object *body, const struct offer_facts *o);
void check_terms(struct findings *f, struct json_object *body, struct offer_facts *o);

/* A term of this seller by "id" or "name" of the holder; NULL: there is none. */
const struct term *own_term(struct sandbox *sb, const struct seller *s, unsigned kind,
			    struct json_object *holder);

#endif
