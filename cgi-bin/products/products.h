#ifndef PRODUCTS_PRODUCTS_H
#define PRODUCTS_PRODUCTS_H

/* The catalogue, and the files that bring it in. */

#include "web/request.h"

extern const struct field products_query_fields[];
extern const struct field files_query_fields[];
extern const struct field product_change_fields[];
extern const struct field product_unlock_fields[];
extern const struct field products_bulk_fields[];
extern const struct field products_plan_fields[];
extern const struct field file_decide_fields[];
extern const struct field file_upload_fields[];
extern const struct field file_mapping_fields[];
extern const struct field source_fields[];

enum rc pg_products(struct request *rq, struct err *e);
enum rc pg_product(struct request *rq, struct err *e);
enum rc do_product_change(struct request *rq, struct err *e);
enum rc do_product_unlock(struct request *rq, struct err *e);
enum rc do_products_mark(struct request *rq, struct err *e);
enum rc do_products_plan(struct request *rq, struct err *e);
enum rc pg_products_plan(struct request *rq, struct err *e);
enum rc pg_products_bulks(struct request *rq, struct err *e);
enum rc do_products_apply(struct request *rq, struct err *e);
enum rc do_products_undo(struct request *rq, struct err *e);
enum rc pg_files(struct request *rq, struct err *e);
enum rc pg_file(struct request *rq, struct err *e);
enum rc do_file_upload(struct request *rq, struct err *e);
enum rc pg_file_mapping(struct request *rq, struct err *e);
enum rc do_file_mapping(struct request *rq, struct err *e);
enum rc do_file_apply(struct request *rq, struct err *e);
enum rc do_file_drop(struct request *rq, struct err *e);
enum rc do_file_undo(struct request *rq, struct err *e);

enum rc pg_source_new(struct request *rq, struct err *e);
enum rc pg_source(struct request *rq, struct err *e);
enum rc do_source_add(struct request *rq, struct err *e);
enum rc do_source_save(struct request *rq, struct err *e);
enum rc do_source_fetch(struct request *rq, struct err *e);
enum rc do_source_pause(struct request *rq, struct err *e);
enum rc do_source_resume(struct request *rq, struct err *e);
enum rc do_source_remove(struct request *rq, struct err *e);

#endif
