/* Files as rows: any bytes are rows of texts a column can take, or a sentence with a line. */
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "table/table.h"

static int file_of(const uint8_t *data, size_t size)
{
	int fd = memfd_create("table", MFD_CLOEXEC);

	MUST(fd >= 0);
	MUST(write(fd, data, size) == (ssize_t)size);
	MUST(lseek(fd, 0, SEEK_SET) == 0);
	return fd;
}

static void check_row(const struct table *t, const struct table_row *row)
{
	MUST(row->line > 0);
	MUST(row->n <= TABLE_CELLS_MAX);
	for (size_t i = 0; i < row->n; i++) {
		const struct table_cell *c = &row->cells[i];
		MUST(c->text[0] && strlen(c->text) <= TABLE_CELL_MAX);
		MUST(str_is_unicode(c->text, strlen(c->text)));
		MUST(!c->key || str_is_unicode(c->key, strlen(c->key)));
		MUST(
		    str_is_unicode(table_column(t, c->column), strlen(table_column(t, c->column))));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char separators[] = {',', ';', '\t', '|'};
	void *mem = mem_context(NULL, "fuzz");
	struct err e = {0};
	struct table *t;
	const struct table_row *row;

	if (size) {
		const struct table_opts opts = {
		    .kind = data[0] & 1 ? TABLE_XML : TABLE_CSV,
		    .encoding = (enum table_encoding)((data[0] >> 3) % TABLE_ENCODINGS),
		    .separator = separators[(data[0] >> 1) & 3],
		    .shape = {"o|item|product", "sizes/size", "a|parameter"},
		};
		int fd = file_of(data + 1, size - 1);
		uint64_t line = 0;
		enum rc rc = table_open(mem, fd, &opts, &t, &e);
		while (!rc && !(rc = table_next(t, &row, &e))) {
			check_row(t, row);
			MUST(row->line >= line);
			line = row->line;
		}
		MUST(rc == RC_NOT_FOUND || rc == RC_INVALID);
		fuzz_check_err(rc, &e);
		close(fd);
	}
	mem_free(mem);
	return 0;
}
