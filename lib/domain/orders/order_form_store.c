/* SQL of order_form: as the things of the feed, and which order took over from which. */
#include "domain/orders/order_save.h"

#include "domain/feed/feed_tables.h"
#include "domain/orders/order_waiting.h"

/* Somebody paid it, or waits for it: it is not gone because Allegro does not show it, and not
 * either because Kram has never seen it. */
#define ITS_ORDER                                                                                  \
	"(SELECT 1 FROM orders o WHERE o.account_id = order_form.account_id"                       \
	" AND o.form_id = order_form.form_id AND "
#define IS_WANTED                                                                                  \
	"(EXISTS " ITS_ORDER "(o.payment_finished_at IS NOT NULL OR o.place <> 'unpaid')"          \
	" AND o.place NOT IN ('cancelled', 'merged')) OR " ORDER_IS_READY(                         \
	    "order_form") " AND NOT EXISTS " ITS_ORDER "o.place IN ('cancelled', 'merged')))"

FEED_TABLES(order_tables, "order", "order_form", "form_id", IS_WANTED);

enum { FORM_SUPERSEDED };

static const struct stmt_def stmts[] = {
    [FORM_SUPERSEDED] =
	{"INSERT INTO order_form (account_id, form_id, superseded_by, clean_gen, state)"
	 " VALUES (?, ?, ?, 1, 'SUPERSEDED') ON DUPLICATE KEY UPDATE state = 'SUPERSEDED',"
	 " superseded_by = VALUES(superseded_by), clean_gen = dirty_gen, problem = NULL,"
	 " updated_at = UTC_TIMESTAMP(3)",
	 BULK(struct save_heir, U64(account_id), STR(form_id), STR(superseded_by))},
};
STMTS_REGISTER(order_form, stmts);

enum rc forms_superseded(struct db *db, const struct save_heir *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[FORM_SUPERSEDED], rows, n, NULL, e);
}
