#ifndef DOMAIN_RETENTION_BUYER_H
#define DOMAIN_RETENTION_BUYER_H

/*
 * A buyer asks to be forgotten (GDPR Art. 17): found by login or e-mail, shown first, then erased.
 *
 * The panel only asks: it leaves the numbers of the orders and ratings, never the login, and
 * keep-house erases within a minute. What an invoice needs stays until its years are over, because
 * tax law outlives the request; everything else of these orders goes at once.
 */

#include <stddef.h>

#include "base/conf.h"
#include "base/err.h"
#include "db/db.h"

struct buyer_order {
	uint64_t id;
	const char *form_id;
	uint64_t account_id;
	int64_t bought_at;
	uint64_t invoice; /* 1: data of an invoice is kept with it */
	uint64_t erased;  /* enum order_erasure */
};

/* What is stored of one buyer. */
struct buyer {
	struct buyer_order *orders;
	size_t n;
	size_t invoices;   /* of them keep the data of an invoice for now */
	uint64_t *ratings; /* by this login, whether their orders are here or not */
	size_t n_ratings;
};
MUST_CHECK enum rc buyer_find(struct db *db, void *owner, const struct conf *conf, const char *who,
			      struct buyer *out, struct err *e);

/* Leave the request; RC_NOT_FOUND when nothing is stored of this buyer. */
MUST_CHECK enum rc buyer_ask(struct db *db, const struct buyer *buyer, const char *actor,
			     uint64_t *erasure_id, struct err *e);

/* Fulfil all open requests; n receives how many orders. */
MUST_CHECK enum rc buyer_erase_asked(struct db *db, const struct conf *conf, size_t *n,
				     struct err *e);

/* Wishes, newest first. */
struct erasure {
	uint64_t id;
	const char *asked_by;
	int64_t asked_at;
	uint64_t orders;
	int64_t ended_at; /* TIME_NONE: within a minute */
};
MUST_CHECK enum rc erasure_list(struct db *db, void *owner, struct erasure **out, size_t *n,
				struct err *e);

#endif
