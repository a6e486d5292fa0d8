#ifndef TERMS_PRODUCERS_H
#define TERMS_PRODUCERS_H

/* Who answers for the products of each brand, and new entries to choose from. */

#include "web/request.h"

extern const struct field producers_query_fields[];
extern const struct field brand_query_fields[];
extern const struct field brand_form_fields[];
extern const struct field brand_undo_fields[];
extern const struct field brands_form_fields[];
extern const struct field register_query_fields[];
extern const struct field register_form_fields[];

enum rc pg_producers(struct request *rq, struct err *e);
enum rc pg_brand(struct request *rq, struct err *e);
enum rc do_brand_save(struct request *rq, struct err *e);
enum rc do_brands_save(struct request *rq, struct err *e);
enum rc do_brand_undo(struct request *rq, struct err *e);
enum rc pg_register(struct request *rq, struct err *e);
enum rc do_register(struct request *rq, struct err *e);

#endif
