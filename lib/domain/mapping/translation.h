#ifndef DOMAIN_MAPPING_TRANSLATION_H
#define DOMAIN_MAPPING_TRANSLATION_H

/*
 * Translations of what the shop says into what Allegro knows, as rows of a table that its owner
 *fills in with a spreadsheet and sends back. Labels stand for values, "szary | biały" for several,
 *and
 * "#33_3" behind a label, or alone, for the one with this id where several have the label. Pure but
 * for reading the file.
 *
 *	translation_open(mem, fd, &table, columns, e);
 *	while (!table_next(table, &row, e)) {
 *		translation_row(mem, columns, row, cells);
 *		if (!translation_read(mem, &def, index, cells, &t, &problem))
 *			decide(&t);
 *	}
 */

#include "domain/mapping/quantity.h"
#include "domain/mapping/value_match.h"
#include "table/table.h"

enum translation_column {
	TRANSLATION_SOURCE,   /* attribute or field of the shop */
	TRANSLATION_VALUE,    /* what stands there */
	TRANSLATION_PRODUCTS, /* how many have it: told, never read */
	TRANSLATION_ALLEGRO,
	TRANSLATION_OWN,  /* own words, with the value that means "other" */
	TRANSLATION_SKIP, /* it answers nothing */
	TRANSLATION_COLUMNS
};

/* Headings, message ids; a file may have them in English or in the language in use. */
extern const char *const translation_headings[TRANSLATION_COLUMNS];

struct translation {
	const char *source;
	const char *value;
	int64_t products; /* INT64_MIN: not counted */
	bool is_decided;  /* else a person has still to say what it means */
	bool is_skipped;
	struct param_answer answer;
};

/* The cells of one; index: NULL of a parameter without a dictionary. */
void translation_cells(void *owner, const struct category_param *def,
		       const struct value_index *index, const struct translation *t,
		       const char *cells[TRANSLATION_COLUMNS]);

enum translation_fault {
	TRANSLATION_FINE,
	TRANSLATION_NAMELESS,	 /* it says neither what of the shop nor which value */
	TRANSLATION_CONTRADICTS, /* to be skipped, and to be something */
	TRANSLATION_UNKNOWN,	 /* at: no value of the dictionary */
	TRANSLATION_SEVERAL,	 /* at: may be several of them */
	TRANSLATION_NO_NUMBER,	 /* why says it */
	TRANSLATION_REFUSED,	 /* finding says why Allegro would not take it */
	TRANSLATION_FAULTS
};

struct translation_problem {
	enum translation_fault fault;
	const char *at;
	enum quantity_why why;
	struct param_finding finding;
};

/* What the cells say; columns that a file does not have are NULL. Without a value, a text and a
 * mark it is not decided, which is no fault. */
enum translation_fault translation_read(void *owner, const struct category_param *def,
					const struct value_index *index,
					const char *const cells[TRANSLATION_COLUMNS],
					struct translation *out,
					struct translation_problem *problem);

/* ---- The file -------------------------------------------------------------------------------- */

enum { TRANSLATION_NO_COLUMN = TABLE_COLUMNS_MAX };

/* A CSV from its beginning, in the encoding and with the separator it is written in. RC_INVALID: it
 * has not the columns of source, value and Allegro's value. */
MUST_CHECK enum rc translation_open(void *owner, int fd, struct table **out,
				    size_t columns[TRANSLATION_COLUMNS], struct err *e);

/* The cells of a row of it, without the apostrophe that protects spreadsheets from formulas. */
void translation_row(void *owner, const size_t columns[TRANSLATION_COLUMNS],
		     const struct table_row *row, const char *cells[TRANSLATION_COLUMNS]);

#endif
