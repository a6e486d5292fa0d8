#ifndef DOMAIN_OFFERS_STOCK_CERTIFICATE_H
#define DOMAIN_OFFERS_STOCK_CERTIFICATE_H

/*
 * The certificate of stock: for each account how many linked offers showed, when Allegro told them
 * last, the number of the ledger, and what explains the others (stock_class.h).
 *
 * It is made by push-stock behind the same barrier as its plans, after them: what was only just
 * found to differ is on its way then. While orders are not read it is not made, and grows old.
 */

#include "domain/accounts/turn.h"
#include "domain/offers/stock_class.h"

/* It takes as long as a look for differences, which happens every minute. */
enum { STOCK_CERTIFICATE_EVERY_M = 15 };

enum { STOCK_CLASS_SHOWN = 50 }; /* offers kept of each class that is not equal */

struct stock_certificate {
	uint64_t account_id;
	const char *account;
	int64_t made_at; /* TIME_NONE: never */
	int64_t seen_at; /* when Allegro told the oldest of the numbers; or TIME_NONE */
	int64_t offers;
	int64_t counts[STOCK_CLASSES];
};

/* One if it is time for it. The turn needs no client. */
MUST_CHECK enum rc stock_certificate_take(struct turn *turn, struct err *e);

/* Of all accounts, by name. */
MUST_CHECK enum rc stock_certificates_list(struct db *db, void *mem, struct stock_certificate **out,
					   size_t *n, struct err *e);

struct stock_certificate_offer {
	uint64_t account_id;
	const char *class_name;
	const char *offer_id;
	const char *name;  /* NULL: it is not known any more */
	int64_t shows;	   /* STOCK_UNKNOWN */
	int64_t available; /* INT64_MIN: not told */
};
/* Those that are not equal, up to STOCK_CLASS_SHOWN of each class, by account, class and id. */
MUST_CHECK enum rc stock_certificate_offers(struct db *db, void *mem,
					    struct stock_certificate_offer **out, size_t *n,
					    struct err *e);

#endif
