#ifndef DOMAIN_CATALOG_ROW_NOTE_H
#define DOMAIN_CATALOG_ROW_NOTE_H

/*
 * What is to be told of a row of a file, and why it is refused. A field that cannot be read stays
 * as it is in the catalogue; only what makes the row belong to nothing refuses it. Pure.
 *
 * Kept as lines "field TAB fault TAB value"; the field of a row as a whole is "sku".
 */

#include <stdbool.h>

#include "base/str.h"
#include "domain/catalog/product.h"

enum row_fault {
	/* The row is refused. */
	FAULT_NO_SKU,
	FAULT_SKU_LONG,
	FAULT_SKU_SHORTENED, /* 1,2E+5 */
	FAULT_SKU_TWICE,     /* value: the line of the first one */
	FAULT_NO_NAME,	     /* no product has the SKU, and the file has no name for it */
	FAULT_RAGGED,	     /* more cells than the header: a text with separators is not quoted */
	/* The field stays as it is. */
	FAULT_GTIN_SHORTENED,
	FAULT_GTIN_CHECK,
	FAULT_GTIN_INTERNAL,
	FAULT_GTIN_WRONG,
	FAULT_NOT_NUMBER,
	FAULT_SHORTENED,
	FAULT_AMBIGUOUS,
	FAULT_TOO_LARGE,
	FAULT_NEGATIVE,
	FAULT_CURRENCY,
	FAULT_NO_VAT, /* a net price without a rate */
	FAULT_TOO_LONG,
	FAULT_WORD, /* a word that is not known there */
	/* It is taken, but look. */
	FAULT_ROUNDED,
	FAULT_SPOILT,	 /* bytes of another encoding, control characters */
	FAULT_QUESTIONS, /* "?" inside words: letters were lost before the file was made */
	FAULT_PARENT,	 /* its parent is not in the file, nor in the catalogue */
	FAULT_COUNT
};

bool row_fault_refuses(enum row_fault fault);

/* Its name in notes; of a name the fault, FAULT_COUNT: none. */
enum row_fault row_fault_find(const char *name, size_t len);

/* What it says of a field, a message id: "has a wrong check digit". */
const char *row_fault_words(enum row_fault fault) RETURNS_NONNULL;

/* The notes of one row; what is beyond NOTES_MAX bytes is left out. */
enum { ROW_NOTES_MAX = 8000, ROW_NOTE_VALUE_MAX = 80 };
struct row_notes {
	struct str text;
	bool refused;
	uint64_t faulty; /* fields */
};
void row_notes_init(struct row_notes *notes, void *owner);

/* PRODUCT_FIELDS: the row as a whole. */
void row_note(struct row_notes *notes, enum product_field field, enum row_fault fault,
	      const char *value);

/* Takes the next note off the front of the text; false: there is none. */
struct row_note_read {
	const char *field;
	enum row_fault fault;
	const char *value;
};
bool row_notes_next(void *owner, const char **text, struct row_note_read *out);

#endif
