#ifndef CGI_COMMON_ONCE_H
#define CGI_COMMON_ONCE_H

/* What the page, the layout around it and its pulse ask for alike: read once a request. */

#include "common/format.h"
#include "domain/accounts/account.h"
#include "orders/sync_view.h"

MUST_CHECK enum rc once_accounts(struct request *rq, struct account_list *out, struct err *e);
MUST_CHECK enum rc once_sync(struct request *rq, struct sync *out, struct err *e);

/* How many orders each tab has; account_id 0: of all accounts. */
MUST_CHECK enum rc once_counts(struct request *rq, uint64_t account_id,
			       int64_t out[ORDER_VIEW_COUNT], struct err *e);

/*
 * Who did it, as people call them: the name of the user behind a login, NULL for NULL. A job,
 * kramctl and Allegro keep theirs, and so does a user while the names cannot be read.
 */
const char *once_person(const struct fmt *f, const char *actor);

/* A price rule of Allegro's as its account calls it; its id while it is not known. */
const char *once_rule(const struct fmt *f, const char *rule_id) RETURNS_NONNULL;

/* All of them; none where they cannot be read. */
struct automation_row;
const struct automation_row *once_rules(const struct fmt *f, size_t *n);

#endif
