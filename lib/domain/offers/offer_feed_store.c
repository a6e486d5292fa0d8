/* SQL of the journal of offers. */
#include "domain/offers/offer_feed_store.h"

#include "db/columns.h"
#include "domain/feed/feed_tables.h"
#include "domain/offers/offer.h"

FEED_TABLES(offer_tables, "offer", "offer_dirty", "offer_id", "0 = 1");

enum { PARTS_MARK, PARTS_SUFFICE, GONE, WAKE, FORGET, GAP_ADD, GAP_LAST };

/* The generation before those n events. */
#define BEFORE "dirty_gen - ?"

static const struct stmt_def stmts[] = {
    [PARTS_MARK] = {"UPDATE offer_dirty SET parts_gen = dirty_gen WHERE account_id = ?"
		    " AND offer_id = ? AND (clean_gen = " BEFORE " OR parts_gen = " BEFORE ")",
		    BULK(struct offer_parts_mark, U64(account_id), STR(offer_id), U64(n), U64(n))},
    [PARTS_SUFFICE] = {"SELECT d.offer_id FROM offer_dirty d JOIN offer o"
		       " ON o.account_id = d.account_id AND o.offer_id = d.offer_id"
		       " WHERE d.account_id = ? AND d.offer_id IN (" MARKS_100 ")"
		       " AND d.parts_gen = d.dirty_gen AND d.is_dirty = 1 AND d.state = 'APPLIED'"
		       " AND o.doc_at IS NOT NULL",
		       "u" SIG_S_100, ROWS(struct offer_feed_id, STR(offer_id))},
    [GONE] = {"UPDATE offer o JOIN offer_dirty d ON d.account_id = o.account_id"
	      " AND d.offer_id = o.offer_id AND d.state = 'GONE'"
	      " SET o.gone_at = UTC_TIMESTAMP(3), o.reread_at = NULL"
	      " WHERE o.account_id = ? AND o.offer_id = ? AND o.gone_at IS NULL",
	      BULK(struct feed_miss, U64(account_id), STR(thing_id))},
    /* Price and pieces are known without the document. Those in trouble have their own times. */
    [WAKE] = {"INSERT INTO offer_dirty (account_id, offer_id, waiting_since)"
	      " SELECT o.account_id, o.offer_id, UTC_TIMESTAMP(3) FROM offer o"
	      " WHERE o.account_id = ? AND o.gone_at IS NULL"
	      " AND (o.doc_at IS NULL OR (o.doc_at < o.changed_at AND EXISTS (SELECT 1"
	      " FROM offer_change c WHERE c.account_id = o.account_id"
	      " AND c.offer_id = o.offer_id AND c.field NOT IN ('price', 'stock')"
	      " AND c.at > o.doc_at)))"
	      " AND NOT EXISTS (SELECT 1 FROM offer_dirty d WHERE d.account_id = o.account_id"
	      " AND d.offer_id = o.offer_id"
	      " AND (d.is_dirty = 1 OR d.state NOT IN ('PENDING', 'APPLIED')))"
	      " LIMIT 3000 ON DUPLICATE KEY UPDATE " FEED_MARK_DIRTY,
	      "u", NO_ROWS},
    [FORGET] = {"DELETE FROM offer_event WHERE account_id = ?"
		" AND seen_at < UTC_TIMESTAMP(3) - INTERVAL 7 DAY LIMIT 10000",
		"u", NO_ROWS},
    [GAP_ADD] = {"INSERT INTO offer_gap (account_id, reason, known_until, event_id, found_at)"
		 " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3))",
		 BULK(struct offer_gap, U64(account_id), STR(reason), TIME(known_until),
		      STR(event_id))},
    [GAP_LAST] = {"SELECT found_at FROM offer_gap WHERE account_id = ?"
		  " ORDER BY found_at DESC LIMIT 1",
		  "u", MOMENT},
};
STMTS_REGISTER(offer_feed, stmts);
_Static_assert(OFFERS_WOKEN == 3000, "LIMIT says so");

enum rc offer_parts_mark(struct db *db, const struct offer_parts_mark *rows, size_t n,
			 struct err *e)
{
	return stmt_bulk(db, &stmts[PARTS_MARK], rows, n, NULL, e);
}

enum rc offer_parts_suffice(struct db *db, void *mem, const struct feed_keys *keys,
			    struct offer_feed_id **rows, size_t *n, struct err *e)
{
	struct param params[FEED_BATCH_MAX + 1] = {P_U64(keys->account_id)};

	for (size_t i = 0; i < FEED_BATCH_MAX; i++)
		params[i + 1] = P_STR(keys->ids[i < keys->n ? i : keys->n - 1]);
	return stmt_list(db, mem, &stmts[PARTS_SUFFICE], params, rows, n, e);
}

enum rc offers_gone(struct db *db, const struct feed_miss *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[GONE], rows, n, NULL, e);
}

enum rc offers_wake(struct db *db, uint64_t account_id, uint64_t *n, struct err *e)
{
	if (stmt_run(db, &stmts[FORGET], PARAMS(P_U64(account_id)), NULL, e))
		return e->rc;
	return stmt_run(db, &stmts[WAKE], PARAMS(P_U64(account_id)), n, e);
}

enum rc offer_gap_add(struct db *db, const struct offer_gap *gap, struct err *e)
{
	return stmt_run_row(db, &stmts[GAP_ADD], gap, NULL, e);
}

enum rc offer_gap_last(struct db *db, uint64_t account_id, int64_t *at, struct err *e)
{
	return stmt_number(db, &stmts[GAP_LAST], PARAMS(P_U64(account_id)), at, e);
}
