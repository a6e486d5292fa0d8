/* Traces of the documents of a batch. */
#include "domain/orders/order_traces.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_batch.h"

const char order_trace_single[] = "GET /order/checkout-forms/{id}";
const char order_trace_list[] = "GET /order/checkout-forms";

static const char *outcome(void *mem, const struct work *w)
{
	if (w->kind == WORK_UNREADABLE)
		return mem_printf(mem, "cannot be read at %s", str_or(w->path, "/"));
	return w->ignored ? "superseded, not stored" : "stored";
}

enum rc write_traces(struct batch *b, struct err *e)
{
	struct order_trace *rows = mem_array(b->mem, struct order_trace, b->n);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct work *w = &b->works[i];
		if (w->kind == WORK_EQUAL || str_empty(w->doc->trace))
			continue;
		rows[n++] = (struct order_trace){
		    .account_id = b->turn->account->id,
		    .form_id = w->doc->thing_id,
		    .request = w->doc->listed ? order_trace_list : order_trace_single,
		    .status = 200,
		    .trace_id = w->doc->trace,
		    .answer = outcome(b->mem, w),
		};
	}
	return order_traces_save(b->turn->db, rows, n, e);
}

enum rc order_traces_failed(struct db *db, const struct feed_miss *rows, size_t n, struct err *e)
{
	void *mem = mem_context(NULL, "traces");
	struct order_trace *traces = mem_array(mem, struct order_trace, n + 1);

	for (size_t i = 0; i < n; i++)
		traces[i] = (struct order_trace){
		    .account_id = rows[i].account_id,
		    .form_id = rows[i].thing_id,
		    .request = order_trace_single,
		    .status = (uint64_t)rows[i].status,
		    .trace_id = rows[i].trace,
		    .answer = rows[i].reason,
		};
	enum rc rc = order_traces_save(db, traces, n, e);
	mem_free(mem);
	return rc;
}
