#ifndef OFFERS_BULK_H
#define OFFERS_BULK_H

/* Many offers are to become something else: the marked ones, or all that pass the filters. */

#include "common/label.h"

enum {
	BULK_VALUE_CHARS = 20,
	BULK_MARK_CHARS = 40,	/* "12:7700001234": the account and its offer */
	BULK_OFFERS_MAX = 2000, /* of a filter: some forty pages of the list are read for them */
};

/* What can be done, by the words of the form. */
extern const struct label offer_deeds[];

#endif
