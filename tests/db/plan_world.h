#ifndef TESTS_PLAN_WORLD_H
#define TESTS_PLAN_WORLD_H

/* Offers and plans for them. What Allegro does with the intents is told by the test. */

#include "domain/offers/plan.h"

enum { PLAN_OFFERS = 30 };

struct plan_world {
	void *mem;
	struct db *db;
	uint64_t account;
};
extern struct plan_world plans;

/* Once a program; a fresh account with offers at 10 zlotys, 3 pieces each, and all switched on. */
int plan_world_setup(void **state);
void plan_world_fresh(void);

/* Of the i-th. */
const char *plan_offer(int i);

/* SQL with %s for its id. */
void plan_offer_set(int i, const char *what);

/* The first n of them become this. */
MUST_CHECK enum rc plan_world_make(int n, const char *kind, const char *after, uint64_t *id,
				   struct err *e);
uint64_t plan_must_make(int n, const char *kind, const char *after);

struct plan_head plan_head_of(uint64_t id);

MUST_CHECK enum rc plan_world_advance(struct err *e);
void plan_must_advance(void);

/* What is in the outbox comes to this end. */
void plan_allegro(const char *state, const char *reason);

typedef enum rc plan_act_fn(struct db *, const struct plan_act *, struct err *);
void plan_must(plan_act_fn *act, uint64_t id);

#define assert_plan(id, want) assert_string_equal(plan_head_of(id).state, want)

#endif
