/* From lines of orders to lines of the ledger. */
#include "domain/orders/order_stock.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_gone.h"

enum stock_line_state order_stock_state(const struct order *order)
{
	static const struct {
		enum order_place place;
		enum stock_line_state state;
	} states[] = {
	    {ORDER_PLACE_UNPAID, STOCK_LINE_OPEN}, {ORDER_PLACE_NEW, STOCK_LINE_OPEN},
	    {ORDER_PLACE_OPEN, STOCK_LINE_OPEN},   {ORDER_PLACE_SENT, STOCK_LINE_SENT},
	    {ORDER_PLACE_ALLEGRO, STOCK_LINE_OFF}, {ORDER_PLACE_CANCELLED, STOCK_LINE_OFF},
	    {ORDER_PLACE_MERGED, STOCK_LINE_OFF},
	};

	if (str_eq(order->fulfillment_provider, "ALLEGRO"))
		return STOCK_LINE_OFF;
	for (size_t i = 0; i < COUNT_OF(states); i++)
		if (str_eq(order->place, order_place_names[states[i].place]))
			return states[i].state;
	BUG("an order in the place %s", str_or(order->place, "(none)"));
}

static const char *state_name(const struct order *order)
{
	return stock_line_state_names[order_stock_state(order)];
}

/* ---- A batch ----------------------------------------------------------------------------------
 */

struct lines {
	struct stock_line *rows;
	size_t n;
};

static void add_kept(const struct work *w, struct lines *out)
{
	for (size_t k = 0; k < w->rows.n_lines; k++) {
		const struct order_line *l = &w->rows.lines[k];
		if (w->keeps[k])
			out->rows[out->n++] = (struct stock_line){
			    .line_item_id = l->line_item_id,
			    .offer_id = l->offer_id,
			    .quantity = l->quantity,
			    .bought_at = l->bought_at,
			    .state = state_name(&w->rows.order),
			};
	}
}

/* Of a document that says no more than where the order stands: the lines it has. */
static enum rc read_glimpsed(struct batch *b, struct known_line **lines, size_t *n, struct err *e)
{
	uint64_t ids[FEED_BATCH_MAX];
	struct order_keys keys = {ids, 0};

	*n = 0;
	for (size_t i = 0; i < b->n; i++)
		if (b->works[i].renews)
			ids[keys.n++] = b->works[i].order_id;
	return keys.n ? lines_of_orders(b->turn->db, b->mem, &keys, lines, n, e) : RC_OK;
}

static const struct order *glimpsed(const struct batch *b, uint64_t order_id)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->works[i].renews && b->works[i].order_id == order_id)
			return &b->works[i].rows.order;
	BUG("a line of an order that was not asked for");
}

static size_t count_lines(const struct batch *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		n += work_applies(&b->works[i]) ? b->works[i].rows.n_lines : 0;
	return n;
}

enum rc write_stock(struct batch *b, struct err *e)
{
	struct known_line *known = NULL;
	size_t n_known = 0;
	struct lines lines = {0};

	if (read_glimpsed(b, &known, &n_known, e))
		return e->rc;
	lines.rows =
	    mem_array(b->mem, struct stock_line, count_lines(b) + n_known + b->n_dropped + 1);
	for (size_t i = 0; i < b->n; i++)
		if (work_applies(&b->works[i]))
			add_kept(&b->works[i], &lines);
	for (size_t i = 0; i < n_known; i++)
		lines.rows[lines.n++] = (struct stock_line){
		    .line_item_id = known[i].line_item_id,
		    .bought_at = TIME_NONE,
		    .state = state_name(glimpsed(b, known[i].order_id)),
		};
	for (size_t i = 0; i < b->n_dropped; i++)
		lines.rows[lines.n++] = (struct stock_line){
		    .line_item_id = b->dropped[i].l.line_item_id,
		    .bought_at = TIME_NONE,
		    .state = stock_line_state_names[STOCK_LINE_OFF],
		};
	return stock_lines_book(b->turn->db, b->turn->account->id, lines.rows, lines.n,
				b->turn->actor, e);
}

/* ---- Gone -------------------------------------------------------------------------------------
 */

static enum rc book_gone(struct db *db, void *mem, const struct feed_miss *row, const char *actor,
			 struct err *e)
{
	struct gone_line *gone;
	size_t n = 0;

	if (gone_lines(db, mem, row, &gone, &n, e))
		return e->rc;
	struct stock_line *lines = mem_array(mem, struct stock_line, n + 1);
	for (size_t i = 0; i < n; i++)
		lines[i] = (struct stock_line){
		    .line_item_id = gone[i].line_item_id,
		    .bought_at = TIME_NONE,
		    .state = stock_line_state_names[STOCK_LINE_OFF],
		};
	return stock_lines_book(db, row->account_id, lines, n, actor, e);
}

enum rc order_stock_gone(struct db *db, const struct feed_miss *rows, size_t n, const char *actor,
			 struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < n && !rc; i++) {
		void *mem = mem_context(NULL, "gone");
		rc = book_gone(db, mem, &rows[i], actor, e);
		mem_free(mem);
	}
	return rc;
}
