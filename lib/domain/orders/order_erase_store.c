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
	ERASE_CONTACT,
	ERASE_PICKUP,
	ERASE_HISTORY,
	ERASE_DOCUMENT,
	ERASE_EVENTS,
	ERASE_INVOICE,
	ERASE_TAX_IDS,
	MARK_INVOICE,
	ERASE_END,
};

#define IS_DUE                                                                                     \
	" FROM orders WHERE erased < ? AND bought_at < ?"                                          \
	" AND COALESCE(updated_at_remote, bought_at) < ?"
#define SET_NULL(f) ", " #f " = NULL"

static const struct stmt_def stmts[] = {
    [DUE_LIST] = {"SELECT id, form_id, account_id" IS_DUE " ORDER BY bought_at, id LIMIT ?", "utti",
		  "usu"},
    [DUE_COUNT] = {"SELECT COUNT(*)" IS_DUE, "utt", "i"},
    [LINES_OF] = {"SELECT offer_id, offer_name, sku FROM order_line WHERE order_id = ?", "u",
		  "sss"},
    [SAVE_WORDS] = {"UPDATE order_search SET words = ? WHERE order_id = ?", "su", ""},
    [ERASE_CONTACT] = {"UPDATE order_person SET order_id = order_id" PERSON_CONTACT(
			   SET_NULL) " WHERE order_id = ?",
		       "u", ""},
    [ERASE_PICKUP] = {"UPDATE orders SET pickup_id = NULL, pickup_name = NULL,"
		      " erased = GREATEST(erased, 1), version = version + 1,"
		      " updated_at = UTC_TIMESTAMP(3) WHERE id = ?",
		      "u", ""},
    /* The point of delivery is the only personal value history keeps. */
    [ERASE_HISTORY] = {"UPDATE order_change SET before_value = NULL, after_value = NULL"
		       " WHERE order_id = ? AND field IN ('pickup_id', 'pickup_name')",
		       "u", ""},
    [ERASE_DOCUMENT] = {"DELETE FROM order_raw WHERE form_id = ? AND account_id = ?", "su", ""},
    [ERASE_EVENTS] = {"UPDATE order_event SET raw = '', erased = 1 WHERE form_id = ?"
		      " AND account_id = ?",
		      "su", ""},
    [ERASE_INVOICE] = {"UPDATE order_person SET order_id = order_id" PERSON_INVOICE(
			   SET_NULL) " WHERE order_id = ?",
		       "u", ""},
    [ERASE_TAX_IDS] = {"DELETE FROM order_invoice_id WHERE order_id = ?", "u", ""},
    [MARK_INVOICE] = {"UPDATE orders SET erased = 2 WHERE id = ?", "u", ""},
};
STMTS_REGISTER(order_erase, stmts);

static const struct row_col erasable_cols[] = {
    COL_U64(struct erasable, id),
    COL_STR(struct erasable, form_id),
    COL_U64(struct erasable, account_id),
};
static const struct row_map erasable_map = ROW_MAP(struct erasable, erasable_cols);
/* The statements that erase take the id, or the two that name a form. */
static const struct row_map id_params = {erasable_cols, 1, sizeof(struct erasable)};
static const struct row_map form_params = {erasable_cols + 1, 2, sizeof(struct erasable)};

static const struct row_col line_cols[] = {
    COL_STR(struct order_line, offer_id),
    COL_STR(struct order_line, offer_name),
    COL_STR(struct order_line, sku),
};
static const struct row_map line_map = ROW_MAP(struct order_line, line_cols);

static const struct row_col words_cols[] = {
    COL_STR(struct erase_words, words),
    COL_U64(struct erase_words, order_id),
};
static const struct row_map words_map = ROW_MAP(struct erase_words, words_cols);

struct count_row {
	int64_t n;
};
static const struct row_col count_cols[] = {COL_I64(struct count_row, n)};
static const struct row_map count_map = ROW_MAP(struct count_row, count_cols);

enum rc order_erase_list(struct db *db, void *owner, const struct erase_due *due,
			 struct erasable **out, size_t *n, struct err *e)
{
	void *rows;

	if (stmt_list(db, owner, &stmts[DUE_LIST],
		      PARAMS(P_U64(due->level), P_TIME(due->before), P_TIME(due->before),
			     P_I64(ERASE_BATCH)),
		      &erasable_map, &rows, n, e))
		return e->rc;
	*out = rows;
	return RC_OK;
}

enum rc order_erase_count(struct db *db, const struct erase_due *due, int64_t *n, struct err *e)
{
	struct count_row row = {0};
	enum rc rc = stmt_find(db, db, &stmts[DUE_COUNT],
			       PARAMS(P_U64(due->level), P_TIME(due->before), P_TIME(due->before)),
			       &count_map, &row, e);

	*n = row.n;
	return rc;
}

enum rc erase_lines_of(struct db *db, void *owner, uint64_t order_id, struct order_line **out,
		       size_t *n, struct err *e)
{
	void *rows;

	if (stmt_list(db, owner, &stmts[LINES_OF], PARAMS(P_U64(order_id)), &line_map, &rows, n, e))
		return e->rc;
	*out = rows;
	return RC_OK;
}

enum rc erase_rows(struct db *db, const struct erasable *orders, size_t n, enum order_erasure level,
		   struct err *e)
{
	int end = level >= ORDER_ERASED_INVOICE ? ERASE_END : ERASE_INVOICE;

	for (int i = ERASE_CONTACT; i < end; i++) {
		bool by_form = i == ERASE_DOCUMENT || i == ERASE_EVENTS;
		if (stmt_bulk(db, &stmts[i], by_form ? &form_params : &id_params, orders, n, NULL,
			      e))
			return e->rc;
	}
	return RC_OK;
}

enum rc erase_save_words(struct db *db, const struct erase_words *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_WORDS], &words_map, rows, n, NULL, e);
}
