/* SQL of offers, their documents and changes. */
#include "domain/offers/offer_store.h"

#include "base/mem.h"
#include "db/array.h"
#include "domain/feed/walk_store.h"
#include "domain/offers/offer_list_store.h"
#include "domain/orders/order_search.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
#define CHANGE_FIELDS                                                                              \
	U64(account_id), STR(offer_id), STR(field), STR(before), STR(after), STR(author), TIME(at), \
	    TIME(since)
/* clang-format on */

#define ROW struct offer_row
const struct row_map offer_row_map =
    ROW_COLUMNS(ROW, COL_U64(ROW, id), COL_STR(ROW, offer_id), COL_U64(ROW, account_id),
		COL_STR(ROW, account), COL_STR(ROW, matching), COL_STR(ROW, matching_why),
		COL_I64(ROW, foreign_open), COL_TIME(ROW, gone_at), MAP_OF(OFFER_COLUMNS, ROW, s.));

/* clang-format off */
#define SAVED struct offer_saved
#define SAVED_COLUMNS                                                                              \
	COL_I64(SAVED, id), COL_STR(SAVED, offer_id), COL_U64(SAVED, account_id),                  \
	    COL_STR(SAVED, words), MAP_OF(OFFER_COLUMNS, SAVED, s.)
/* clang-format on */
static const struct row_map saved_map = ROW_COLUMNS(SAVED, SAVED_COLUMNS);
static const struct row_map known_map =
    ROW_COLUMNS(SAVED, SAVED_COLUMNS COL_TIME(SAVED, gone_at), COL_TIME(SAVED, reread_at));

struct counts {
	int64_t n[OFFER_VIEW_ALL];
};

#define KEYED                                                                                      \
	" FROM " ARRAY_OF_WORDS " j STRAIGHT_JOIN offer r FORCE INDEX (remote)"                    \
	" ON r.offer_id = j.word AND r.account_id = ?"
#define IN_TAB(name)	"r.tab = '" name "'"
#define ATTENTION_WHERE "r.attention = 1"
#define OF_ACTIVE	WINDOW_COUNT("offer", IN_TAB("active"))
#define OF_DRAFT	WINDOW_COUNT("offer", IN_TAB("draft"))
#define OF_ENDED	WINDOW_COUNT("offer", IN_TAB("ended"))
#define OF_ATTENTION	WINDOW_COUNT("offer", ATTENTION_WHERE)
#define OF_DIFFERS	WINDOW_COUNT("offer", DIFFERS_WHERE)
#define DIFFERS_WHERE	"r.differing = 1"

enum {
	NAMED = 2 * OFFER_VIEW_COUNT,
	COUNTS,
	FIND,
	FIND_MANY,
	LOCK,
	SAVE,
	SEEN,
	SAVE_DOC,
	FIND_DOC,
	SAVE_CHANGE,
	CHANGES,
};
static const struct stmt_def stmts[] = {
    WINDOW_TAB(OFFERS, OFFER_VIEW_ACTIVE, "by_tab", IN_TAB("active")),
    WINDOW_TAB(OFFERS, OFFER_VIEW_DRAFT, "by_tab", IN_TAB("draft")),
    WINDOW_TAB(OFFERS, OFFER_VIEW_ENDED, "by_tab", IN_TAB("ended")),
    WINDOW_TAB(OFFERS, OFFER_VIEW_ATTENTION, "attention", ATTENTION_WHERE),
    WINDOW_TAB(OFFERS, OFFER_VIEW_DIFFERS, "differing", DIFFERS_WHERE),
    WINDOW_TAB(OFFERS, OFFER_VIEW_ALL, "newest", "1 = 1"),
    [NAMED] = WINDOW_NAMED(OFFERS, OFFERS_NAMED),
    [COUNTS] = {"SELECT " OF_ACTIVE ", " OF_DRAFT ", " OF_ENDED ", " OF_ATTENTION ", " OF_DIFFERS,
		"", ROWS(struct counts, I64(n[0]), I64(n[1]), I64(n[2]), I64(n[3]), I64(n[4]))},
    [FIND] = {SELECT_OFFERS " FROM offer r" OFFER_ACCOUNT " WHERE r.offer_id = ? AND r.account_id ="
			    " IFNULL(?, r.account_id) ORDER BY r.id LIMIT 1",
	      "si", &offer_row_map},
    [FIND_MANY] = {SELECT_OFFERS KEYED OFFER_ACCOUNT, "su", &offer_row_map},
    [LOCK] = {"SELECT CAST(r.id AS SIGNED), r.offer_id, r.account_id, r.words" SQL_COLUMNS
	      ", r.gone_at, r.reread_at" KEYED " FOR UPDATE",
	      "su", &known_map},
    /* A known row is met by its id, before anything of a new one is made. Whatever tells of a
     * product has changed: it is to be matched again. */
    [SAVE] =
	{"INSERT INTO offer (id, offer_id, account_id, words" SQL_NAMES_OF(
	     OFFER_COLUMNS) ") VALUES (?, ?, ?, ?" SQL_MARKS_OF(OFFER_COLUMNS) ") ON DUPLICATE KEY "
									       "UPDATE"
									       " matching = "
									       "IF(VALUES(external_"
									       "id) <=> "
									       "external_id AND "
									       "VALUES(ean) <=> "
									       "ean, matching,"
									       " 'new'), words = "
									       "VALUES(words),"
									       " reread_at = "
									       "IF(reread_at >= "
									       "VALUES(seen_at), "
									       "reread_at, NULL), "
									       "gone_at = "
									       "NUL"
									       "L" SQL_RENEWALS_OF(
										   OFFER_COLUMNS),
	 NULL, &saved_map},
    [SEEN] = {"UPDATE " ARRAY_OF_IDS " j STRAIGHT_JOIN offer r ON r.id = j.id SET r.seen_at = ?",
	      "st", NO_ROWS},
    [SAVE_DOC] = {"INSERT INTO offer_doc (account_id, offer_id, raw, read_at) VALUES (?, ?, ?, ?)"
		  " ON DUPLICATE KEY UPDATE raw = VALUES(raw), read_at = VALUES(read_at)",
		  BULK(struct offer_doc_saved, U64(account_id), STR(offer_id), BYTES(raw),
		       TIME(read_at))},
    [FIND_DOC] = {"SELECT UNCOMPRESS(raw), read_at FROM offer_doc WHERE account_id = ? AND"
		  " offer_id = ?",
		  "us", ROWS(struct offer_doc, STR(raw), TIME(read_at))},
    [SAVE_CHANGE] = {"INSERT INTO offer_change (account_id, offer_id, field, before_value,"
		     " after_value, author, at, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		     BULK(struct offer_change, CHANGE_FIELDS)},
    [CHANGES] =
	{"SELECT account_id, offer_id, field, before_value, after_value, author, at, since, id,"
	 " why, CAST(IFNULL(outbox_id, 0) AS UNSIGNED), settled, settled_by, settled_at "
	 "FROM offer_change"
	 " WHERE account_id = ? AND offer_id = ? ORDER BY id DESC LIMIT 200",
	 "us",
	 ROWS(struct offer_change, CHANGE_FIELDS, U64(id), STR(why), U64(outbox_id), STR(settled),
	      STR(settled_by), TIME(settled_at))},
};
STMTS_REGISTER(offers, stmts);
WALK_TABLE(offer_table, "offer", "offer_id", "created_at");
_Static_assert(OFFER_CHANGES_MAX == 200, "LIMIT says so");

/* ---- Looking --------------------------------------------------------------------------------- */

static const struct window_def window = {stmts, &stmts[NAMED], OFFERS_KEY};

struct window_search offer_search(void *mem, const char *query)
{
	struct window_search search = order_search_window(mem, query);

	if (query) {
		search.names[1] = str_squeeze(mem, query);
		search.names[0] = str_id(search.names[1]);
	}
	return search;
}

enum rc offer_list(struct db *db, void *mem, const struct window_filter *f, struct window_page *out,
		   struct err *e)
{
	const struct window_search search = offer_search(mem, f->query);

	return window_list(db, mem, &window, f, &search, out, e);
}

enum rc offer_count(struct db *db, int64_t out[OFFER_VIEW_ALL], struct err *e)
{
	struct counts found = {0};
	enum rc rc = stmt_find(db, db, &stmts[COUNTS], NO_PARAMS, &found, e);

	memcpy(out, found.n, sizeof(found.n));
	return rc;
}

enum rc offer_find(struct db *db, void *mem, uint64_t account_id, const char *offer_id, ROW *out,
		   struct err *e)
{
	const int64_t account = account_id ? (int64_t)account_id : INT64_MIN;

	return stmt_find(db, mem, &stmts[FIND], PARAMS(P_STR(offer_id), P_I64(account)), out, e);
}

static enum rc list_keyed(struct db *db, void *mem, int stmt, const struct offer_keys *keys,
			  void *rows, size_t *n, struct err *e)
{
	const char *ids = array_of_words(mem, keys->ids, keys->n);

	if (keys->n > OFFER_KEYS_MAX)
		BUG("a batch of %zu offers", keys->n);
	return stmt_list_(db, mem, &stmts[stmt], PARAMS(P_STR(ids), P_U64(keys->account_id)), rows,
			  0, n, e);
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const ROW *)a)->offer_id, ((const ROW *)b)->offer_id);
}

enum rc offers_find(struct db *db, void *mem, const struct offer_keys *keys, ROW **rows, size_t *n,
		    struct err *e)
{
	if (list_keyed(db, mem, FIND_MANY, keys, rows, n, e))
		return e->rc;
	if (*n)
		qsort(*rows, *n, sizeof(ROW), by_id);
	return RC_OK;
}

enum rc offer_doc_find(struct db *db, void *mem, uint64_t account_id, const char *offer_id,
		       struct offer_doc *out, struct err *e)
{
	const struct param key[] = {P_U64(account_id), P_STR(offer_id)};

	return stmt_find(db, mem, &stmts[FIND_DOC], key, out, e);
}

enum rc offer_changes(struct db *db, void *mem, uint64_t account_id, const char *offer_id,
		      struct offer_change **rows, size_t *n, struct err *e)
{
	const struct param key[] = {P_U64(account_id), P_STR(offer_id)};

	return stmt_list(db, mem, &stmts[CHANGES], key, rows, n, e);
}

enum rc offer_renew_within(struct db *db, uint64_t account_id, const char *offer_id, struct err *e)
{
	const struct param key[] = {P_U64(account_id), P_STR(offer_id)};

	return stmt_run(db, &offer_table[WALK_RENEW], key, NULL, e);
}

/* ---- Keeping --------------------------------------------------------------------------------- */

enum rc offers_lock(struct db *db, void *mem, const struct offer_keys *keys,
		    struct offer_saved **rows, size_t *n, struct err *e)
{
	return list_keyed(db, mem, LOCK, keys, rows, n, e);
}

enum rc offers_put(struct db *db, const struct offer_saved *rows, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[SAVE], rows, n, NULL, e) : RC_OK;
}

enum rc offers_seen(struct db *db, void *mem, const uint64_t *ids, size_t n, int64_t seen_at,
		    struct err *e)
{
	if (!n)
		return RC_OK;
	return stmt_run(db, &stmts[SEEN], PARAMS(P_STR(array_of_ids(mem, ids, n)), P_TIME(seen_at)),
			NULL, e);
}

enum rc offer_docs_put(struct db *db, const struct offer_doc_saved *rows, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[SAVE_DOC], rows, n, NULL, e) : RC_OK;
}

enum rc offer_changes_put(struct db *db, const struct offer_change *rows, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[SAVE_CHANGE], rows, n, NULL, e) : RC_OK;
}
