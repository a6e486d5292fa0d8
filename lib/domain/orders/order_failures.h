#ifndef DOMAIN_ORDERS_ORDER_FAILURES_H
#define DOMAIN_ORDERS_ORDER_FAILURES_H

/* What becomes of the forms of a batch whose documents could not be had; private to order_fetch.c.
 */

#include "domain/orders/order_blame.h"
#include "domain/orders/order_journal.h"
#include "domain/orders/order_save.h"
#include "domain/orders/order_sync.h"
#include "domain/orders/order_trace.h"

struct order_failed_rows {
	struct save_form rows[ORDER_BATCH_MAX];
	size_t n;
};

/* Failures of one batch, sorted by whom they are held against (order_blame.h). */
struct order_failures {
	struct turn *turn;
	struct order_failed_rows missing, failing, later;
	struct order_trace traces[ORDER_BATCH_MAX];
	size_t n_traces;
	struct order_verdict verdict;
};

/* Note how a request for one document failed; texts belong to mem. */
void order_failure_note(struct order_failures *f, void *mem, const struct dirty_form *form,
			const struct checkout_form_get *get);

/* Did any document come in well in this turn? Else something may be answering for Allegro. */
bool order_has_witness(const struct turn_counts *c);

/* Store them, once the documents that came are stored. asked: requests of the batch. */
MUST_CHECK enum rc order_failures_store(struct order_failures *f, size_t asked, struct err *e);

#endif
