#ifndef ACCOUNTS_ACCOUNT_VIEW_H
#define ACCOUNTS_ACCOUNT_VIEW_H

/* How accounts and environments are called and coloured, wherever they are shown. */

#include "domain/accounts/account.h"
#include "common/list.h"

struct environment_label {
	const char *environment; /* NULL ends the table */
	const char *name;	 /* message id */
	const char *text;	 /* one line about it, a message id */
	const char *tone;
	const char *portal;  /* where applications are registered; NULL: nowhere */
	const char *consent; /* origin of the consent page; NULL: as configured */
	const char
	    *order; /* page of an order for its seller, a pattern of url_build(); NULL: none */
};
extern const struct environment_label environment_labels[];

/* Of an environment; the last resort is the first row. */
const struct environment_label *environment_label_of(const char *environment) RETURNS_NONNULL;

/* STATE as a badge, ENVIRONMENT, ENV_TONE. */
void account_view_state(struct tpl *t, const struct account *a);

/* How long a token still lives; nothing for an account whose tokens do not work any more. */
const char *account_view_left(const struct fmt *f, const struct account *a, int64_t until);

/* To choose one of them. */
struct choice *account_choices(const struct fmt *f, const struct account_list *list);

const char *account_view_url(const struct fmt *f, const struct account *a) RETURNS_NONNULL;

#endif
