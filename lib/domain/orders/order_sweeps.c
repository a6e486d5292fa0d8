/* The table of what is read again. */
#include "domain/orders/order_sweeps.h"

#include "base/time.h"

#include <stddef.h>

const struct feed_sweep_rule order_sweeps[ORDER_SWEEP_COUNT] = {
    [ORDER_SWEEP_OVERLAP] =
	{"overlap", FEED_SWEEP_JOURNAL, 5 * TIME_MINUTE_MS, 2 * TIME_HOUR_MS, 0, {NULL}},
    /* Before the shop opens, after the audit of the day would have begun at the latest hour. */
    [ORDER_SWEEP_NIGHTLY] = {"nightly",
			     FEED_SWEEP_JOURNAL,
			     TIME_DAY_MS,
			     3 * TIME_DAY_MS,
			     2 * TIME_HOUR_MS + 10 * TIME_MINUTE_MS,
			     {NULL}},
    /* Older ones are abandoned baskets: they are among the open ones. */
    [ORDER_SWEEP_UNPAID] = {"unpaid",
			    FEED_SWEEP_THINGS,
			    15 * TIME_MINUTE_MS,
			    3 * TIME_DAY_MS,
			    0,
			    {"unpaid", "unpaid", "unpaid", "unpaid"}},
    /* As far back as the journal reaches: what is open longer waits for a person. */
    [ORDER_SWEEP_OPEN] = {"open",
			  FEED_SWEEP_THINGS,
			  TIME_HOUR_MS,
			  60 * TIME_DAY_MS,
			  0,
			  {"unpaid", "new", "open", "allegro"}},
    /* A seller may take a cancel back for some days, and that may come without an event; parcels
     * come back for two weeks. */
    [ORDER_SWEEP_CLOSED] = {"closed",
			    FEED_SWEEP_THINGS,
			    TIME_DAY_MS,
			    21 * TIME_DAY_MS,
			    3 * TIME_HOUR_MS + 10 * TIME_MINUTE_MS,
			    {"sent", "cancelled", "cancelled", "cancelled"}},
    /* Kram or Allegro may have been mended since. */
    [ORDER_SWEEP_SICK] = {"sick",
			  FEED_SWEEP_QUARANTINE,
			  TIME_DAY_MS,
			  0,
			  4 * TIME_HOUR_MS + 10 * TIME_MINUTE_MS,
			  {NULL}},
};
