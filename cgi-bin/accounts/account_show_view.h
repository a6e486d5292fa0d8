#ifndef ACCOUNTS_ACCOUNT_SHOW_VIEW_H
#define ACCOUNTS_ACCOUNT_SHOW_VIEW_H

/* The list of accounts and the page of one: connection, permissions, import. */

#include "accounts/account_view.h"
#include "orders/sync_view.h"

void accounts_fill(struct tpl *t, const struct fmt *f, const struct account_list *accounts,
		   const struct sync *sync);
void account_show_fill(struct tpl *t, const struct fmt *f, const struct account *a,
		       const struct sync *sync);

#endif
