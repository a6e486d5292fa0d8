#ifndef BASE_STR_H
#define BASE_STR_H

/*
 * Text with a stated maximum, and the few text questions that come up everywhere.
 *
 * struct str grows under its owner up to max bytes; past that it keeps what it has and sets
 * overflow, so that a builder is checked once at its end instead of after each addition.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"

/* Bytes with a length; not ended by NUL, may be empty (data NULL). */
struct bytes {
	const void *data;
	size_t len;
};

struct str {
	void *owner;
	char *text; /* always ended by NUL */
	size_t len;
	size_t room;
	size_t max;
	bool overflow;
};

/* Start an empty text owned by owner that may grow to max bytes. */
void str_init(struct str *s, void *owner, size_t max) NONNULL(1);
void str_add(struct str *s, const char *text) NONNULL(1, 2);
void str_add_bytes(struct str *s, const void *data, size_t len) NONNULL(1);
void str_addf(struct str *s, const char *fmt, ...) PRINTF(2, 3) NONNULL(1, 2);

/* Questions; NULL counts as the empty text. */
bool str_eq(const char *a, const char *b);
bool str_empty(const char *s);
bool str_starts(const char *s, const char *prefix);
const char *str_or(const char *s, const char *fallback);

/* Valid UTF-8 without NUL and without noncharacters? */
bool str_is_utf8(const char *s, size_t len);

/* The same, but U+0000 is allowed. */
bool str_is_unicode(const char *s, size_t len);

/* Does it hold more than blanks and characters that have no form? */
bool str_is_seen(const char *s);

/* Make it valid UTF-8: each byte that belongs to no character becomes a question mark. */
void str_mend(char *s) NONNULL(1);

/* Bytes of s, at most max, that are whole characters: where a text may be cut. */
size_t str_fit(const char *s, size_t max) NONNULL(1);

/* The text itself when it has at most chars characters and no control but line ends and tabs, else
 * a copy of that many with a blank for each control: no page, file or label can take them. NULL:
 * NULL. */
const char *str_head(void *owner, const char *s, size_t chars);

/* A copy of what stands before the first of these characters; *text goes on behind it. */
char *str_take(void *owner, const char **text, const char *ends) RETURNS_NONNULL;

/* Is word one of these blank separated words, as a whole? NULL: no words. */
bool str_has_word(const char *words, const char *word) NONNULL(2);

/* Is it one of a list that ends with NULL? */
bool str_is_one_of(const char *s, const char *const *list) NONNULL(2);

/*
 * A word or an id for a column of plain ASCII: itself when it fits, else a copy in which each byte
 * of another kind is a question mark and what is beyond chars is cut, with '~' for its end. NULL:
 * NULL.
 */
const char *str_ascii(void *owner, const char *s, size_t chars);

/* Is it an id of Allegro's making: 1..64 printable ASCII bytes without space or quotes? */
bool str_is_id(const char *s);

/* The text when it is an id, else NULL: an id that is optional and no id was not told. */
const char *str_id(const char *s);

/* Is it a UUID in its canonical 36 byte form? Upper case is accepted. */
bool str_is_uuid(const char *s);

/* Copy with white space at both ends removed, and inner runs folded to one blank. */
char *str_squeeze(void *owner, const char *s) NONNULL(2);

/* Whole text as a number within [min, max]; false for anything else (blank, sign, rest). */
bool str_to_i64(const char *s, int64_t min, int64_t max, int64_t *out) NONNULL(4);

/* Lower case hex digits, two a byte. */
char *str_hex(void *owner, struct bytes bytes) RETURNS_NONNULL;

/* Text of a random version 4 UUID, 37 bytes with its NUL. */
void str_uuid(char out[37]);

/* Text of the UUID a name always has (version 5, in a name space of our own). */
void str_uuid_of(const char *name, char out[37]) NONNULL(1);

#endif
