/* SQL of places. */
#include "domain/stock/stock_place_store.h"

#include "base/mem.h"
#include "db/stmt.h"

enum {
	OF_ACCOUNT,
	PLACES,
	ADD_PLACE,
	NAME_PLACE,
	FEEDS,
	CLEAR_FEEDS,
	ADD_FEED,
	SET_BUFFER,
	CLEAR_BUFFER,
	BUFFERS,
	USE,
	END_PLACE,
	PROFILES,
	SET_PROFILE,
};

#define LIVE_FEEDS                                                                                 \
	"(SELECT f.place_id, f.position FROM stock_feed f JOIN stock_place x ON x.id = f.place_id" \
	" AND x.ended_at IS NULL WHERE f.account_id = ?)"

static const struct stmt_def stmts[] = {
    [OF_ACCOUNT] = {"SELECT CAST(p.id AS UNSIGNED) FROM stock_place p LEFT JOIN " LIVE_FEEDS
		    " o ON o.place_id = p.id WHERE p.ended_at IS NULL AND (o.place_id IS NOT NULL"
		    " OR NOT EXISTS " LIVE_FEEDS ") ORDER BY o.position, p.id",
		    "uu", ID},
    [PLACES] = {"SELECT CAST(p.id AS UNSIGNED), p.kind, p.name, CAST(p.version AS SIGNED), (SELECT"
		" COUNT(*) FROM stock_level l WHERE l.place_id = p.id AND l.on_hand <> 0)"
		" FROM stock_place p WHERE p.ended_at IS NULL ORDER BY p.id LIMIT 100",
		"",
		ROWS(struct stock_place, U64(id), STR(kind), STR(name), I64(version),
		     I64(products))},
    [ADD_PLACE] = {"INSERT INTO stock_place (kind, name) VALUES (?, ?)", "ss", NO_ROWS},
    [NAME_PLACE] = {"UPDATE stock_place SET name = ?, version = version + 1 WHERE id = ?"
		    " AND version = ? AND ended_at IS NULL",
		    "sui", NO_ROWS},
    [FEEDS] = {"SELECT account_id, place_id, CAST(position AS SIGNED) FROM stock_feed"
	       " ORDER BY account_id, position",
	       "", ROWS(struct stock_feed, U64(account_id), U64(place_id), I64(position))},
    [CLEAR_FEEDS] = {"DELETE FROM stock_feed WHERE account_id = ?", "u", NO_ROWS},
    [ADD_FEED] = {"INSERT INTO stock_feed (account_id, place_id, position) VALUES (?, ?, ?)",
		  BULK(struct stock_feed, U64(account_id), U64(place_id), I64(position))},
    [SET_BUFFER] = {"INSERT INTO stock_buffer (kind, subject, account_id, pieces, actor)"
		    " VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE pieces = VALUES(pieces),"
		    " actor = VALUES(actor), changed_at = UTC_TIMESTAMP(3),"
		    " version = stock_buffer.version + 1",
		    BULK(struct stock_buffer_row, STR(kind), STR(subject), U64(account_id),
			 I64(pieces), STR(actor))},
    [CLEAR_BUFFER] = {"DELETE FROM stock_buffer WHERE kind = ? AND subject = ?"
		      " AND account_id = ?",
		      "ssu", NO_ROWS},
    [BUFFERS] = {"SELECT subject, account_id, CAST(pieces AS SIGNED) FROM stock_buffer"
		 " WHERE kind = 'account' ORDER BY account_id",
		 "", ROWS(struct stock_buffer, STR(subject), U64(account_id), I64(pieces))},
    [USE] =
	{"SELECT (SELECT COUNT(*) FROM stock_level l WHERE l.place_id = p.id"
	 " AND (l.on_hand <> 0 OR l.reserved <> 0)), (SELECT COUNT(*) FROM stock_place x"
	 " WHERE x.id <> p.id AND x.ended_at IS NULL), (SELECT COUNT(*) FROM stock_feed f"
	 " WHERE f.place_id = p.id AND NOT EXISTS (SELECT 1 FROM stock_feed g JOIN stock_place x"
	 " ON x.id = g.place_id AND x.ended_at IS NULL WHERE g.account_id = f.account_id"
	 " AND g.place_id <> p.id)), (SELECT COUNT(*) FROM import_profile i WHERE i.place_id ="
	 " p.id) FROM stock_place p WHERE p.id = ? AND p.ended_at IS NULL",
	 "u", ROWS(struct stock_place_use, I64(products), I64(others), I64(accounts), I64(files))},
    [END_PLACE] = {"UPDATE stock_place SET ended_at = UTC_TIMESTAMP(3), name = IF(name = '', '',"
		   " CONCAT(LEFT(name, 80), ' #', id)), version = version + 1 WHERE id = ?"
		   " AND version = ? AND ended_at IS NULL",
		   "ui", NO_ROWS},
    [PROFILES] = {"SELECT i.id, i.name, CAST(i.place_id AS UNSIGNED), CAST(i.version AS SIGNED),"
		  " CAST(EXISTS (SELECT 1 FROM import_run r WHERE r.profile_id = i.id"
		  " AND r.applied_at IS NOT NULL) AS SIGNED) FROM import_profile i"
		  " WHERE i.name <> '' ORDER BY i.name LIMIT 100",
		  "",
		  ROWS(struct stock_profile, U64(id), STR(name), U64(place_id), I64(version),
		       I64(has_counted))},
    [SET_PROFILE] = {"UPDATE import_profile i SET i.place_id = ?, i.version = i.version + 1"
		     " WHERE i.id = ? AND i.version = ? AND NOT EXISTS (SELECT 1 FROM import_run r"
		     " WHERE r.profile_id = i.id AND r.applied_at IS NOT NULL) AND EXISTS (SELECT 1"
		     " FROM stock_place p WHERE p.id = ? AND p.ended_at IS NULL)",
		     "uuiu", NO_ROWS},
};
STMTS_REGISTER(stock_place, stmts);

enum rc stock_places_of(struct db *db, void *mem, uint64_t account_id, uint64_t **out, size_t *n,
			struct err *e)
{
	if (stmt_list(db, mem, &stmts[OF_ACCOUNT], PARAMS(P_U64(account_id), P_U64(account_id)),
		      out, n, e))
		return e->rc;
	if (*n)
		return RC_OK;
	*out = mem_array(mem, uint64_t, 1);
	(*out)[0] = STOCK_PLACE_FIRST;
	*n = 1;
	return RC_OK;
}

/* ---- Looking ----------------------------------------------------------------------------------
 */

enum rc stock_places_list(struct db *db, void *mem, struct stock_place **out, size_t *n,
			  struct err *e)
{
	return stmt_list(db, mem, &stmts[PLACES], NO_PARAMS, out, n, e);
}

enum rc stock_feeds_list(struct db *db, void *mem, struct stock_feed **out, size_t *n,
			 struct err *e)
{
	return stmt_list(db, mem, &stmts[FEEDS], NO_PARAMS, out, n, e);
}

enum rc stock_buffers_list(struct db *db, void *mem, struct stock_buffer **out, size_t *n,
			   struct err *e)
{
	return stmt_list(db, mem, &stmts[BUFFERS], NO_PARAMS, out, n, e);
}

enum rc stock_place_use(struct db *db, uint64_t id, struct stock_place_use *out, struct err *e)
{
	return stmt_find(db, db, &stmts[USE], PARAMS(P_U64(id)), out, e);
}

enum rc stock_profiles_list(struct db *db, void *mem, struct stock_profile **out, size_t *n,
			    struct err *e)
{
	return stmt_list(db, mem, &stmts[PROFILES], NO_PARAMS, out, n, e);
}

/* ---- Writing ----------------------------------------------------------------------------------
 */

static const char faster[] = "somebody changed the place meanwhile";

enum rc stock_place_add(struct db *db, const struct stock_place *place, uint64_t *id, struct err *e)
{
	if (stmt_run(db, &stmts[ADD_PLACE], PARAMS(P_STR(place->kind), P_STR(place->name)), NULL,
		     e))
		return e->rc;
	*id = stmt_insert_id(db);
	return RC_OK;
}

enum rc stock_place_rename(struct db *db, const struct stock_place *place, struct err *e)
{
	return stmt_cas(db, &stmts[NAME_PLACE],
			PARAMS(P_STR(place->name), P_U64(place->id), P_I64(place->version)), faster,
			e);
}

enum rc stock_place_close(struct db *db, const struct stock_place *place, struct err *e)
{
	return stmt_cas(db, &stmts[END_PLACE], PARAMS(P_U64(place->id), P_I64(place->version)),
			faster, e);
}

enum rc stock_feeds_put(struct db *db, uint64_t account_id, const struct stock_feed *feeds,
			size_t n, struct err *e)
{
	if (stmt_run(db, &stmts[CLEAR_FEEDS], PARAMS(P_U64(account_id)), NULL, e))
		return e->rc;
	return n ? stmt_bulk(db, &stmts[ADD_FEED], feeds, n, NULL, e) : RC_OK;
}

enum rc stock_buffer_put(struct db *db, const struct stock_buffer_row *row, struct err *e)
{
	if (row->pieces != INT64_MIN)
		return stmt_run_row(db, &stmts[SET_BUFFER], row, NULL, e);
	return stmt_run(db, &stmts[CLEAR_BUFFER],
			PARAMS(P_STR(row->kind), P_STR(row->subject), P_U64(row->account_id)), NULL,
			e);
}

enum rc stock_profile_put(struct db *db, const struct stock_profile *p, struct err *e)
{
	return stmt_cas(
	    db, &stmts[SET_PROFILE],
	    PARAMS(P_U64(p->place_id), P_U64(p->id), P_I64(p->version), P_U64(p->place_id)),
	    "its files have counted already, or somebody was faster", e);
}
