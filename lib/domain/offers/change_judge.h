#ifndef DOMAIN_OFFERS_CHANGE_JUDGE_H
#define DOMAIN_OFFERS_CHANGE_JUDGE_H

/*
 * Judging changes of offers (change_rule.h), and what a person decides about those of others.
 */

#include "domain/accounts/turn.h"
#include "domain/offers/change_rule.h"

/* Judge what nobody has judged yet, until nothing is left that can be. The turn needs no client. */
MUST_CHECK enum rc offer_changes_judge(struct turn *turn, struct err *e);

/* With its place in the audit trail. RC_CONFLICT: it is decided already, or asks for nothing. */
MUST_CHECK enum rc offer_change_settle(struct db *db, const struct offer_settle *s, struct err *e);

#endif
