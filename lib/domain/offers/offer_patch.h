#ifndef DOMAIN_OFFERS_OFFER_PATCH_H
#define DOMAIN_OFFERS_OFFER_PATCH_H

/* What the kinds have in common that change one offer by a request of its own (FACTS 3.6). Private
 * to lib/domain/offers. */

#include "domain/outbox/outbox_remote.h"

/* outbox_remote.head and outbox_remote.send: PATCH of the offer that is the subject. */
const char *offer_patch_head(void *mem, const struct outbox_command *c) RETURNS_NONNULL;
enum rc offer_patch_send(struct allegro *api, void *mem, const struct outbox_command *c,
			 struct allegro_receipt *out, struct err *e);

/* outbox_remote.renew: the offer is read again. */
enum rc offer_patch_renew(struct db *db, const struct outbox_intent *i, int64_t *landed,
			  struct err *e);

#endif
