#ifndef TABLE_INPUT_H
#define TABLE_INPUT_H

/* A file as valid UTF-8 without control characters but tabs and line ends; private to the layer. */

#include "table/table.h"

struct input {
	uint64_t read; /* bytes of the file */
};

MUST_CHECK enum rc input_open(void *owner, int fd, enum table_encoding encoding, struct input **out,
			      struct err *e);

/* The next piece, whole characters; *n is 0 at the end. Good until the next call. */
MUST_CHECK enum rc input_next(struct input *in, const char **text, size_t *n, struct err *e);

#endif
