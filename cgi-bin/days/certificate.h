#ifndef DAYS_CERTIFICATE_H
#define DAYS_CERTIFICATE_H

/* Handlers of the certificate: a month of days, one day, and both as files. */

#include "web/form.h"
#include "web/request.h"

/* ?account= and ?month=2026-11: nothing is the first account and this month. */
extern const struct field certificate_fields[];

enum rc pg_certificate(struct request *rq, struct err *e);
enum rc pg_certificate_csv(struct request *rq, struct err *e);
enum rc pg_certificate_day(struct request *rq, struct err *e);
enum rc pg_certificate_day_csv(struct request *rq, struct err *e);

#endif
