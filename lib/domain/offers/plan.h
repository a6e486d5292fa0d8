#ifndef DOMAIN_OFFERS_PLAN_H
#define DOMAIN_OFFERS_PLAN_H

/*
 * Plans: what is written to many offers of an account at once. A plan is kept whole before anything
 * of it is sent, looked at, confirmed, tried on PLAN_TRIAL offers, and then carried out by
 * push-outbox through the outbox (outbox.h), which knows what became of each offer.
 *
 *	struct plan_making m = {.account_id = 1, .topic = PLAN_PRICE, .origin = PLAN_BY_PERSON,
 *				.about = "+5 %", .actor = login};
 *	if (plan_begin(db, &m, &id, e))
 *		return e->rc;
 *	while (...up to 100,000 offers, a slice at a time...)
 *		if (plan_add(db, id, changes, n, e))
 *			return e->rc;
 *	return plan_seal(db, id, e);	and to the page url_plans_id(id), where it is confirmed
 *
 * A job that needs nobody's word goes on with plan_start(). It is refused with RC_CONFLICT while a
 * brake holds the plan (plan_rule.h): then the plan waits for a person, as any other does.
 *
 * Whether an offer may be written is judged by its kind (outbox_kind.h) when it is added, when it
 * goes to the outbox and when it leaves; what is objected to is left out and says why.
 */

#include "db/db.h"
#include "domain/offers/plan_rule.h"
#include "domain/outbox/outbox_kinds.h"

/* Who made it. */
enum plan_origin {
	PLAN_BY_PERSON,
	PLAN_BY_STOCK,
	PLAN_BY_PRICE,
	PLAN_BY_LISTING,
	PLAN_BY_PRODUCT, /* which changed */
	PLAN_BY_RETRY,	 /* of what failed in the parent */
	PLAN_BY_UNDO,	 /* of the parent */
	PLAN_ORIGINS
};
extern const char *const plan_origin_names[PLAN_ORIGINS + 1];

/* ---- Making -------------------------------------------------------------------------------- */

struct plan_making {
	uint64_t account_id;
	enum plan_topic topic;
	enum plan_origin origin;
	uint64_t parent_id; /* 0: none */
	const char *about;  /* the rule in a few words, for people; NULL: none */
	const char *actor;
};
MUST_CHECK enum rc plan_begin(struct db *db, const struct plan_making *m, uint64_t *id,
			      struct err *e);

/* What an offer is to become. Values are texts of offer_value.h and automation.h; what
 * is so already is not kept. */
struct plan_change {
	const char
	    *kind; /* OUTBOX_OFFER_PRICE, _STOCK, _STATUS, _DELETE, _EDIT or _RULE. Zero pieces are
		      OFFER_EMPTIED of a status: a stock cannot be set to nothing. */
	const char *offer_id;
	const char *before; /* as somebody saw it; NULL: as it is here now */
	const char *after;
};
/* Any number; twice the same offer and kind: the first counts. RC_CONFLICT: it is sealed. */
MUST_CHECK enum rc plan_add(struct db *db, uint64_t id, const struct plan_change *rows, size_t n,
			    struct err *e);

/* It is whole: count it, and set its brakes. A plan without anything to write is DONE. */
MUST_CHECK enum rc plan_seal(struct db *db, uint64_t id, struct err *e);

/* ---- Carrying out -------------------------------------------------------------------------- */

/* As a person saw the plan; version 0: as it is now, for jobs. */
struct plan_act {
	uint64_t id;
	uint64_t version;
	const char *actor;
	int64_t typed; /* plan_approve: the number of offers, typed by hand */
};
/* All of them: RC_CONFLICT when the plan is another one now, or this cannot be done to it. */
MUST_CHECK enum rc plan_start(struct db *db, const struct plan_act *a, struct err *e);
/* A brake is agreed to by name. RC_INVALID: the number is not the plan's. */
MUST_CHECK enum rc plan_approve(struct db *db, const struct plan_act *a, struct err *e);
/* What has not left yet stays; what is on its way goes on. */
MUST_CHECK enum rc plan_stop(struct db *db, const struct plan_act *a, struct err *e);
/* One that was stopped goes on with what is left, without another trial. */
MUST_CHECK enum rc plan_resume(struct db *db, const struct plan_act *a, struct err *e);
/* A new plan, in DRAFT: of what failed, with what the offers are now; of what was done, back. */
MUST_CHECK enum rc plan_retry(struct db *db, const struct plan_act *a, uint64_t *made,
			      struct err *e);
MUST_CHECK enum rc plan_undo(struct db *db, const struct plan_act *a, uint64_t *made,
			     struct err *e);

/* ---- Looking ------------------------------------------------------------------------------- */

struct plan_head {
	uint64_t id;
	uint64_t account_id;
	const char *account;
	const char *topic;
	const char *origin;
	uint64_t parent_id; /* 0: none */
	const char *about;
	const char *actor;
	const char *state;
	const char *reason; /* of a stopped one */
	const char *brakes; /* plan_brake_names, by blanks */
	const char *approved_by;
	int64_t approved_at;
	const char *batch;
	uint64_t round;
	struct plan_counts counts;
	int64_t items;
	int64_t values; /* different ones: it takes so many requests at least */
	uint64_t version;
	int64_t created_at;
	int64_t started_at;
	int64_t ended_at;
};
MUST_CHECK enum rc plan_find(struct db *db, void *mem, uint64_t id, struct plan_head *out,
			     struct err *e);

/* Is something of it to be written whose switch is off? */
MUST_CHECK enum rc plan_is_off(struct db *db, uint64_t id, bool *off, struct err *e);

enum { PLAN_PAGE_ROWS = 50 };

/* Newest first; up to PLAN_PAGE_ROWS + 1, the last tells of another page. */
struct plan_filter {
	uint64_t account_id; /* 0: all */
	uint64_t before_id;  /* 0: from the newest */
};
MUST_CHECK enum rc plan_list(struct db *db, void *mem, const struct plan_filter *f,
			     struct plan_head **rows, size_t *n, struct err *e);

struct plan_item {
	uint64_t id;
	const char *kind;
	const char *subject;
	const char *name;
	const char *before;
	const char *after;
	const char *outlier; /* plan_outlier_names; NULL: none */
	int64_t place;
	int64_t change_bp; /* INT64_MIN: no price, or none before */
	const char *state;
	const char *note;    /* a reason of its kind */
	const char *problem; /* with Allegro's words */
	uint64_t outbox_id;  /* 0: none */
};

struct plan_item_filter {
	enum plan_item_view view;
	int64_t after_place; /* key of the last row of the page before; 0, 0: from the first */
	uint64_t after_id;
};
/* Outliers first; up to PLAN_PAGE_ROWS + 1. */
MUST_CHECK enum rc plan_items(struct db *db, void *mem, const struct plan_head *plan,
			      const struct plan_item_filter *f, struct plan_item **rows, size_t *n,
			      struct err *e);

#endif
