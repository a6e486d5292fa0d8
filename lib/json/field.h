#ifndef JSON_FIELD_H
#define JSON_FIELD_H

/*
 * JSON to structs and back by field tables.
 *
 *	static const struct json_field buyer_fields[] = {
 *		JF_STR(struct buyer, id, "/id", JF_REQUIRED),
 *		JF_STR(struct buyer, login, "/login", JF_REQUIRED),
 *		JF_WORD(struct buyer, language, "/preferences/language", 0, languages),
 *		JF_TIME(struct buyer, seen_at, "/seenAt", 0),
 *	};
 *
 * Paths are JSON Pointers without escapes; "" as the only row of a table is the value itself, for
 * lists of words. Absent and null leave the field at its zero value (NULL
 * text, TIME_NONE, MONEY_NONE, INT64_MIN, TRI_UNKNOWN, n = 0); with JF_REQUIRED both are errors. A
 * value of another type is always an error. The error's code is the full path of the value
 * ("/lineItems/2/price/amount"), so that a person can find it in the raw document.
 *
 * A table has no row for an object that other rows lead through.
 *
 * What Allegro adds later is not an error: unknown fields and unknown words (enum values) are kept
 * in the document and counted in struct json_notes. Texts are checked for UTF-8 and length; one
 * that holds U+0000 is an error of its field alone, because no column and no page can take it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/money.h"
#include "base/str.h"
#include "base/time.h"

enum {
	JSON_DEPTH_MAX = 64,		    /* RELIABILITY F51 */
	JSON_TEXT_MAX = 256 * 1024,	    /* longest single text */
	JSON_ARRAY_MAX = 100000,	    /* most elements of one array */
	JSON_MEMORY_MAX = 24 * 1024 * 1024, /* of a parsed document: 2,000 events weigh that */
	JSON_NOTES_MAX = 16,		    /* distinct oddities kept with their names */
};

/* true, false, or not said. */
enum tri { TRI_UNKNOWN, TRI_FALSE, TRI_TRUE };

enum json_kind { JT_STR, JT_WORD, JT_I64, JT_TRI, JT_TIME, JT_MONEY, JT_LIST, JT_RAW, JT_SKIP };

enum { JF_REQUIRED = 1 };

struct json_field {
	enum json_kind type;
	const char *path;
	size_t offset;
	unsigned flags;
	const char *const *words;	 /* JT_WORD: known values, ended by NULL */
	const struct json_field *fields; /* JT_LIST: table of an element */
	size_t n_fields;
	size_t size;	     /* JT_LIST: sizeof the element */
	size_t count_offset; /* JT_LIST: offset of the size_t count */
};

#define JF_OF(kind, T, m, want, p, fl)                                                             \
	.type = kind, .path = p, .flags = fl,                                                      \
	.offset = offsetof(T, m) + 0 * sizeof(&((T *)0)->m == (want *)0)
#define JF_STR(T, m, p, fl)                                                                        \
	{                                                                                          \
		JF_OF(JT_STR, T, m, const char *, p, fl)                                           \
	}
#define JF_WORD(T, m, p, fl, w)                                                                    \
	{                                                                                          \
		JF_OF(JT_WORD, T, m, const char *, p, fl), .words = w                              \
	}
#define JF_I64(T, m, p, fl)                                                                        \
	{                                                                                          \
		JF_OF(JT_I64, T, m, int64_t, p, fl)                                                \
	}
#define JF_TRI(T, m, p, fl)                                                                        \
	{                                                                                          \
		JF_OF(JT_TRI, T, m, enum tri, p, fl)                                               \
	}
#define JF_TIME(T, m, p, fl)                                                                       \
	{                                                                                          \
		JF_OF(JT_TIME, T, m, int64_t, p, fl)                                               \
	}
/* An object {amount, currency}. */
#define JF_MONEY(T, m, p, fl)                                                                      \
	{                                                                                          \
		JF_OF(JT_MONEY, T, m, struct money, p, fl)                                         \
	}
/* An array of objects into `m` (pointer) and `n_m` (size_t). */
#define JF_LIST(T, E, m, n_m, p, fl, table)                                                        \
	{                                                                                          \
		JF_OF(JT_LIST, T, m, E *, p, fl), .fields = table, .n_fields = COUNT_OF(table),    \
						  .size = sizeof(E),                               \
						  .count_offset = offsetof(T, n_m)                 \
	}
/* The value as JSON text, whatever it is. */
#define JF_RAW(T, m, p, fl)                                                                        \
	{                                                                                          \
		JF_OF(JT_RAW, T, m, const char *, p, fl)                                           \
	}
/* Known, not needed as a field: not counted as unknown. Covers everything below it. */
#define JF_SKIP(p)                                                                                 \
	{                                                                                          \
		.type = JT_SKIP, .path = p                                                         \
	}

/* What a document had that the tables do not know; counted, never fatal. */
struct json_notes {
	size_t unknown_fields;
	size_t unknown_words;
	size_t n;
	const char *names[JSON_NOTES_MAX]; /* "/lineItems/0/newThing" or "/status=LATER" */
};

struct json; /* a parsed document; belongs to its owner */

/* Parse text (need not end in NUL). RC_SHAPE when it is not one JSON value within the limits. What
 * is JSON is decided by RFC 8259 alone, not by the version of the library beneath; of two members
 * with one name the last counts. */
MUST_CHECK enum rc json_parse(void *owner, struct bytes text, struct json **out, struct err *e);

/* Estimate of the memory a document takes once it is parsed, in bytes; SIZE_MAX when
 * json_parse() refuses it as a text. */
size_t json_weight(struct bytes text);

/* Once at start, some microseconds: does the library of this machine keep what Kram reads? */
MUST_CHECK enum rc json_self_test(struct err *e);

/* Walk to a value: NULL when absent. The result is a view that lives as long as its document. */
struct json *json_at(struct json *doc, const char *path);
size_t json_length(const struct json *array);	      /* 0 when it is no array */
struct json *json_item(struct json *array, size_t i); /* NULL past its end or when it is none */

/* The list at a path: RC_SHAPE when there is none, or something else. For lists that are read item
 * by item, so that one holds up nobody. */
MUST_CHECK enum rc json_list_at(struct json *doc, const char *path, struct json **out,
				struct err *e);

/* Take a member of an object out of the document, as if it had never been there; false: it was not.
 */
bool json_drop(struct json *doc, const char *path);

/*
 * Where the value at a path stands in a text that json_parse() refuses as a whole, as far as it can
 * be followed; false: not found. What is found is a part of the text and may be broken itself.
 */
bool json_peek(struct bytes text, const char *path, struct bytes *out);

/* The same of an id in quotes (str_is_id()); NULL: there is none. */
const char *json_peek_id(void *owner, struct bytes text, const char *path);

/* The value as compact JSON text with object keys as they stand. */
char *json_text(void *owner, const struct json *value) RETURNS_NONNULL;

/* Fill *out from an object; texts belong to owner. notes may be NULL. RC_SHAPE with e->code = path.
 */
MUST_CHECK enum rc json_decode_(void *owner, struct json *doc, const struct json_field *fields,
				size_t n_fields, void *out, struct json_notes *notes,
				struct err *e);
#define json_decode(owner, doc, table, out, notes, e)                                              \
	json_decode_(owner, doc, table, COUNT_OF(table), out, notes, e)

/* The opposite: compact JSON text of a struct; fields at their zero value are left out. */
char *json_encode_(void *owner, const struct json_field *fields, size_t n_fields,
		   const void *in) RETURNS_NONNULL;
#define json_encode(owner, table, in) json_encode_(owner, table, COUNT_OF(table), in)

#endif
