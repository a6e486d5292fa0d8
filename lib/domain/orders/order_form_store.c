/* SQL of order_form: what is known about each form, and how reading it went. */
#include "domain/orders/order_save.h"

#include "db/stmt.h"
#include "domain/orders/feed_waiting.h"

enum {
	FORM_APPLIED,
	FORM_EQUAL,
	FORM_UNREADABLE,
	FORM_SUPERSEDED,
	FORM_MISSING,
};

/* A form is clean up to the generation read before the request, never beyond (RELIABILITY F6). */
#define CLEAN_UP_TO_SEEN "clean_gen = GREATEST(clean_gen, LEAST(?, dirty_gen))"
#define FORM_IS_FINE                                                                               \
	"state = 'APPLIED', problem_path = NULL, problem = NULL, fail_count = 0,"                  \
	" meaning = NULL, missing_since = NULL, failing_since = NULL, next_try = '1970-01-01',"    \
	" updated_at = UTC_TIMESTAMP(3)"

/* The list shows a document again that is known to be unreadable: that is no try of its own. */
#define IS_A_TRY "? > 0 OR state <> 'UNREADABLE'"
#define IS_GONE	 "fail_count + 1 >= 3 AND missing_since <= UTC_TIMESTAMP(3) - INTERVAL 45 MINUTE"

/* Somebody paid it, or waits for it: it is not gone because Allegro does not show it, and not
 * either because Kram has never seen it. */
#define ITS_ORDER                                                                                  \
	"(SELECT 1 FROM orders o WHERE o.account_id = order_form.account_id"                       \
	" AND o.form_id = order_form.form_id AND "
#define IS_WANTED                                                                                  \
	"(EXISTS " ITS_ORDER "(o.payment_finished_at IS NOT NULL OR o.place <> 'unpaid')"          \
	" AND o.place NOT IN ('cancelled', 'merged')) OR " FEED_IS_READY(                          \
	    "order_form") " AND NOT EXISTS " ITS_ORDER "o.place IN ('cancelled', 'merged')))"

static const struct stmt_def stmts[] = {
    [FORM_APPLIED] = {"INSERT INTO order_form (account_id, form_id, dirty_gen, clean_gen,"
		      " doc_hash, state) VALUES (?, ?, 1, 1, ?, 'APPLIED')"
		      " ON DUPLICATE KEY UPDATE " CLEAN_UP_TO_SEEN
		      ", doc_hash = VALUES(doc_hash), " FORM_IS_FINE,
		      BULK(struct save_form, U64(account_id), STR(form_id), BYTES(doc_hash),
			   U64(seen_gen))},
    [FORM_EQUAL] = {"UPDATE order_form SET " CLEAN_UP_TO_SEEN ", fail_count = 0,"
		    " state = IF(state IN ('FAILING', 'LOST'), 'APPLIED', state),"
		    " problem = NULL, meaning = NULL, missing_since = NULL, failing_since = NULL,"
		    " next_try = '1970-01-01'"
		    " WHERE account_id = ?"
		    " AND form_id = ?",
		    BULK(struct save_form, U64(seen_gen), U64(account_id), STR(form_id))},
    [FORM_UNREADABLE] = {"INSERT INTO order_form (account_id, form_id, dirty_gen, clean_gen,"
			 " state, meaning, failing_since, problem_path, problem, fail_count,"
			 " next_try) VALUES (?, ?, 1, 0, 'UNREADABLE', 'SHAPE', UTC_TIMESTAMP(3),"
			 " ?, ?, ?, UTC_TIMESTAMP(3) + INTERVAL 1 MINUTE)"
			 " ON DUPLICATE KEY UPDATE doc_hash = NULL, meaning = VALUES(meaning),"
			 " failing_since = IFNULL(failing_since, VALUES(failing_since)),"
			 " problem_path = VALUES(problem_path), problem = VALUES(problem),"
			 " next_try = IF(" IS_A_TRY ", " FEED_NEXT_TRY ", next_try),"
			 " clean_gen = IF(fail_count + ? >= 5,"
			 " GREATEST(clean_gen, LEAST(?, dirty_gen)), clean_gen),"
			 " fail_count = fail_count + IF(" IS_A_TRY ", ?, 0), state = 'UNREADABLE',"
			 " updated_at = UTC_TIMESTAMP(3)",
			 BULK(struct save_form, U64(account_id), STR(form_id), STR(path),
			      STR(reason), U64(counts), U64(seen_gen), U64(counts), U64(seen_gen),
			      U64(seen_gen), U64(counts))},
    [FORM_SUPERSEDED] = {"INSERT INTO order_form (account_id, form_id, superseded_by, clean_gen,"
			 " state) VALUES (?, ?, ?, 1, 'SUPERSEDED') ON DUPLICATE KEY UPDATE"
			 " state = 'SUPERSEDED', superseded_by = VALUES(superseded_by),"
			 " clean_gen = dirty_gen, problem = NULL, updated_at = UTC_TIMESTAMP(3)",
			 BULK(struct save_form, U64(account_id), STR(form_id), STR(superseded_by))},
    /* Three times over about an hour, because the list and the document may lag (F10): a burst of
     * events does not count. Assignments run left to right. */
    [FORM_MISSING] = {"UPDATE order_form SET"
		      " missing_since = IFNULL(missing_since, UTC_TIMESTAMP(3)),"
		      " failing_since = IFNULL(failing_since, UTC_TIMESTAMP(3)), meaning = 'GONE',"
		      " state = IF(state <> 'SUPERSEDED' AND " IS_GONE ", IF(" IS_WANTED
		      ", 'LOST', 'GONE'), state),"
		      " clean_gen = IF(state IN ('SUPERSEDED', 'GONE'),"
		      " GREATEST(clean_gen, LEAST(?, dirty_gen)), clean_gen),"
		      " problem = ?, next_try = UTC_TIMESTAMP(3) + INTERVAL 25 MINUTE,"
		      " fail_count = fail_count + 1, updated_at = UTC_TIMESTAMP(3)"
		      " WHERE account_id = ? AND form_id = ?",
		      BULK(struct feed_miss, U64(seen_gen), STR(reason), U64(account_id),
			   STR(form_id))},
};
_Static_assert(FEED_GONE_TRIES == 3, "FORM_MISSING spells the number out");
STMTS_REGISTER(order_form, stmts);

static enum rc write_forms(struct db *db, int what, const struct save_form *rows, size_t n,
			   struct err *e)
{
	return stmt_bulk(db, &stmts[what], rows, n, NULL, e);
}

enum rc forms_applied(struct db *db, const struct save_form *rows, size_t n, struct err *e)
{
	return write_forms(db, FORM_APPLIED, rows, n, e);
}

enum rc forms_equal(struct db *db, const struct save_form *rows, size_t n, struct err *e)
{
	return write_forms(db, FORM_EQUAL, rows, n, e);
}

enum rc forms_unreadable(struct db *db, const struct save_form *rows, size_t n, struct err *e)
{
	return write_forms(db, FORM_UNREADABLE, rows, n, e);
}

enum rc forms_superseded(struct db *db, const struct save_form *rows, size_t n, struct err *e)
{
	return write_forms(db, FORM_SUPERSEDED, rows, n, e);
}

enum rc forms_missing(struct db *db, const struct feed_miss *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[FORM_MISSING], rows, n, NULL, e);
}
