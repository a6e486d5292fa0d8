#ifndef ALLEGRO_AUTOMATION_API_H
#define ALLEGRO_AUTOMATION_API_H

/*
 * Under which of Allegro's price rules (auto_rule_api.h) an offer is, by marketplace (FACTS 9.5).
 * Offers are put under a rule and taken off it by a command (offer_command_api.h). Errors are those
 * of client.h.
 */

#include "allegro/client.h"
#include "base/money.h"

/* A rule under which an offer is on one marketplace. */
struct automation_place {
	const char *market;
	const char *rule_id;
	const char *range_type; /* NULL: it has no range */
	struct money least;
	struct money most;
};
#define AUTOMATION_RANGE_HOME  "BASE_MARKETPLACE_CURRENCY"
#define AUTOMATION_RANGE_THERE "MARKETPLACE_CURRENCY"

/* The permission it asks for. */
#define AUTOMATION_SCOPE "allegro:api:sale:offers:read"

/* All of them of one offer; none is no error. */
MUST_CHECK enum rc automation_places_fetch(struct allegro *a, void *owner, const char *offer_id,
					   struct automation_place **out, size_t *n, struct err *e);

#endif
