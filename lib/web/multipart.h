#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H

/*
 * A body of multipart/form-data, read piece by piece in flat memory, whatever its size and wherever
 * its pieces end.
 *
 *	multipart_open(mem, boundary, &sink, &m);
 *	while ((n = read_some(bytes)))
 *		if (multipart_feed(m, bytes, n, e))
 *			return e->rc;
 *	return multipart_end(m, e);
 *
 * It takes what browsers send (RFC 7578) and refuses the rest: nothing before the first boundary
 * or behind the last, each part with one Content-Disposition of a form, no parts inside parts, no
 * encoding, no second way to say a file name. What is wrong is RC_INVALID, and so is a body that
 * ends before its last boundary: who keeps parts must not believe them before multipart_end().
 */

#include <stddef.h>

#include "base/compiler.h"
#include "base/err.h"

enum {
	MULTIPART_BOUNDARY_MAX = 70,  /* RFC 2046 */
	MULTIPART_HEADERS_MAX = 4096, /* bytes of the headers of a part: names are short */
	MULTIPART_PARTS_MAX = 32,     /* a file and the fields beside it */
};

struct multipart_part {
	const char *name; /* of the field; valid UTF-8 */
	const char
	    *file_name; /* as it was sent, any bytes but controls; NULL: the part is no file */
};

/* Who takes the parts; each ends the reading by returning an error. */
struct multipart_sink {
	enum rc (*begin)(void *arg, const struct multipart_part *part, struct err *e);
	enum rc (*bytes)(void *arg, const char *bytes, size_t n, struct err *e);
	enum rc (*end)(void *arg, struct err *e);
	void *arg;
};

struct multipart;

/* The boundary out of a Content-Type, owned by owner; NULL: it is no multipart/form-data, or its
 * boundary cannot be one. */
char *multipart_boundary(void *owner, const char *content_type);

void multipart_open(void *owner, const char *boundary, const struct multipart_sink *sink,
		    struct multipart **out);
MUST_CHECK enum rc multipart_feed(struct multipart *m, const char *bytes, size_t n, struct err *e);

/* The body is over: was it whole? */
MUST_CHECK enum rc multipart_end(struct multipart *m, struct err *e);

/* How a file is called, for people: without folders, one line of valid text, "file" when nothing is
 * left. Never a path. A copy that belongs to owner. */
enum { MULTIPART_NAME_CHARS = 200 };
const char *multipart_shown_name(void *owner, const char *file_name) RETURNS_NONNULL;

#endif
