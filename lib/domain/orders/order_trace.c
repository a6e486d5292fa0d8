/* Traces of the documents of a batch. */
#include "domain/orders/feed_trace.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_batch.h"

const char feed_trace_single[] = "GET /order/checkout-forms/{id}";
const char feed_trace_list[] = "GET /order/checkout-forms";

static const char *outcome(void *mem, const struct work *w)
{
	if (w->kind == WORK_UNREADABLE)
		return mem_printf(mem, "cannot be read at %s", str_or(w->path, "/"));
	return w->ignored ? "superseded, not stored" : "stored";
}

enum rc write_traces(struct batch *b, struct err *e)
{
	struct feed_trace *rows = mem_array(b->mem, struct feed_trace, b->n);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct work *w = &b->works[i];
		if (w->kind == WORK_EQUAL || str_empty(w->doc->trace))
			continue;
		rows[n++] = (struct feed_trace){
		    .account_id = b->turn->account->id,
		    .form_id = w->doc->form_id,
		    .request = w->doc->listed ? feed_trace_list : feed_trace_single,
		    .status = 200,
		    .trace_id = w->doc->trace,
		    .answer = outcome(b->mem, w),
		};
	}
	return feed_traces_save(b->turn->db, rows, n, e);
}
