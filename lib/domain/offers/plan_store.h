#ifndef DOMAIN_OFFERS_PLAN_STORE_H
#define DOMAIN_OFFERS_PLAN_STORE_H

/* Private to lib/domain/offers: rows of plans and of their items. */

#include "domain/offers/plan.h"

/* ---- Making (plan_store.c) ------------------------------------------------------------------ */

enum rc plan_insert(struct db *db, const struct plan_making *m, uint64_t *id, struct err *e);

/* RC_CONFLICT: it is not being built. Inside the transaction that adds something. */
enum rc plan_touch(struct db *db, uint64_t id, struct err *e);

struct plan_item_row {
	uint64_t plan_id;
	const char *kind;
	const char *subject;
	const char *before;
	const char *after;
	const char *outlier; /* NULL: none */
	int64_t place;
	int64_t change_bp;
	const char *state;
	const char *note;
};
enum rc plan_items_put(struct db *db, const struct plan_item_row *rows, size_t n, struct err *e);

struct plan_totals {
	int64_t items;
	int64_t values;
	int64_t of[PLAN_PLAIN];
	int64_t active; /* offers of the account */
};
enum rc plan_totals(struct db *db, const struct plan_head *plan, struct plan_totals *out,
		    struct err *e);

struct plan_sealing {
	uint64_t id;
	const char *state;
	const char *brakes;
	int64_t items;
	int64_t values;
};
enum rc plan_set_sealed(struct db *db, const struct plan_sealing *s, struct err *e);

/* Items of a state behind another, up to PLAN_SLICE, for the plan that is made of them. */
enum { PLAN_SLICE = 1000 };
struct plan_part {
	uint64_t id;
	const char *kind;
	const char *subject;
	const char *before;
	const char *after;
	int64_t place; /* set by plan_parts() alone */
};
struct plan_slice {
	uint64_t plan_id;
	const char *state;
	int64_t after_place; /* key of the last row of the slice before; 0, 0: from the first */
	uint64_t after_id;
};
enum rc plan_parts(struct db *db, void *mem, const struct plan_slice *s, struct plan_part **rows,
		   size_t *n, struct err *e);

/* ---- Carrying out (plan_run_store.c) -------------------------------------------------------- */

/* From one state to another: compare-and-set of version. */
struct plan_move {
	uint64_t id;
	uint64_t version;
	const char *from;
	const char *to;
	const char *reason;  /* of a stop */
	const char *batch;   /* NULL: as it was */
	int64_t taken_again; /* 1: another round */
};
enum rc plan_move(struct db *db, const struct plan_move *m, struct err *e);

/* Inside a transaction: it still is in this state and batch, and stays so until the end. */
enum rc plan_lock(struct db *db, const struct plan_head *plan, struct err *e);

enum rc plan_set_approved(struct db *db, const struct plan_act *a, uint64_t version, struct err *e);

/* Of an account, those with something to be done, oldest first: *n of them. */
enum rc plans_open(struct db *db, void *mem, uint64_t account_id, struct plan_head **rows,
		   size_t *n, struct err *e);

/* Inside a transaction: what the outbox says of items that went there; what was withdrawn from it
 * waits again; the counts, into the plan too. */
enum rc plan_settle(struct db *db, uint64_t id, struct err *e);
enum rc plan_take_back(struct db *db, uint64_t id, struct err *e);
enum rc plan_count(struct db *db, uint64_t id, struct plan_counts *out, struct err *e);

/* Offers of an account that went to the outbox lately, by plans of this topic. */
struct plan_pace {
	int64_t in_minute;
	int64_t in_hour;
};
enum rc plan_pace(struct db *db, uint64_t account_id, const char *topic, struct plan_pace *out,
		  struct err *e);

/* Waiting items whose switch is on and which have nothing in flight, by kind and value. */
enum rc plan_waiting(struct db *db, void *mem, uint64_t id, int64_t most, struct plan_part **rows,
		     size_t *n, struct err *e);

/* Items of a locked plan: they are in the outbox now, or were left out. */
enum rc plan_set_posted(struct db *db, void *mem, const uint64_t *ids, size_t n, struct err *e);
struct plan_left {
	uint64_t id;
	const char *note;
};
enum rc plan_set_left(struct db *db, const struct plan_left *rows, size_t n, struct err *e);

/* ---- Both ----------------------------------------------------------------------------------- */

/* A person's or a job's word on a plan, in the trail: "plan.started". */
enum rc plan_trail(struct db *db, const struct plan_head *plan, const char *word, const char *actor,
		   const char *what, struct err *e);

/* Inside a transaction: stop it, and withdraw what has not left. */
struct plan_stopping {
	const struct plan_head *plan;
	enum plan_stop why;
	const char *actor;
};
enum rc plan_halt(struct db *db, const struct plan_stopping *s, struct err *e);

#endif
