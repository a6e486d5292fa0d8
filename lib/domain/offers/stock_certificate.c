/* Making the certificate of stock. */
#include "domain/offers/stock_certificate.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/offers/stock_certificate_store.h"
#include "domain/offers/stock_walk.h"

struct making {
	struct turn *turn;
	void *mem;
	struct stock_certificate sum;
	struct stock_certificate_offer offers[STOCK_CLASSES * STOCK_CLASS_SHOWN];
	size_t n;
};

static bool differs(const struct stock_offer_row *row)
{
	const struct stock_offer_case c = stock_case_of(row);

	return stock_class_of(&c, (struct stock_pending){.is_coming = false}) != STOCK_IS_EQUAL;
}

static void count(struct making *m, const struct stock_offer_row *row, struct stock_pending pending)
{
	const struct stock_offer_case c = stock_case_of(row);
	const enum stock_class class = stock_class_of(&c, pending);
	const int64_t before = m->sum.counts[class]++;

	m->sum.offers++;
	if (m->sum.seen_at == TIME_NONE || row->seen_at < m->sum.seen_at)
		m->sum.seen_at = row->seen_at;
	if (class == STOCK_IS_EQUAL || before >= STOCK_CLASS_SHOWN)
		return;
	m->offers[m->n++] =
	    (struct stock_certificate_offer){.account_id = m->sum.account_id,
					     .class_name = stock_class_names[class],
					     .offer_id = mem_strdup(m->mem, row->offer_id),
					     .shows = row->shows,
					     .available = row->available};
}

/* Only of those that differ it is asked what is pending. */
static enum rc count_page(void *arg, void *mem, const struct stock_offer_row *rows, size_t n,
			  struct err *e)
{
	struct making *m = arg;
	const char **ids = mem_array(mem, const char *, n + 1);
	struct stock_pending_row *pending = NULL;
	size_t n_pending = 0;
	size_t n_ids = 0;
	size_t at = 0;

	for (size_t i = 0; i < n; i++)
		if (differs(&rows[i]))
			ids[n_ids++] = rows[i].offer_id;
	if (n_ids && stock_pendings(m->turn->db, mem, m->turn->account->id, ids, n_ids, &pending,
				    &n_pending, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		struct stock_pending of = {.is_coming = false};
		if (at < n_pending && str_eq(pending[at].offer_id, rows[i].offer_id)) {
			of = (struct stock_pending){pending[at].is_coming, pending[at].is_held};
			at++;
		}
		count(m, &rows[i], of);
	}
	return RC_OK;
}

static enum rc put(struct db *db, void *arg, struct err *e)
{
	const struct making *m = arg;

	return stock_certificate_put(db, &m->sum, m->offers, m->n, e);
}

static enum rc make(struct turn *turn, void *mem, struct err *e)
{
	struct making *m = mem_zero(mem, struct making);

	m->turn = turn;
	m->mem = mem;
	m->sum = (struct stock_certificate){.account_id = turn->account->id, .seen_at = TIME_NONE};
	return stock_walk(turn, count_page, m, e) ? e->rc : turn_tx(turn, put, m, e);
}

enum rc stock_certificate_take(struct turn *turn, struct err *e)
{
	struct stock_gate gate;
	int64_t is_due;

	if (turn->dry || stock_certificate_is_due(turn->db, turn->account->id, &is_due, e) ||
	    !is_due || stock_gate(turn->db, turn->account->id, &gate, e) || !gate.is_fresh ||
	    gate.waits)
		return e->rc;
	void *mem = mem_context(NULL, "certificate of stock");
	enum rc rc = make(turn, mem, e);
	mem_free(mem);
	return rc;
}
