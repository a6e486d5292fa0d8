#ifndef DOMAIN_ACCOUNTS_CONNECT_KEYS_H
#define DOMAIN_ACCOUNTS_CONNECT_KEYS_H

/* Private to lib/domain/accounts: what code flow and device flow share. */

#include "domain/accounts/connect.h"
#include "domain/accounts/vault_keys.h"

/* Stored id of a flow: base64url of the hash of what the browser holds. */
char *flow_id(void *owner, const char *token);

/* Check the ask and fill what both flows need of a row; f's texts belong to owner. */
enum rc flow_prepare(struct vault *v, void *owner, const struct connect_ask *ask,
		     struct flow_row *f, struct err *e);

/* Is the flow this session's? One that kramctl began is anybody's who is logged in. */
bool flow_is_of(const struct flow_row *f, struct bytes session);

/*
 * The second half of every connect: whose tokens are these, is that the right seller, save. The
 * row's fate (USED with its account, or FAILED with its problem) is recorded by flow_close().
 */
enum rc flow_adopt(struct vault *v, const struct flow_row *f, const struct oauth_tokens *t,
		   uint64_t *account_id, struct err *e);
enum rc flow_close(struct vault *v, const char *id, enum rc rc, uint64_t account_id, struct err *e);

#endif
