#ifndef RATINGS_RATINGS_H
#define RATINGS_RATINGS_H

/* What buyers say, and what is answered. */

#include "web/request.h"

extern const struct field ratings_query_fields[];
extern const struct field rating_text_fields[];

enum rc pg_ratings(struct request *rq, struct err *e);
enum rc pg_rating(struct request *rq, struct err *e);
enum rc do_rating_answer(struct request *rq, struct err *e);
enum rc do_rating_removal(struct request *rq, struct err *e);

#endif
