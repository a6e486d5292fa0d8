#ifndef SANDBOX_OAUTH_OAUTH_CLIENT_H
#define SANDBOX_OAUTH_OAUTH_CLIENT_H

#include "oauth/oauth_store.h"

/* The application that proves itself by HTTP Basic; NULL when it does not. */
const struct client *client_basic(struct exchange *x);

#endif
