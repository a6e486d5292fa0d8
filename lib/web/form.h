#ifndef WEB_FORM_H
#define WEB_FORM_H

/*
 * Fields of a query string or a form body, checked against a closed table before any handler
 * sees them.
 *
 *	static const struct field login_fields[] = {
 *		{"login", .type = FIELD_TEXT, .max = 64, .flags = FIELD_REQUIRED},
 *		{"password", .type = FIELD_SECRET, .max = 128, .flags = FIELD_REQUIRED},
 *		{0},
 *	};
 *
 * A field that is not in the table is refused in a form and ignored in a query (links carry
 * foreign parameters). A field given twice is refused unless it is FIELD_MANY. Text is valid
 * UTF-8 without control characters; only FIELD_LONG_TEXT may hold line ends. An empty value
 * counts as absent. Asking for a name that is not in the table is a bug and aborts.
 *
 * A row may name the member of a struct its value goes to; form_into() fills them all:
 *
 *	static const struct field ship_fields[] = {
 *		{"carrier", .type = FIELD_ENUM, .values = carriers, INTO(struct parcel, carrier)},
 *		{"weight", .type = FIELD_INT, .min = 1, .max = 30000, INTO(struct parcel, grams)},
 *		{0},
 *	};
 *
 * Members: const char * takes the text of any field; int64_t and uint64_t a FIELD_INT; int64_t also
 * a FIELD_DATE, as the beginning of that day; an enum the place of a FIELD_ENUM among its values;
 * bool any field: is it there? What is absent or wrong leaves its member as it was.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"

enum field_type {
	FIELD_TEXT = 1,	 /* one line, outer blanks removed; at most max characters */
	FIELD_LONG_TEXT, /* several lines */
	FIELD_SECRET,	 /* as typed, blanks and all */
	FIELD_INT,	 /* whole number within [min, max] */
	FIELD_ENUM,	 /* one of values */
	FIELD_ID,	 /* an id of Allegro's making (str_is_id) */
	FIELD_DATE,	 /* YYYY-MM-DD */
	FIELD_FLAG,	 /* a checkbox: present is true, whatever its value */
};

enum field_flags {
	FIELD_REQUIRED = 1 << 0,
	FIELD_MANY = 1 << 1,	  /* may be repeated: form_values() */
	FIELD_DAY_AFTER = 1 << 2, /* FIELD_DATE into a time: the end of that day, exclusive */
	FIELD_KEYED = 1 << 3,	  /* an id follows its name, "id:11323": form_keyed() */
};

/* Where form_into() puts a value. */
enum form_kind { FORM_NOWHERE, FORM_STR, FORM_I64, FORM_U64, FORM_INDEX, FORM_BOOL };

struct form_member {
	enum form_kind kind;
	size_t offset;
	size_t size; /* of the struct */
};

/* A member of another type does not compile; an enum without negative values is an unsigned. */
#define INTO(T, m)                                                                                 \
	.into = {_Generic(((T *)0)->m,                                                             \
		 const char *: FORM_STR,                                                           \
		 int64_t: FORM_I64,                                                                \
		 uint64_t: FORM_U64,                                                               \
		 unsigned: FORM_INDEX,                                                             \
		 bool: FORM_BOOL),                                                                 \
		 offsetof(T, m), sizeof(T)}

struct field {
	const char *name;
	enum field_type type;
	int64_t min;		   /* FIELD_INT: smallest number; text: fewest characters */
	int64_t max;		   /* FIELD_INT: largest number; text: most characters, never 0 */
	const char *const *values; /* FIELD_ENUM: allowed values, ended by NULL */
	unsigned flags;
	unsigned part; /* of the state of a list: enum query_part of web/query.h */
	struct form_member into;
};

enum {
	FORM_FIELDS_MAX = 200,	     /* name=value pairs of one request (RELIABILITY S20) */
	FORM_BODY_MAX = 256 * 1024,  /* bytes of a form body (S20) */
	FORM_VALUE_MAX = 200 * 1024, /* bytes of one value */
};

/* What is wrong with a field; the page says it in the user's language. */
enum form_problem {
	FORM_OK,
	FORM_MISSING,
	FORM_TOO_SHORT,
	FORM_TOO_LONG,
	FORM_NOT_A_NUMBER,
	FORM_OUT_OF_RANGE,
	FORM_NOT_ALLOWED, /* enum value, id, date or characters we do not accept */
};

struct form;

/* Pairs of an urlencoded text; RC_INVALID when it is malformed or has too many fields. */
MUST_CHECK enum rc form_parse(void *owner, const char *text, size_t len, struct form **out,
			      struct err *e);

/* RC_INVALID when a field is not in the table (NULL: no field is known). */
MUST_CHECK enum rc form_refuse_foreign(const struct form *form, const struct field *table,
				       struct err *e);

/*
 * Check and normalise the fields of the table. RC_INVALID with a sentence in e when one has a
 * problem; the values can still be read, so that a page can show the form again.
 */
MUST_CHECK enum rc form_check(struct form *form, const struct field *table, struct err *e);

/* Values after form_check: "" or the fallback when absent or wrong. */
const char *form_text(const struct form *form, const char *name) RETURNS_NONNULL;
int64_t form_int(const struct form *form, const char *name, int64_t fallback);
bool form_flag(const struct form *form, const char *name);
bool form_has(const struct form *form, const char *name);

/* All values of a FIELD_MANY, in order; *n may be 0. */
const char *const *form_values(const struct form *form, const char *name, size_t *n);

/* All values of one key of a FIELD_KEYED, in order. */
const char *const *form_keyed(const struct form *form, const char *name, const char *key,
			      size_t *n);

/* Fill the struct the rows of the table name. */
void form_into_(const struct form *form, void *out, size_t size);
#define form_into(form, out) form_into_(form, out, sizeof(*(out)))

/* The table the form was checked against, NULL: none. */
const struct field *form_fields(const struct form *form);

enum form_problem form_problem(const struct form *form, const char *name);

/* A form without fields, for routes that take none; and one field more, from another kind of body.
 * RC_INVALID: it has FORM_FIELDS_MAX. */
struct form *form_empty(void *owner) RETURNS_NONNULL;
MUST_CHECK enum rc form_add(struct form *form, const char *name, const char *value, struct err *e);

/* First value of a name before form_check, NULL when absent: for the dispatcher's own fields. */
const char *form_raw(const struct form *form, const char *name);

/* Value of a cookie in a Cookie header (NULL allowed), NULL when absent. */
char *cookie_find(void *owner, const char *header, const char *name);

#endif
