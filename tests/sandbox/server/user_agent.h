#ifndef SANDBOX_SERVER_USER_AGENT_H
#define SANDBOX_SERVER_USER_AGENT_H

#include <stdbool.h>

/* The name under which the rehearsal applications are registered. */
#define REGISTERED_APP "Kram-Rehearsal"

/* "NAME/VERSION (+https://CONTACT)" with the registered name (FACTS 1.8). */
bool user_agent_is_registered(const char *agent);

#endif
