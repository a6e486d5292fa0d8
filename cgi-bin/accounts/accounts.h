#ifndef ACCOUNTS_ACCOUNTS_H
#define ACCOUNTS_ACCOUNTS_H

/* Handlers of the pages of accounts. What talks to Allegro is under /connect, in gateway.fcgi. */

#include "web/form.h"
#include "web/request.h"

extern const struct field account_new_fields[];

enum rc pg_accounts(struct request *rq, struct err *e);
enum rc pg_account(struct request *rq, struct err *e);
enum rc pg_account_new(struct request *rq, struct err *e);

#endif
