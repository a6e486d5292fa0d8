/* What a feed of orders does with its documents. */
#include "domain/orders/order_feed.h"

#include "allegro/order_api.h"
#include "base/i18n.h"
#include "domain/orders/order_apply.h"
#include "domain/orders/order_fetch.h"
#include "domain/orders/order_gap.h"
#include "domain/orders/order_gap_rule.h"
#include "domain/orders/order_gap_store.h"
#include "domain/orders/order_gone.h"
#include "domain/orders/order_stale_store.h"
#include "domain/orders/order_stock.h"
#include "domain/orders/order_sweeps.h"
#include "domain/orders/order_traces.h"

static enum rc newest(struct turn *turn, void *mem, struct journal_event *out, struct err *e)
{
	return order_event_latest(turn->api, mem, out, e);
}

static enum rc missing(struct db *db, const struct feed_miss *rows, size_t n, const char *actor,
		       struct err *e)
{
	return gone_settle(db, rows, n, actor, e) ? e->rc : order_stock_gone(db, rows, n, actor, e);
}

const struct feed_kind order_kind = {
    .noun = "orders",
    .table = order_tables,
    .journal = &order_journal,
    .one = OP_CHECKOUT_FORM,
    .reach = &order_reach,
    .sweeps = order_sweeps,
    .n_sweeps = ORDER_SWEEP_COUNT,
    .late_subject = "",
    .late_text = N_("The journal of orders was last read to its end %s hours ago."),
    .apply = order_apply,
    .lost = order_gap_note,
    .lost_at = order_gap_last_end,
    .newest = newest,
    .recover = order_gap_mend,
    .many = order_fetch_many,
    .failed = order_traces_failed,
    .missing = missing,
    .stale = order_stale_list,
};

struct feed order_feed(struct turn *turn)
{
	return (struct feed){.turn = turn, .kind = &order_kind};
}
