#ifndef DOMAIN_OUTBOX_ORDER_STATUS_H
#define DOMAIN_OUTBOX_ORDER_STATUS_H

/*
 * Setting the fulfilment status of orders (FACTS 2.6): which can be set, what is said before, and
 * where a change stands on its way to Allegro.
 */

#include "domain/orders/order_hold.h"
#include "domain/outbox/outbox.h"

/* The statuses a seller may set, in the order of an order's life; ended by NULL. */
extern const char *const order_status_words[];

/* An order as far as its status is concerned, with its newest change that was not taken back. */
struct order_status {
	uint64_t order_id;
	uint64_t account_id;
	const char *account;
	const char *account_state;
	const char *scopes;
	const char *form_id;
	const char *name;	/* of who receives it, or of the buyer; login when neither */
	const char *first_line; /* what was bought */
	int64_t line_count;
	const char *status; /* of the order */
	const char *fulfillment;
	const char *provider;
	const char *lines_sent;
	const char *place;
	const char *payment_state;
	int64_t withdrawn_at;  /* the delivery, by the buyer */
	const char *doc_state; /* of the newest document; NULL: there is no form */
	const char *revision;
	uint64_t version;   /* moves with each document applied */
	int64_t writes;	    /* changes of ours that Allegro has taken */
	int64_t armed;	    /* 1: the writer is on */
	uint64_t clean_gen; /* of the local copy */
	uint64_t intent_id; /* 0: there is none */
	const char *state;  /* of the intent; NULL: there is none */
	const char *reason;
	const char *before;
	const char *after;
	const char *found_value;
	const char *found_guard;
	const char *actor;
	int64_t next_at;
	int64_t ended_at;
	int64_t landed;
	uint64_t intent_version;
};

enum { ORDER_STATUS_MAX = 100 }; /* orders looked at in one statement */

/* Those of up to ORDER_STATUS_MAX form ids that are orders here, in no order. */
MUST_CHECK enum rc order_status_list(struct db *db, void *mem, const char *const *form_ids,
				     size_t n_ids, struct order_status **rows, size_t *n,
				     struct err *e);

/* Those of a page (ORDER_PAGE_ROWS) with a change that is on its way, failed, or done and not in
 * the document here yet: few as a rule, so that a list of orders asks for no more than this. */
MUST_CHECK enum rc order_status_changing(struct db *db, void *mem, const char *const *form_ids,
					 size_t n_ids, struct order_status **rows, size_t *n,
					 struct err *e);

/* That of an order among them, NULL: it is not there. */
const struct order_status *order_status_find(const struct order_status *rows, size_t n,
					     const char *form_id);

/* The status Allegro has, as far as known: what was just set there and confirmed counts before the
 * document here is renewed. The revision likewise. Pure. */
const char *order_status_now(const struct order_status *s);
const char *order_status_revision(const struct order_status *s);

/* Is the newest change still on its way, or done but not yet shown by the document here? Pure. */
bool order_status_is_pending(const struct order_status *s);

enum {
	ORDER_STATUS_WRITES_MAX = 100, /* of one order, ever; others' changes count as well */
	ORDER_STATUS_WRITES_MANY = 80, /* from here on a person is told */
};

/* May it be set, and if not, why? */
enum order_status_verdict {
	ORDER_STATUS_OK,
	ORDER_STATUS_SAME,	    /* it is so already, or will be */
	ORDER_STATUS_OFF,	    /* the writer is not armed */
	ORDER_STATUS_DISCONNECTED,  /* the account is */
	ORDER_STATUS_NO_PERMISSION, /* orders:write was not granted */
	ORDER_STATUS_IN_FLIGHT,	    /* a change is being sent right now */
	ORDER_STATUS_BARRED,	    /* order_status_obstacle() says why */
	ORDER_STATUS_VERDICT_COUNT
};

/* What the judgement of order_hold.h says of a change, as outbox.reason keeps it; asked when it is
 * decided, sent and released. Pure. */

/* Why no change of this order may be sent whatever its status is to become: a hold that is final,
 * by its name, or "exhausted", because Allegro takes no further one (FACTS 2.6). NULL: none. */
const char *order_status_obstacle(const struct order_status *s);

/* Why a person should decide whether it is to be set to this word, which carries the work on: the
 * name of a hold. The seller's own marks are what is being replaced, and no reason. NULL: none. */
const char *order_status_doubt(const struct order_status *s, const char *word);

/* May it be set to this word? Pure. */
enum order_status_verdict order_status_check(const struct order_status *s, const char *word);

/* What the person should know before; bits. Pure. */
enum order_status_warning {
	ORDER_STATUS_ENDS_CANCELLING = 1 << 0, /* the buyer can no longer cancel */
	ORDER_STATUS_IS_NO_CANCEL = 1 << 1,    /* CANCELLED does not cancel for the buyer */
	ORDER_STATUS_NEAR_LIMIT = 1 << 2,      /* few changes are left: ORDER_STATUS_WRITES_MAX */
};
unsigned order_status_warnings(const struct order_status *s, const char *word);

/* What became of each pick: decided, skipped for a reason, or changed since it was looked at, be
 * it that there is another doubt. */
struct order_status_outcome {
	const struct order_status *now;
	enum order_status_verdict verdict;
	const char *doubt; /* NULL: there is none */
	bool changed;
};

struct order_status_decision {
	const char *word;
	const char *batch;
	const char *actor;
	const struct outbox_pick *picks;
	size_t n; /* up to ORDER_STATUS_MAX */
};

/*
 * Decide: those that may be set and have not changed become intents, all in one transaction.
 * outcomes[n] belong to mem; now is NULL for a form id that is no order. *posted: how many.
 * RC_CONFLICT: one of them went into flight at this very moment; nothing was decided.
 */
MUST_CHECK enum rc order_status_decide(struct db *db, void *mem,
				       const struct order_status_decision *d,
				       struct order_status_outcome *outcomes, size_t *posted,
				       struct err *e);

#endif
