#ifndef DOMAIN_MAPPING_OFFER_DRAFT_H
#define DOMAIN_MAPPING_OFFER_DRAFT_H

/*
 * The offer that would be sent for a product: what readiness.h judged, with the terms of the
 * account. Pure; a product that is not ready makes an offer with gaps, to be looked at.
 */

#include "allegro/offer_body.h"
#include "domain/mapping/readiness.h"
#include "domain/terms/terms.h"

void offer_draft(void *mem, const struct ready_subject *s, const struct readiness *r,
		 const struct seller_terms *terms, struct offer_body *out);

#endif
