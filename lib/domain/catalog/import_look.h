#ifndef DOMAIN_CATALOG_IMPORT_LOOK_H
#define DOMAIN_CATALOG_IMPORT_LOOK_H

/*
 * The beginning of a file as a person sees it before it is read: its columns with what they are
 * taken for, and its first rows as products. No more than DETECT_BYTES of the file are touched.
 */

#include "domain/catalog/import_file.h"

enum { LOOK_ROWS = 20, LOOK_SAMPLE_CHARS = 60, LOOK_SAMPLES = 3 };

struct look_column {
	const char *name;
	const char *guess;   /* what the format takes it for, "": for nothing */
	const char *samples; /* of the first rows, different ones */
	bool is_nameless;    /* its name cannot stand in a mapping */
};

struct import_look {
	struct import_plan plan;
	bool is_unknown; /* no format knows its columns: it is read as a table of our own */
	struct look_column *columns;
	size_t n_columns;
	struct read_row rows[LOOK_ROWS]; /* without parents of variants */
	int64_t lines[LOOK_ROWS];
	size_t n_rows;
	const char *broken; /* what ended it before its end, NULL: nothing */
};

/* RC_INVALID, a sentence for people: it is no table, or not what the profile is for. */
MUST_CHECK enum rc import_look(void *mem, int fd, const struct import_profile *profile,
			       struct import_look *out, struct err *e);

#endif
