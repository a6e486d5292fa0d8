#ifndef ACCOUNTS_ACCOUNT_NEW_VIEW_H
#define ACCOUNTS_ACCOUNT_NEW_VIEW_H

/* The page on which an account is connected: five steps, each with its own tick. */

#include "accounts/account_view.h"

struct account_new {
	const struct conf *conf;
	const char *asked; /* environment of the query, "" when none */
	const char *kind;  /* of application, one of account_new_kinds; "" when none */
	struct credential_list credentials;
	struct account account;	     /* of again */
	const struct account *again; /* connect this one again, NULL: a new one */
};

/*
 * An application is registered with or without access to a browser, for good: the first lets
 * sellers consent on Allegro's page, which sends them back here, the second with a code, from
 * anywhere.
 */
extern const char *const account_new_kinds[];

/* The environment the page is about: asked for, else of the account, else the rehearsal. */
const char *account_new_environment(const struct account_new *n) RETURNS_NONNULL;

void account_new_fill(struct tpl *t, const struct fmt *f, const struct account_new *n);

#endif
