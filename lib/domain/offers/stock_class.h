#ifndef DOMAIN_OFFERS_STOCK_CLASS_H
#define DOMAIN_OFFERS_STOCK_CLASS_H

/* Whether the number an offer shows is that of the ledger, and what explains it if not. Pure. */

#include "domain/offers/stock_push_rule.h"

enum stock_class {
	STOCK_IS_EQUAL, /* also one that has ended while nothing is left */
	STOCK_IS_COMING,
	STOCK_IS_HELD,	    /* a plan or an intent waits for a person */
	STOCK_IS_UNCOUNTED, /* a product of it was never counted */
	STOCK_IS_CONFLICT,  /* what it sells is in doubt */
	STOCK_IS_THEIRS,    /* a draft, kept by Allegro, no fixed price, gone */
	STOCK_IS_ENDED,	    /* by a person, or for another reason than its stock */
	STOCK_IS_OFF,	    /* nothing explains it */
	STOCK_CLASSES
};
extern const char *const stock_class_names[STOCK_CLASSES + 1];

/* A change of it that has not come about. */
struct stock_pending {
	bool is_coming;
	bool is_held; /* goes before the other: it stays so until somebody acts */
};

/* Exactly one. What cannot be compared is in no case equal, even if the numbers are. */
enum stock_class stock_class_of(const struct stock_offer_case *c, struct stock_pending pending);

/* ---- The certificate of an account ------------------------------------------------------------
 */

enum { STOCK_PROOF_HOURS = 24 }; /* older ones prove nothing about today */

enum stock_proof {
	STOCK_PROOF_NONE,  /* never compared */
	STOCK_PROOF_EMPTY, /* no offer is linked */
	STOCK_PROOF_OFF,   /* some differ, and nothing explains it */
	STOCK_PROOF_OLD,
	STOCK_PROOF_EXPLAINED, /* each that differs has its reason */
	STOCK_PROOF_EQUAL,     /* all are equal */
	STOCK_PROOFS
};

/* made_at may be TIME_NONE. */
enum stock_proof stock_proof_of(int64_t made_at, const int64_t counts[STOCK_CLASSES],
				int64_t now_ms);

#endif
