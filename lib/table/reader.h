#ifndef TABLE_READER_H
#define TABLE_READER_H

/* What CSV and XML share: names, and the row that is being made. Private to the layer. */

#include "base/str.h"
#include "table/input.h"

/* A cell while its row grows: texts move, so they are places in it. */
struct draft {
	size_t column;
	size_t key; /* + 1, 0: none */
	size_t text;
	size_t part; /* of a row that is split: 0 belongs to each */
};

struct table {
	struct input *in;
	struct table_opts opts;
	char **names;
	size_t n_names;
	/* The row in the making. */
	char *text;
	size_t len;
	size_t room;
	struct draft *drafts;
	size_t n_drafts;
	uint64_t began; /* its line */
	/* The row as callers see it. */
	struct table_row row;
	struct table_cell *cells;
	enum rc (*next)(struct table *t, struct err *e); /* fills row */
	void *kind;					 /* of the reader */
	struct table_repairs repairs;
};

MUST_CHECK enum rc csv_table_open(struct table *t, struct err *e);
MUST_CHECK enum rc xml_table_open(struct table *t, struct err *e);

/* The column of this name; names are never forgotten. */
MUST_CHECK enum rc table_name(struct table *t, const char *name, size_t *column, struct err *e);

/* Add a text to the row, without its outer blanks; RC_INVALID when it grows too large. */
MUST_CHECK enum rc table_keep(struct table *t, const char *text, size_t len, size_t *place,
			      struct err *e);
MUST_CHECK enum rc table_add(struct table *t, struct draft cell, struct err *e);

/* Begin anew at this line; make the cells of a part (and those of 0) the row callers see. */
void table_begin(struct table *t, uint64_t line);
void table_finish(struct table *t, size_t part);

#endif
