#ifndef ALLEGRO_DOCUMENT_H
#define ALLEGRO_DOCUMENT_H

/* Single documents by their ids, as they come: whoever knows what they are decodes them. */

#include "allegro/client.h"

struct document_get {
	enum allegro_op op; /* with "{id}" in its path, about a thing whose answer has its /id */
	const char *id;
	const struct http_pair *query; /* NULL: none */
	enum rc rc;		       /* RC_OK: what follows err is filled */
	bool asked;		       /* false: rc is that of another, which made this one vain */
	struct err err;		       /* when rc is not RC_OK */
	const char *raw; /* compact JSON text, equal for a list and for a single one */
	struct json *doc;
	const char *why; /* with RC_SHAPE, a sentence: it came and is kept in raw, without a doc */
	const char *trace; /* Trace-Id of the answer, "" when none */
};

/*
 * n documents in parallel over one connection; RC_NOT_FOUND of one: not there, or foreign. RC_OK
 * when each was answered, well or not. Any other code stands for all that follow: stopped,
 * throttled, no network, token or scope refused; the ones not asked have that code too.
 */
MUST_CHECK enum rc documents_fetch(struct allegro *a, void *owner, struct document_get *wanted,
				   size_t n, struct err *e);

#endif
