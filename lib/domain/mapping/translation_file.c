/* The file of a translation table: which of its columns is which. */
#include "domain/mapping/translation.h"

#include "base/fold.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/catalog/product_detect.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { HEAD_BYTES = 4096 };

/* The separator of the heading: the one that stands there most. */
static char separator_of(const char *line)
{
	static const char marks[] = ";,\t";
	size_t most = 0;
	char best = ';';

	for (const char *mark = marks; *mark; mark++) {
		size_t n = 0;

		for (const char *p = line; *p && *p != '\n'; p++)
			n += *p == *mark;
		if (n > most) {
			most = n;
			best = *mark;
		}
	}
	return best;
}

static bool is_heading(void *mem, const char *name, enum translation_column column)
{
	const char *folded = text_fold(mem, name);

	return str_eq(folded, text_fold(mem, translation_headings[column])) ||
	       str_eq(folded, text_fold(mem, _(translation_headings[column])));
}

static bool find_columns(const struct table *t, size_t columns[TRANSLATION_COLUMNS])
{
	void *mem = mem_context(NULL, "headings");

	for (size_t c = 0; c < TRANSLATION_COLUMNS; c++) {
		columns[c] = TRANSLATION_NO_COLUMN;
		for (size_t i = table_columns(t); i-- > 0;)
			if (is_heading(mem, table_column(t, i), (enum translation_column)c))
				columns[c] = i;
	}
	mem_free(mem);
	return columns[TRANSLATION_SOURCE] != TRANSLATION_NO_COLUMN &&
	       columns[TRANSLATION_VALUE] != TRANSLATION_NO_COLUMN &&
	       columns[TRANSLATION_ALLEGRO] != TRANSLATION_NO_COLUMN;
}

enum rc translation_open(void *owner, int fd, struct table **out,
			 size_t columns[TRANSLATION_COLUMNS], struct err *e)
{
	unsigned char head[HEAD_BYTES];
	const ssize_t n = pread(fd, head, sizeof(head), 0);

	if (n < 0 || lseek(fd, 0, SEEK_SET))
		return err_set(e, RC_IO, "a table of translations: %s", strerror(errno));
	struct table_opts opts = {.kind = TABLE_CSV, .encoding = detect_encoding(head, (size_t)n)};
	opts.separator = separator_of(table_text(owner, head, (size_t)n, opts.encoding));
	if (table_open(owner, fd, &opts, out, e))
		return e->rc;
	if (!find_columns(*out, columns))
		return err_set(e, RC_INVALID, "a table of translations without its columns");
	return RC_OK;
}

/* A spreadsheet would have taken it for a formula. */
static const char *without_guard(const char *text)
{
	return text[0] == '\'' && text[1] && strchr("=+-@\t\r", text[1]) ? text + 1 : text;
}

void translation_row(void *owner, const size_t columns[TRANSLATION_COLUMNS],
		     const struct table_row *row, const char *cells[TRANSLATION_COLUMNS])
{
	for (size_t c = 0; c < TRANSLATION_COLUMNS; c++) {
		cells[c] = NULL;
		for (size_t i = 0; i < row->n; i++)
			if (row->cells[i].column == columns[c])
				cells[c] = mem_strdup(owner, without_guard(row->cells[i].text));
	}
}
