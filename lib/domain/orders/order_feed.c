/* What a feed of orders does with its documents. */
#include "domain/orders/order_feed.h"

#include "domain/orders/order_apply.h"
#include "domain/orders/order_gone.h"
#include "domain/orders/order_stale_store.h"
#include "domain/orders/order_sweeps.h"

static enum rc note_missing(struct db *db, const struct feed_miss *rows, size_t n,
			    const char *actor, struct err *e)
{
	return forms_missing(db, rows, n, e) ? e->rc : gone_settle(db, rows, n, actor, e);
}

struct feed order_feed(struct turn *turn)
{
	static const struct feed_kind orders = {
	    .apply = order_apply,
	    .missing = note_missing,
	    .stale = order_stale_list,
	    .sweeps = order_sweeps,
	    .n_sweeps = ORDER_SWEEP_COUNT,
	    .after_gap = "open",
	};

	return (struct feed){.turn = turn, .kind = &orders};
}
