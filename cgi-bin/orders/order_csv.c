/* Marked orders as a file: read, noted as seen and sent batch after batch. */
#include "orders/orders.h"

#include "base/mem.h"
#include "domain/orders/order_views.h"
#include "orders/order_csv_view.h"
#include "orders/order_marks.h"
#include "orders/order_seen.h"

enum { BATCH = 100 };

static enum rc send_batch(struct request *rq, struct csv *csv, const char *const *ids, size_t n,
			  struct err *e)
{
	void *mem = mem_context(NULL, "orders of a file");
	struct fmt f = fmt_for(rq);
	struct order_detail *orders;
	size_t n_orders;

	f.mem = mem;
	if (!order_seen_parcels(rq, mem, ids, n, &orders, &n_orders, e) &&
	    !order_views_note(rq->db, ids, n, rq->session->user_id, e))
		for (size_t i = 0; i < n_orders; i++)
			order_csv_rows(csv, &f, &orders[i]);
	mem_free(mem);
	return e->rc;
}

static const char *file_name(struct request *rq, const struct order_ids *marks)
{
	struct fmt f = fmt_for(rq);

	return mem_printf(rq, marks->more ? "orders-%s-first-%d.csv" : "orders-%s.csv",
			  fmt_iso_day(&f, f.now), ORDER_CSV_MAX);
}

static enum rc send_all(struct request *rq, struct csv *csv, const struct order_ids *marks,
			struct err *e)
{
	for (size_t i = 0; i < marks->n; i += BATCH) {
		size_t n = marks->n - i < BATCH ? marks->n - i : BATCH;

		if (send_batch(rq, csv, marks->ids + i, n, e))
			return e->rc;
	}
	return RC_OK;
}

enum rc pg_orders_csv(struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct order_ids marks;
	struct csv csv;

	if (order_marks_read(rq, ORDER_CSV_MAX, &marks, e))
		return e->rc;
	csv_open(&csv, rq, file_name(rq, &marks));
	order_csv_head(&csv, &f);
	if (send_all(rq, &csv, &marks, e)) {
		csv_text(&csv, _("ERROR: this file is incomplete. Download it again."));
		csv_end_row(&csv);
	}
	csv_close(&csv);
	return e->rc;
}
