#ifndef DOMAIN_ORDERS_ORDER_SWEEPS_H
#define DOMAIN_ORDERS_ORDER_SWEEPS_H

/* What is read again of orders though nothing announced it (feed_sweep_rule.h): the table. */

#include "domain/feed/feed_sweep_rule.h"

enum order_sweep {
	ORDER_SWEEP_OVERLAP, /* the journal from where the cursor stood two hours ago */
	ORDER_SWEEP_NIGHTLY, /* the same from three days ago */
	ORDER_SWEEP_UNPAID,  /* documents of young orders nobody has paid yet */
	ORDER_SWEEP_OPEN,    /* documents of all orders somebody still has to do something about */
	ORDER_SWEEP_CLOSED,  /* documents of orders that were sent or cancelled lately */
	ORDER_SWEEP_SICK,    /* documents that were left alone because they could not be read */
	ORDER_SWEEP_COUNT
};

extern const struct feed_sweep_rule order_sweeps[ORDER_SWEEP_COUNT];

#endif
