#ifndef DOMAIN_USERS_LOGIN_RULE_H
#define DOMAIN_USERS_LOGIN_RULE_H

/* How long the next login must wait: a pure rule. */

#include <stdint.h>

enum throttle_kind { THROTTLE_USER, THROTTLE_IP, THROTTLE_KINDS };

enum { LOGIN_QUIET_S = 3600 }; /* after an hour without a try the count starts anew */

/* Name in the database. */
const char *throttle_name(enum throttle_kind kind);

/*
 * Seconds to wait after this many failures in a row: nothing at first, then doubling, at most 15
 * minutes. An address may fail more often than a login, because an office shares one.
 */
int64_t login_delay_s(enum throttle_kind kind, uint64_t failures);

#endif
