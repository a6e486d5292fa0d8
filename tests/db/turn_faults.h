#ifndef TESTS_TURN_FAULTS_H
#define TESTS_TURN_FAULTS_H

/*
 * Turns in which everything fails once: each statement refused, each request, each fence lost, each
 * beat stopped. The reason comes out, and the next turns end in the same rows as one to which
 * nothing happened. For the tests of what is brought in by turns; Allegro is what the test answers
 * in its place.
 */

#include <stddef.h>
#include <stdint.h>

#include "allegro/client.h"
#include "db/db.h"
#include "refuse.h"

enum { AT_REQUEST = AT_STATEMENT + 1, AT_FENCE, AT_BEAT };

/* Of a turn: they hold and go on unless they are to strike. */
enum rc faulty_fence(struct db *db, void *arg, struct err *e);
enum rc faulty_beat(void *arg, struct err *e);

/* An answer of Allegro's that fails; and the one at AT_REQUEST. */
enum rc faulty_answer(struct err *e, enum rc rc, enum meaning meaning, int http);
enum rc faulty_outage(struct err *e);

struct turn_faults {
	struct faulty_way {
		const char *name;
		void (*fresh)(void); /* makes what was before */
	} ways[4];
	enum rc (*act)(struct err *e);	 /* in which it strikes */
	void (*check)(const char *told); /* right after it; NULL: nothing but the reason */
	void (*settle)(void);		 /* the next turns, nothing fails in them */
	int64_t (*digest)(void);
	bool heals; /* what is refused or fails once may be got over in the same turn */
	int points; /* there are more than so many */
};
void turn_faults(const struct turn_faults *t) NONNULL(1);

#endif
