#ifndef TESTS_FUZZ_JSON_MUTATE_H
#define TESTS_FUZZ_JSON_MUTATE_H

/*
 * Mutations that keep a document JSON: work on bytes mostly breaks the syntax and so proves only
 * the parser. One value of the tree, picked at random, is dropped, doubled, made null, made another
 * type, or gets a value that programs trip over.
 */

#include <stddef.h>
#include <stdint.h>

/* Change the document in place; the same seed makes the same change. Its new size, or 0 when the
 * bytes are no JSON document or the new one is larger than max. */
size_t json_mutate(uint8_t *data, size_t size, size_t max, unsigned seed);

/* One to three places of a text changed; it ends in NUL. Its new length; data has room for max. */
size_t json_mutate_text(char *text, size_t max, unsigned seed);

#endif
