#ifndef CONNECT_CONNECT_H
#define CONNECT_CONNECT_H

/* Handlers of the connect pages (connect.c) and the fields they take. */

#include "web/route.h"
#include "web/server.h"

extern const struct field connect_credential_fields[];
extern const struct field connect_start_fields[];
extern const struct field connect_callback_fields[];
extern const struct field connect_account_fields[];
extern const struct field catalogue_query_fields[];

enum rc do_credentials(struct request *rq, struct err *e);
enum rc do_connect_start(struct request *rq, struct err *e);
enum rc pg_connect_callback(struct request *rq, struct err *e);
enum rc do_connect_device(struct request *rq, struct err *e);
enum rc pg_connect_device(struct request *rq, struct err *e);
enum rc do_account_check(struct request *rq, struct err *e);
enum rc do_account_disconnect(struct request *rq, struct err *e);

/* Allegro's catalogue, while a product is matched by hand (catalogue.c). */
enum rc pg_catalogue(struct request *rq, struct err *e);

/* A form with a field missing or too long. */
enum rc do_connect_invalid(struct request *rq, struct err *e);

#endif
