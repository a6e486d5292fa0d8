/* SQL of places. */
#include "domain/stock/stock_place.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/stock/stock_look.h"

#include <inttypes.h>

const char *const stock_buffer_names[STOCK_BUFFERS + 1] = {
    [STOCK_BUFFER_PRODUCT] = "product",
    [STOCK_BUFFER_CATEGORY] = "category",
    [STOCK_BUFFER_ALL] = "account",
};

struct buffer_row {
	const char *kind;
	const char *subject;
	uint64_t account_id;
	int64_t pieces;
	const char *actor;
};

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
	BUFFERS
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
		    BULK(struct buffer_row, STR(kind), STR(subject), U64(account_id), I64(pieces),
			 STR(actor))},
    [CLEAR_BUFFER] = {"DELETE FROM stock_buffer WHERE kind = ? AND subject = ?"
		      " AND account_id = ?",
		      "ssu", NO_ROWS},
    [BUFFERS] = {"SELECT subject, account_id, CAST(pieces AS SIGNED) FROM stock_buffer"
		 " WHERE kind = 'account' ORDER BY account_id",
		 "", ROWS(struct stock_buffer, STR(subject), U64(account_id), I64(pieces))},
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

/* ---- What people say of places ----------------------------------------------------------------
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

struct saying {
	const struct stock_place *place;
	const struct stock_buffer *buffer;
	const struct stock_feed *feeds;
	size_t n;
	uint64_t account_id;
	const char *actor;
	void *mem;
};

static enum rc said(struct db *db, const struct saying *s, const char *action, const char *subject,
		    const char *after, struct err *e)
{
	if (stock_look_again(db, e))
		return e->rc;
	return audit_add(
	    db,
	    &(struct audit_entry){
		.actor = s->actor, .action = action, .subject = subject, .after = after},
	    e);
}

static enum rc save_place(struct db *db, void *arg, struct err *e)
{
	const struct saying *s = arg;
	const struct stock_place *p = s->place;
	uint64_t id = p->id;

	if (!id && stmt_run(db, &stmts[ADD_PLACE], PARAMS(P_STR(p->kind), P_STR(p->name)), NULL, e))
		return e->rc;
	if (id &&
	    stmt_cas(db, &stmts[NAME_PLACE], PARAMS(P_STR(p->name), P_U64(id), P_I64(p->version)),
		     "somebody changed the place meanwhile", e))
		return e->rc;
	id = id ? id : stmt_insert_id(db);
	return said(db, s, "stock.place", audit_subject(s->mem, "place", id), p->name, e);
}

static enum rc save_feeds(struct db *db, void *arg, struct err *e)
{
	const struct saying *s = arg;
	const char *text = "";

	if (stmt_run(db, &stmts[CLEAR_FEEDS], PARAMS(P_U64(s->account_id)), NULL, e))
		return e->rc;
	if (s->n && stmt_bulk(db, &stmts[ADD_FEED], s->feeds, s->n, NULL, e))
		return e->rc;
	for (size_t i = 0; i < s->n; i++)
		text =
		    mem_printf(s->mem, "%s%s%" PRIu64, text, i ? ", " : "", s->feeds[i].place_id);
	return said(db, s, "stock.feeds", audit_subject(s->mem, "account", s->account_id), text, e);
}

static enum rc save_buffer(struct db *db, void *arg, struct err *e)
{
	const struct saying *s = arg;
	const struct stock_buffer *b = s->buffer;
	const char *kind = stock_buffer_names[b->of];
	const struct buffer_row row = {kind, b->subject, b->account_id, b->pieces, s->actor};
	const struct param key[] = {P_STR(kind), P_STR(b->subject), P_U64(b->account_id)};
	enum rc rc = b->pieces == INT64_MIN ? stmt_run(db, &stmts[CLEAR_BUFFER], key, NULL, e)
					    : stmt_run_row(db, &stmts[SET_BUFFER], &row, NULL, e);

	if (rc)
		return rc;
	return said(
	    db, s, "stock.buffer",
	    mem_printf(s->mem, "%s:%s", kind,
		       *b->subject ? b->subject : mem_printf(s->mem, "%" PRIu64, b->account_id)),
	    b->pieces == INT64_MIN ? NULL : mem_printf(s->mem, "%" PRId64, b->pieces), e);
}

static enum rc say(struct db *db, tx_body body, struct saying *s, struct err *e)
{
	s->mem = mem_context(NULL, "places");
	enum rc rc = tx_run(db, body, s, e);
	mem_free(s->mem);
	return rc;
}

enum rc stock_place_save(struct db *db, const struct stock_place *place, const char *actor,
			 struct err *e)
{
	return say(db, save_place, &(struct saying){.place = place, .actor = actor}, e);
}

enum rc stock_feeds_set(struct db *db, uint64_t account_id, const uint64_t *places, size_t n,
			const char *actor, struct err *e)
{
	struct stock_feed feeds[STOCK_PLACES];
	struct saying s = {.feeds = feeds, .n = n, .account_id = account_id, .actor = actor};

	if (n > STOCK_PLACES)
		BUG("%zu places of an account", n);
	for (size_t i = 0; i < n; i++)
		feeds[i] = (struct stock_feed){account_id, places[i], (int64_t)i};
	return say(db, save_feeds, &s, e);
}

enum rc stock_buffer_set(struct db *db, const struct stock_buffer *buffer, const char *actor,
			 struct err *e)
{
	return say(db, save_buffer, &(struct saying){.buffer = buffer, .actor = actor}, e);
}
