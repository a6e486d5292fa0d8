#ifndef TERMS_TERMS_H
#define TERMS_TERMS_H

/* What all offers of an account say. */

#include "domain/accounts/account.h"
#include "domain/terms/terms.h"
#include "web/request.h"

/* The account that is asked for, or else (0) the first one; NULL: there is none. */
const struct account *account_chosen(const struct account_list *all, uint64_t id);

extern const struct field terms_query_fields[];
extern const struct field terms_form_fields[];

enum rc pg_terms(struct request *rq, struct err *e);
enum rc pg_terms_again(struct request *rq, struct err *e);
enum rc do_terms_save(struct request *rq, struct err *e);
enum rc do_terms_renew(struct request *rq, struct err *e);

#endif
