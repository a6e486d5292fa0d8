#ifndef ORDERS_ORDERS_H
#define ORDERS_ORDERS_H

/* Handlers of the pages of orders and of what is computed from them. */

#include "web/form.h"
#include "web/request.h"

enum rc pg_orders(struct request *rq, struct err *e);
enum rc pg_orders_news(struct request *rq, struct err *e);
enum rc pg_imports(struct request *rq, struct err *e);
enum rc pg_order(struct request *rq, struct err *e);
enum rc pg_order_ticket(struct request *rq, struct err *e);

/* order_paper.c: what is printed. */
enum rc pg_order_slip(struct request *rq, struct err *e);
enum rc pg_slips(struct request *rq, struct err *e);
enum rc pg_picklist(struct request *rq, struct err *e);

/* order_desk.c: what people write down at an order, and the way along the list. */
extern const struct field order_note_fields[];
extern const struct field order_tag_fields[];
enum rc do_order_note(struct request *rq, struct err *e);
enum rc do_order_tag(struct request *rq, struct err *e);
enum rc do_order_untag(struct request *rq, struct err *e);
enum rc pg_order_next(struct request *rq, struct err *e);
enum rc pg_order_previous(struct request *rq, struct err *e);

/* order_saved.c: filters kept under a name. */
extern const struct field order_saved_fields[];
extern const struct field order_saved_name_fields[];
enum rc do_view_save(struct request *rq, struct err *e);
enum rc do_view_rename(struct request *rq, struct err *e);
enum rc do_view_remove(struct request *rq, struct err *e);

/* order_csv.c */
enum rc pg_orders_csv(struct request *rq, struct err *e);

/* order_retry.c: documents in trouble. */
extern const struct field order_leave_fields[];
enum rc do_order_retry(struct request *rq, struct err *e);
enum rc do_orders_retry(struct request *rq, struct err *e);
enum rc do_order_leave(struct request *rq, struct err *e);

/* order_parcel.c: a parcel that had to be stopped. */
extern const struct field order_stop_fields[];
enum rc do_order_stop(struct request *rq, struct err *e);

#endif
