#ifndef SANDBOX_OFFERS_OFFER_WRITE_H
#define SANDBOX_OFFERS_OFFER_WRITE_H

/* From a body into an offer: what making and changing have in common. */

#include "offers/offer_findings.h"
#include "offers/operation.h"

/* The body when it has the right members; otherwise answers and returns NULL. It goes with x. */
struct json_object *offer_read_body(struct exchange *x, unsigned kind);

/* Refuses what may not be: all of it for an offer on sale, the hard ones for a draft. */
bool offer_is_refused(struct findings *f, bool draft);

/* The price it says; 0: none. */
struct money offer_body_price(struct json_object *body);

void offer_keep_body(struct world *w, struct offer *o, struct json_object *body,
		     const struct offer_facts *facts);
void offer_keep_findings(struct world *w, struct offer *o, const struct findings *f);

/* The whole offer: with this status, or with 202 while the operation runs. */
void offer_answer(struct exchange *x, const struct offer *o, const struct operation *op, int done);

#endif
