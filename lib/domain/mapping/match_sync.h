#ifndef DOMAIN_MAPPING_MATCH_SYNC_H
#define DOMAIN_MAPPING_MATCH_SYNC_H

/*
 * Asking Allegro's catalogue for the shop's products: by EAN, then by the producer's number where
 * the EAN found nothing. What is to be asked is found by comparing each product with what was asked
 * when it was: the products are looked through by their ids, a slice at a time, whenever one of
 * them has another version, and the place is kept, so that whatever ended the process, it goes on
 * there. An answer holds for thirty days.
 *
 * Cards that a product is are read whole and again every thirty days. Shop categories get proposals
 * from the cards of their products, and those without any from the names of three of them.
 *
 * An answer belongs to an environment, not to an account: the token of any of its accounts does.
 */

#include "domain/accounts/turn.h"

/* Has this turn something to do, and may its account? */
MUST_CHECK enum rc match_is_due(struct turn *turn, bool *due, struct err *e);

/* What cannot be read or had of one product ends nothing and is the error of the turn. */
MUST_CHECK enum rc match_sync(struct turn *turn, struct err *e);

#endif
