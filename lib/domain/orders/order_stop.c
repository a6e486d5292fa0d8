/* What became of a parcel, said by a person: one transaction with its trail. */
#include "domain/orders/order_stop.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/orders/order_stop_store.h"

bool order_stop_is_open(const struct order *o)
{
	return str_eq(o->problem, order_conflict_names[ORDER_CONFLICT_STOP]);
}

enum rc order_stops_keep(struct db *db, const struct order *rows, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++)
		if (order_stop_is_open(&rows[i]))
			return stops_keep(db, rows[i].account_id, e);
	return RC_OK;
}

static bool is_cancelled(const struct order *o)
{
	return str_eq(o->status, "CANCELLED");
}

enum rc order_stop_end(struct db *db, const struct order *before, const struct order *after,
		       struct err *e)
{
	return is_cancelled(before) && !is_cancelled(after) ? stop_forget(db, before->id, e)
							    : RC_OK;
}

static enum rc stop_body(struct db *db, void *arg, struct err *e)
{
	const struct order_stopping *s = arg;

	if (stop_take(db, s, e) || stop_add(db, s, e))
		return e->rc;
	char *subject = mem_printf(NULL, "order:%s", s->form_id);
	const struct audit_entry entry = {
	    .actor = s->actor, .action = "order.stopped", .subject = subject};
	enum rc rc = audit_add(db, &entry, e);

	mem_free(subject);
	return rc;
}

enum rc order_stop(struct db *db, const struct order_stopping *s, struct err *e)
{
	struct order_stopping copy = *s;

	return tx_run(db, stop_body, &copy, e);
}
