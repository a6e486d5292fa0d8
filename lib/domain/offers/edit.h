#ifndef DOMAIN_OFFERS_EDIT_H
#define DOMAIN_OFFERS_EDIT_H

/* Changes of groups of an offer. Private to lib/domain/offers but for diff_change(). */

#include "domain/offers/difference_store.h"
#include "domain/offers/edit_value.h"
#include "domain/offers/offer_write.h"
#include "domain/offers/plan_store.h"

/* What is objected to an intent, against the sides of the offer; marks are enough. Pure. */
struct outbox_objection edit_objection(const struct offer_row *row, const char *after,
				       const struct difference *all, size_t n);

/* offers_judge() of intents of this kind: by the differences as they were found last. */
MUST_CHECK enum rc edits_judge(struct db *db, void *mem, const struct outbox_intent *rows, size_t n,
			       const struct offer_row *offers, size_t n_offers,
			       struct offer_judged *out, struct err *e);

/* In the transaction that takes it to be sent: what is sent. What Allegro has is kept, so that it
 * can be taken back. */
MUST_CHECK enum rc edit_body(struct db *db, void *mem, const struct outbox_intent *i,
			     const char **body, struct err *e);

/* What these groups were before Kram wrote them. RC_CONFLICT: of one it is not known. */
MUST_CHECK enum rc diff_back_body(void *mem, const struct diff_row *rows, size_t n, unsigned groups,
				  struct offer_body *out, struct err *e);

/* Changes of items of another plan made once more, or taken back; out has room for all. */
struct edits_wish {
	uint64_t account_id;
	const struct plan_part *parts;
	size_t n;
	bool back;
};
MUST_CHECK enum rc edits_again(struct db *db, void *mem, const struct edits_wish *w,
			       struct plan_change *out, size_t *used, struct err *e);

#endif
