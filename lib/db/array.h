#ifndef DB_ARRAY_H
#define DB_ARRAY_H

/*
 * Many keys as one parameter of a statement, whatever their number: a JSON array, which the server
 * reads as a table with its own order (n).
 *
 *	"SELECT l.sku FROM " ARRAY_OF_IDS " j STRAIGHT_JOIN order_line l ON l.order_id = j.id ORDER
 *BY j.n" PARAMS(P_STR(array_of_ids(mem, ids, n)))
 */

#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"

#define ARRAY_OF_IDS "JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY, id BIGINT UNSIGNED PATH '$'))"

/* Words of str_is_id(); the collation is that of Allegro's ids, or no index would be used. */
#define ARRAY_OF_WORDS                                                                             \
	"JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY, word CHAR(64) CHARACTER SET ascii"        \
	" COLLATE ascii_nopad_bin PATH '$'))"

const char *array_of_ids(void *owner, const uint64_t *ids, size_t n) RETURNS_NONNULL;

/* What is no such word is left out. */
const char *array_of_words(void *owner, const char *const *words, size_t n) RETURNS_NONNULL;

#endif
