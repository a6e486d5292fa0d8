#ifndef UNIT_TABLE_TOLD_H
#define UNIT_TABLE_TOLD_H

/* Files of a test as the rows they are read as. */

#include "table/table.h"

#include "base/compiler.h"
#include "base/mem.h"
#include "base/str.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

static void *mem;

static inline int file_of(const char *bytes, size_t n)
{
	int fd = memfd_create("table", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, n), n);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

static inline void add_row(struct str *out, const struct table *t, const struct table_row *row)
{
	str_addf(out, "%" PRIu64 ":", row->line);
	for (size_t i = 0; i < row->n; i++) {
		const struct table_cell *c = &row->cells[i];
		str_addf(out, "%s%s%s%s%s=%s", i ? ";" : "", table_column(t, c->column),
			 c->key ? "[" : "", str_or(c->key, ""), c->key ? "]" : "", c->text);
	}
	str_add(out, row->is_ragged ? " ragged\n" : "\n");
}

/* All rows as text, or the sentence that ends the reading. */
static inline const char *told(const char *bytes, size_t n, const struct table_opts *opts)
{
	struct err e = {0};
	struct table *t;
	const struct table_row *row;
	struct str out;
	int fd = file_of(bytes, n);

	str_init(&out, mem, 1 << 24);
	str_add(&out, "");
	if (!table_open(mem, fd, opts, &t, &e))
		while (!table_next(t, &row, &e))
			add_row(&out, t, row);
	if (e.rc != RC_NOT_FOUND)
		str_addf(&out, "%s: %s", rc_name(e.rc), e.msg);
	close(fd);
	return out.text;
}

/* head, n times unit (in which %d is which of them), tail. */
static inline const char *repeated(const char *head, const char *unit, int n, const char *tail)
{
	struct str s;

	str_init(&s, mem, 1 << 24);
	str_add(&s, head);
	for (int i = 0; i < n; i++)
		if (strchr(unit, '%'))
			str_addf(&s, "c%d,", i);
		else
			str_add(&s, unit);
	str_add(&s, tail);
	return s.text;
}

static inline const char *csv(const char *text, char separator)
{
	return told(text, strlen(text),
		    &(struct table_opts){.kind = TABLE_CSV, .separator = separator});
}

static inline const char *comma(const char *text)
{
	return csv(text, ',');
}

static inline const char *xml(const char *text)
{
	return told(text, strlen(text),
		    &(struct table_opts){.kind = TABLE_XML,
					 .shape = {"o|item", "sizes/size", "a|parameter"}});
}

static inline int told_setup(void **state)
{
	(void)state;
	mem = mem_context(NULL, "test");
	return 0;
}

static inline int told_teardown(void **state)
{
	(void)state;
	mem_free(mem);
	return 0;
}

#endif
