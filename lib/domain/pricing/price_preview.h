#ifndef DOMAIN_PRICING_PRICE_PREVIEW_H
#define DOMAIN_PRICING_PRICE_PREVIEW_H

/* What a rule would do, or all of them do, to the offers there are: counts, the range of prices,
 * and the offers a person should look at, the biggest change first. */

#include "domain/pricing/price_book.h"

enum {
	PRICE_EXAMPLES = 10,
	PRICE_NAMED = 20,	     /* offers left out that are named */
	PRICE_PREVIEW_MOST = 100000, /* offers looked at for a page: four seconds */
};

/* An offer with what it was judged to be; its texts belong to the preview. */
struct price_example {
	uint64_t account_id;
	const char *offer_id;
	const char *name;
	struct money now;
	struct price_verdict verdict; /* its `in` has no texts */
};

struct price_preview {
	uint64_t number;		/* of the rule that is looked at; 0: all that are armed */
	int64_t seen;			/* offers looked at */
	bool more;			/* there are others */
	int64_t covered;		/* by the rule */
	int64_t n[PRICE_STANDS];	/* of these */
	int64_t reasons[PRICE_REASONS]; /* of those that are PRICE_UNKNOWN */
	int64_t up;
	int64_t down;
	struct money lowest; /* of the new prices */
	struct money highest;
	int64_t most_up; /* basis points */
	int64_t most_down;
	struct price_example examples[PRICE_EXAMPLES]; /* the biggest changes first */
	size_t n_examples;
	struct price_example
	    left[PRICE_NAMED]; /* kept from changing: unknown, Allegro's, campaign */
	size_t n_left;
	int64_t margin_sum; /* of the offers whose margin is known now, in basis points */
	int64_t margin_n;
	int64_t losing; /* of them: cost more than they bring */
};

/* number: as it would be if that rule were armed. */
MUST_CHECK enum rc price_preview(struct db *db, void *mem, struct price_shelf *shelf,
				 uint64_t number, struct price_preview **out, struct err *e);

#endif
