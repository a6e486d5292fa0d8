#ifndef DOMAIN_ORDERS_FEED_SWEEP_RULE_H
#define DOMAIN_ORDERS_FEED_SWEEP_RULE_H

/*
 * What is read again though nothing announced it, and when (RELIABILITY 1.1, OVERLAP). Pure.
 *
 * Allegro delays events, drops some and re-emits them below the cursor; a fulfilment change does
 * not always move updatedAt (FACTS 2.4). Each account has one row of order_sweep for each kind.
 */

#include <stdbool.h>
#include <stdint.h>

enum feed_sweep_kind {
	ORDER_SWEEP_OVERLAP, /* the journal from where the cursor stood two hours ago */
	ORDER_SWEEP_NIGHTLY, /* the same from three days ago */
	ORDER_SWEEP_UNPAID,  /* documents of young orders nobody has paid yet */
	ORDER_SWEEP_OPEN,    /* documents of all orders somebody still has to do something about */
	ORDER_SWEEP_CLOSED,  /* documents of orders that were sent or cancelled lately */
	ORDER_SWEEP_SICK,    /* documents that were left alone because they could not be read */
	ORDER_SWEEP_COUNT
};

enum feed_sweep_source { ORDER_SWEEP_JOURNAL, ORDER_SWEEP_DOCUMENTS, ORDER_SWEEP_QUARANTINE };

enum { ORDER_SWEEP_PLACES = 3 };

struct feed_sweep_rule {
	const char *name; /* as stored */
	enum feed_sweep_source source;
	int64_t every_ms; /* between two of them */
	int64_t back_ms;  /* how far back: of the journal, or of purchases */
	int64_t night_ms; /* after midnight in Warsaw; 0: at any time of the day */
	const char *places[ORDER_SWEEP_PLACES]; /* of the orders whose documents are read */
};

extern const struct feed_sweep_rule feed_sweep_rules[ORDER_SWEEP_COUNT];

/* Of a row: is it to be worked on now? A due time further ahead than the rule ever plans was
 * written under a clock that has been set back since. */
struct feed_sweep_state {
	int64_t due_at;
	bool running;
};
bool feed_sweep_is_due(enum feed_sweep_kind kind, const struct feed_sweep_state *state,
		       int64_t now);

/* When the next one is due after one that ended now. */
int64_t feed_sweep_next(enum feed_sweep_kind kind, int64_t now);

#endif
