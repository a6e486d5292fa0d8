/* SQL of retention. */
#include "domain/retention/retention_store.h"

#include "base/mem.h"
#include "db/stmt.h"
#include "domain/outbox/outbox_kinds.h"
#include "domain/ratings/rating.h"

enum {
	/* In the order of enum retained_rows. */
	COUNT_RAW,
	COUNT_EVENTS,
	COUNT_VIEWS,
	COUNT_TRACES,
	COUNT_BYTES,
	COUNT_WORDS,
	COUNT_RATINGS,
	ERASE_RAW,
	ERASE_EVENTS,
	ERASE_VIEWS,
	ERASE_TRACES,
	ERASE_BYTES,
	ERASE_WORDS,
	ERASE_RATINGS,
	BUYER_ORDERS,
	BUYER_RATINGS,
	ERASURE_INSERT,
	ERASURE_ADD,
	ERASURE_ADD_RATINGS,
	ERASURE_NEXT,
	ERASURE_ORDERS,
	ERASURE_BYTES,
	ERASURE_BYTES_RATED,
	ERASURE_WORDS_RATED,
	ERASURE_BYTES_ASKED,
	ERASURE_WORDS_ASKED,
	ERASURE_END,
	ERASURE_LIST,
};

#define BATCH " LIMIT 1000" /* rows of one transaction: others wait no longer than that */
#define BUYER_COLUMNS                                                                              \
	"SELECT o.id, o.form_id, CAST(o.account_id AS UNSIGNED), o.bought_at, "                    \
	"CAST(COALESCE(o.invoice_required = 1 OR"                                                  \
	" p.inv_tax_id IS NOT NULL, 0) AS UNSIGNED), CAST(o.erased AS UNSIGNED) FROM orders o"     \
	" JOIN order_person p ON p.order_id = o.id"
#define BUYER_ROW                                                                                  \
	ROWS(struct buyer_order, U64(id), STR(form_id), U64(account_id), TIME(bought_at),          \
	     U64(invoice), U64(erased))

/* An UPDATE of several tables has its SET behind them. */
#define BYTES_OF(join, where)                                                                      \
	"UPDATE outbox b JOIN outbox_command c ON c.id = b.sent_in" join                           \
	" SET c.body = '', c.erased = 1 WHERE " where

/* The words of changes that have ended, and nothing but these. */
#define NO_WORDS   "b.before_value = NULL, b.after_value = NULL, b.found_value = NULL"
#define HAS_WORDS  "b.kind IN (" OUTBOX_KINDS_OF_WORDS ") AND b.ended_at IS NOT NULL"
#define WORDS_OVER " WHERE " HAS_WORDS " AND b.after_value IS NOT NULL AND b.ended_at < ?"
#define RATED	   " JOIN rating r ON r.account_id = b.account_id AND r.rating_id = b.subject"
#define OF_ORDER   "r.account_id = ? AND r.form_id = ?"
#define ASKED	   RATED " JOIN erasure_rating x ON x.rating_id = r.id"
#define RATINGS_OVER                                                                               \
	" WHERE r.login IS NOT NULL AND r.changed_at < ? AND NOT EXISTS (SELECT 1 FROM orders o"   \
	" WHERE o.account_id = r.account_id AND o.form_id = r.form_id)"

struct rating_key {
	uint64_t id;
};
struct member {
	uint64_t id;
	uint64_t erasure_id;
};

static const struct stmt_def stmts[] = {
    [COUNT_RAW] = {"SELECT COUNT(*) FROM order_raw WHERE fetched_at < ?", "t", NUMBER},
    [COUNT_EVENTS] = {"SELECT COUNT(*) FROM order_event WHERE erased = 0 AND seen_at < ?", "t",
		      NUMBER},
    [COUNT_VIEWS] = {"SELECT COUNT(*) FROM order_view_log WHERE day < DATE(?)", "t", NUMBER},
    [COUNT_TRACES] = {"SELECT COUNT(*) FROM order_trace WHERE at < ?", "t", NUMBER},
    [COUNT_BYTES] = {"SELECT COUNT(*) FROM outbox_command WHERE erased = 0 AND created_at < ?", "t",
		     NUMBER},
    [COUNT_WORDS] = {"SELECT COUNT(*) FROM outbox b" WORDS_OVER, "t", NUMBER},
    [COUNT_RATINGS] = {"SELECT COUNT(*) FROM rating r" RATINGS_OVER, "t", NUMBER},
    [ERASE_RAW] = {"DELETE FROM order_raw WHERE fetched_at < ? ORDER BY fetched_at" BATCH, "t",
		   NO_ROWS},
    [ERASE_EVENTS] = {"UPDATE order_event SET raw = '', erased = 1 WHERE erased = 0"
		      " AND seen_at < ? ORDER BY seen_at" BATCH,
		      "t", NO_ROWS},
    [ERASE_VIEWS] = {"DELETE FROM order_view_log WHERE day < DATE(?) ORDER BY day" BATCH, "t",
		     NO_ROWS},
    [ERASE_TRACES] = {"DELETE FROM order_trace WHERE at < ? ORDER BY at" BATCH, "t", NO_ROWS},
    [ERASE_BYTES] = {"UPDATE outbox_command SET body = '', erased = 1 WHERE erased = 0"
		     " AND created_at < ? ORDER BY created_at" BATCH,
		     "t", NO_ROWS},
    [ERASE_WORDS] = {"UPDATE outbox b SET " NO_WORDS WORDS_OVER BATCH, "t", NO_ROWS},
    [ERASE_RATINGS] = {"UPDATE rating r SET " RATING_FORGOTTEN RATINGS_OVER BATCH, "t", NO_ROWS},
    [BUYER_ORDERS] = {BUYER_COLUMNS " WHERE p.login = ? OR p.email = ? ORDER BY o.bought_at, o.id",
		      "ss", BUYER_ROW},
    [BUYER_RATINGS] = {"SELECT id FROM rating WHERE login = ? UNION SELECT r.id"
		       " FROM order_person p JOIN rating r ON r.login = p.login WHERE p.email = ?",
		       "ss", ROWS(struct rating_key, U64(id))},
    [ERASURE_INSERT] = {"INSERT INTO erasure (asked_by, orders) VALUES (?, ?)", "su", NO_ROWS},
    [ERASURE_ADD] = {"INSERT INTO erasure_order (order_id, erasure_id) VALUES (?, ?)",
		     BULK(struct member, U64(id), U64(erasure_id))},
    [ERASURE_ADD_RATINGS] = {"INSERT INTO erasure_rating (rating_id, erasure_id) VALUES (?, ?)",
			     BULK(struct member, U64(id), U64(erasure_id))},
    [ERASURE_NEXT] = {"SELECT id, asked_by FROM erasure WHERE ended_at IS NULL ORDER BY id LIMIT 1",
		      "", ROWS(struct erasure_row, U64(id), STR(asked_by))},
    [ERASURE_ORDERS] = {BUYER_COLUMNS " JOIN erasure_order x ON x.order_id = o.id"
				      " WHERE x.erasure_id = ? ORDER BY o.id",
			"u", BUYER_ROW},
    [ERASURE_BYTES] = {BYTES_OF("", "b.account_id = ? AND b.subject = ?"), "us", NO_ROWS},
    [ERASURE_BYTES_RATED] = {BYTES_OF(RATED, OF_ORDER), "us", NO_ROWS},
    [ERASURE_WORDS_RATED] = {"UPDATE outbox b" RATED " SET " NO_WORDS " WHERE " HAS_WORDS
			     " AND " OF_ORDER,
			     "us", NO_ROWS},
    [ERASURE_BYTES_ASKED] = {BYTES_OF(ASKED, "x.erasure_id = ?"), "u", NO_ROWS},
    [ERASURE_WORDS_ASKED] = {"UPDATE outbox b" ASKED " SET " NO_WORDS " WHERE " HAS_WORDS
			     " AND x.erasure_id = ?",
			     "u", NO_ROWS},
    [ERASURE_END] = {"UPDATE erasure SET ended_at = UTC_TIMESTAMP(3) WHERE id = ?"
		     " AND ended_at IS NULL",
		     "u", NO_ROWS},
    [ERASURE_LIST] = {"SELECT id, asked_by, asked_at, orders, ended_at FROM erasure"
		      " ORDER BY id DESC LIMIT 50",
		      "",
		      ROWS(struct erasure, U64(id), STR(asked_by), TIME(asked_at), U64(orders),
			   TIME(ended_at))},
};
STMTS_REGISTER(retention, stmts);

enum rc retained_count(struct db *db, enum retained_rows what, int64_t limit, int64_t *n,
		       struct err *e)
{
	*n = 0;
	return stmt_find(db, db, &stmts[COUNT_RAW + (int)what], PARAMS(P_TIME(limit)), n, e);
}

enum rc retained_erase(struct db *db, enum retained_rows what, int64_t limit, uint64_t *n,
		       struct err *e)
{
	return stmt_run(db, &stmts[ERASE_RAW + (int)what], PARAMS(P_TIME(limit)), n, e);
}

static enum rc list_orders(struct db *db, void *owner, int which, const struct param *params,
			   struct buyer_order **out, size_t *n, struct err *e)
{
	return stmt_list(db, owner, &stmts[which], params, out, n, e);
}

enum rc buyer_orders(struct db *db, void *owner, const char *who, struct buyer_order **out,
		     size_t *n, struct err *e)
{
	return list_orders(db, owner, BUYER_ORDERS, PARAMS(P_STR(who), P_STR(who)), out, n, e);
}

enum rc buyer_ratings(struct db *db, void *owner, const char *who, uint64_t **out, size_t *n,
		      struct err *e)
{
	struct rating_key *rows;

	if (stmt_list(db, owner, &stmts[BUYER_RATINGS], PARAMS(P_STR(who), P_STR(who)), &rows, n,
		      e))
		return e->rc;
	*out = mem_array(owner, uint64_t, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = rows[i].id;
	return RC_OK;
}

enum rc erasure_insert(struct db *db, const char *asked_by, uint64_t orders, uint64_t *id,
		       struct err *e)
{
	if (stmt_run(db, &stmts[ERASURE_INSERT], PARAMS(P_STR(asked_by), P_U64(orders)), NULL, e))
		return e->rc;
	*id = stmt_insert_id(db);
	return RC_OK;
}

static enum rc add_members(struct db *db, int which, struct member *rows, size_t n, struct err *e)
{
	enum rc rc = stmt_bulk(db, &stmts[which], rows, n, NULL, e);

	mem_free(rows);
	return rc;
}

enum rc erasure_add(struct db *db, uint64_t erasure_id, const struct buyer_order *orders, size_t n,
		    struct err *e)
{
	struct member *rows = mem_array(db, struct member, n + 1);

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct member){orders[i].id, erasure_id};
	return add_members(db, ERASURE_ADD, rows, n, e);
}

enum rc erasure_add_ratings(struct db *db, uint64_t erasure_id, const uint64_t *ids, size_t n,
			    struct err *e)
{
	struct member *rows = mem_array(db, struct member, n + 1);

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct member){ids[i], erasure_id};
	return add_members(db, ERASURE_ADD_RATINGS, rows, n, e);
}

enum rc erasure_next(struct db *db, void *owner, struct erasure_row *out, struct err *e)
{
	return stmt_find(db, owner, &stmts[ERASURE_NEXT], NO_PARAMS, out, e);
}

enum rc erasure_orders(struct db *db, void *owner, uint64_t erasure_id, struct buyer_order **out,
		       size_t *n, struct err *e)
{
	return list_orders(db, owner, ERASURE_ORDERS, PARAMS(P_U64(erasure_id)), out, n, e);
}

static enum rc run_all(struct db *db, const int *which, size_t n, const struct param *of,
		       struct err *e)
{
	for (size_t i = 0; i < n; i++)
		if (stmt_run(db, &stmts[which[i]], of, NULL, e))
			return e->rc;
	return RC_OK;
}

enum rc erasure_bytes(struct db *db, const struct buyer_order *o, struct err *e)
{
	static const int which[] = {ERASURE_BYTES, ERASURE_BYTES_RATED, ERASURE_WORDS_RATED};

	return run_all(db, which, COUNT_OF(which), PARAMS(P_U64(o->account_id), P_STR(o->form_id)),
		       e);
}

enum rc erasure_rated(struct db *db, uint64_t erasure_id, struct err *e)
{
	static const int which[] = {ERASURE_BYTES_ASKED, ERASURE_WORDS_ASKED};

	return run_all(db, which, COUNT_OF(which), PARAMS(P_U64(erasure_id)), e);
}

enum rc erasure_end(struct db *db, uint64_t erasure_id, struct err *e)
{
	return stmt_run(db, &stmts[ERASURE_END], PARAMS(P_U64(erasure_id)), NULL, e);
}

enum rc erasure_list(struct db *db, void *owner, struct erasure **out, size_t *n, struct err *e)
{
	return stmt_list(db, owner, &stmts[ERASURE_LIST], NO_PARAMS, out, n, e);
}
