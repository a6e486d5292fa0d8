/* SQL of order_form, as far as it tells which documents are to be fetched, and how that went. */
#include "domain/orders/feed_form_store.h"

#include "db/stmt.h"
#include "domain/orders/feed_waiting.h"

enum {
	FORM_DIRTY,
	DIRTY_LIST,
	FORM_RETRY,
	FORM_FAILING,
	FORM_LATER,
	FORM_REOPEN,
};

/* After FEED_QUARANTINE failures it waits for its next event or for a person. Assignments run left
 * to right: fail_count moves last. */
#define TRY_LATER                                                                                  \
	"next_try = " FEED_NEXT_TRY ", failing_since = IFNULL(failing_since, UTC_TIMESTAMP(3)),"   \
	" clean_gen = IF(fail_count + ? >= 5, GREATEST(clean_gen, LEAST(?, dirty_gen)),"           \
	" clean_gen), fail_count = fail_count + ?, updated_at = UTC_TIMESTAMP(3)"

/* A document that cannot be had for an hour, while others can, is shown; it is tried for ever. */
#define IS_STUCK "? > 0 AND failing_since <= UTC_TIMESTAMP(3) - INTERVAL 1 HOUR"

static const struct stmt_def stmts[] = {
    /* A new event ends the waiting of a form that was set aside. */
    [FORM_DIRTY] = {"INSERT INTO order_form (account_id, form_id, event_at, dirty_from,"
		    " event_revision, waiting_since) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3))"
		    " ON DUPLICATE KEY UPDATE"
		    " dirty_from = IF(clean_gen = dirty_gen OR dirty_from IS NULL,"
		    " VALUES(dirty_from), LEAST(dirty_from, VALUES(dirty_from))),"
		    " " FEED_MARK_DIRTY ","
		    " event_revision = IF(event_at > VALUES(event_at), event_revision,"
		    " VALUES(event_revision)),"
		    " event_at = COALESCE(GREATEST(event_at, VALUES(event_at)), VALUES(event_at),"
		    " event_at), next_try = '1970-01-01', updated_at = UTC_TIMESTAMP(3)",
		    BULK(struct feed_event, U64(account_id), STR(form_id), TIME(occurred_at),
			 TIME(occurred_at), STR(revision))},
    [DIRTY_LIST] =
	{"SELECT form_id, dirty_gen, event_at, IFNULL(dirty_from, event_at), event_revision,"
	 " state IN ('UNREADABLE', 'FAILING')"
	 " FROM order_form"
	 " WHERE account_id = ? AND is_dirty = 1 AND next_try <= UTC_TIMESTAMP(3)"
	 " ORDER BY IFNULL(dirty_from, event_at) LIMIT 10000",
	 "u",
	 ROWS(struct feed_form, STR(form_id), U64(dirty_gen), TIME(event_at), TIME(listed_from),
	      STR(revision), I64(failed_before))},
    /* Less than a day, so that the next night finds it again. */
    [FORM_RETRY] = {"UPDATE order_form SET " FEED_MARK_DIRTY ", next_try = '1970-01-01'"
		    " WHERE account_id = ? AND state IN ('UNREADABLE', 'FAILING')"
		    " AND fail_count >= 5 AND is_dirty = 0"
		    " AND updated_at < UTC_TIMESTAMP(3) - INTERVAL 20 HOUR"
		    " ORDER BY updated_at LIMIT 500",
		    "u", NO_ROWS},
    [FORM_FAILING] = {"UPDATE order_form SET state = 'FAILING', problem_path = NULL,"
		      " problem = ?, meaning = ?, " TRY_LATER
		      " WHERE account_id = ? AND form_id = ?",
		      BULK(struct feed_miss, STR(reason), STR(meaning), U64(counts), U64(seen_gen),
			   U64(counts), U64(account_id), STR(form_id))},
    [FORM_LATER] = {"UPDATE order_form SET"
		    " failing_since = IFNULL(failing_since, UTC_TIMESTAMP(3)), problem = ?,"
		    " meaning = ?, next_try = UTC_TIMESTAMP(3) + INTERVAL IF(" IS_STUCK
		    ", 10, 1) MINUTE, state = IF(" IS_STUCK " AND state IN ('PENDING', 'APPLIED'),"
		    " 'FAILING', state), updated_at = UTC_TIMESTAMP(3)"
		    " WHERE account_id = ? AND form_id = ?",
		    BULK(struct feed_miss, STR(reason), STR(meaning), U64(others_came),
			 U64(others_came), U64(account_id), STR(form_id))},
    [FORM_REOPEN] = {"UPDATE order_form SET " FEED_MARK_DIRTY " WHERE account_id = ?"
		     " AND form_id = ? AND clean_gen = dirty_gen AND ? = 0"
		     " AND fail_count < 5",
		     BULK(struct feed_miss, U64(account_id), STR(form_id), U64(seen_gen))},
};
STMTS_REGISTER(feed_form, stmts);
_Static_assert(FEED_DIRTY_MAX == 10000 && FEED_RETRY_MAX == 500 && FEED_QUARANTINE == 5,
	       "spelt out in statements");

enum rc feed_forms_mark(struct db *db, const struct feed_event *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[FORM_DIRTY], rows, n, NULL, e);
}

enum rc feed_forms_dirty(struct db *db, void *mem, uint64_t account_id, struct feed_form **rows,
			 size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[DIRTY_LIST], PARAMS(P_U64(account_id)), rows, n, e);
}

enum rc feed_forms_retry(struct db *db, uint64_t account_id, uint64_t *n, struct err *e)
{
	return stmt_run(db, &stmts[FORM_RETRY], PARAMS(P_U64(account_id)), n, e);
}

enum rc feed_forms_failing(struct db *db, const struct feed_miss *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[FORM_FAILING], rows, n, NULL, e);
}

enum rc feed_forms_later(struct db *db, const struct feed_miss *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[FORM_LATER], rows, n, NULL, e);
}

enum rc feed_forms_reopen(struct db *db, const struct feed_miss *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[FORM_REOPEN], rows, n, NULL, e);
}
