#ifndef SANDBOX_OFFERS_PRICE_RULE_H
#define SANDBOX_OFFERS_PRICE_RULE_H

/* Rules of price automation (FACTS 9.5). */

#include "offers/command.h"

/* Attach or remove a rule; NULL: done, otherwise why not. */
const char *price_rule_assign(struct world *w, struct offer *o, const struct change *c);

#endif
