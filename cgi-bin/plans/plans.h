#ifndef PLANS_PLANS_H
#define PLANS_PLANS_H

/* Mass changes of offers: looked at, confirmed, tried, watched, stopped, taken back. */

#include "web/request.h"

extern const struct field plans_query_fields[];
extern const struct field plan_query_fields[];
extern const struct field plan_version_fields[];
extern const struct field plan_approve_fields[];

enum rc pg_plans(struct request *rq, struct err *e);
enum rc pg_plan(struct request *rq, struct err *e);
enum rc do_plan_start(struct request *rq, struct err *e);
enum rc do_plan_approve(struct request *rq, struct err *e);
enum rc do_plan_stop(struct request *rq, struct err *e);
enum rc do_plan_resume(struct request *rq, struct err *e);
enum rc do_plan_retry(struct request *rq, struct err *e);
enum rc do_plan_undo(struct request *rq, struct err *e);

#endif
