#ifndef DOMAIN_OFFERS_LISTING_H
#define DOMAIN_OFFERS_LISTING_H

/*
 * Listing: products that are ready become offers. A person asks for a run; its first LISTING_TRIAL
 * products go alone, the rest only when all of those became offers. Each product is an intent of
 * the outbox (OUTBOX_OFFER_NEW) whose document is kept before it is sent. Allegro has no key
 *against repetition, so that an offer is looked for by its signature before any request, and an
 *unknown outcome is asked for and never sent again (RELIABILITY 1.3). While offers of the account
 *are unknown nothing is sent: listing_bar.
 *
 *	listing_begin ──► listing, planned ──► list-offers: document, intent ──► push-outbox
 *	                                         ▲                                   │
 *	                                         └── what became of it ◄─────────────┘ offer, link
 */

#include "domain/accounts/turn.h"

enum {
	LISTING_TRIAL = 5,
	LISTING_AT_ONCE = 200,	/* on their way at once: a fault stops no more than these */
	LISTING_RUN_MAX = 5000, /* products of a run: more than a person answers for in one go */
};

enum listing_state {
	LISTING_ON_TRIAL,
	LISTING_RUNS,
	LISTING_STOPPED,
	LISTING_DONE,
	LISTING_STATES
};
extern const char *const listing_state_names[LISTING_STATES + 1];

enum listing_item {
	LISTING_PLANNED,
	LISTING_SENT,	 /* its intent stands in the outbox */
	LISTING_LISTED,	 /* it is an offer */
	LISTING_REFUSED, /* Allegro's words say why */
	LISTING_HELD,	 /* a person decides, in the outbox */
	LISTING_LEFT,	 /* it was not sent: listing.why */
	LISTING_ITEMS
};
extern const char *const listing_item_names[LISTING_ITEMS + 1];

/* ---- The judgement --------------------------------------------------------------------------- */

/* What is known of a product that is to be listed. */
struct listing_case {
	bool is_ready;	/* readiness.h says so */
	bool is_linked; /* an offer of the account that is not gone sells it */
	bool has_sign;	/* one has its SKU as signature */
	bool has_ean;	/* one has its EAN */
	bool has_sku;	/* the SKU is one Allegro takes as a signature */
};
#define LISTING_NOT_READY "not-ready"
#define LISTING_NO_SKU	  "no-sku"   /* by which it could be found again */
#define LISTING_NO_STOCK  "no-stock" /* Allegro takes it as a draft alone */
#define LISTING_GIVEN_UP  "given-up"
/* Why no offer may be made of it; NULL: it may. Pure. */
const char *listing_obstacle(const struct listing_case *c);
extern const char *const listing_obstacle_names[]; /* ended by NULL */

/* What a run does after it was looked at. Pure. */
struct listing_sums {
	int64_t of[LISTING_ITEMS];
};
enum listing_state listing_next(enum listing_state state, const struct listing_sums *s);

/* What keeps an account from listing: offers that nobody has read may sell the product already,
 * because a signature may be missing and only the document tells the EAN. */
struct listing_bar {
	int64_t lists;	/* 1: all its offers have been listed once */
	int64_t unread; /* of them: never read, without a product, and nobody said they have none */
	int64_t stuck;	/* of those: they cannot be read, so that a person has to say it */
};
/* Pure. */
bool listing_is_barred(const struct listing_bar *bar);
/* How many minutes until all that can be read have been. Pure. */
int64_t listing_bar_minutes(const struct listing_bar *bar);
MUST_CHECK enum rc listing_bar(struct db *db, uint64_t account_id, struct listing_bar *out,
			       struct err *e);

/* ---- Runs -------------------------------------------------------------------------------------
 */

struct listing_run {
	uint64_t id;
	uint64_t account_id;
	const char *status; /* INACTIVE, ACTIVE */
	const char *state;
	const char *reason;
	const char *actor;
	int64_t version;
	int64_t created_at;
	int64_t ended_at;
	struct listing_sums sums;
	int64_t recent; /* that came to an end in the last LISTING_PACE_MS */
};

/* When a run will be over at the pace of its last minutes; TIME_NONE: nobody knows. Pure. */
enum { LISTING_PACE_MS = 300000 };
int64_t listing_over_at(const struct listing_run *run, int64_t now);

struct listing_wish {
	uint64_t account_id;
	const char *status;
	const char *actor;
};
/* Plan all that may be listed, up to LISTING_RUN_MAX. RC_CONFLICT: a run is open. *n: planned. */
MUST_CHECK enum rc listing_begin(struct db *db, const struct listing_wish *w, size_t *n,
				 struct err *e);

enum listing_act { LISTING_GO_ON, LISTING_STOP, LISTING_GIVE_UP };
/* A stopped run goes on with what is left, or leaves it; a running one stops. What is on its way
 * goes on. RC_CONFLICT: it is another one now. */
MUST_CHECK enum rc listing_do(struct db *db, uint64_t run_id, enum listing_act act, int64_t version,
			      const char *actor, struct err *e);

/* The newest run of the account; RC_NOT_FOUND: there was none. */
MUST_CHECK enum rc listing_newest(struct db *db, void *mem, uint64_t account_id,
				  struct listing_run *out, struct err *e);

/* What may be listed now, in sums. */
struct listing_outlook {
	int64_t n;
	int64_t known; /* ready, and an offer is there already */
	int64_t categories;
	int64_t cheapest; /* minor units of PLN; INT64_MIN: none */
	int64_t dearest;
	int64_t empty;	/* of n: the shop has none, so that they can be drafts alone */
	int64_t drafts; /* of the account */
};
MUST_CHECK enum rc listing_outlook(struct db *db, uint64_t account_id, struct listing_outlook *out,
				   struct err *e);

struct listing_row {
	uint64_t product_id;
	const char *sku;
	const char *name;
	struct money price;
	const char *category; /* of Allegro: its name */
	const char *state;    /* NULL: not planned */
	const char *why;
	const char *problem;
	const char *offer_id;
};
/* LISTING_SAMPLE of those that may be listed, another ten by seed. */
enum { LISTING_SAMPLE = 10, LISTING_PAGE = 50 };
MUST_CHECK enum rc listing_sample(struct db *db, void *mem, uint64_t account_id, int64_t seed,
				  struct listing_row **rows, size_t *n, struct err *e);

/* Of a run, in this state, behind a product: LISTING_PAGE + 1, the last tells of another page. */
MUST_CHECK enum rc listing_rows(struct db *db, void *mem, uint64_t run_id, enum listing_item item,
				uint64_t after, struct listing_row **rows, size_t *n,
				struct err *e);

/* ---- For list-offers ----------------------------------------------------------------------------
 */

/* Harvest what became of intents, and send on what may follow. The turn needs no client. */
MUST_CHECK enum rc listing_take(struct turn *turn, struct err *e);

#endif
