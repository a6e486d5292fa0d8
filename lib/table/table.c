/* Opening, names, and the growing row. */
#include "table/reader.h"

#include "base/mem.h"

#include <inttypes.h>
#include <string.h>

enum { ROOM_FIRST = 16 * 1024 };

enum rc table_open(void *owner, int fd, const struct table_opts *opts, struct table **out,
		   struct err *e)
{
	struct table *t = mem_zero(owner, struct table);

	t->opts = *opts;
	t->names = mem_array(t, char *, TABLE_COLUMNS_MAX);
	t->drafts = mem_array(t, struct draft, TABLE_CELLS_MAX);
	t->cells = mem_array(t, struct table_cell, TABLE_CELLS_MAX);
	t->room = ROOM_FIRST;
	t->text = mem_array(t, char, t->room);
	*out = t;
	if (input_open(t, fd, opts->encoding, &t->in, e))
		return e->rc;
	return opts->kind == TABLE_CSV ? csv_table_open(t, e) : xml_table_open(t, e);
}

enum rc table_next(struct table *t, const struct table_row **row, struct err *e)
{
	*row = &t->row;
	return t->next(t, e);
}

size_t table_columns(const struct table *t)
{
	return t->n_names;
}

const char *table_column(const struct table *t, size_t i)
{
	if (i >= t->n_names)
		BUG("no column %zu", i);
	return t->names[i];
}

struct table_repairs table_repairs(const struct table *t)
{
	return t->repairs;
}

uint64_t table_read_bytes(const struct table *t)
{
	return t->in->read;
}

enum rc table_name(struct table *t, const char *name, size_t *column, struct err *e)
{
	for (*column = 0; *column < t->n_names; ++*column)
		if (!strcmp(t->names[*column], name))
			return RC_OK;
	if (t->n_names == TABLE_COLUMNS_MAX)
		return err_set(e, RC_INVALID, "line %" PRIu64 ": more than %d different names",
			       t->began, TABLE_COLUMNS_MAX);
	t->names[t->n_names++] = mem_strdup(t, name);
	return RC_OK;
}

enum rc table_keep(struct table *t, const char *text, size_t len, size_t *place, struct err *e)
{
	while (len && strchr(" \t\r\n", text[0])) {
		text++;
		len--;
	}
	while (len && strchr(" \t\r\n", text[len - 1]))
		len--;
	if (len > TABLE_CELL_MAX)
		return err_set(e, RC_INVALID, "line %" PRIu64 ": a text of more than %d bytes",
			       t->began, TABLE_CELL_MAX);
	if (t->len + len + 1 > TABLE_ROW_MAX)
		return err_set(e, RC_INVALID, "line %" PRIu64 ": a row of more than %d bytes",
			       t->began, TABLE_ROW_MAX);
	if (t->len + len + 1 > t->room) {
		t->room = 2 * (t->len + len + 1);
		t->text = mem_grow(t, t->text, char, t->room);
	}
	*place = t->len;
	memcpy(t->text + t->len, text, len);
	t->len += len;
	t->text[t->len++] = '\0';
	return RC_OK;
}

enum rc table_add(struct table *t, struct draft cell, struct err *e)
{
	if (t->n_drafts == TABLE_CELLS_MAX)
		return err_set(e, RC_INVALID, "line %" PRIu64 ": more than %d cells in a row",
			       t->began, TABLE_CELLS_MAX);
	t->drafts[t->n_drafts++] = cell;
	return RC_OK;
}

void table_begin(struct table *t, uint64_t line)
{
	t->began = line;
	t->len = 0;
	t->n_drafts = 0;
	t->row = (struct table_row){0};
}

void table_finish(struct table *t, size_t part)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n_drafts; i++) {
		const struct draft *d = &t->drafts[i];
		if (d->part && d->part != part)
			continue;
		t->cells[n++] = (struct table_cell){
		    .column = d->column,
		    .key = d->key ? t->text + d->key - 1 : NULL,
		    .text = t->text + d->text,
		};
	}
	t->row.line = t->began;
	t->row.cells = t->cells;
	t->row.n = n;
}
