#ifndef WEB_UPLOAD_H
#define WEB_UPLOAD_H

/*
 * A file that comes with a form, on a route that is marked ROUTE_UPLOAD: on disk, never in memory.
 *
 * The dispatcher reads it once it knows who sends it and that his role may. It has no name in any
 * folder until the handler gives it one by upload_keep(): whatever ends the request before, a kill
 * too, leaves nothing.
 */

#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"

enum {
	UPLOAD_MAX = 64 * 1024 * 1024, /* bytes of a file; nginx lets a little more through */
	UPLOAD_BODY_MAX = UPLOAD_MAX + 65536, /* with the fields and boundaries around it */
	UPLOAD_FIELDS_MAX = 16 * 1024,	      /* bytes of all fields beside it */
};

struct request;

struct upload {
	const char *name; /* as the sender calls it, for people; never a path */
	int64_t bytes;	  /* 0: no file was chosen */
	int fd;		  /* written and flushed; goes with the request */
	const char *folder;
};

/* For the dispatcher: the multipart body of rq into rq->upload and rq->raw_form; a refusal has its
 * status. */
MUST_CHECK enum rc upload_read(struct request *rq, struct err *e);

/* It is called so from now on, in the folder of the program, and survives a loss of power. */
MUST_CHECK enum rc upload_keep(const struct upload *up, const char *name, struct err *e);

#endif
