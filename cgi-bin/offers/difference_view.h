#ifndef OFFERS_DIFFERENCE_VIEW_H
#define OFFERS_DIFFERENCE_VIEW_H

/* What would be sent against what Allegro has, side by side. */

#include "common/format.h"
#include "domain/offers/difference_look.h"

struct differences {
	uint64_t account_id;
	const char *offer_id;
	struct diff_row *rows;
	size_t n;
	struct term_lists terms; /* for names; only filled when rows speak of them */
	const char *problem;	 /* what was asked for cannot be; NULL: nothing was */
};

/* Read for a page; of an offer with nothing to show it costs one question. */
MUST_CHECK enum rc differences_load(struct request *rq, uint64_t account_id, const char *offer_id,
				    struct differences *out, struct err *e);
void differences_fill(struct tpl *t, const struct fmt *f, const struct differences *d);

enum { SEEN_MARK_CHARS = 16 };
/* "name:1a2b3c4d5e6f7a8b": a group as somebody saw it. */
const char *difference_seen(void *mem, const struct diff_row *row) RETURNS_NONNULL;

#endif
