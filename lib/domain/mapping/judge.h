#ifndef DOMAIN_MAPPING_JUDGE_H
#define DOMAIN_MAPPING_JUDGE_H

/*
 * Judging the products of an account anew where something changed: what was touched (ready.h), what
 * has another version than the one that was judged, what is not there any more. READY_BATCH
 * products a transaction, with their numbers and with how far a touch has come, so that it may end
 * anywhere.
 *
 * Decisions and categories are read after the touch: who commits one later has touched again.
 */

#include "domain/accounts/turn.h"

/* Until nothing is left. The turn needs no client. */
MUST_CHECK enum rc ready_judge(struct turn *turn, struct err *e);

#endif
