#ifndef DOMAIN_OFFERS_TERM_VALUE_H
#define DOMAIN_OFFERS_TERM_VALUE_H

/*
 * A term of sale that an offer is to have, as the outbox and plans keep it: "shipping ID",
 * "handling PT24H", "returns ID", "implied ID", "warranty ID". Pure.
 */

#include "domain/offers/offer.h"
#include "domain/offers/offer_group.h"

/* The group, and its value in *value; OFFER_GROUPS: it is none, or none of this kind of the outbox:
 * commands carry delivery (OUTBOX_OFFER_DELIVERY), what they do not is written one by one
 * (OUTBOX_OFFER_POLICY). */
enum offer_group term_value_read(const char *kind, const char *text, const char **value);
const char *term_value_text(void *mem, enum offer_group group, const char *value) RETURNS_NONNULL;

/* The kind that writes this group; NULL: none does. */
const char *term_value_kind(enum offer_group group);

/* What the offer has of the same group; NULL: not known here. */
const char *term_value_now(void *mem, const struct offer_state *s, const char *kind,
			   const char *after);

#endif
