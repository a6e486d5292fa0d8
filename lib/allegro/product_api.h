#ifndef ALLEGRO_PRODUCT_API_H
#define ALLEGRO_PRODUCT_API_H

/*
 * Allegro's catalogue of products (FACTS 4.6): the cards that have a number, one card, and
 * categories for the name of a product. Names are asked for in Polish. Errors are those of
 * client.h; product_is_unknown() tells that Allegro has no such card.
 */

#include "allegro/client.h"

enum {
	PRODUCT_PHRASE_MAX = 1024, /* characters */
	PRODUCT_NAME_CHARS = 255,  /* what is longer is cut, with no harm */
};

/* Which kind of number is asked by; PRODUCT_BY_WORDS has no name. */
enum product_mode {
	PRODUCT_BY_GTIN,
	PRODUCT_BY_MPN,
	PRODUCT_MODES,
	PRODUCT_BY_WORDS = PRODUCT_MODES, /* no number: by everything */
};
const char *product_mode_name(enum product_mode mode) RETURNS_NONNULL; /* "GTIN", "MPN" */

struct card_word {
	const char *text;
};

/* A parameter as the catalogue has it; all of it stands in product_card.params. */
struct card_param {
	const char *id;
	const char *name; /* NULL: not told */
	struct card_word *values;
	size_t n_values;
	struct card_word *labels;
	size_t n_labels;
	enum tri is_gtin;
};

struct card_category {
	const char *id;
};

struct card_place {
	const char *name; /* NULL: not told */
};

/* Raw members are JSON text as Allegro has it; NULL: none. */
struct product_card {
	const char *id;
	const char *name;
	const char *category_id;
	struct card_place *path; /* of its category, from the top; of a list */
	size_t n_path;
	struct card_category *similar; /* where it may be sold too */
	size_t n_similar;
	const char *status; /* PROPOSED, LISTED; NULL: not told */
	struct card_param *params;
	size_t n_params;
	const char *raw_params;
	const char *raw_images;
	const char *raw_description; /* NULL also when it has no section */
	const char *raw_safety;
	const char *raw_requirements; /* of an offer; of one card alone */
};

/* A question for the cards that have a number, and the page that answers it. */
struct product_search {
	enum product_mode mode;
	const char *phrase;
	const char *page; /* cursor of a further one; NULL: the first */
	enum rc rc;	  /* RC_OK: they are here */
	bool asked;	  /* false: rc is that of another, which made this one vain */
	struct err err;	  /* when rc is not RC_OK */
	struct product_card *at;
	size_t n;
	const char *next; /* cursor; NULL: this is the last page */
};

/* n questions in parallel; returns as documents_fetch() does. A page one of whose cards cannot
 * be read is RC_SHAPE as a whole: without it another would look like the only one. */
MUST_CHECK enum rc products_search(struct allegro *a, void *owner, struct product_search *wanted,
				   size_t n, struct err *e);

MUST_CHECK enum rc product_fetch(struct allegro *a, void *owner, const char *id,
				 struct product_card *out, struct err *e);

bool product_is_unknown(const struct err *e);

/* The permission that both ask for. */
const char *product_scope(void) RETURNS_NONNULL;

/* What raw members say, for whoever keeps them; what cannot be read in them is left out. */
struct card_value {
	const char *id;
	struct card_word *ids; /* of the dictionary */
	size_t n_ids;
	struct card_word *texts;
	size_t n_texts;
	const char *from; /* of a range; NULL: no such end */
	const char *to;
};
struct card_facts {
	struct card_value *values; /* one a parameter */
	size_t n_values;
	size_t n_images;
};
void card_facts_read(void *owner, const char *raw_params, const char *raw_images,
		     struct card_facts *out);

/* The text of safety that a card has; NULL: it has none. */
const char *card_safety_text(void *owner, const char *raw_safety);

/* What an offer of the card must answer, one a parameter. */
void card_requirements_read(void *owner, const char *raw_requirements, struct card_value **out,
			    size_t *n);

/* Categories for the name of a product, the likeliest first. */
struct category_match {
	const char *id;
	const char *name;
};
struct category_matches {
	struct category_match *at;
	size_t n;
};
MUST_CHECK enum rc category_matches_fetch(struct allegro *a, void *owner, const char *name,
					  struct category_matches *out, struct err *e);

#endif
