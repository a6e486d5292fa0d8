#ifndef OUTBOX_OUTBOX_H
#define OUTBOX_OUTBOX_H

/* Changes on their way to Allegro: their list, one of them, undoing, deciding, switching on. */

#include "web/request.h"

extern const struct field outbox_query_fields[];
extern const struct field outbox_version_fields[];
extern const struct field outbox_release_fields[];
extern const struct field outbox_undo_fields[];
extern const struct field writer_fields[];

enum rc pg_outbox(struct request *rq, struct err *e);
enum rc pg_outbox_one(struct request *rq, struct err *e);
enum rc do_outbox_release(struct request *rq, struct err *e);
enum rc do_outbox_drop(struct request *rq, struct err *e);
enum rc pg_outbox_news(struct request *rq, struct err *e);
enum rc do_undo(struct request *rq, struct err *e);

/* writers.c */
enum rc pg_writers(struct request *rq, struct err *e);
enum rc do_writer(struct request *rq, struct err *e);

#endif
