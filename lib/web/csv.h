#ifndef WEB_CSV_H
#define WEB_CSV_H

/*
 * CSV as Polish Excel opens it: UTF-8 with BOM, ";" between cells, every cell quoted, CRLF
 * (RFC 4180). A cell a spreadsheet would take for a formula gets an apostrophe in front
 * (RELIABILITY F55).
 *
 *	csv_begin(&csv, rq);
 *	csv_text(&csv, _("Day")); csv_text(&csv, _("Orders")); csv_end_row(&csv);
 *	csv_text(&csv, "2026-11-21"); csv_int(&csv, 412); csv_end_row(&csv);
 *	return csv_send(&csv, rq, "days.csv", e);
 *
 * With csv_open() in place of csv_begin() the rows leave as they come, and none is kept: for files
 * of any length. When something fails after it, a last row has to say so.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct request;

struct csv {
	struct str out;
	bool in_row;
	struct request *rq; /* streamed; NULL: held whole */
};

void csv_begin(struct csv *csv, void *owner);

/* Answer with a file of this name, streamed; csv_close() sends what is left. */
void csv_open(struct csv *csv, struct request *rq, const char *name);
void csv_close(struct csv *csv);

/* A cell; NULL is an empty one, INT64_MIN as well. */
void csv_text(struct csv *csv, const char *text);
void csv_int(struct csv *csv, int64_t n);

void csv_end_row(struct csv *csv);

/* Answer with it as a file to be saved under `name` (ASCII letters, digits, "-" and ".").
 * RC_INVALID when it is larger than an answer may be. */
MUST_CHECK enum rc csv_send(struct csv *csv, struct request *rq, const char *name, struct err *e);

#endif
