#ifndef DOMAIN_MAPPING_SPLIT_H
#define DOMAIN_MAPPING_SPLIT_H

/*
 * A shop category whose products stand in several categories of Allegro's: which condition tells
 * some of them from the others? Found among the products that the catalogue knows (their votes): a
 * word of the name, a brand, a value of an attribute that nearly all of those that hold it share
 * one category by. Proposed with its evidence, never decided. Pure.
 */

#include "domain/mapping/rule_condition.h"

/* A product and where its card stands. */
struct split_vote {
	struct product p; /* name, brand and attributes count */
	const char *category_id;
};

struct split {
	const char *category_id;
	enum condition_kind kind; /* name, brand or attribute */
	const char *name;	  /* of the attribute, folded; "" */
	const char *text;	  /* folded */
	size_t hits;		  /* votes for the category that hold it */
	size_t votes;		  /* all votes for the category */
	size_t others;		  /* votes for other categories that hold it */
};

enum {
	SPLIT_VOTES = 500, /* looked at: of more a page would wait */
	SPLITS_MAX = 5,
	SPLIT_VOTES_MIN = 3, /* for a category: fewer may be mistakes of a card */
};

/* Are they divided? The largest category has less than nine votes of ten. */
bool split_is_divided(const size_t *votes, size_t n);

/* Of each category but the largest the best condition, the strongest first; up to SPLITS_MAX. */
size_t split_propose(void *mem, const struct split_vote *votes, size_t n,
		     struct split out[SPLITS_MAX]);

/* As a rule has it (rule_condition.h). */
const char *split_condition(void *mem, const struct split *s) RETURNS_NONNULL;

#endif
