/* CSV by libcsv, fed line by line, so that the line of each row is known. */
#include "table/reader.h"

#include "base/mem.h"

#include <csv.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { GROWS_BY = 16 * 1024 };
enum { IN_CELL = 2 }; /* of libcsv's pstate */

struct csv_reader {
	struct csv_parser parser;
	const char *text; /* of the input, not yet parsed */
	size_t left;
	uint64_t line;
	uint64_t row_line; /* where the row begins, 0: none has begun */
	bool after_cr;
	bool is_over;
	bool in_row;
	bool has_row;
	bool has_header;
	size_t *columns; /* of each place in a line */
	size_t n_columns;
	size_t at; /* place in the line */
	struct table *t;
	struct err *e; /* of the running call */
};

static void cell_met(void *text, size_t len, void *arg)
{
	struct csv_reader *r = arg;
	struct table *t = r->t;
	struct draft cell = {0};

	if (!r->in_row)
		table_begin(t, r->row_line);
	r->in_row = true;
	if (r->e->rc)
		return;
	size_t at = r->at++;
	if (r->has_header && at >= r->n_columns) {
		t->row.is_ragged = t->row.is_ragged || len;
		return;
	}
	if (table_keep(t, text ? text : "", len, &cell.text, r->e))
		return;
	cell.column = r->has_header ? r->columns[at] : at;
	if ((!r->has_header || t->text[cell.text]) && table_add(t, cell, r->e))
		return;
}

static void row_met(int end, void *arg)
{
	struct csv_reader *r = arg;

	(void)end;
	r->has_row = r->in_row;
	r->in_row = false;
	r->row_line = 0;
	r->at = 0;
}

/* The piece up to the end of a line, or all there is. */
static size_t piece(struct csv_reader *r)
{
	const char *nl = memchr(r->text, '\n', r->left);
	size_t len = nl ? (size_t)(nl - r->text) + 1 : r->left;
	const char *cr = memchr(r->text, '\r', len);

	return cr ? (size_t)(cr - r->text) + 1 : len;
}

static enum rc parse_piece(struct csv_reader *r, struct err *e)
{
	size_t len = piece(r);
	char end = r->text[len - 1];
	bool is_rest = r->after_cr && len == 1 && end == '\n'; /* of CR LF */
	bool is_blank = strspn(r->text, " \t\r\n") >= len;

	if (!r->row_line && !is_blank)
		r->row_line = r->line;

	if (csv_parse(&r->parser, r->text, len, cell_met, row_met, r) != len)
		return err_set(e, RC_INVALID, "line %" PRIu64 ": %s", r->line,
			       csv_error(&r->parser) == CSV_ENOMEM
				   ? "a quote is not closed, or a text has more than a megabyte"
				   : csv_strerror(csv_error(&r->parser)));
	r->line += (end == '\n' && !is_rest) || end == '\r';
	r->after_cr = end == '\r';
	r->text += len;
	r->left -= len;
	return e->rc;
}

static enum rc finish(struct csv_reader *r, struct err *e)
{
	r->is_over = true;
	if ((r->parser.quoted && r->parser.pstate == IN_CELL) ||
	    csv_fini(&r->parser, cell_met, row_met, r))
		return err_set(e, RC_INVALID, "line %" PRIu64 ": a quote is not closed",
			       r->row_line);
	return e->rc;
}

static enum rc read_row(struct table *t, struct err *e)
{
	struct csv_reader *r = t->kind;

	r->e = e;
	r->has_row = false;
	while (!r->has_row) {
		if (r->is_over)
			return err_set(e, RC_NOT_FOUND, "the file ends");
		if (!r->left && input_next(t->in, &r->text, &r->left, e))
			return e->rc;
		if (r->left ? parse_piece(r, e) : finish(r, e))
			return e->rc;
	}
	table_finish(t, 0);
	return RC_OK;
}

static enum rc read_header(struct table *t, struct err *e)
{
	struct csv_reader *r = t->kind;

	if (read_row(t, e) == RC_NOT_FOUND)
		return err_set(e, RC_INVALID, "the file is empty");
	if (e->rc)
		return e->rc;
	r->n_columns = t->row.n;
	r->columns = mem_array(t, size_t, t->row.n);
	for (size_t i = 0; i < t->row.n; i++)
		if (table_name(t, t->row.cells[i].text, &r->columns[i], e))
			return e->rc;
	r->has_header = true;
	return RC_OK;
}

static void *grow(void *ptr, size_t size)
{
	return size > TABLE_CELL_MAX + GROWS_BY ? NULL : realloc(ptr, size);
}

static int csv_close(struct csv_reader *r)
{
	csv_free(&r->parser);
	return 0;
}

enum rc csv_table_open(struct table *t, struct err *e)
{
	struct csv_reader *r = mem_zero(t, struct csv_reader);

	if (csv_init(&r->parser, 0))
		return err_set(e, RC_IO, "libcsv does not begin");
	talloc_set_destructor(r, csv_close);
	csv_set_realloc_func(&r->parser, grow);
	csv_set_blk_size(&r->parser, GROWS_BY);
	csv_set_delim(&r->parser, (unsigned char)t->opts.separator);
	r->t = t;
	r->line = 1;
	t->kind = r;
	t->next = read_row;
	return read_header(t, e);
}
