#ifndef STOCK_STOCK_H
#define STOCK_STOCK_H

/* The ledger of stock: its list, that of one product, places; whether offers show it. */

#include "web/form.h"
#include "web/request.h"

extern const struct field stock_query_fields[];
extern const struct field product_stock_query_fields[];
extern const struct field stock_ask_fields[];
extern const struct field stock_buffer_fields[];
extern const struct field place_fields[];
extern const struct field place_name_fields[];
extern const struct field place_end_fields[];
extern const struct field profile_place_fields[];
extern const struct field feed_fields[];
extern const struct field account_buffer_fields[];

enum rc pg_stock(struct request *rq, struct err *e);
enum rc pg_product_stock(struct request *rq, struct err *e);
enum rc do_product_stock(struct request *rq, struct err *e);
enum rc do_product_buffer(struct request *rq, struct err *e);

enum rc pg_stock_certificate(struct request *rq, struct err *e);

enum rc pg_places(struct request *rq, struct err *e);
enum rc do_place_add(struct request *rq, struct err *e);
enum rc do_place_name(struct request *rq, struct err *e);
enum rc do_place_end(struct request *rq, struct err *e);
enum rc do_profile_place(struct request *rq, struct err *e);
enum rc do_place_feeds(struct request *rq, struct err *e);
enum rc do_place_buffer(struct request *rq, struct err *e);

#endif
