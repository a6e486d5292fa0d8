/* The kind "offer-new": whether an offer may still be made of a product. */
#include "base/mem.h"
#include "domain/offers/listing_store.h"
#include "domain/offers/offer.h"
#include "domain/outbox/outbox_kind.h"

#include <stdlib.h>

outbox_check_fn outbox_offer_new_check;

static const char *obstacle_of(const struct listing_known *known, size_t n, uint64_t product_id)
{
	for (size_t i = 0; i < n; i++)
		if (known[i].product_id == product_id) {
			const struct listing_case c = listing_case_of(&known[i]);
			return listing_obstacle(&c);
		}
	return LISTING_NOT_READY;
}

/* Rows of one account, up to LISTING_KEYS_MAX. */
static enum rc check_some(struct db *db, void *mem, const struct outbox_intent *rows, size_t n,
			  struct outbox_objection *out, struct err *e)
{
	uint64_t ids[LISTING_KEYS_MAX];
	struct listing_known *known;
	size_t n_known;

	for (size_t i = 0; i < n; i++)
		ids[i] = strtoull(rows[i].subject, NULL, 10);
	if (listing_knowns(db, mem, rows->account_id, ids, n, &known, &n_known, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		out[i].obstacle = obstacle_of(known, n_known, ids[i]);
	return RC_OK;
}

enum rc outbox_offer_new_check(struct db *db, void *mem, const struct outbox_intent *rows, size_t n,
			       struct outbox_objection *out, struct err *e)
{
	for (size_t at = 0; at < n;) {
		size_t k = 1;
		while (at + k < n && k < LISTING_KEYS_MAX &&
		       rows[at + k].account_id == rows[at].account_id)
			k++;
		if (check_some(db, mem, &rows[at], k, &out[at], e))
			return e->rc;
		at += k;
	}
	return RC_OK;
}
