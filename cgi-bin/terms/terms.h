#ifndef TERMS_TERMS_H
#define TERMS_TERMS_H

/* What all offers of an account say. */

#include "domain/terms/terms.h"
#include "web/request.h"

extern const struct field terms_query_fields[];
extern const struct field terms_form_fields[];

enum rc pg_terms(struct request *rq, struct err *e);
enum rc pg_terms_again(struct request *rq, struct err *e);
enum rc do_terms_save(struct request *rq, struct err *e);
enum rc do_terms_renew(struct request *rq, struct err *e);

#endif
