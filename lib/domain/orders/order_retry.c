/* Forms in trouble, woken by a person. Each change stands in the audit trail beside it. */
#include "domain/orders/order_retry.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/str.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/orders/order_allow.h"
#include "domain/orders/order_retry_store.h"

struct waking {
	struct order_leave about;
	uint64_t n;
};

static enum rc note(struct db *db, const struct waking *w, struct audit_entry entry, struct err *e)
{
	char *subject = mem_printf(NULL, "order:%s", str_or(w->about.form_id, "all"));

	entry.actor = w->about.actor;
	entry.subject = subject;
	enum rc rc = audit_add(db, &entry, e);
	mem_free(subject);
	return rc;
}

static enum rc wake(struct db *db, const struct waking *w, const struct trouble_row *row,
		    struct err *e)
{
	return trouble_retry(db, row->account_id, w->about.form_id, e);
}

static enum rc retry_found(struct db *db, void *mem, const struct waking *w, struct err *e)
{
	struct trouble_row row = {0};

	if (trouble_find(db, mem, w->about.form_id, &row, e) || wake(db, w, &row, e))
		return e->rc;
	return note(db, w,
		    (struct audit_entry){.action = "order.retry",
					 .before = mem_printf(mem, "%s, %" PRId64 " failures",
							      row.state, row.fail_count)},
		    e);
}

static enum rc retry_body(struct db *db, void *arg, struct err *e)
{
	void *mem = mem_context(NULL, "retry");
	enum rc rc = retry_found(db, mem, arg, e);

	mem_free(mem);
	return rc;
}

enum rc order_retry(struct db *db, const char *form_id, const char *actor, struct err *e)
{
	struct waking w = {.about = {.form_id = form_id, .actor = actor}};

	return tx_run(db, retry_body, &w, e);
}

static enum rc retry_all_body(struct db *db, void *arg, struct err *e)
{
	struct waking *w = arg;

	if (trouble_retry_all(db, &w->n, e))
		return e->rc;
	char *after = mem_printf(NULL, "%" PRIu64 " documents", w->n);
	enum rc rc = note(db, w, (struct audit_entry){.action = "order.retry", .after = after}, e);
	mem_free(after);
	return rc;
}

enum rc order_retry_all(struct db *db, const char *actor, uint64_t *n, struct err *e)
{
	struct waking w = {.about = {.actor = actor}};
	enum rc rc = tx_run(db, retry_all_body, &w, e);

	*n = w.n;
	return rc;
}

static enum rc leave_found(struct db *db, void *mem, const struct waking *w, struct err *e)
{
	struct trouble_row row = {0};

	if (trouble_find(db, mem, w->about.form_id, &row, e))
		return e->rc;
	if (!str_eq(row.path, w->about.path))
		return err_set(e, RC_CONFLICT, "the trouble is another by now: %s",
			       str_or(row.path, row.state));
	if (allowance_add(db, row.account_id, &w->about, e) || wake(db, w, &row, e))
		return e->rc;
	return note(db, w,
		    (struct audit_entry){.action = "order.leave-out", .after = w->about.path}, e);
}

static enum rc leave_body(struct db *db, void *arg, struct err *e)
{
	void *mem = mem_context(NULL, "leave out");
	enum rc rc = leave_found(db, mem, arg, e);

	mem_free(mem);
	return rc;
}

enum rc order_leave_out(struct db *db, const struct order_leave *leave, struct err *e)
{
	struct waking w = {.about = *leave};

	if (!order_path_may_be_left(leave->path))
		return err_set(e, RC_INVALID, "an order cannot do without %s", leave->path);
	return tx_run(db, leave_body, &w, e);
}
