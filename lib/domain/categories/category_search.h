#ifndef DOMAIN_CATEGORIES_CATEGORY_SEARCH_H
#define DOMAIN_CATEGORIES_CATEGORY_SEARCH_H

/*
 * The search for a category as one types: in memory, over a whole tree of tens of thousands.
 *
 * A category is found when each word that was typed begins a word of its name or of a name above
 * it, in any order, with or without Polish letters. What was found in a name holds for all below
 * it, so that a search reads no path. Leaves alone are found, because offers
 * stand in leaves alone. First come those in use, then those that have all words in their own name,
 * then those that begin with what was typed, then by how many of the words they have themselves,
 * then by the alphabet. Pure.
 */

#include "domain/categories/category.h"

struct category_index;

enum {
	CATEGORY_HITS_MAX = 12,
	CATEGORY_QUERY_MIN = 2, /* characters; a single one would find everything */
	CATEGORY_TERMS_MAX = 8, /* words of a query that count */
	CATEGORY_DEPTH_MAX = 32,
};

/* The list must be by name and live as long. What hangs on nothing is left out. */
struct category_index *category_index_new(void *owner,
					  const struct category_list *list) RETURNS_NONNULL;

struct category_hits {
	const struct category_entry *at[CATEGORY_HITS_MAX];
	size_t n;
	size_t total; /* leaves that fit, shown or not */
};
void category_search(const struct category_index *index, const char *typed,
		     struct category_hits *out) NONNULL(1, 3);

/* How many there are. */
size_t category_index_count(const struct category_index *index) NONNULL(1);

/* NULL: there is none. */
const struct category_entry *category_index_find(const struct category_index *index,
						 const char *id);

/* Those above it, the highest first; n at most CATEGORY_DEPTH_MAX. */
struct category_way {
	const struct category_entry *at[CATEGORY_DEPTH_MAX];
	size_t n;
};
struct category_way category_way(const struct category_index *index,
				 const struct category_entry *entry);

/* The children of one by name, NULL for the main categories. */
size_t category_children(const struct category_index *index, const char *id, void *mem,
			 const struct category_entry ***out);

#endif
