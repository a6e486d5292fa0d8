#ifndef OUTBOX_FULFILLMENT_WORDS_H
#define OUTBOX_FULFILLMENT_WORDS_H

/* Why a status cannot be set, and what is said before it is. */

#include "domain/outbox/order_status.h"
#include "common/format.h"

/* What, why, and where something can be done about it; link NULL: nowhere. */
struct fulfillment_reason {
	const char *text;
	const char *link;
	const char *url;
};
struct fulfillment_reason fulfillment_reason(const struct fmt *f, const struct order_status *s,
					     enum order_status_verdict verdict);

/* A warning as a sentence. */
const char *fulfillment_warning(enum order_status_warning warning) RETURNS_NONNULL;

#endif
