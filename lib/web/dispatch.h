#ifndef WEB_DISPATCH_H
#define WEB_DISPATCH_H

/*
 * From an accepted request to its answer: the steps of dispatch.c in their order. The one place
 * where an error becomes an HTTP status, a page and a log line.
 */

struct request;

void dispatch(struct request *rq);

#endif
