#ifndef CGI_TODAY_VIEW_H
#define CGI_TODAY_VIEW_H

/* The first page: tiles that lead to filtered lists, and the bars of the last two weeks. */

#include "domain/accounts/account.h"
#include "sync_view.h"

struct today {
	struct order_overview overview;
	struct sync sync;
	struct account_list accounts;
};

void today_fill(struct tpl *t, const struct fmt *f, const struct today *today);

#endif
