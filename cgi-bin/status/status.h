#ifndef STATUS_STATUS_H
#define STATUS_STATUS_H

/* Handlers of the page that says whether everything works. */

#include "web/request.h"

enum rc pg_status(struct request *rq, struct err *e);

/* Ask for a test mail. */
enum rc do_status_mail(struct request *rq, struct err *e);

/* health.c */
enum rc pg_healthz(struct request *rq, struct err *e);
enum rc pg_readyz(struct request *rq, struct err *e);

#endif
