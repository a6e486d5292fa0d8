/* Rows of quoted cells (libcsv). */
#include "web/csv.h"

#include <csv.h>
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "web/request.h"
#include "web/response.h"

#define UTF8_BOM "\xef\xbb\xbf"
#define CSV_TYPE "text/csv; charset=utf-8"

enum { PIECE = 16 * 1024 };

void csv_begin(struct csv *csv, void *owner)
{
	*csv = (struct csv){0};
	str_init(&csv->out, owner, RESPONSE_BODY_MAX);
	str_add(&csv->out, UTF8_BOM);
}

static void set_head(struct request *rq, const char *name)
{
	response_header(rq->res, "Content-Disposition",
			mem_printf(rq, "attachment; filename=\"%s\"", name));
}

void csv_open(struct csv *csv, struct request *rq, const char *name)
{
	csv_begin(csv, rq);
	csv->rq = rq;
	set_head(rq, name);
	rq->res->type = CSV_TYPE;
	response_begin(rq);
}

void csv_close(struct csv *csv)
{
	request_write(csv->rq, csv->out.text, csv->out.len);
	csv->out.len = 0;
	csv->out.text[0] = '\0';
}

static bool is_formula(const char *text)
{
	return *text && strchr("=+-@\t\r", *text);
}

void csv_text(struct csv *csv, const char *text)
{
	const char *safe = str_or(text, "");
	void *mem = mem_context(csv->out.owner, "csv cell");

	if (is_formula(safe))
		safe = mem_printf(mem, "'%s", safe);
	size_t len = strlen(safe);
	size_t room = 2 * len + sizeof("\"\""); /* every byte a quote */
	char *cell = mem_array(mem, char, room);
	size_t used = csv_write(cell, room, safe, len);
	if (csv->in_row)
		str_add(&csv->out, ";");
	str_add_bytes(&csv->out, cell, used);
	csv->in_row = true;
	mem_free(mem);
}

/* A number of ours is no formula, whatever its sign. */
void csv_int(struct csv *csv, int64_t n)
{
	if (n == INT64_MIN) {
		csv_text(csv, NULL);
		return;
	}
	str_addf(&csv->out, "%s\"%" PRId64 "\"", csv->in_row ? ";" : "", n);
	csv->in_row = true;
}

void csv_end_row(struct csv *csv)
{
	str_add(&csv->out, "\r\n");
	csv->in_row = false;
	if (csv->rq && csv->out.len >= PIECE)
		csv_close(csv);
}

enum rc csv_send(struct csv *csv, struct request *rq, const char *name, struct err *e)
{
	if (csv->out.overflow)
		return err_set(e, RC_INVALID, "%s is larger than %d bytes", name,
			       RESPONSE_BODY_MAX);
	set_head(rq, name);
	return respond_text(rq, 200, CSV_TYPE, csv->out.text);
}
