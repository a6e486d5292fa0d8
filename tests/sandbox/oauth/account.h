#ifndef SANDBOX_OAUTH_ACCOUNT_H
#define SANDBOX_OAUTH_ACCOUNT_H

/* Small resources about the user and the platform. */

#include "server/http.h"

void account_me(struct exchange *x);
void account_marketplaces(struct exchange *x);
void account_carriers(struct exchange *x);

#endif
