/*
 * Each importer by itself: the last bytes choose the format, the encoding, the separator and what
 * the person said; the first line may be his mapping, too. What would never be taken for a format
 * is read as it all the same, and two readings of a file are one.
 */
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>
#include <unistr.h>

#include "domain/catalog/gtin.h"
#include "domain/catalog/product_detect.h"
#include "domain/catalog/product_read.h"

enum { CHOICES = 3, ROWS_MAX = 200 };

struct way {
	struct table_opts table;
	struct read_options read;
};

static struct way way_of(const uint8_t *bytes, const char *mapping)
{
	static const char separators[] = {',', ';', '\t', '|'};
	static const int64_t rates[] = {PRODUCT_UNKNOWN, 2300, 0, PRODUCT_VAT_EXEMPT};
	size_t n = 0;

	while (product_format_at(n))
		n++;
	const struct product_format *format = product_format_at(bytes[0] % n);
	return (struct way){
	    .table = {.kind = format->kind,
		      .encoding = (enum table_encoding)(bytes[1] % TABLE_ENCODINGS),
		      .separator = separators[bytes[1] / 8 % 4],
		      .shape = format->shape},
	    .read = {.format = format,
		     .mapping = bytes[2] & 4 ? mapping : NULL,
		     .mark = (enum decimal_mark)(bytes[2] % DECIMAL_MARKS),
		     .is_net = bytes[2] & 8,
		     .vat = rates[bytes[2] / 16 % 4],
		     .currency = "PLN"},
	};
}

static void check_texts(void *mem, const struct product *p)
{
	for (size_t i = 0; i < PRODUCT_FIELDS; i++) {
		enum product_field field = (enum product_field)i;
		const char *text = product_field_text(mem, p, field);
		size_t max = product_field_max(field);
		if (!text)
			continue;
		MUST(text[0] && str_is_utf8(text, strlen(text)));
		MUST(!max || u8_mbsnlen((const uint8_t *)text, strlen(text)) <= max);
	}
}

static void check_row(void *mem, struct read_row *r, const struct read_options *opts)
{
	char ean[GTIN_SIZE];
	struct read_row variant = *r;
	struct product parent = r->p;

	check_texts(mem, &r->p);
	MUST(r->p.stock == PRODUCT_UNKNOWN || r->p.stock >= 0);
	MUST(r->p.vat == PRODUCT_UNKNOWN || (r->p.vat >= PRODUCT_VAT_EXEMPT && r->p.vat <= 10000));
	MUST(money_is_none(r->p.price) || r->p.price.minor >= 0);
	MUST(!r->p.ean || gtin_read(r->p.ean, ean) == GTIN_OK);
	MUST(r->p.sku || r->is_parent || r->notes.refused);
	product_read_parent(&variant, &parent, opts);
	check_texts(mem, &variant.p);
}

/* Everything that was read, as one text. */
static const char *read_file(void *mem, int fd, const struct way *w)
{
	struct product_reader *r;
	struct table *t;
	const struct table_row *row;
	struct read_row read;
	struct err e = {0};
	struct str all;

	str_init(&all, mem, 1024 * 1024);
	str_add(&all, "");
	MUST(lseek(fd, 0, SEEK_SET) == 0);
	enum rc rc = product_reader_open(mem, &w->read, &r, &e);
	fuzz_check_err(rc, &e);
	if (rc || table_open(mem, fd, &w->table, &t, &e))
		return "";
	for (int i = 0; i < ROWS_MAX && !table_next(t, &row, &e); i++) {
		void *step = mem_context(mem, "row");
		product_read(r, step, t, row, &read);
		check_row(step, &read, &w->read);
		str_add(&all, str_or(read.p.sku, "?"));
		for (size_t k = 0; k < PRODUCT_FIELDS; k++)
			str_add(
			    &all,
			    str_or(product_field_text(step, &read.p, (enum product_field)k), "?"));
		str_add(&all, read.notes.text.text);
		mem_free(step);
	}
	for (size_t i = 0; i < table_columns(t); i++)
		(void)product_reader_target(r, t, i);
	return all.text;
}

/* Its carriage returns are line ends: a mapping has several lines. */
static char *first_line(void *mem, const uint8_t *data, size_t size)
{
	const uint8_t *end = memchr(data, '\n', size);
	char *line = fuzz_text(mem, data, end ? (size_t)(end - data) : size);

	for (char *p = line; *p; p++)
		*p = *p == '\r' ? '\n' : *p;
	str_mend(line);
	return line;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	int fd = memfd_create("products", MFD_CLOEXEC);

	MUST(fd >= 0);
	if (size > CHOICES) {
		size -= CHOICES;
		struct way w = way_of(data + size, first_line(mem, data, size));
		MUST(write(fd, data, size) == (ssize_t)size);
		const char *once = read_file(mem, fd, &w);
		MUST(str_eq(once, read_file(mem, fd, &w)));
	}
	close(fd);
	mem_free(mem);
	return 0;
}
