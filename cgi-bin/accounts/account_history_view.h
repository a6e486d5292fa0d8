#ifndef ACCOUNTS_ACCOUNT_HISTORY_VIEW_H
#define ACCOUNTS_ACCOUNT_HISTORY_VIEW_H

/* The tokens of an account on its page: what was asked of Allegro, when and by whom; when the
 * consent ends, and why it may end earlier. */

#include "accounts/account_view.h"
#include "domain/accounts/attempt.h"

void account_history_fill(struct tpl *t, const struct fmt *f, const struct account *a,
			  const struct attempt_list *history);

#endif
