/* SQL of notes and tags. */
#include "domain/orders/order_note_store.h"

#include "db/array.h"
#include "db/stmt.h"
#include "domain/orders/order_family.h"

enum { NOTE_ADD, NOTE_LIST, TAG_ADD, TAG_REMOVE, TAG_COUNT, TAG_LIST, TAG_KNOWN, SAID_LIST };

#define OF_ITS_ORDERS ORDER_FAMILY "orders o USING (account_id, form_id) STRAIGHT_JOIN "

/* Of many orders, and of the purchases that were merged into them (order_family.h). */
#define SAID(what, table)                                                                          \
	"SELECT j.n, j.id, " what " FROM " ARRAY_OF_IDS " j STRAIGHT_JOIN " table                  \
	" ON x.order_id = j.id UNION SELECT j.n, j.id, " what " FROM " ARRAY_OF_IDS                \
	" j STRAIGHT_JOIN orders h ON h.id = j.id STRAIGHT_JOIN order_form f"                      \
	" ON f.account_id = h.account_id AND f.superseded_by = h.form_id STRAIGHT_JOIN orders o"   \
	" ON o.account_id = f.account_id AND o.form_id = f.form_id STRAIGHT_JOIN " table           \
	" ON x.order_id = o.id"
#define SAID_NOTE                                                                                  \
	"x.id AS note, (SELECT u.name FROM users u WHERE u.id = x.user_id) AS author, x.text"

static const struct stmt_def stmts[] = {
    [NOTE_ADD] = {"INSERT INTO order_note (order_id, user_id, text)"
		  " SELECT id, ?, ? FROM orders WHERE id = ? AND erased = 0",
		  "usu", NO_ROWS},
    [NOTE_LIST] = {"SELECT n.at, u.name, n.text" OF_ITS_ORDERS
		   "order_note n ON n.order_id = o.id JOIN users u ON u.id = n.user_id"
		   " ORDER BY n.id DESC LIMIT ?",
		   ORDER_FAMILY_LETTERS "i",
		   ROWS(struct order_note, TIME(at), STR(author), STR(text))},
    [TAG_ADD] = {"INSERT IGNORE INTO order_tag (order_id, tag)"
		 " SELECT id, ? FROM orders WHERE id = ? AND erased = 0",
		 "su", NO_ROWS},
    [TAG_REMOVE] = {"DELETE t" OF_ITS_ORDERS "order_tag t ON t.order_id = o.id WHERE t.tag = ?",
		    ORDER_FAMILY_LETTERS "s", NO_ROWS},
    [TAG_COUNT] = {"SELECT COUNT(*) FROM order_tag WHERE order_id = ?", "u", NUMBER},
    [TAG_LIST] = {"SELECT DISTINCT t.tag" OF_ITS_ORDERS
		  "order_tag t ON t.order_id = o.id ORDER BY t.tag LIMIT ?",
		  ORDER_FAMILY_LETTERS "i", ROWS(struct order_tag, STR(tag))},
    [TAG_KNOWN] = {"SELECT DISTINCT tag FROM order_tag ORDER BY tag LIMIT ?", "i",
		   ROWS(struct order_tag, STR(tag))},
    [SAID_LIST] = {"SELECT id, author, text FROM (SELECT s.*, ROW_NUMBER() OVER (PARTITION BY s.n"
		   " ORDER BY s.note > 0, s.note DESC) AS k FROM (" SAID(
		       SAID_NOTE,
		       "order_note x") " UNION " SAID("0, NULL, x.tag COLLATE utf8mb4_general_ci",
						      "order_tag x") ") s) r WHERE k <= 108"
								     " ORDER BY n, note, text",
		   "ssss", ROWS(struct order_said, U64(order_id), STR(author), STR(text))},
};
STMTS_REGISTER(order_note, stmts);
_Static_assert(ORDER_NOTES_MAX + ORDER_TAGS_MAX == 108, "SAID_LIST says so");

#define FAMILY(o)                                                                                  \
	P_U64((o)->account_id), P_STR((o)->form_id), P_U64((o)->account_id), P_STR((o)->form_id)

enum rc note_insert(struct db *db, const struct order_pen *pen, const char *text, uint64_t *n,
		    struct err *e)
{
	return stmt_run(db, &stmts[NOTE_ADD],
			PARAMS(P_U64(pen->user_id), P_STR(text), P_U64(pen->order->id)), n, e);
}

enum rc tag_insert(struct db *db, const struct order *order, const char *tag, uint64_t *n,
		   struct err *e)
{
	return stmt_run(db, &stmts[TAG_ADD], PARAMS(P_STR(tag), P_U64(order->id)), n, e);
}

enum rc tag_delete(struct db *db, const struct order *order, const char *tag, uint64_t *n,
		   struct err *e)
{
	return stmt_run(db, &stmts[TAG_REMOVE], PARAMS(FAMILY(order), P_STR(tag)), n, e);
}

enum rc tag_count(struct db *db, const struct order *order, int64_t *n, struct err *e)
{
	return stmt_find(db, db, &stmts[TAG_COUNT], PARAMS(P_U64(order->id)), n, e);
}

enum rc order_notes(struct db *db, void *mem, const struct order *order, struct order_note **out,
		    size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[NOTE_LIST], PARAMS(FAMILY(order), P_I64(ORDER_NOTES_MAX)),
			 out, n, e);
}

enum rc order_tags(struct db *db, void *mem, const struct order *order, struct order_tag **out,
		   size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[TAG_LIST], PARAMS(FAMILY(order), P_I64(ORDER_TAGS_KNOWN)),
			 out, n, e);
}

enum rc order_tags_known(struct db *db, void *mem, struct order_tag **out, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[TAG_KNOWN], PARAMS(P_I64(ORDER_TAGS_KNOWN)), out, n, e);
}

enum rc order_said_list(struct db *db, void *mem, const uint64_t *ids, size_t n_ids,
			struct order_said **out, size_t *n, struct err *e)
{
	const char *these = array_of_ids(mem, ids, n_ids);

	return stmt_list(db, mem, &stmts[SAID_LIST],
			 PARAMS(P_STR(these), P_STR(these), P_STR(these), P_STR(these)), out, n, e);
}
