#ifndef TESTS_ORDER_CROWD_H
#define TESTS_ORDER_CROWD_H

/*
 * A thousand random orders, drawn by the suite's seed: over every fact that the judgement of
 * order_hold.h looks at, and the deadlines that tabs are made of. Some are of a second version and
 * some were merged. What was drawn is what must be seen, wherever one looks.
 */

#include "order_world.h"

#include "domain/orders/order_hold.h"

enum {
	CROWD_BATCH = 100,
	CROWD_DRAWN = 1000,
	CROWD_AGAIN = 300, /* the first of them, drawn twice */
	CROWD_MERGED = 50, /* further ones, each made of two of the first */
	CROWD_ORDERS = CROWD_DRAWN + CROWD_MERGED,
};

struct crowd {
	void *mem;
	struct turn turn;
	unsigned seed;
	struct form_spec specs[CROWD_ORDERS];
	struct order_facts
	    facts[CROWD_ORDERS]; /* as drawn; of the place only whether it is merged */
};

/* Draw and apply them for the account. The owner keeps what was drawn. */
struct crowd *crowd_new(void *owner, struct db *db, uint64_t account_id);

/* Other versions of all that were not merged. */
void crowd_redraw(struct crowd *c);

/* What the rule says of a change that carries the work on: why it must not be sent, and why a
 * person should decide; NULL: nothing. */
const char *crowd_obstacle(const struct crowd *c, size_t i);
const char *crowd_doubt(const struct crowd *c, size_t i);

/* Which one it is, by its form id. */
size_t crowd_number(const char *form_id);

#endif
