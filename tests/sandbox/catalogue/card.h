#ifndef SANDBOX_CATALOGUE_CARD_H
#define SANDBOX_CATALOGUE_CARD_H

/*
 * Allegro's catalogue of products (FACTS 4.6): for most things of the shop of the demonstration a
 * card, and as many of other shops' beside them. Made at the first question, always the same.
 */

#include "categories/category.h"
#include "catalogue/demo_products.h"
#include "server/http.h"

struct card {
	char id[UUID_SIZE];
	const struct demo_product *of;
	const struct node *category;
	const struct node *similar; /* NULL: none */
	const char *name;
	const char *brand;
	const char *ean; /* "": none */
	const char *mpn; /* the same */
	bool safe;	 /* says who is responsible for it, and what to look out for */
	bool proposed;	 /* not reviewed yet */
	bool gone;
};

struct cards {
	struct card **at;
	size_t n;
	size_t room;
	struct rng rng;
	/* Questions for matching categories: an application may ask so many in a second. */
	int64_t second;
	int64_t asked;
};

struct cards *cards_of(struct sandbox *sb);
struct card *card_find(const struct cards *all, const char *id); /* NULL: unknown, or gone */

struct card *card_of(const struct cards *all, size_t i); /* of product i; NULL: there is none */

/* "Dom i Ogród > Oświetlenie": by names from the main categories down; NULL: there is none. */
const struct node *node_at(const struct categories *tree, const char *path);

/* Its parameters as an offer of it has them. */
void card_offer_params_json(struct jw *w, const struct categories *tree, const struct card *c);

/* A document as the list has it, or all of it; key NULL: in an array. */
enum card_form { CARD_LISTED, CARD_WHOLE };
void card_json(struct jw *w, const struct categories *tree, const struct card *c,
	       enum card_form form);

/* Resources. */
extern const char *const products_query[];
extern const char *const product_query[];
extern const char *const matching_query[];
void products_list(struct exchange *x);
void products_show(struct exchange *x);
void categories_matching(struct exchange *x);

/* Control. */
void control_products(struct exchange *x);	 /* every card as it is */
void control_product_forget(struct exchange *x); /* id=: it is gone */
void control_product_copy(struct exchange *x);	 /* id= name=: another with the same numbers */
void control_product_move(struct exchange *x);	 /* id= category= */

#endif
