/* Counting and erasing what is over its time, class by class. */
#include "domain/retention/retention.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/time.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/catalog/import_old.h"
#include "domain/ratings/rating.h"
#include "domain/retention/retention_store.h"

/* What a class is made of: orders blanked to a level, rows that go, or runs of files. */
static const struct plan {
	enum order_erasure level; /* ORDER_ERASED_NOTHING: rows alone */
	enum retained_rows rows[3];
	size_t n_rows;
	bool imports;
} plans[RETAIN_CLASSES] = {
    [RETAIN_DOCUMENTS] = {.rows = {RETAINED_RAW, RETAINED_EVENTS}, .n_rows = 2},
    [RETAIN_CONTACT] = {.level = ORDER_ERASED_CONTACT, .rows = {RETAINED_RATINGS}, .n_rows = 1},
    [RETAIN_INVOICE] = {.level = ORDER_ERASED_INVOICE},
    [RETAIN_VIEWS] = {.rows = {RETAINED_VIEWS}, .n_rows = 1},
    [RETAIN_TRACES] = {.rows = {RETAINED_TRACES, RETAINED_BYTES, RETAINED_WORDS}, .n_rows = 3},
    [RETAIN_IMPORTS] = {.imports = true},
};

enum rc retention_count(struct db *db, enum retention_class c, int64_t limit, int64_t *n,
			struct err *e)
{
	const struct plan *plan = &plans[c];
	int64_t part;

	*n = 0;
	if (limit == TIME_NONE)
		return RC_OK;
	if (plan->level && order_erase_count(db, &(struct erase_due){plan->level, limit}, n, e))
		return e->rc;
	if (plan->imports && import_old_count(db, limit, n, e))
		return e->rc;
	for (size_t i = 0; i < plan->n_rows; i++) {
		if (retained_count(db, plan->rows[i], limit, &part, e))
			return e->rc;
		*n += part;
	}
	return RC_OK;
}

/* --- One batch of a class --------------------------------------------------------------------- */

struct erasing {
	const struct retention_work *work;
	enum retention_class class;
	int64_t limit;
	void *mem;
	uint64_t n; /* of one attempt */
};

static enum rc erase_orders(struct db *db, struct erasing *x, struct err *e)
{
	const struct erase_due due = {plans[x->class].level, x->limit};
	struct erasable *orders;
	size_t n;

	if (!due.level)
		return RC_OK;
	if (order_erase_list(db, x->mem, &due, &orders, &n, e))
		return e->rc;
	x->n += n;
	if (n && (order_erase(db, orders, n, due.level, e) || rating_forget(db, e)))
		return e->rc;
	return RC_OK;
}

static enum rc erase_rows_of(struct db *db, struct erasing *x, struct err *e)
{
	const struct plan *plan = &plans[x->class];
	uint64_t n;

	if (plan->imports)
		return import_old_forget(db, x->limit, &x->n, e);
	for (size_t i = 0; i < plan->n_rows; i++) {
		if (retained_erase(db, plan->rows[i], x->limit, &n, e))
			return e->rc;
		x->n += n;
	}
	return RC_OK;
}

/* Each batch has its entry: what was erased is told even when the run is killed after it. */
static enum rc batch_body(struct db *db, void *arg, struct err *e)
{
	struct erasing *x = arg;
	char at[TIME_RFC3339_SIZE];

	x->n = 0;
	if (erase_orders(db, x, e) || erase_rows_of(db, x, e) || !x->n)
		return e->rc;
	time_format_rfc3339(x->limit, at);
	return audit_add(
	    db,
	    &(struct audit_entry){
		.actor = x->work->actor,
		.action = "retention.erased",
		.subject = mem_printf(x->mem, "retention:%s", retention_name(x->class)),
		.after = mem_printf(x->mem, "%" PRIu64 " older than %s", x->n, at),
	    },
	    e);
}

static bool stopped(const struct retention_work *w)
{
	return w->stop && w->stop(w->stop_arg);
}

static enum rc run_class(struct db *db, const struct retention_work *w, enum retention_class c,
			 int64_t *erased, struct err *e)
{
	struct erasing x = {
	    .work = w, .class = c, .limit = retention_limit(c, w->conf, w->now), .n = 1};

	while (x.limit != TIME_NONE && x.n && !stopped(w)) {
		x.mem = mem_context(db, "retention");
		enum rc rc = tx_run(db, batch_body, &x, e);
		mem_free(x.mem);
		if (rc)
			return err_wrap(e, "erasing %s", retention_name(c));
		*erased += (int64_t)x.n;
	}
	return RC_OK;
}

enum rc retention_run(struct db *db, const struct retention_work *w, int64_t erased[RETAIN_CLASSES],
		      struct err *e)
{
	for (enum retention_class c = 0; c < RETAIN_CLASSES; c++) {
		erased[c] = 0;
		if (run_class(db, w, c, &erased[c], e))
			return e->rc;
	}
	return RC_OK;
}
