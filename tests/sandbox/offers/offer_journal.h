#ifndef SANDBOX_OFFERS_OFFER_JOURNAL_H
#define SANDBOX_OFFERS_OFFER_JOURNAL_H

/* The journal of offers, for those who read it and for its faults. */

#include "offers/offer.h"

enum { OFFER_EVENT_ID_SIZE = 17 };

/* Ids are opaque: neither letters nor digits tell which came first. */
void offer_event_id(const struct world *w, const struct offer_event *ev,
		    char out[OFFER_EVENT_ID_SIZE]);
bool offer_event_number(const struct world *w, const struct offer_journal *j, const char *id,
			uint64_t *number); /* false: never given out */

/* Events that were withheld until now come in. */
void offer_journal_settle(struct offer_journal *j, int64_t now);

#endif
