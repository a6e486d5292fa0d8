/* Forgetting one buyer. */
#include "domain/retention/buyer.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/ratings/rating.h"
#include "domain/retention/retention.h"
#include "domain/retention/retention_store.h"

/* The invoice of this order must be kept for now. */
static bool keeps_invoice(const struct conf *conf, const struct buyer_order *o)
{
	int64_t limit = retention_limit(RETAIN_INVOICE, conf, time_now_ms());

	return o->invoice && (limit == TIME_NONE || o->bought_at >= limit);
}

enum rc buyer_find(struct db *db, void *owner, const struct conf *conf, const char *who,
		   struct buyer *out, struct err *e)
{
	*out = (struct buyer){0};
	if (str_empty(who))
		return RC_OK;
	if (buyer_orders(db, owner, who, &out->orders, &out->n, e) ||
	    buyer_ratings(db, owner, who, &out->ratings, &out->n_ratings, e))
		return e->rc;
	for (size_t i = 0; i < out->n; i++)
		out->invoices += keeps_invoice(conf, &out->orders[i]);
	return RC_OK;
}

/* --- Asking ----------------------------------------------------------------------------------- */

struct asking {
	const struct buyer *buyer;
	const char *actor;
	void *mem;
	uint64_t id;
};

static const char *extent(const struct asking *a)
{
	const struct buyer *b = a->buyer;

	return b->n_ratings ? mem_printf(a->mem, "%zu orders, %zu ratings", b->n, b->n_ratings)
			    : mem_printf(a->mem, "%zu orders", b->n);
}

static enum rc ask_body(struct db *db, void *arg, struct err *e)
{
	struct asking *a = arg;

	if (erasure_insert(db, a->actor, a->buyer->n, &a->id, e) ||
	    erasure_add(db, a->id, a->buyer->orders, a->buyer->n, e) ||
	    erasure_add_ratings(db, a->id, a->buyer->ratings, a->buyer->n_ratings, e))
		return e->rc;
	return audit_add(db,
			 &(struct audit_entry){
			     .actor = a->actor,
			     .action = "buyer.erase",
			     .subject = audit_subject(a->mem, "erasure", a->id),
			     .after = extent(a),
			 },
			 e);
}

enum rc buyer_ask(struct db *db, const struct buyer *buyer, const char *actor, uint64_t *erasure_id,
		  struct err *e)
{
	struct asking a = {.buyer = buyer, .actor = actor};

	if (!buyer->n && !buyer->n_ratings)
		return err_set(e, RC_NOT_FOUND, "nothing is stored of this buyer");
	a.mem = mem_context(db, "erasure");
	enum rc rc = tx_run(db, ask_body, &a, e);
	*erasure_id = a.id;
	mem_free(a.mem);
	return rc;
}

/* --- Erasing ---------------------------------------------------------------------------------- */

struct fulfilling {
	const struct conf *conf;
	void *mem;
	const struct erasure_row *asked;
	struct buyer_order *orders;
	size_t n;
};

static enum rc erase_one(struct db *db, const struct fulfilling *f, const struct buyer_order *o,
			 struct err *e)
{
	const struct erasable row = {o->id, o->form_id, o->account_id};
	enum order_erasure level =
	    keeps_invoice(f->conf, o) ? ORDER_ERASED_CONTACT : ORDER_ERASED_INVOICE;

	if (order_erase_named(db, &row, 1, e) || order_erase(db, &row, 1, level, e) ||
	    erasure_bytes(db, o, e))
		return e->rc;
	return audit_add(
	    db,
	    &(struct audit_entry){
		.actor = f->asked->asked_by,
		.action = "order.erased",
		.subject = mem_printf(f->mem, "order:%s", o->form_id),
		.after = level == ORDER_ERASED_CONTACT ? "contact" : "contact and invoice",
	    },
	    e);
}

static enum rc fulfil_body(struct db *db, void *arg, struct err *e)
{
	const struct fulfilling *f = arg;

	for (size_t i = 0; i < f->n; i++)
		if (erase_one(db, f, &f->orders[i], e))
			return e->rc;
	if (erasure_rated(db, f->asked->id, e))
		return e->rc;
	return rating_forget(db, e) ? e->rc : erasure_end(db, f->asked->id, e);
}

static enum rc fulfil(struct db *db, const struct conf *conf, void *mem,
		      const struct erasure_row *asked, size_t *n, struct err *e)
{
	struct fulfilling f = {.conf = conf, .mem = mem, .asked = asked};

	if (erasure_orders(db, mem, asked->id, &f.orders, &f.n, e) ||
	    tx_run(db, fulfil_body, &f, e))
		return err_wrap(e, "erasing a buyer (erasure %" PRIu64 ")", asked->id);
	*n += f.n;
	return RC_OK;
}

enum rc buyer_erase_asked(struct db *db, const struct conf *conf, size_t *n, struct err *e)
{
	enum rc rc = RC_OK;

	*n = 0;
	while (!rc) {
		void *mem = mem_context(db, "erasures");
		struct erasure_row asked;
		rc = erasure_next(db, mem, &asked, e);
		if (!rc)
			rc = fulfil(db, conf, mem, &asked, n, e);
		mem_free(mem);
	}
	if (rc != RC_NOT_FOUND)
		return rc;
	err_clear(e);
	return RC_OK;
}
