#ifndef SANDBOX_OFFERS_OFFER_MEMBERS_H
#define SANDBOX_OFFERS_OFFER_MEMBERS_H

/* Members that rows and whole offers have in common. */

#include "offers/offer.h"
#include "server/jw.h"

void id_or_null(struct jw *w, const char *key, const char *id);
void services_json(struct jw *w, const struct offer *o);
void marketplaces_json(struct jw *w);

#endif
