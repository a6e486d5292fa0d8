/* SQL of ratings. */
#include "domain/ratings/rating_store.h"

#include "base/mem.h"
#include "db/columns.h"
#include "domain/feed/walk_store.h"
#include "domain/orders/order_search.h"

#include <string.h>

/* clang-format off */
#define RATING_COLUMNS(S, I, T, M, W)                                                              \
	T(rated_at, W) T(edited_at, W) T(changed_at, W) S(login, W) I(recommended, W)              \
	S(comment, W) I(delivery, W) I(delivery_cost, W) I(description, W) I(service, W)           \
	S(form_id, W) S(answer, W) T(answered_at, W) T(removal_until, W) S(removal, W)             \
	T(removal_at, W) I(excluded, W)
/* clang-format on */

/* A rating as it is stored. */
struct saved {
	struct rating r;
	uint64_t account_id;
	const char *title;
	const char *words;
	int64_t seen_at;
};

static const struct row_map saved_map =
    ROW_COLUMNS(struct saved, COL_STR(struct saved, r.id), COL_U64(struct saved, account_id),
		COL_STR(struct saved, title), COL_STR(struct saved, words),
		COL_TIME(struct saved, seen_at), MAP_OF(RATING_COLUMNS, struct saved, r.));

#define ROW struct rating_row
static const struct row_map row_map =
    ROW_COLUMNS(ROW, COL_STR(ROW, r.id), COL_U64(ROW, account_id), COL_STR(ROW, account),
		COL_STR(ROW, title), COL_TIME(ROW, gone_at), MAP_OF(RATING_COLUMNS, ROW, r.));

struct rating_id {
	const char *id;
};

struct counts {
	int64_t n[RATING_VIEW_COUNT];
};

#define SELECT_ROWS                                                                                \
	"SELECT r.rating_id, r.account_id, a.name, r.title, r.gone_at" SQL_NAMES_OF(               \
	    RATING_COLUMNS) " FROM "
#define ACCOUNT " LEFT JOIN account a ON a.id = r.account_id WHERE "
#define NEWEST	" ORDER BY r.changed_at DESC, r.id DESC LIMIT "

/* Behind the rating with this id, from the newest without one; down to another, or the oldest. */
#define KEY(column) "(SELECT k." column " FROM rating k WHERE k.rating_id = ? LIMIT 1)"
#define BEHIND                                                                                     \
	" AND r.changed_at <= IFNULL(" KEY(                                                        \
	    "changed_at") ", '9999-12-31') AND (r.changed_at <"                                    \
			  " IFNULL(" KEY("changed_at") ", '9999-12-31') OR r.id < " KEY("id") ")"
#define DOWN_TO " AND r.changed_at >= IFNULL(" KEY("changed_at") ", '1970-01-01')"
#define FILTERS                                                                                    \
	" AND r.account_id = IFNULL(?, r.account_id) AND r.changed_at >= ? AND r.changed_at < ?"   \
	" AND r.words LIKE ? AND r.words LIKE ? AND r.words LIKE ? AND r.words LIKE ?"
enum { TERMS = 4 };

/* For each tab its rows and the end of its window. */
#define TAB(view, index, where)                                                                    \
	[2 * (view)] = {SELECT_ROWS "rating r FORCE INDEX (" index                                 \
				    ")" ACCOUNT where BEHIND DOWN_TO FILTERS NEWEST "51",          \
			"ssssittssss", &row_map},                                                  \
	     [2 * (view) + 1] = {"SELECT r.rating_id FROM rating r FORCE INDEX (" index            \
				 ") WHERE " where BEHIND NEWEST "1 OFFSET 20000",                  \
				 "sss", ROWS(struct rating_id, STR(id))}
_Static_assert(RATING_PAGE_ROWS == 50 && RATING_WINDOW_ROWS == 20000, "LIMIT and OFFSET say so");

#define ANSWER_WHERE  "r.to_answer = 1"
#define REMOVAL_WHERE "r.removal_open > UTC_TIMESTAMP(3)"
#define ASKED_WHERE   "r.removal_at IS NOT NULL"
#define COUNT(where)  "(SELECT COUNT(*) FROM (SELECT 1 FROM rating r WHERE " where " LIMIT 1000) n)"
_Static_assert(RATING_COUNT_MAX == 1000, "LIMIT says so");

enum {
	NAMED = 2 * RATING_VIEW_COUNT,
	COUNTS,
	FIND,
	SAVE,
	FORGET,
};

static const struct stmt_def stmts[] = {
    TAB(RATING_VIEW_ANSWER, "to_answer", ANSWER_WHERE),
    TAB(RATING_VIEW_REMOVAL, "removal_open", REMOVAL_WHERE),
    TAB(RATING_VIEW_ASKED, "removal_asked", ASKED_WHERE),
    TAB(RATING_VIEW_NEGATIVE, "negative", "r.recommended = 0"),
    TAB(RATING_VIEW_ALL, "newest", "1 = 1"),
    [NAMED] = {SELECT_ROWS "(SELECT id FROM rating WHERE login = ? UNION SELECT id FROM rating"
			   " WHERE form_id = ?) n STRAIGHT_JOIN rating r ON r.id = n.id" ACCOUNT
			   "1 = 1" BEHIND NEWEST "51",
	       "sssss", &row_map},
    [COUNTS] = {"SELECT " COUNT(ANSWER_WHERE) ", " COUNT(REMOVAL_WHERE) ", " COUNT(
		    ASKED_WHERE) ", " COUNT("r.recommended = 0"),
		"", ROWS(struct counts, I64(n[0]), I64(n[1]), I64(n[2]), I64(n[3]))},
    [FIND] = {SELECT_ROWS "rating r" ACCOUNT
			  "r.rating_id = ? AND r.account_id = IFNULL(?, r.account_id)"
			  " ORDER BY r.id LIMIT 1",
	      "si", &row_map},
    [SAVE] = {"INSERT INTO rating (rating_id, account_id, title, words, "
	      "seen_at" SQL_NAMES_OF(RATING_COLUMNS) ") VALUES (?, ?, ?, ?, ?" SQL_MARKS_OF(
		  RATING_COLUMNS) ") ON DUPLICATE KEY UPDATE title = VALUES(title), words "
				  "= VALUES(words),"
				  " reread_at = IF(reread_at >= VALUES(seen_at), "
				  "reread_at, NULL), gone_at = NULL,"
				  " seen_at = VALUES(seen_at)" SQL_RENEWALS_OF(RATING_COLUMNS),
	      NULL, &saved_map},
    [FORGET] = {"UPDATE rating r JOIN orders o ON o.account_id = r.account_id"
		" AND o.form_id = r.form_id SET r.login = NULL, r.comment = NULL, r.words = ''"
		" WHERE o.erased > 0 AND r.login IS NOT NULL AND r.changed_at BETWEEN ? AND ?",
		"tt", NO_ROWS},
};
STMTS_REGISTER(ratings, stmts);
WALK_TABLE(rating_table, "rating", "rating_id", "changed_at");

/* ---- Looking --------------------------------------------------------------------------------- */

static const int64_t TIME_LAST = INT64_C(253402300799000); /* 9999-12-31T23:59:59Z */

/* Of a buyer or an order there are few: whatever the tab. */
static enum rc list_named(struct db *db, void *mem, const struct rating_filter *f,
			  struct rating_page_of *out, struct err *e)
{
	const struct order_names names = order_search_names(mem, f->query);
	const struct param params[] = {P_STR(names.login), P_STR(names.form), P_STR(f->before),
				       P_STR(f->before), P_STR(f->before)};

	if (!names.login && !names.form)
		return RC_OK;
	return stmt_list(db, mem, &stmts[NAMED], params, &out->rows, &out->n, e);
}

/* NULL: the tab ends within the window, or nothing has to be looked for in it. */
static enum rc find_end(struct db *db, void *mem, const struct rating_filter *f, const char **end,
			struct err *e)
{
	struct rating_id found = {0};

	if (f->account_id || f->from != TIME_NONE || f->until != TIME_NONE || f->query) {
		const struct param params[] = {P_STR(f->before), P_STR(f->before),
					       P_STR(f->before)};
		if (stmt_find(db, mem, &stmts[2 * f->view + 1], params, &found, e) == RC_NOT_FOUND)
			err_clear(e);
	}
	*end = found.id;
	return e->rc;
}

static enum rc list_window(struct db *db, void *mem, const struct rating_filter *f,
			   struct rating_page_of *out, struct err *e)
{
	const struct order_terms terms = order_search_terms(mem, f->query);
	const char *like[TERMS] = {"%", "%", "%", "%"};

	for (size_t i = 0; i < terms.n && i < TERMS; i++)
		like[i] = terms.like[i];
	if ((f->query && !terms.n) || find_end(db, mem, f, &out->older, e))
		return e->rc;
	const struct param params[] = {
	    P_STR(f->before),
	    P_STR(f->before),
	    P_STR(f->before),
	    P_STR(out->older),
	    P_I64(f->account_id ? (int64_t)f->account_id : INT64_MIN),
	    P_TIME(f->from == TIME_NONE ? 0 : f->from),
	    P_TIME(f->until == TIME_NONE ? TIME_LAST : f->until),
	    P_STR(like[0]),
	    P_STR(like[1]),
	    P_STR(like[2]),
	    P_STR(like[3]),
	};
	return stmt_list(db, mem, &stmts[2 * f->view], params, &out->rows, &out->n, e);
}

enum rc rating_list(struct db *db, void *mem, const struct rating_filter *f,
		    struct rating_page_of *out, struct err *e)
{
	*out = (struct rating_page_of){0};
	if ((f->query && list_named(db, mem, f, out, e)) ||
	    (!out->n && list_window(db, mem, f, out, e)))
		return e->rc;
	if (out->n <= RATING_PAGE_ROWS)
		return RC_OK;
	out->n = RATING_PAGE_ROWS;
	out->older = out->rows[out->n - 1].r.id;
	return RC_OK;
}

enum rc rating_count(struct db *db, int64_t out[RATING_VIEW_COUNT], struct err *e)
{
	struct counts found = {0};
	enum rc rc = stmt_find(db, db, &stmts[COUNTS], NO_PARAMS, &found, e);

	memcpy(out, found.n, sizeof(found.n));
	return rc;
}

enum rc rating_find(struct db *db, void *mem, uint64_t account_id, const char *id, ROW *out,
		    struct err *e)
{
	const int64_t account = account_id ? (int64_t)account_id : INT64_MIN;

	return stmt_find(db, mem, &stmts[FIND], PARAMS(P_STR(id), P_I64(account)), out, e);
}

/* ---- Keeping --------------------------------------------------------------------------------- */

static struct saved saved_of(void *mem, const struct rating *r)
{
	struct saved out = {.r = *r, .title = r->n_offers ? r->offers[0].title : NULL};
	struct str words;

	str_init(&words, mem, ORDER_WORDS_MAX);
	order_words_add(&words, r->login);
	order_words_add(&words, r->form_id);
	for (size_t i = 0; i < r->n_offers; i++) {
		/* A number is looked for as a phone may be: by its last digits. */
		order_words_add_phone(&words, r->offers[i].id);
		order_words_add(&words, r->offers[i].title);
	}
	order_words_add(&words, r->comment);
	out.words = words.text;
	return out;
}

enum rc ratings_save(struct db *db, uint64_t account_id, const void *items, size_t n,
		     int64_t asked_at, struct err *e)
{
	const struct rating *ratings = items;
	void *mem = mem_context(db, "ratings");
	struct saved *rows = mem_array(mem, struct saved, n + 1);
	int64_t oldest = INT64_MAX;
	int64_t newest = INT64_MIN;

	for (size_t i = 0; i < n; i++) {
		rows[i] = saved_of(mem, &ratings[i]);
		rows[i].account_id = account_id;
		rows[i].seen_at = asked_at;
		oldest = rows[i].r.changed_at < oldest ? rows[i].r.changed_at : oldest;
		newest = rows[i].r.changed_at > newest ? rows[i].r.changed_at : newest;
	}
	enum rc rc = n ? stmt_bulk(db, &stmts[SAVE], rows, n, NULL, e) : RC_OK;
	if (n && !rc)
		rc = stmt_run(db, &stmts[FORGET], PARAMS(P_TIME(oldest), P_TIME(newest)), NULL, e);
	mem_free(mem);
	return rc;
}

enum rc rating_forget(struct db *db, struct err *e)
{
	return stmt_run(db, &stmts[FORGET], PARAMS(P_TIME(0), P_TIME(TIME_LAST)), NULL, e);
}
