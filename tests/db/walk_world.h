#ifndef TESTS_WALK_WORLD_H
#define TESTS_WALK_WORLD_H

/*
 * Turns of an area that is brought in by a walk (domain/feed/walk.h), for its tests. A test says
 * once which area it is, and answers allegro_call() in Allegro's place:
 *
 *	static int setup(void **state)
 *	{
 *		walks = (struct walk_world){.def = &rating_walk,
 *					    .table = "rating",
 *					    .scopes = "allegro:api:ratings"};
 *		return walk_world_setup(state);
 *	}
 */

#include "db_test.h"

#include "domain/feed/walk.h"

struct walk_world {
	const struct walk_def *def;
	const char *table;
	const char *scopes; /* of the account */

	/* Made by walk_world_setup(). */
	void *mem;
	struct db *db;
	uint64_t account_id;
};
extern struct walk_world walks;

int walk_world_setup(void **state);

/* A turn, if one is due; and one that has to succeed. */
MUST_CHECK enum rc walk_turn(struct err *e);
void walk_must_turn(void);

/* In struct turn_faults: the second asks for what the first one missed; and what was asked for in
 * vain, which waits an hour, is asked for again. */
MUST_CHECK enum rc walk_two_turns(struct err *e);
void walk_settle(void);

/* Everything was seen long ago, and is to be read from the beginning. */
void walk_long_after(void);

/* A number or a time among the parameters of a call; otherwise: it is not there. */
int64_t walk_asked(const struct allegro_call *call, const char *name, int64_t otherwise);

#endif
