/* How a file is read: what its beginning shows, and what the profile decided. */
#include "domain/catalog/import_file.h"

#include "base/mem.h"
#include "base/str.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static enum rc read_beginning(int fd, char *out, size_t *n, struct err *e)
{
	ssize_t got;

	*n = 0;
	while ((got = pread(fd, out + *n, DETECT_BYTES - *n, (off_t)*n)) != 0) {
		if (got < 0 && errno != EINTR)
			return err_set(e, RC_IO, "reading the file: %s", strerror(errno));
		*n += got > 0 ? (size_t)got : 0;
	}
	return RC_OK;
}

/* A profile is for one format: another file is a mistake, not a surprise. */
static enum rc choose_format(const struct import_profile *profile, struct detected *d,
			     struct err *e)
{
	const struct product_format *wanted = product_format_find(profile->format);

	if (!wanted)
		return RC_OK;
	if (d->format && d->format->kind != wanted->kind)
		return err_set(e, RC_INVALID, "the file is %s, and the profile is for %s",
			       d->format->title, wanted->title);
	d->format = wanted;
	return RC_OK;
}

static enum table_encoding encoding_of(const char *name, enum table_encoding detected)
{
	for (int i = 0; i < TABLE_ENCODINGS; i++)
		if (str_eq(name, table_encoding_names[i]))
			return (enum table_encoding)i;
	return detected;
}

static enum decimal_mark mark_of(const char *mark)
{
	return str_eq(mark, ",")   ? DECIMAL_COMMA
	       : str_eq(mark, ".") ? DECIMAL_DOT
				   : DECIMAL_UNKNOWN;
}

/* Votes of the first rows. Both marks: the file mixes them, and only numbers that tell theirs
 * count. */
static enum rc find_mark(int fd, const struct import_plan *plan, enum decimal_mark *mark,
			 struct err *e)
{
	static const char *const numbers[] = {"price", "price_net", "weight_g", "cost",
					      "length_mm"};
	void *mem = mem_context(NULL, "look");
	struct product_reader *r;
	struct table *t;
	const struct table_row *row;
	int votes[DECIMAL_MARKS] = {0};

	if (product_reader_open(mem, &plan->read, &r, e) ||
	    table_open(mem, fd, &plan->table, &t, e)) {
		mem_free(mem);
		return e->rc;
	}
	for (int n = 0; n < IMPORT_LOOK_ROWS && !table_next(t, &row, e); n++)
		for (size_t i = 0; i < row->n; i++) {
			const char *target = product_reader_target(r, t, row->cells[i].column);
			for (size_t k = 0; k < COUNT_OF(numbers); k++)
				if (str_eq(target, numbers[k]))
					votes[figure_proves(row->cells[i].text)]++;
		}
	if (e->rc == RC_NOT_FOUND || e->rc == RC_INVALID)
		err_clear(e); /* a broken file is told with what came before it */
	if (!votes[DECIMAL_DOT] != !votes[DECIMAL_COMMA])
		*mark = votes[DECIMAL_DOT] ? DECIMAL_DOT : DECIMAL_COMMA;
	mem_free(mem);
	return e->rc;
}

enum rc import_file_plan(int fd, const struct import_profile *profile, struct import_plan *out,
			 struct err *e)
{
	void *mem = mem_context(NULL, "plan");
	char *sample = mem_array(mem, char, DETECT_BYTES);
	struct detected d = {0};
	size_t n;

	if (read_beginning(fd, sample, &n, e)) {
		mem_free(mem);
		return e->rc;
	}
	enum detect_problem problem = product_detect(sample, n, &d);
	mem_free(mem);
	if (problem && (problem != DETECT_UNKNOWN || !product_format_find(profile->format)))
		return err_set(e, RC_INVALID, "the file %s", detect_problem_words(problem));
	if (choose_format(profile, &d, e))
		return e->rc;
	*out = (struct import_plan){
	    .table = {.kind = d.format->kind,
		      .encoding = encoding_of(profile->encoding, d.encoding),
		      .separator = *profile->separator ? *profile->separator : d.separator,
		      .shape = d.format->shape},
	    .read = {.format = d.format,
		     .mapping = profile->mapping,
		     .mark = mark_of(profile->decimal_mark),
		     .is_net = profile->net,
		     .vat = profile->vat,
		     .currency = profile->currency},
	};
	if (lseek(fd, 0, SEEK_SET))
		return err_set(e, RC_IO, "reading the file: %s", strerror(errno));
	return out->read.mark ? RC_OK : find_mark(fd, out, &out->read.mark, e);
}
