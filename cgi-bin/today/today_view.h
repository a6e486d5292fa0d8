#ifndef TODAY_TODAY_VIEW_H
#define TODAY_TODAY_VIEW_H

/* The first page: tiles that lead to filtered lists, and the bars of the last two weeks. */

#include "domain/accounts/account.h"
#include "domain/days/day.h"
#include "orders/sync_view.h"

struct today {
	struct order_overview overview;
	struct sync sync;
	struct account_list accounts;
	struct day *last; /* the newest compared day of each account that has one */
	size_t n_last;
};

void today_fill(struct tpl *t, const struct fmt *f, const struct today *today);

#endif
