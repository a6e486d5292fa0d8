#ifndef TODAY_TODAY_VIEW_H
#define TODAY_TODAY_VIEW_H

/* The first page: tiles that lead to filtered lists, what is to be done first, and bars. */

#include "domain/accounts/account.h"
#include "domain/days/day.h"
#include "domain/offers/stock_certificate.h"
#include "domain/orders/order_turnover.h"
#include "orders/sync_view.h"

struct today {
	struct order_overview overview;
	struct sync sync;
	struct account_list accounts;
	struct day *last; /* the newest compared day of each account that has one */
	size_t n_last;
	struct order_turnover turnover;
	struct order_row *late; /* the first few */
	size_t n_late;
	int64_t held;			 /* changes that wait for a decision */
	int64_t to_answer;		 /* ratings */
	struct stock_certificate *stock; /* of each account, its stock against Allegro */
	size_t n_stock;
};

void today_fill(struct tpl *t, const struct fmt *f, const struct today *today);

#endif
