#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

/*
 * A file as rows of named cells, read in flat memory whatever its size: CSV by libcsv, XML by
 * libxml2's reader, each in any of the encodings below.
 *
 *	table_open(mem, fd, &(struct table_opts){.kind = TABLE_CSV, .separator = ';'}, &t, e);
 *	while (!table_next(t, &row, e))
 *		for (size_t i = 0; i < row->n; i++)
 *			use(table_column(t, row->cells[i].column), row->cells[i].text);
 *	if (e->rc != RC_NOT_FOUND)
 *		return e->rc;
 *
 * Texts are valid UTF-8; a byte that belongs to no character, and a control character, comes as
 * U+FFFD (TABLE_SPOILT). Nothing is fetched, no entity of the file's own is expanded, and every
 *size is limited: what breaks a limit ends the reading with RC_INVALID and the line.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"

#define TABLE_SPOILT "\xef\xbf\xbd"

enum {
	TABLE_CELL_MAX = 1024 * 1024,	 /* bytes of one cell: a description with pictures inside */
	TABLE_ROW_MAX = 4 * 1024 * 1024, /* bytes of all cells of a row */
	TABLE_CELLS_MAX = 4000,		 /* cells of a row: attributes of a product in XML */
	TABLE_COLUMNS_MAX = 1000,	 /* different names */
	TABLE_DEPTH_MAX = 32,		 /* of elements inside a row */
};

enum table_encoding {
	TABLE_UTF8,
	TABLE_UTF16LE,
	TABLE_UTF16BE,
	TABLE_WINDOWS_1250,
	TABLE_ISO_8859_2,
	TABLE_ENCODINGS
};
extern const char *const table_encoding_names[TABLE_ENCODINGS + 1];

enum table_kind { TABLE_CSV, TABLE_XML };

/* How elements become rows. Names are local ones: prefixes do not matter. */
struct table_shape {
	const char *row; /* the element that is a row: "o"; several: "item|entry" */
	const char
	    *split; /* one row for each of these inside it, path "sizes/size"; NULL: one row */
	const char *keyed; /* elements whose attribute "name" is the key of what is in them:
			      "a|parameter" */
};

struct table_opts {
	enum table_kind kind;
	enum table_encoding encoding;
	char separator;		  /* CSV */
	struct table_shape shape; /* XML */
};

/*
 * XML: the column is the path inside the row, "imgs/i@url" for an attribute; the key is the name of
 * the keyed element around it or the language (xml:lang), NULL when there is neither.
 */
struct table_cell {
	size_t column;
	const char *key;
	const char *text; /* outer blanks are left out */
};

struct table_row {
	uint64_t line; /* where it begins, the first is 1 */
	const struct table_cell *cells;
	size_t n;
	bool is_ragged; /* CSV: it has more cells than the header */
};

struct table;

/* fd stays the caller's and must stay open. The first line of CSV is its header. */
MUST_CHECK enum rc table_open(void *owner, int fd, const struct table_opts *opts,
			      struct table **out, struct err *e);

/* RC_NOT_FOUND: there is no further row. A row is good until the next call. */
MUST_CHECK enum rc table_next(struct table *t, const struct table_row **row, struct err *e);

/* Names met so far: of CSV all, of XML those of the rows so far. */
size_t table_columns(const struct table *t);
const char *table_column(const struct table *t, size_t i) RETURNS_NONNULL;

/* XML: a bare "&" and names of HTML's ("&nbsp;") are read as what they mean. */
struct table_repairs {
	uint64_t n;
	uint64_t line; /* of the first one */
};
struct table_repairs table_repairs(const struct table *t);

/* Bytes of the file that have been read: for a progress bar. */
uint64_t table_read_bytes(const struct table *t);

/* Some bytes of a file as such a text, without its byte order mark; belongs to owner. */
char *table_text(void *owner, const void *bytes, size_t n,
		 enum table_encoding encoding) RETURNS_NONNULL;

#endif
