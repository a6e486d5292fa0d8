/*
 * The order list: one statement per way of walking it and direction, all filters in each.
 *
 * A filter that is not set compares a column with itself, so the number of statements does not
 * grow with the filters, and each of them is prepared in a test. Pages go by key: (time, id) of
 * the row where the page before ended; without a cursor that is the end of time.
 */
#include "domain/orders/order.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "domain/orders/order_search.h"

#include <string.h>

enum walk { WALK_ALL, WALK_PLACE, WALK_TODAY, WALK_PROBLEM, WALK_SEARCH };
enum direction { FORWARD, BACKWARD, DIRECTION_COUNT };

#define SELECT_ROWS                                                                                \
	"SELECT o.id, a.name, o.form_id, o.status, o.fulfillment, o.place, o.payment_state,"       \
	" o.problem, o.flags, o.marketplace, o.bought_at, o.ship_by, o.total_minor, o.currency,"   \
	" o.payment_type, o.delivery_method, o.pickup_id, o.smart, o.invoice_required,"            \
	" o.line_count, o.item_count, o.first_line, o.first_sku, o.send_key, p.login,"             \
	" p.first_name, p.last_name, p.ship_first_name, p.ship_last_name, p.ship_city,"            \
	" p.ship_country FROM "
/* Left joins keep the order of the first table. */
#define JOINS                                                                                      \
	" LEFT JOIN account a ON a.id = o.account_id"                                              \
	" LEFT JOIN order_person p ON p.order_id = o.id WHERE "
#define FILTERS                                                                                    \
	" AND o.bought_at >= ? AND o.bought_at < ? AND o.status = IFNULL(?, o.status)"             \
	" AND o.payment_state = IFNULL(?, o.payment_state)"                                        \
	" AND o.fulfillment <=> IFNULL(?, o.fulfillment)"                                          \
	" AND o.delivery_method_id <=> IFNULL(?, o.delivery_method_id)"                            \
	" AND o.marketplace <=> IFNULL(?, o.marketplace)"                                          \
	" AND o.account_id = IFNULL(?, o.account_id)"
#define FROM_BOUGHT(than)                                                                          \
	" AND o.bought_at " than "= ? AND (o.bought_at " than " ? OR o.id " than " ?)"
#define FROM_SEND(than) " AND o.send_key " than "= ? AND (o.send_key " than " ? OR o.id " than " ?)"
#define BY_BOUGHT(way)	" ORDER BY o.bought_at " way ", o.id " way " LIMIT 51"
#define BY_SEND(way)	" ORDER BY o.send_key " way ", o.id " way " LIMIT 51"
_Static_assert(ORDER_PAGE_ROWS == 50, "LIMIT is one more");

#define ALL_WHERE     "orders o FORCE INDEX (by_bought)" JOINS "o.place <> 'merged'"
#define PLACE_WHERE   "orders o FORCE INDEX (by_place)" JOINS "o.place = ?"
#define TODAY_WHERE   "orders o FORCE INDEX (by_send)" JOINS "o.to_send = 1 AND o.send_key < ?"
#define PROBLEM_WHERE "orders o FORCE INDEX (by_problem)" JOINS "o.problem > ''"
#define SEARCH_WHERE                                                                               \
	"order_search s JOIN orders o ON o.id = s.order_id" JOINS                                  \
	"MATCH (s.words) AGAINST (? IN BOOLEAN MODE)"                                              \
	" AND o.place <> 'merged' AND o.place = IFNULL(?, o.place)"                                \
	" AND (? IS NULL OR o.to_send = 1 AND o.send_key < ?) AND (? = 0 OR o.problem > '')"

#define COMMON                                                                                     \
	"ttsssssi"                                                                                 \
	"ttu" /* filters, then the key */

/* Only a search can take long: the server gives it up. */
#define CAPPED "SET STATEMENT max_statement_time = 2 FOR "
_Static_assert(ORDER_SEARCH_SECONDS == 2, "max_statement_time says so");

static const struct row_map list_row = ROW_MAP(
    struct order_row, U64(id), STR(account), STR(form_id), STR(status), STR(fulfillment),
    STR(place), STR(payment_state), STR(problem), I64(flags), STR(marketplace), TIME(bought_at),
    TIME(ship_by), MONEY(total), STR(payment_type), STR(delivery_method), STR(pickup_id),
    I64(smart), I64(invoice_required), I64(line_count), I64(item_count), STR(first_line),
    STR(first_sku), TIME(send_key), STR(login), STR(first_name), STR(last_name),
    STR(ship_first_name), STR(ship_last_name), STR(ship_city), STR(ship_country));

/* One walk: forwards from the key, and backwards for the page before. */
#define WALK(walk, cap, where, extra, from, by, ahead, back, first, last)                          \
	[(walk)*DIRECTION_COUNT +                                                                  \
	    FORWARD] = {cap SELECT_ROWS where FILTERS from(ahead) by(first), extra COMMON,         \
			&list_row},                                                                \
	    [(walk)*DIRECTION_COUNT + BACKWARD] = {                                                \
		cap SELECT_ROWS where FILTERS from(back) by(last), extra COMMON, &list_row}
#define NEWEST_FIRST(walk, cap, where, extra)                                                      \
	WALK(walk, cap, where, extra, FROM_BOUGHT, BY_BOUGHT, "<", ">", "DESC", "ASC")

static const struct stmt_def stmts[] = {
    NEWEST_FIRST(WALK_ALL, "", ALL_WHERE, ""),
    NEWEST_FIRST(WALK_PLACE, "", PLACE_WHERE, "s"),
    WALK(WALK_TODAY, "", TODAY_WHERE, "t", FROM_SEND, BY_SEND, ">", "<", "ASC", "DESC"),
    NEWEST_FIRST(WALK_PROBLEM, "", PROBLEM_WHERE, ""),
    NEWEST_FIRST(WALK_SEARCH, CAPPED, SEARCH_WHERE,
		 "ss"
		 "tt"
		 "i"),
};
STMTS_REGISTER(order_list, stmts);

/* How a tab is walked when nothing is searched for. */
static const struct tab {
	enum walk walk;
	enum order_place place;
} tabs[ORDER_VIEW_COUNT] = {
    [ORDER_VIEW_TODAY] = {WALK_TODAY, ORDER_PLACE_COUNT},
    [ORDER_VIEW_NEW] = {WALK_PLACE, ORDER_PLACE_NEW},
    [ORDER_VIEW_UNPAID] = {WALK_PLACE, ORDER_PLACE_UNPAID},
    [ORDER_VIEW_SENT] = {WALK_PLACE, ORDER_PLACE_SENT},
    [ORDER_VIEW_CANCELLED] = {WALK_PLACE, ORDER_PLACE_CANCELLED},
    [ORDER_VIEW_PROBLEM] = {WALK_PROBLEM, ORDER_PLACE_COUNT},
    [ORDER_VIEW_ALL] = {WALK_ALL, ORDER_PLACE_COUNT},
};

/* ---- Cursors: "n" or "p", time, id ------------------------------------------------------------
 */

struct key {
	enum direction direction;
	int64_t at;
	int64_t id;
};

/* The ends of time DATETIME can hold. */
static const int64_t TIME_FIRST = INT64_C(0);
static const int64_t TIME_LAST = INT64_C(253402300799000); /* 9999-12-31T23:59:59Z */

static bool parse_cursor(void *mem, const char *text, struct key *out)
{
	const char *dot = strchr(text, '.');

	if (!dot || (text[0] != 'n' && text[0] != 'p'))
		return false;
	out->direction = text[0] == 'n' ? FORWARD : BACKWARD;
	const char *at = mem_strndup(mem, text + 1, (size_t)(dot - text - 1));
	return str_to_i64(at, TIME_FIRST, TIME_LAST, &out->at) &&
	       str_to_i64(dot + 1, 0, INT64_MAX, &out->id);
}

static const char *make_cursor(void *mem, char direction, enum walk walk,
			       const struct order_row *row)
{
	int64_t at = walk == WALK_TODAY ? row->send_key : row->bought_at;

	return mem_printf(mem, "%c%lld.%llu", direction, (long long)at,
			  (unsigned long long)row->id);
}

static struct key first_key(enum walk walk)
{
	if (walk == WALK_TODAY)
		return (struct key){FORWARD, TIME_FIRST, 0};
	return (struct key){FORWARD, TIME_LAST, INT64_MAX};
}

/* ---- One page ---------------------------------------------------------------------------------
 */

enum { PARAMS_MAX = 5 + 8 + 3 };

struct list_query {
	const struct order_filter *filter;
	const char *words; /* boolean query; NULL: no search */
	enum walk walk;
	struct key key;
	struct param params[PARAMS_MAX];
	size_t n;
};

static void add(struct list_query *q, struct param p)
{
	q->params[q->n++] = p;
}

static const char *place_name(enum order_view view)
{
	enum order_place place = tabs[view].place;

	return place == ORDER_PLACE_COUNT ? NULL : order_place_names[place];
}

static void add_walk(struct list_query *q)
{
	enum order_view view = q->filter->view;
	int64_t today_end = time_day_start(time_now_ms(), 1);
	int64_t send_before = view == ORDER_VIEW_TODAY ? today_end : TIME_NONE;

	if (q->walk == WALK_PLACE)
		add(q, P_STR(place_name(view)));
	if (q->walk == WALK_TODAY)
		add(q, P_TIME(today_end));
	if (q->walk != WALK_SEARCH)
		return;
	add(q, P_STR(q->words));
	add(q, P_STR(place_name(view)));
	add(q, P_TIME(send_before));
	add(q, P_TIME(send_before));
	add(q, P_I64(view == ORDER_VIEW_PROBLEM));
}

static void add_filters(struct list_query *q)
{
	const struct order_filter *f = q->filter;

	add(q, P_TIME(f->from == TIME_NONE ? TIME_FIRST : f->from));
	add(q, P_TIME(f->until == TIME_NONE ? TIME_LAST : f->until));
	add(q, P_STR(f->status));
	add(q, P_STR(f->payment));
	add(q, P_STR(f->fulfillment));
	add(q, P_STR(f->delivery_method));
	add(q, P_STR(f->marketplace));
	add(q, P_I64(f->account_id ? (int64_t)f->account_id : INT64_MIN));
	add(q, P_TIME(q->key.at));
	add(q, P_TIME(q->key.at));
	add(q, P_U64((uint64_t)q->key.id));
}

static void reverse(struct order_row *rows, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct order_row row = rows[i];
		rows[i] = rows[n - 1 - i];
		rows[n - 1 - i] = row;
	}
}

/* The row beyond the page only tells that there is more. */
static void trim(void *mem, const struct list_query *q, struct order_page *page)
{
	bool more = page->n > ORDER_PAGE_ROWS;
	bool forward = q->key.direction == FORWARD;

	if (more)
		page->n = ORDER_PAGE_ROWS;
	if (!forward)
		reverse(page->rows, page->n);
	if (!page->n)
		return;
	if (forward ? q->filter->cursor != NULL : more)
		page->prev = make_cursor(mem, 'p', q->walk, &page->rows[0]);
	if (forward ? more : true)
		page->next = make_cursor(mem, 'n', q->walk, &page->rows[page->n - 1]);
}

/* A value no column can hold finds nothing; the server would refuse to compare it. */
static bool can_match(const struct order_filter *f)
{
	const char *const words[] = {f->status, f->payment, f->fulfillment, f->delivery_method,
				     f->marketplace};

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (words[i] && !str_is_id(words[i]))
			return false;
	return true;
}

static enum rc run(struct db *db, void *mem, const struct list_query *q, struct order_page *out,
		   struct err *e)
{
	return stmt_list(db, mem, &stmts[q->walk * DIRECTION_COUNT + q->key.direction], q->params,
			 &out->rows, &out->n, e);
}

/* The server's word for a statement it gave up. */
static bool was_given_up(const struct err *e)
{
	return str_eq(e->code, "sql-1969");
}

static enum rc search(struct db *db, void *mem, const struct list_query *q, struct order_page *out,
		      struct err *e)
{
	const char *searcher = q->filter->searcher;
	bool taken = true;

	if (searcher && order_search_begin(db, searcher, &taken, e))
		return e->rc;
	if (!taken) {
		out->search = ORDER_SEARCH_BUSY;
		return RC_OK;
	}
	if (run(db, mem, q, out, e) && was_given_up(e)) {
		err_clear(e);
		out->search = ORDER_SEARCH_LONG;
	}
	/* After another error the connection is gone or about to be, and its lock with it. */
	if (e->rc || !searcher)
		return e->rc;
	return order_search_end(db, searcher, e);
}

enum rc order_list(struct db *db, void *mem, const struct order_filter *f, struct order_page *out,
		   struct err *e)
{
	struct list_query q = {.filter = f, .walk = tabs[f->view].walk};

	*out = (struct order_page){0};
	if (!str_empty(f->query)) {
		q.walk = WALK_SEARCH;
		q.words = order_search_query(mem, f->query);
	}
	q.key = first_key(q.walk);
	if (f->cursor && !parse_cursor(mem, f->cursor, &q.key))
		return err_set(e, RC_INVALID, "the page address is damaged: cursor %.40s",
			       f->cursor);
	if (!can_match(f) || (q.walk == WALK_SEARCH && !q.words))
		return RC_OK;
	add_walk(&q);
	add_filters(&q);
	if (q.walk == WALK_SEARCH ? search(db, mem, &q, out, e) : run(db, mem, &q, out, e))
		return e->rc;
	trim(mem, &q, out);
	return RC_OK;
}
