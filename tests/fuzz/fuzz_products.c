/*
 * Files of products, whole: detected, opened as what they are taken for, each row read as a
 * product. What comes out fits its columns, whatever the bytes.
 */
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>
#include <unistr.h>

#include "domain/catalog/gtin.h"
#include "domain/catalog/import_look.h"
#include "domain/catalog/product_detect.h"
#include "domain/catalog/product_read.h"

static void check_texts(void *mem, const struct product *p)
{
	for (size_t i = 0; i < PRODUCT_FIELDS; i++) {
		enum product_field field = (enum product_field)i;
		const char *text = product_field_text(mem, p, field);
		size_t max = product_field_max(field);
		if (!text)
			continue;
		MUST(text[0] && str_is_unicode(text, strlen(text)));
		MUST(!max || u8_mbsnlen((const uint8_t *)text, strlen(text)) <= max);
	}
}

static void check_row(void *mem, struct read_row *r, const struct read_options *opts)
{
	char ean[GTIN_SIZE];
	struct row_note_read note;
	const char *notes = r->notes.text.text;
	size_t met = 0;

	check_texts(mem, &r->p);
	MUST(r->p.stock == PRODUCT_UNKNOWN || r->p.stock >= 0);
	MUST(r->p.vat == PRODUCT_UNKNOWN || (r->p.vat >= PRODUCT_VAT_EXEMPT && r->p.vat <= 10000));
	MUST(r->p.weight_g == PRODUCT_UNKNOWN || r->p.weight_g >= 0);
	MUST(!r->p.ean || gtin_read(r->p.ean, ean) == GTIN_OK);
	MUST(r->p.sku || r->is_parent || r->notes.refused);
	while (row_notes_next(mem, &notes, &note))
		met++;
	MUST(!*notes && met <= 100);
	MUST(str_is_utf8(product_words(mem, &r->p), strlen(product_words(mem, &r->p))));
	product_read_parent(r, &r->p, opts);
}

static void read_all(void *mem, int fd, const struct detected *d)
{
	const struct table_opts topts = {.kind = d->format->kind,
					 .encoding = d->encoding,
					 .separator = d->separator,
					 .shape = d->format->shape};
	const struct read_options opts = {.format = d->format, .vat = 2300, .currency = "PLN"};
	struct product_reader *r;
	struct table *t;
	const struct table_row *row;
	struct read_row read;
	struct err e = {0};

	MUST(product_reader_open(mem, &opts, &r, &e) == RC_OK);
	if (table_open(mem, fd, &topts, &t, &e))
		return;
	while (!table_next(t, &row, &e)) {
		void *step = mem_context(mem, "row");
		product_read(r, step, t, row, &read);
		check_row(step, &read, &opts);
		mem_free(step);
	}
	for (size_t i = 0; i < table_columns(t); i++)
		(void)product_reader_target(r, t, i);
}

/* What a person is shown of it, and could say of its columns. */
static void check_look(void *mem, int fd)
{
	struct import_profile profile = IMPORT_PROFILE;
	struct import_look *look = mem_zero(mem, struct import_look);
	struct err e = {0};

	enum rc rc = import_look(mem, fd, &profile, look, &e);
	fuzz_check_err(rc, &e);
	MUST(rc == RC_OK || rc == RC_INVALID);
	for (size_t i = 0; !rc && i < look->n_columns; i++) {
		const struct look_column *c = &look->columns[i];
		MUST(str_is_utf8(c->name, strlen(c->name)) && c->guess);
		MUST(str_is_utf8(c->samples, strlen(c->samples)) && !strchr(c->samples, '\n'));
		if (c->is_nameless)
			continue;
		profile.mapping = mem_printf(mem, "%s\tname\n", c->name);
		MUST(import_look(mem, fd, &profile, look, &e) == RC_OK || e.rc == RC_INVALID);
		return;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	struct detected d;
	int fd = memfd_create("products", MFD_CLOEXEC);

	MUST(fd >= 0 && write(fd, data, size) == (ssize_t)size && lseek(fd, 0, SEEK_SET) == 0);
	if (product_detect(data, size, &d) == DETECT_OK)
		read_all(mem, fd, &d);
	if (size % 16 == 0) /* it costs far more than the rest */
		check_look(mem, fd);
	close(fd);
	mem_free(mem);
	return 0;
}
