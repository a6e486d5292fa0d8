#ifndef SANDBOX_OFFERS_PRICE_RULE_H
#define SANDBOX_OFFERS_PRICE_RULE_H

/* Rules of price automation (FACTS 9.5): those that every seller has, and his own. */

#include "offers/command.h"

#define OFFER_RULE_MARKET "66950bc04a57a95dfad0891d"
#define OFFER_RULE_TOP	  "66950bc04a57a95dfad0891e"

enum price_rule_type {
	RULE_EXCHANGE_RATE,
	RULE_ALLEGRO_MIN,
	RULE_MARKET_MIN,
	RULE_TOP_OFFER,
	PRICE_RULE_TYPES
};

struct price_rule {
	const char *id;
	const struct seller *seller; /* NULL: everybody's, and nobody can change it */
	enum price_rule_type type;
	const char *name;
	const char *configuration; /* JSON; NULL: none */
	int64_t updated_at;
	bool gone;
	struct price_rule *next; /* older ones */
};

void price_rules_begin(struct world *w);

/* Attach or remove a rule; NULL: done, otherwise why not. */
const char *price_rule_assign(struct world *w, struct offer *o, const struct change *c);

/* Resources. */
void price_rules_list(struct exchange *x);
void price_rules_create(struct exchange *x);
void price_rules_show(struct exchange *x);
void price_rules_change(struct exchange *x);
void price_rules_delete(struct exchange *x);
void price_rules_of_offer(struct exchange *x);

#endif
