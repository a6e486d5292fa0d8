#ifndef TABLE_XML_MEND_H
#define TABLE_XML_MEND_H

/*
 * XML as shops write it, made into what a strict parser takes: an "&" that begins nothing becomes
 * "&amp;", names of HTML ("&nbsp;") and references to no character become the character. So no
 * entity of the file's own is ever referred to, and there is nothing to expand. A DOCTYPE is
 * refused.
 */

#include "table/input.h"

struct mend;

struct mend *mend_open(void *owner, struct input *in,
		       struct table_repairs *repairs) RETURNS_NONNULL;

/* Up to room bytes into out; *n is 0 at the end. */
MUST_CHECK enum rc mend_read(struct mend *m, char *out, size_t room, size_t *n, struct err *e);

/* Lines in front of the document, which the parser never sees. */
uint64_t mend_skipped(const struct mend *m);

#endif
