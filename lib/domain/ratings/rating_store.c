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

struct counts {
	int64_t n[RATING_VIEW_ALL];
};

#define SELECT_ROWS                                                                                \
	"SELECT r.rating_id, r.account_id, a.name, r.title, r.gone_at" SQL_NAMES_OF(RATING_COLUMNS)
#define ACCOUNT " LEFT JOIN account a ON a.id = r.account_id"
#define RATINGS(W, ...)                                                                            \
	W("rating", "rating_id", "changed_at", SELECT_ROWS, ACCOUNT, &row_map, __VA_ARGS__)

#define ANSWER_WHERE   "r.to_answer = 1"
#define REMOVAL_WHERE  "r.removal_open > UTC_TIMESTAMP(3)"
#define ASKED_WHERE    "r.removal_at IS NOT NULL"
#define NEGATIVE_WHERE "r.recommended = 0"

enum {
	NAMED = 2 * RATING_VIEW_COUNT,
	COUNTS,
	FIND,
	SAVE,
	FORGET,
	FORGET_ASKED,
};

static const struct stmt_def stmts[] = {
    WINDOW_TAB(RATINGS, RATING_VIEW_ANSWER, "to_answer", ANSWER_WHERE),
    WINDOW_TAB(RATINGS, RATING_VIEW_REMOVAL, "removal_open", REMOVAL_WHERE),
    WINDOW_TAB(RATINGS, RATING_VIEW_ASKED, "removal_asked", ASKED_WHERE),
    WINDOW_TAB(RATINGS, RATING_VIEW_NEGATIVE, "negative", NEGATIVE_WHERE),
    WINDOW_TAB(RATINGS, RATING_VIEW_ALL, "newest", "1 = 1"),
    [NAMED] = WINDOW_NAMED(RATINGS,
			   WINDOW_IDS("rating", "login") " UNION " WINDOW_IDS("rating", "form_id")),
    [COUNTS] = {"SELECT " WINDOW_COUNT("rating", ANSWER_WHERE) ", " WINDOW_COUNT(
		    "rating",
		    REMOVAL_WHERE) ", " WINDOW_COUNT("rating",
						     ASKED_WHERE) ", " WINDOW_COUNT("rating",
										    NEGATIVE_WHERE),
		"", ROWS(struct counts, I64(n[0]), I64(n[1]), I64(n[2]), I64(n[3]))},
    [FIND] = {SELECT_ROWS " FROM rating r" ACCOUNT " WHERE r.rating_id = ? AND"
			  " r.account_id = IFNULL(?, r.account_id) ORDER BY r.id LIMIT 1",
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
		" AND o.form_id = r.form_id SET " RATING_FORGOTTEN
		" WHERE o.erased > 0 AND r.login IS NOT NULL AND r.changed_at BETWEEN ? AND ?",
		"tt", NO_ROWS},
    [FORGET_ASKED] =
	{"UPDATE rating r JOIN erasure_rating x ON x.rating_id = r.id SET " RATING_FORGOTTEN
	 " WHERE r.login IS NOT NULL AND r.changed_at BETWEEN ? AND ?",
	 "tt", NO_ROWS},
};
STMTS_REGISTER(ratings, stmts);
WALK_TABLE(rating_table, "rating", "rating_id", "changed_at");

/* ---- Looking --------------------------------------------------------------------------------- */

static const struct window_def window = {stmts, &stmts[NAMED], WINDOW_KEY(ROW, r.id)};

enum rc rating_list(struct db *db, void *mem, const struct window_filter *f,
		    struct window_page *out, struct err *e)
{
	const struct window_search search = order_search_window(mem, f->query);

	return window_list(db, mem, &window, f, &search, out, e);
}

enum rc rating_count(struct db *db, int64_t out[RATING_VIEW_ALL], struct err *e)
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

/* What changed between two moments and must not be known. */
static enum rc forget(struct db *db, int64_t from, int64_t to, struct err *e)
{
	const struct param between[] = {P_TIME(from), P_TIME(to)};

	return stmt_run(db, &stmts[FORGET], between, NULL, e)
		   ? e->rc
		   : stmt_run(db, &stmts[FORGET_ASKED], between, NULL, e);
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
		rc = forget(db, oldest, newest, e);
	mem_free(mem);
	return rc;
}

enum rc rating_forget(struct db *db, struct err *e)
{
	return forget(db, 0, TIME_LAST, e);
}
