/* SQL that forgets people. */
#include "domain/orders/order_erase.h"

#include "db/stmt.h"
#include "domain/orders/order_erase_columns.h"

enum {
	DUE_LIST,
	DUE_COUNT,
	LINES_OF,
	SAVE_WORDS,
	/* By order, in this order; what comes from ERASE_INVOICE on only with the invoice. */
	ERASE_VIEWS,
	ERASE_CONTACT,
	ERASE_PICKUP,
	ERASE_HISTORY,
	ERASE_DOCUMENT,
	ERASE_EVENTS,
	ERASE_NOTES,
	ERASE_TAGS,
	ERASE_INVOICE,
	ERASE_TAX_IDS,
	MARK_INVOICE,
	ERASE_END,
	ERASE_NAMED = ERASE_END,
};

#define IS_DUE                                                                                     \
	" FROM orders WHERE erased < ? AND bought_at < ?"                                          \
	" AND COALESCE(updated_at_remote, bought_at) < ?"
#define SET_NULL(f) ", " #f " = NULL"

/* clang-format off */
/* A saved view says the words of a column, one behind the other, whatever parts them. */
#define FOLDED " COLLATE utf8mb4_uca1400_ai_ci"
#define SPACED(text) "REGEXP_REPLACE(" text FOLDED ", '[^\\\\p{L}\\\\p{N}]+', ' ')"
#define WORDS_OF(text) "CONCAT(' ', NULLIF(TRIM(" SPACED(text) "), ''), ' ')"
#define SAYS(f) "v.said LIKE CONCAT('%', " WORDS_OF("p." #f) ", '%')" FOLDED
#define VIEWS_OF(person)                                                                           \
	"DELETE FROM order_saved WHERE id IN (SELECT v.id FROM order_person p JOIN"                \
	" (SELECT id, " WORDS_OF("CONCAT_WS(' ', name, tag)") " AS said FROM order_saved) v"       \
	" ON 1 = 1 WHERE p.order_id = ? AND (" person "))"
#define WHOLE_NAMES                                                                                \
	SAYS(login) " OR " SAYS(email) " OR " SAYS(first_name) " AND " SAYS(last_name)             \
	" OR " SAYS(ship_first_name) " AND " SAYS(ship_last_name)
#define LAST_NAMES SAYS(last_name) " OR " SAYS(ship_last_name)
/* clang-format on */

/* The statements that erase take the id, or the two that name a form. */
#define BY_ID	BULK(struct erasable, U64(id))
#define BY_FORM BULK(struct erasable, STR(form_id), U64(account_id))

static const struct stmt_def stmts[] = {
    [DUE_LIST] = {"SELECT id, form_id, account_id" IS_DUE " ORDER BY bought_at, id LIMIT ?", "utti",
		  ROWS(struct erasable, U64(id), STR(form_id), U64(account_id))},
    [DUE_COUNT] = {"SELECT COUNT(*)" IS_DUE, "utt", NUMBER},
    [LINES_OF] = {"SELECT offer_id, offer_name, sku FROM order_line WHERE order_id = ?", "u",
		  ROWS(struct order_line, STR(offer_id), STR(offer_name), STR(sku))},
    [SAVE_WORDS] = {"UPDATE order_search SET words = ? WHERE order_id = ?",
		    BULK(struct erase_words, STR(words), U64(order_id))},
    [ERASE_VIEWS] = {VIEWS_OF(WHOLE_NAMES), BY_ID},
    [ERASE_CONTACT] = {"UPDATE order_person SET order_id = order_id" PERSON_CONTACT(
			   SET_NULL) " WHERE order_id = ?",
		       BY_ID},
    [ERASE_PICKUP] = {"UPDATE orders SET pickup_id = NULL, pickup_name = NULL,"
		      " erased = GREATEST(erased, 1), version = version + 1,"
		      " updated_at = UTC_TIMESTAMP(3) WHERE id = ?",
		      BY_ID},
    /* The point of delivery is the only personal value history keeps. */
    [ERASE_HISTORY] = {"UPDATE order_change SET before_value = NULL, after_value = NULL"
		       " WHERE order_id = ? AND field IN ('pickup_id', 'pickup_name')",
		       BY_ID},
    [ERASE_DOCUMENT] = {"DELETE FROM order_raw WHERE form_id = ? AND account_id = ?", BY_FORM},
    [ERASE_EVENTS] = {"UPDATE order_event SET raw = '', erased = 1 WHERE form_id = ?"
		      " AND account_id = ?",
		      BY_FORM},
    [ERASE_NOTES] = {"DELETE FROM order_note WHERE order_id = ?", BY_ID},
    [ERASE_TAGS] = {"DELETE FROM order_tag WHERE order_id = ?", BY_ID},
    [ERASE_INVOICE] = {"UPDATE order_person SET order_id = order_id" PERSON_INVOICE(
			   SET_NULL) " WHERE order_id = ?",
		       BY_ID},
    [ERASE_TAX_IDS] = {"DELETE FROM order_invoice_id WHERE order_id = ?", BY_ID},
    [MARK_INVOICE] = {"UPDATE orders SET erased = 2 WHERE id = ?", BY_ID},
    [ERASE_NAMED] = {VIEWS_OF(LAST_NAMES), BY_ID},
};
STMTS_REGISTER(order_erase, stmts);

enum rc order_erase_list(struct db *db, void *owner, const struct erase_due *due,
			 struct erasable **out, size_t *n, struct err *e)
{
	return stmt_list(
	    db, owner, &stmts[DUE_LIST],
	    PARAMS(P_U64(due->level), P_TIME(due->before), P_TIME(due->before), P_I64(ERASE_BATCH)),
	    out, n, e);
}

enum rc order_erase_count(struct db *db, const struct erase_due *due, int64_t *n, struct err *e)
{
	int64_t row = 0;
	enum rc rc =
	    stmt_find(db, db, &stmts[DUE_COUNT],
		      PARAMS(P_U64(due->level), P_TIME(due->before), P_TIME(due->before)), &row, e);

	*n = row;
	return rc;
}

enum rc erase_lines_of(struct db *db, void *owner, uint64_t order_id, struct order_line **out,
		       size_t *n, struct err *e)
{
	return stmt_list(db, owner, &stmts[LINES_OF], PARAMS(P_U64(order_id)), out, n, e);
}

enum rc erase_rows(struct db *db, const struct erasable *orders, size_t n, enum order_erasure level,
		   struct err *e)
{
	int end = level >= ORDER_ERASED_INVOICE ? ERASE_END : ERASE_INVOICE;

	for (int i = ERASE_VIEWS; i < end; i++)
		if (stmt_bulk(db, &stmts[i], orders, n, NULL, e))
			return e->rc;
	return RC_OK;
}

enum rc erase_save_words(struct db *db, const struct erase_words *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_WORDS], rows, n, NULL, e);
}

enum rc order_erase_named(struct db *db, const struct erasable *orders, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[ERASE_NAMED], orders, n, NULL, e);
}
