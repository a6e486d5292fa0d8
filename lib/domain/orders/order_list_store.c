/*
 * SQL of the order list: for each walk and direction one statement that finds the end of a slice
 * and one that reads a page of it, all filters in each.
 *
 * A filter that is not set compares a column with itself, so the number of statements does not
 * grow with the filters, and each of them is prepared in a test. The page's ids are found first,
 * in an index that has all a filter of WALK_ALL looks at; only they are read whole.
 */
#include "domain/orders/order_list.h"

#include "base/str.h"
#include "db/stmt.h"
#include "domain/orders/order_list_params.h"

/* ---- Parts of statements ----------------------------------------------------------------------
 */

#define SELECT_ROWS                                                                                \
	"SELECT o.id, a.name, o.form_id, o.status, o.fulfillment, o.place,"                        \
	" o.fulfillment_provider, o.line_items_sent, o.cancelled_at, d.state, o.payment_state,"    \
	" o.problem, o.flags, o.marketplace, o.bought_at, o.ship_by, o.total_minor, o.currency,"   \
	" o.payment_type, o.delivery_method, o.pickup_id, o.smart, o.invoice_required,"            \
	" o.line_count, o.item_count, o.first_line, o.first_sku, o.send_key, p.login,"             \
	" p.first_name, p.last_name, p.ship_first_name, p.ship_last_name, p.ship_city,"            \
	" p.ship_country FROM "
#define JOINS                                                                                      \
	" LEFT JOIN account a ON a.id = o.account_id"                                              \
	" LEFT JOIN order_form d ON d.account_id = o.account_id AND d.form_id = o.form_id"         \
	" LEFT JOIN order_person p ON p.order_id = o.id"
/* The page's ids are found first; only they are read whole. */
#define FOUND(ids) "(" ids ") found STRAIGHT_JOIN orders o ON o.id = found.id" JOINS
#define FILTERS                                                                                    \
	" AND o.bought_at >= ? AND o.bought_at < ? AND o.status = IFNULL(?, o.status)"             \
	" AND o.payment_state = IFNULL(?, o.payment_state)"                                        \
	" AND o.fulfillment <=> IFNULL(?, o.fulfillment)"                                          \
	" AND o.delivery_method_id <=> IFNULL(?, o.delivery_method_id)"                            \
	" AND o.marketplace <=> IFNULL(?, o.marketplace)"                                          \
	" AND o.account_id = IFNULL(?, o.account_id)"
#define FILTER_LETTERS "ttsssssi"
/* What is not in the index of WALK_ALL. Of tags it is the one order that is asked: for EXISTS the
 * server would read all orders with the tag first. */
#define READ_FILTERS                                                                               \
	" AND (? & ~o.flags) = 0 AND (? OR o.total_minor BETWEEN ? AND ?)"                         \
	" AND o.item_count BETWEEN ? AND ? AND o.line_count = IFNULL(?, o.line_count)"             \
	" AND (? OR o.ship_by >= ? AND o.ship_by < ?) AND (? IS NULL OR EXISTS (SELECT 1"          \
	" FROM order_person c WHERE c.order_id = o.id AND c.ship_country = ?))"                    \
	" AND (? IS NULL OR 0 < (SELECT COUNT(*) FROM order_tag g"                                 \
	" WHERE g.order_id = o.id AND g.tag = ?))"
#define READ_LETTERS	   "iiiiiiiittssss"
#define ALL_FILTERS	   FILTERS READ_FILTERS
#define ALL_FILTER_LETTERS FILTER_LETTERS READ_LETTERS
_Static_assert(ORDER_PAGE_ROWS == 50, "LIMIT 51 is one more");

/* The tab, where the walk is not that of the tab. */
#define VIEW                                                                                       \
	" AND o.place <> 'merged' AND o.place = IFNULL(?, o.place)"                                \
	" AND (? = 0 OR o.to_send = 1 AND o.send_key >= ? AND o.send_key < ?)"                     \
	" AND (? = 0 OR o.problem > '')"
#define VIEW_LETTERS "sitti"

#define BEHIND(than, key)	  " AND o." key " " than "= ? AND (o." key " " than " ? OR o.id " than " ?)"
#define ORDER_BY(table, key, way) " ORDER BY " table key " " way ", " table "id " way

/* Walks by time: `walk` is the stretch of the index that is walked, `seen` what is shown of it,
 * with filters and without. */
#define TIME_END(index, walk, letters, key, than, way)                                             \
	{                                                                                          \
		"SELECT o." key ", o.id FROM orders o FORCE INDEX (" index ") WHERE " walk BEHIND( \
		    than, key) ORDER_BY("o.", key, way) " LIMIT 1 OFFSET ?",                       \
		    letters "ttii", &key_row                                                       \
	}
#define TIME_PLAIN(index, where, letters, key, than, from, way)                                    \
	{                                                                                          \
		SELECT_ROWS "orders o FORCE INDEX (" index ")" JOINS " WHERE " where BEHIND(       \
		    than, key) " AND o." key " " from " ?" ORDER_BY("o.", key, way) " LIMIT 51",   \
		    letters "ttit", &list_row                                                      \
	}
#define TIME_ROWS(filters, index, where, letters, key, than, from, way)                            \
	{                                                                                          \
		SELECT_ROWS FOUND("SELECT o.id FROM orders o FORCE INDEX (" index                  \
				  ") WHERE " where filters BEHIND(                                 \
				      than, key) " AND o." key " " from                            \
						 " ?" ORDER_BY("o.", key, way) " LIMIT 51")        \
		    ORDER_BY("o.", key, way),                                                      \
		    letters "ttit", &list_row                                                      \
	}
#define BY_TIME(filters, name, index, walk, letters, seen, more, also, key, ahead, back, first,    \
		last)                                                                              \
	[ENDS(name, FORWARD)] = TIME_END(index, walk, letters, key, ahead, first),                 \
		    [ENDS(name, BACKWARD)] = TIME_END(index, walk, letters, key, back, last),      \
		    [PLAIN_OF(name, FORWARD)] =                                                    \
			TIME_PLAIN(index, walk seen, letters, key, ahead, back "=", first),        \
		    [PLAIN_OF(name, BACKWARD)] =                                                   \
			TIME_PLAIN(index, walk seen, letters, key, back, ahead "=", last),         \
		    [ROWS_OF(name, FORWARD)] =                                                     \
			TIME_ROWS(filters, index, walk seen more, letters also, key, ahead,        \
				  back "=", first),                                                \
		    [ROWS_OF(name, BACKWARD)] = TIME_ROWS(                                         \
			filters, index, walk seen more, letters also, key, back, ahead "=", last)
#define NEWEST_FIRST(filters, name, index, walk, letters, seen, more, also)                        \
	BY_TIME(filters, name, index, walk, letters, seen, more, also, "bought_at", "<", ">",      \
		"DESC", "ASC")

/* Walks by id. */
#define ID_ROWS(cap, from, letters, id, way)                                                       \
	{                                                                                          \
		cap SELECT_ROWS FOUND("SELECT o.id FROM " from VIEW ALL_FILTERS " ORDER BY " id    \
				      " " way " LIMIT 51") " ORDER BY o.id " way,                  \
		    letters VIEW_LETTERS ALL_FILTER_LETTERS, &list_row                             \
	}
#define ID_END(ids, letters)                                                                       \
	{                                                                                          \
		"SELECT o.bought_at, o.id FROM (" ids ") cut JOIN orders o ON o.id = cut.id",      \
		    letters, &key_row                                                              \
	}

/* The indexes of names; each takes its own value, so that one without a value finds nothing. */
/* clang-format off */
#define NAMES(of)                                                                                  \
	of("id", "orders", "by_form", "form_id")                                                   \
	" UNION " of("order_id", "order_person", "by_login", "login")                              \
	" UNION " of("order_id", "order_person", "by_email", "email")                              \
	" UNION " of("order_id", "order_line", "by_sku", "sku")                                    \
	" UNION " of("order_id", "order_line", "by_offer", "offer_id")                             \
	" UNION " of("order_id", "order_tag", "by_tag", "tag")
/* clang-format on */
_Static_assert(LIST_NAMES == 6, "NAMES has as many");
#define NAMED(id, table, key, column)                                                              \
	"SELECT " id " AS id FROM " table " FORCE INDEX (" key ") WHERE " column " = ? AND " id
#define NAMED_AHEAD(id, table, key, column) NAMED(id, table, key, column) " < ? AND " id " >= ?"
#define NAMED_BACK(id, table, key, column)  NAMED(id, table, key, column) " > ? AND " id " <= ?"
#define CUT_AHEAD(id, table, key, column)                                                          \
	"(" NAMED(id, table, key, column) " < ? ORDER BY " id " DESC LIMIT 1 OFFSET ?)"
#define CUT_BACK(id, table, key, column)                                                           \
	"(" NAMED(id, table, key, column) " > ? ORDER BY " id " LIMIT 1 OFFSET ?)"
#define NAMED_FROM(names)  "(" NAMES(names) ") n STRAIGHT_JOIN orders o ON o.id = n.id WHERE 1 = 1"
#define EACH_NAME(letters) letters letters letters letters letters letters

/* Each word in any place of the row: words have blanks before them (order_search.c). */
#define LIKES                                                                                      \
	" AND s.words LIKE ? AND s.words LIKE ? AND s.words LIKE ? AND s.words LIKE ?"             \
	" AND s.words LIKE ? AND s.words LIKE ? AND s.words LIKE ? AND s.words LIKE ?"
_Static_assert(ORDER_TERMS_MAX == 8, "LIKES has as many");
#define WORDS_FROM(than, from)                                                                     \
	"order_search s FORCE INDEX (PRIMARY) STRAIGHT_JOIN orders o ON o.id = s.order_id"         \
	" WHERE s.order_id " than " ? AND s.order_id " from " ?" LIKES
#define WORDS_CUT(than, way)                                                                       \
	"SELECT order_id AS id FROM order_search FORCE INDEX (PRIMARY) WHERE order_id " than       \
	" ? ORDER BY order_id " way " LIMIT 1 OFFSET ?"

#define TEXT_FROM(than)                                                                            \
	"order_search s STRAIGHT_JOIN orders o ON o.id = s.order_id"                               \
	" WHERE MATCH (s.words) AGAINST (? IN BOOLEAN MODE) AND s.order_id " than " ?" LIKES
#define MET ", CAST(IFNULL(SUM(words LIKE ?), 0) AS SIGNED)"
/* The text index has no end of a slice: the server gives a search up. */
#define CAPPED "SET STATEMENT max_statement_time = 0.05 FOR "

/* ---- Statements -------------------------------------------------------------------------------
 */

#define ROWS_OF(walk, direction)  ((walk)*DIRECTION_COUNT + (direction))
#define PLAIN_OF(walk, direction) (ROWS_OF(WALK_COUNT, 0) + ROWS_OF(walk, direction))
#define SAMPLE			  PLAIN_OF(WALK_NAMED, 0)
#define ENDS(walk, direction)	  (SAMPLE + 1 + ROWS_OF(walk, direction))

static const struct row_map key_row = ROW_MAP(struct list_key, TIME(at), I64(id));
static const struct row_map list_row = ROW_MAP(
    struct order_row, U64(id), STR(account), STR(form_id), STR(status), STR(fulfillment),
    STR(place), STR(fulfillment_provider), STR(line_items_sent), TIME(cancelled_at), STR(doc_state),
    STR(payment_state), STR(problem), I64(flags), STR(marketplace), TIME(bought_at), TIME(ship_by),
    MONEY(total), STR(payment_type), STR(delivery_method), STR(pickup_id), I64(smart),
    I64(invoice_required), I64(line_count), I64(item_count), STR(first_line), STR(first_sku),
    TIME(send_key), STR(login), STR(first_name), STR(last_name), STR(ship_first_name),
    STR(ship_last_name), STR(ship_city), STR(ship_country));

static const struct stmt_def stmts[] = {
    NEWEST_FIRST(FILTERS, WALK_ALL, "by_bought", "1 = 1", "", " AND o.place <> 'merged'",
		 " AND o.place = IFNULL(?, o.place)", "s" FILTER_LETTERS),
    NEWEST_FIRST(ALL_FILTERS, WALK_READ, "by_bought", "1 = 1", "", " AND o.place <> 'merged'", "",
		 ALL_FILTER_LETTERS),
    NEWEST_FIRST(ALL_FILTERS, WALK_PLACE, "by_place", "o.place = ?", "s", "", "",
		 ALL_FILTER_LETTERS),
    BY_TIME(ALL_FILTERS, WALK_DUE, "by_send",
	    "o.to_send = 1 AND o.send_key >= ? AND o.send_key < ?", "tt", "",
	    " AND o.place = IFNULL(?, o.place)", "s" ALL_FILTER_LETTERS, "send_key", ">", "<",
	    "ASC", "DESC"),
    NEWEST_FIRST(ALL_FILTERS, WALK_PROBLEM, "by_problem", "o.problem > ''", "", "", "",
		 ALL_FILTER_LETTERS),
    [ENDS(WALK_NAMED, FORWARD)] =
	ID_END("SELECT MAX(id) AS id FROM (" NAMES(CUT_AHEAD) ") cuts", EACH_NAME("sii")),
    [ENDS(WALK_NAMED, BACKWARD)] =
	ID_END("SELECT MIN(id) AS id FROM (" NAMES(CUT_BACK) ") cuts", EACH_NAME("sii")),
    [ENDS(WALK_WORDS, FORWARD)] = ID_END(WORDS_CUT("<", "DESC"), "ii"),
    [ENDS(WALK_WORDS, BACKWARD)] = ID_END(WORDS_CUT(">", "ASC"), "ii"),
    [ROWS_OF(WALK_NAMED, FORWARD)] =
	ID_ROWS("", NAMED_FROM(NAMED_AHEAD), EACH_NAME("sii"), "n.id", "DESC"),
    [ROWS_OF(WALK_NAMED, BACKWARD)] =
	ID_ROWS("", NAMED_FROM(NAMED_BACK), EACH_NAME("sii"), "n.id", "ASC"),
    [ROWS_OF(WALK_WORDS, FORWARD)] =
	ID_ROWS("", WORDS_FROM("<", ">="), "iissssssss", "s.order_id", "DESC"),
    [ROWS_OF(WALK_WORDS, BACKWARD)] =
	ID_ROWS("", WORDS_FROM(">", "<="), "iissssssss", "s.order_id", "ASC"),
    [ROWS_OF(WALK_TEXT, FORWARD)] =
	ID_ROWS(CAPPED, TEXT_FROM("<"), "sissssssss", "s.order_id", "DESC"),
    [ROWS_OF(WALK_TEXT, BACKWARD)] =
	ID_ROWS(CAPPED, TEXT_FROM(">"), "sissssssss", "s.order_id", "ASC"),
    [SAMPLE] = {"SELECT CAST((SELECT IFNULL(SUM(n), 0) FROM order_tally) AS SIGNED), COUNT(*)" MET
		    MET MET MET MET MET MET MET " FROM order_search WHERE order_id >= ?",
		"ssssssssi",
		ROWS(struct list_sample, I64(all), I64(n), I64(met[0]), I64(met[1]), I64(met[2]),
		     I64(met[3]), I64(met[4]), I64(met[5]), I64(met[6]), I64(met[7]))},
};
STMTS_REGISTER(order_list, stmts);

/* ---- Ends and rows ----------------------------------------------------------------------------
 */

enum rc list_cut(struct db *db, struct list_look *look, int64_t entries, struct err *e)
{
	struct list_params params = {0};
	struct list_key end;

	list_cut_params(&params, look, entries);
	enum rc rc =
	    stmt_find(db, NULL, &stmts[ENDS(look->walk, look->direction)], params.p, &end, e);
	look->is_cut = !rc;
	if (!rc)
		look->end = end;
	if (rc == RC_NOT_FOUND)
		err_clear(e);
	return e->rc;
}

enum rc list_sample(struct db *db, const struct order_terms *terms, int64_t from_id,
		    struct list_sample *out, struct err *e)
{
	struct list_params params = {0};

	list_sample_params(&params, terms, from_id);
	return stmt_find(db, NULL, &stmts[SAMPLE], params.p, out, e);
}

/* The server's words for a statement it gave up, in the text index and elsewhere. */
static bool was_given_up(const struct err *e)
{
	return str_eq(e->code, "sql-188") || str_eq(e->code, "sql-1969");
}

/* The statement of a page. */
static const struct stmt_def *page_of(const struct list_look *look)
{
	return &stmts[look->is_plain ? PLAIN_OF(look->walk, look->direction)
				     : ROWS_OF(look->walk, look->direction)];
}

enum rc list_rows(struct db *db, void *mem, const struct list_look *look, struct order_page *out,
		  bool *given_up, struct err *e)
{
	struct list_params params = {0};

	list_page_params(&params, look);
	*given_up =
	    stmt_list(db, mem, page_of(look), params.p, &out->rows, &out->n, e) && was_given_up(e);
	if (*given_up)
		err_clear(e);
	return e->rc;
}
