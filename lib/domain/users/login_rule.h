#ifndef DOMAIN_USERS_LOGIN_RULE_H
#define DOMAIN_USERS_LOGIN_RULE_H

/*
 * Whose failed logins are counted, and how long the next one must wait: pure rules.
 *
 * A login from a device its user has come in from before is counted for that device alone;
 * anybody else's for the user and the address. So a stranger who fails on purpose slows down
 * strangers, and a stolen device is slowed down as well.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/compiler.h"

enum throttle_kind { THROTTLE_USER, THROTTLE_IP, THROTTLE_DEVICE, THROTTLE_KINDS };

enum { LOGIN_QUIET_S = 3600 }; /* after an hour without a try the count starts anew */

/* Name in the database. */
const char *throttle_name(enum throttle_kind kind);

/* Does a try count for this kind? */
bool throttle_counts(enum throttle_kind kind, bool is_known_device);

/*
 * The one form in which a typed login is looked up and counted: blanks around it are gone, letters
 * are small. NULL when no user can be called so (user.h, login_is_valid): nobody is looked up, and
 * no other spelling (full width, soft hyphen) means anybody.
 */
char *login_normal(void *owner, const char *typed);

/*
 * The address that is counted: of IPv6 the network (/64), because whoever has one address there
 * has all of them; IPv4 inside IPv6 is IPv4. What is no address counts as it is.
 */
char *login_address(void *owner, const char *ip) RETURNS_NONNULL;

/*
 * Seconds to wait after this many failures in a row: nothing at first, then doubling, at most 15
 * minutes. An address may fail more often than a login, because an office shares one.
 */
int64_t login_delay_s(enum throttle_kind kind, uint64_t failures);

#endif
