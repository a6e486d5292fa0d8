#ifndef CONNECT_CONNECT_VIEW_H
#define CONNECT_CONNECT_VIEW_H

/* The pages of a connect as templates see them. */

#include "domain/accounts/connect.h"
#include "domain/accounts/problem.h"
#include "web/request.h"

/* Where "/accounts/new" goes on for an environment; account_id 0: a new account. */
char *connect_new_url(struct request *rq, const char *environment, const char *kind,
		      uint64_t account_id);
char *connect_account_url(struct request *rq, uint64_t account_id);
char *connect_device_url(struct request *rq, const char *id);

/* Where a problem page leads. */
struct way_back {
	const char *url;
	const char *text;
};

/*
 * Answer an error as a page: what happened, why, what to do. Logs it, because the dispatcher sees
 * no error then; what only the maintainers can explain goes on to the dispatcher instead.
 */
enum rc connect_refuse(struct request *rq, const struct way_back *back, struct err *e);

/* The page of a device flow: code, link and QR while open, else why it failed. */
void connect_device_page(struct request *rq, const struct connect_flow *f,
			 const struct err *trouble);

#endif
