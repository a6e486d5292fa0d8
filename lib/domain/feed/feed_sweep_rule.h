#ifndef DOMAIN_FEED_FEED_SWEEP_RULE_H
#define DOMAIN_FEED_FEED_SWEEP_RULE_H

/*
 * What is read again though nothing announced it, and when (RELIABILITY 1.1, OVERLAP). Pure.
 *
 * Allegro delays events, drops some and re-emits them below the cursor; not every change is told at
 * all (FACTS 2.4). Each account has one row for each rule.
 */

#include <stdbool.h>
#include <stdint.h>

enum feed_sweep_source {
	FEED_SWEEP_JOURNAL,    /* from where the cursor stood some time ago */
	FEED_SWEEP_THINGS,     /* documents of those that lie in some places */
	FEED_SWEEP_QUARANTINE, /* those that were left alone */
	FEED_SWEEP_WAKE,       /* those that the kind finds */
};

enum { FEED_SWEEP_PLACES = 4 };

struct feed_sweep_rule {
	const char *name; /* as stored */
	enum feed_sweep_source source;
	int64_t every_ms; /* between two of them */
	int64_t back_ms;  /* how far back: in the journal, or by the time of things */
	int64_t night_ms; /* after midnight in Warsaw; 0: at any time of the day */
	const char *places[FEED_SWEEP_PLACES]; /* of the things whose documents are read, words of
						  the kind */
};

/* A thing to be read again. */
struct feed_stale {
	uint64_t id;
	const char *thing_id;
	int64_t listed_at; /* updatedAt of the stored document: where the list has it */
};
struct feed_stale_query {
	uint64_t account_id;
	uint64_t after;		   /* feed_stale.id */
	const char *const *places; /* FEED_SWEEP_PLACES of them */
	int64_t since;
	int64_t read_before; /* those read since then are left out */
};
enum { FEED_STALE_MAX = 400 }; /* a pass: seconds, so that the journal never waits */

/* Of a row: is it to be worked on now? A due time further ahead than the rule ever plans was
 * written under a clock that has been set back since. */
struct feed_sweep_state {
	int64_t due_at;
	bool running;
};
bool feed_sweep_is_due(const struct feed_sweep_rule *rule, const struct feed_sweep_state *state,
		       int64_t now);

/* When the next one is due after one that ended now. */
int64_t feed_sweep_next(const struct feed_sweep_rule *rule, int64_t now);

#endif
