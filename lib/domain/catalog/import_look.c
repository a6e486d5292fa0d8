/* A copy of the beginning, in memory, read by the same code as the whole file. */
#include "domain/catalog/import_look.h"

#include "base/mem.h"
#include "base/str.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { NAME_MAX_BYTES = 200, SAMPLES_BYTES = 4 * LOOK_SAMPLES * (LOOK_SAMPLE_CHARS + 4) };

struct looking {
	void *mem;
	struct import_look *out;
	struct product_reader *guess; /* without the mapping of the profile */
	struct product_reader *reader;
	struct table *table;
	struct str samples[TABLE_COLUMNS_MAX];
	size_t n_samples[TABLE_COLUMNS_MAX];
};

/* ---- The copy ---------------------------------------------------------------------------------
 */

static enum rc copy_head(int fd, int head, struct err *e)
{
	char piece[4096];
	off_t at = 0;
	ssize_t n = 1;

	while (at < DETECT_BYTES && n) {
		n = pread(fd, piece, sizeof(piece), at);
		if (n < 0 || write(head, piece, (size_t)n) != n)
			return err_set(e, RC_IO, "reading the file: %s", strerror(errno));
		at += n;
	}
	return RC_OK;
}

/* ---- Its columns and rows ---------------------------------------------------------------------
 */

static void take_sample(struct looking *l, const struct table_cell *c)
{
	struct str *s = &l->samples[c->column];
	const char *text = str_head(l->mem, str_squeeze(l->mem, c->text), LOOK_SAMPLE_CHARS);

	if (!s->owner)
		str_init(s, l->mem, SAMPLES_BYTES);
	if (str_empty(text) || l->n_samples[c->column] == LOOK_SAMPLES ||
	    (s->len && strstr(s->text, text)))
		return;
	str_addf(s, "%s%s", s->len ? " · " : "", text);
	l->n_samples[c->column]++;
}

static void take_row(struct looking *l, const struct table_row *row)
{
	struct read_row *out = &l->out->rows[l->out->n_rows];

	for (size_t i = 0; i < row->n; i++)
		take_sample(l, &row->cells[i]);
	void *mem = mem_context(l->mem, "row");
	product_read(l->reader, mem, l->table, row, out);
	if (out->is_parent)
		return;
	product_keep(l->mem, &out->p);
	l->out->lines[l->out->n_rows++] = (int64_t)row->line;
}

static void take_columns(struct looking *l)
{
	struct import_look *out = l->out;

	out->n_columns = table_columns(l->table);
	out->columns = mem_array(l->mem, struct look_column, out->n_columns + 1);
	for (size_t i = 0; i < out->n_columns; i++) {
		const char *name = table_column(l->table, i);
		out->columns[i] = (struct look_column){
		    .name = mem_strdup(l->mem, name),
		    .guess = product_reader_target(l->guess, l->table, i),
		    .samples = l->samples[i].owner ? str_or(l->samples[i].text, "") : "",
		    .is_nameless =
			!*name || strlen(name) > NAME_MAX_BYTES || strpbrk(name, "\t\r\n"),
		};
	}
}

/* A row that is cut off by the end of what is looked at is no fault of the file. */
static enum rc take_rows(struct looking *l, struct err *e)
{
	const struct table_row *row;

	for (int n = 0; n < LOOK_ROWS && !table_next(l->table, &row, e); n++)
		take_row(l, row);
	take_columns(l);
	if (e->rc == RC_INVALID)
		l->out->broken = mem_strdup(l->mem, e->msg);
	if (e->rc == RC_NOT_FOUND || e->rc == RC_INVALID)
		err_clear(e);
	return e->rc;
}

/* ---- All --------------------------------------------------------------------------------------
 */

/* Columns that nobody knows can still be told what they are, where there are columns. */
static enum rc plan(int head, const struct import_profile *profile, struct import_look *out,
		    struct err *e)
{
	struct import_profile own = *profile;

	if (import_file_plan(head, profile, &out->plan, e) != RC_INVALID || *profile->format)
		return e->rc;
	struct err first = *e;
	own.format = format_csv.name;
	err_clear(e);
	if (import_file_plan(head, &own, &out->plan, e) || !out->plan.table.separator)
		*e = first;
	out->is_unknown = !e->rc;
	return e->rc;
}

static enum rc look(struct looking *l, int head, const struct import_profile *profile,
		    struct err *e)
{
	struct import_plan *p = &l->out->plan;

	if (plan(head, profile, l->out, e))
		return e->rc;
	struct read_options bare = p->read;
	bare.mapping = NULL;
	if (lseek(head, 0, SEEK_SET))
		return err_set(e, RC_IO, "reading the file: %s", strerror(errno));
	if (product_reader_open(l->mem, &bare, &l->guess, e) ||
	    product_reader_open(l->mem, &p->read, &l->reader, e) ||
	    table_open(l->mem, head, &p->table, &l->table, e))
		return e->rc;
	if (take_rows(l, e))
		return e->rc;
	return l->out->is_unknown && !l->out->n_rows
		   ? err_set(e, RC_INVALID, "the file %s", detect_problem_words(DETECT_UNKNOWN))
		   : RC_OK;
}

enum rc import_look(void *mem, int fd, const struct import_profile *profile,
		    struct import_look *out, struct err *e)
{
	struct looking *l = mem_zero(mem, struct looking);
	int head = memfd_create("head", MFD_CLOEXEC);

	*out = (struct import_look){0};
	l->mem = mem;
	l->out = out;
	if (head < 0)
		return err_set(e, RC_IO, "reading the file: %s", strerror(errno));
	if (!copy_head(fd, head, e))
		(void)look(l, head, profile, e);
	close(head);
	return e->rc;
}
