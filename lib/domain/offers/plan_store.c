/* SQL of making plans and of looking at them. */
#include "domain/offers/plan_store.h"

#include "db/stmt.h"

enum { INSERT, TOUCH, ITEM_PUT, TOTALS, ACTIVE, SEALED, PARTS, FIND, LIST, ITEMS };

#define HEAD                                                                                       \
	"SELECT p.id, p.account_id, a.name, p.topic, p.origin,"                                    \
	" CAST(IFNULL(p.parent_id, 0) AS UNSIGNED), p.about, p.actor, p.state, p.reason,"          \
	" p.brakes, p.approved_by, p.approved_at, p.batch, p.round, CAST(p.waiting AS SIGNED),"    \
	" CAST(p.posted AS SIGNED), CAST(p.done AS SIGNED), CAST(p.failed AS SIGNED),"             \
	" CAST(p.held AS SIGNED), CAST(p.left_out AS SIGNED), CAST(p.items AS SIGNED),"            \
	" CAST(p.values_n AS SIGNED), CAST(p.outliers AS SIGNED), p.version, p.created_at,"        \
	" p.started_at, p.ended_at FROM plan p JOIN account a ON a.id = p.account_id"
#define P struct plan_head
#define HEAD_FIELDS                                                                                \
	U64(id), U64(account_id), STR(account), STR(topic), STR(origin), U64(parent_id),           \
	    STR(about), STR(actor), STR(state), STR(reason), STR(brakes), STR(approved_by),        \
	    TIME(approved_at), STR(batch), U64(round), I64(counts.waiting), I64(counts.posted),    \
	    I64(counts.done), I64(counts.failed), I64(counts.held), I64(counts.left), I64(items),  \
	    I64(values), I64(counts.outliers), U64(version), TIME(created_at), TIME(started_at),   \
	    TIME(ended_at)
static const struct row_map head_map = ROW_MAP(P, HEAD_FIELDS);

#define ITEMS_OF(key, where)                                                                       \
	{                                                                                          \
		"SELECT i.id, i.kind, i.subject, f.name, i.before_value, i.after_value,"           \
		" i.outlier, CAST(i.place AS SIGNED), CAST(i.change_bp AS SIGNED), i.state,"       \
		" i.note, o.problem, CAST(IFNULL(i.outbox_id, 0) AS UNSIGNED)"                     \
		" FROM plan_item i FORCE INDEX (" key ") LEFT JOIN outbox o ON o.id = i.outbox_id" \
		" LEFT JOIN offer f ON f.offer_id = i.subject AND f.account_id = ?"                \
		" WHERE i.plan_id = ?" where " AND i.place >= ? AND (i.place > ? OR i.id > ?)"     \
		" ORDER BY i.place, i.id LIMIT 51",                                                \
		    "uuiiu", &item_map                                                             \
	}
static const struct row_map item_map = ROW_MAP(
    struct plan_item, U64(id), STR(kind), STR(subject), STR(name), STR(before), STR(after),
    STR(outlier), I64(place), I64(change_bp), STR(state), STR(note), STR(problem), U64(outbox_id));

struct making {
	uint64_t account_id;
	const char *topic;
	const char *origin;
	int64_t parent_id; /* INT64_MIN: none */
	const char *about;
	const char *actor;
	const char *batch;
};

#define OUTLIERS_OF(n) "COUNT(IF(place = " #n ", 1, NULL))"

static const struct stmt_def stmts[] = {
    [INSERT] = {"INSERT INTO plan (account_id, topic, origin, parent_id, about, actor, batch)"
		" VALUES (?, ?, ?, ?, ?, ?, ?)",
		BULK(struct making, U64(account_id), STR(topic), STR(origin), I64(parent_id),
		     STR(about), STR(actor), STR(batch))},
    [TOUCH] = {"UPDATE plan SET version = version + 1 WHERE id = ? AND state = 'BUILDING'", "u",
	       NO_ROWS},
    [ITEM_PUT] = {"INSERT INTO plan_item (plan_id, kind, subject, before_value, after_value,"
		  " outlier, place, change_bp, state, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
		  " ON DUPLICATE KEY UPDATE plan_id = VALUES(plan_id)",
		  BULK(struct plan_item_row, U64(plan_id), STR(kind), STR(subject), STR(before),
		       STR(after), STR(outlier), I64(place), I64(change_bp), STR(state),
		       STR(note))},
    [TOTALS] =
	{"SELECT COUNT(*), COUNT(DISTINCT kind, after_value), " OUTLIERS_OF(0) ", " OUTLIERS_OF(
	     1) ", " OUTLIERS_OF(2) ", " OUTLIERS_OF(3) " FROM plan_item"
							" WHERE plan_id = ? AND state = 'WAITING'",
	 "u",
	 ROWS(struct plan_totals, I64(items), I64(values), I64(of[0]), I64(of[1]), I64(of[2]),
	      I64(of[3]))},
    [ACTIVE] = {"SELECT COUNT(*) FROM offer WHERE account_id = ? AND tab = 'active'", "u", NUMBER},
    [SEALED] = {"UPDATE plan SET state = ?, brakes = ?, items = ?, values_n = ?,"
		" ended_at = IF(state = 'DONE', UTC_TIMESTAMP(3), NULL), version = version + 1"
		" WHERE id = ? AND state = 'BUILDING'",
		BULK(struct plan_sealing, STR(state), STR(brakes), I64(items), I64(values),
		     U64(id))},
    [PARTS] = {"SELECT id, kind, subject, before_value, after_value,"
	       " CAST(place AS SIGNED) FROM plan_item FORCE INDEX (by_state) WHERE plan_id = ?"
	       " AND state = ? AND place >= ? AND (place > ? OR id > ?) ORDER BY place, id"
	       " LIMIT 1000",
	       "usiiu",
	       ROWS(struct plan_part, U64(id), STR(kind), STR(subject), STR(before), STR(after),
		    I64(place))},
    [FIND] = {HEAD " WHERE p.id = ?", "u", &head_map},
    [LIST] = {HEAD " WHERE p.state <> 'BUILDING' AND (? IS NULL OR p.account_id = ?) AND p.id < ?"
		   " ORDER BY p.id DESC LIMIT 51",
	      "iiu", &head_map},
    [ITEMS + PLAN_ITEMS_ALL] = ITEMS_OF("in_order", ""),
    [ITEMS + PLAN_ITEMS_OUTLIERS] = ITEMS_OF("in_order", " AND i.place < 4 AND i.state <> 'LEFT'"),
    [ITEMS + PLAN_ITEMS_DONE] = ITEMS_OF("by_state", " AND i.state = 'DONE'"),
    [ITEMS + PLAN_ITEMS_FAILED] = ITEMS_OF("by_state", " AND i.state IN ('FAILED', 'HELD')"),
    [ITEMS + PLAN_ITEMS_LEFT] = ITEMS_OF("by_state", " AND i.state = 'LEFT'"),
};
STMTS_REGISTER(plan, stmts);
_Static_assert(PLAN_PLAIN == 4 && PLAN_SLICE == 1000 && PLAN_PAGE_ROWS == 50,
	       "the statements spell them out");

const char *const plan_origin_names[] = {"person",  "stock", "price", "listing",
					 "product", "retry", "undo",  NULL};
_Static_assert(COUNT_OF(plan_origin_names) == PLAN_ORIGINS + 1, "a name for each origin");

/* ---- Making ---------------------------------------------------------------------------------- */

enum rc plan_insert(struct db *db, const struct plan_making *m, uint64_t *id, struct err *e)
{
	char batch[37];
	const struct making row = {
	    .account_id = m->account_id,
	    .topic = plan_topic_names[m->topic],
	    .origin = plan_origin_names[m->origin],
	    .parent_id = m->parent_id ? (int64_t)m->parent_id : INT64_MIN,
	    .about = m->about,
	    .actor = m->actor,
	    .batch = batch,
	};

	str_uuid(batch);
	if (stmt_run_row(db, &stmts[INSERT], &row, NULL, e))
		return e->rc;
	*id = stmt_insert_id(db);
	return RC_OK;
}

enum rc plan_touch(struct db *db, uint64_t id, struct err *e)
{
	return stmt_cas(db, &stmts[TOUCH], PARAMS(P_U64(id)), "the plan is whole already", e);
}

enum rc plan_items_put(struct db *db, const struct plan_item_row *rows, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[ITEM_PUT], rows, n, NULL, e) : RC_OK;
}

enum rc plan_totals(struct db *db, const P *plan, struct plan_totals *out, struct err *e)
{
	if (stmt_find(db, db, &stmts[TOTALS], PARAMS(P_U64(plan->id)), out, e))
		return e->rc;
	return stmt_number(db, &stmts[ACTIVE], PARAMS(P_U64(plan->account_id)), &out->active, e);
}

enum rc plan_set_sealed(struct db *db, const struct plan_sealing *s, struct err *e)
{
	return stmt_cas_row(db, &stmts[SEALED], s, "the plan is whole already", e);
}

enum rc plan_parts(struct db *db, void *mem, const struct plan_slice *s, struct plan_part **rows,
		   size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[PARTS],
			 PARAMS(P_U64(s->plan_id), P_STR(s->state), P_I64(s->after_place),
				P_I64(s->after_place), P_U64(s->after_id)),
			 rows, n, e);
}

/* ---- Looking --------------------------------------------------------------------------------- */

enum rc plan_find(struct db *db, void *mem, uint64_t id, P *out, struct err *e)
{
	*out = (P){.id = 0};
	return stmt_find(db, mem, &stmts[FIND], PARAMS(P_U64(id)), out, e);
}

enum rc plan_list(struct db *db, void *mem, const struct plan_filter *f, P **rows, size_t *n,
		  struct err *e)
{
	const int64_t account_id = f->account_id ? (int64_t)f->account_id : INT64_MIN;

	return stmt_list(db, mem, &stmts[LIST],
			 PARAMS(P_I64(account_id), P_I64(account_id),
				P_U64(f->before_id ? f->before_id : INT64_MAX)),
			 rows, n, e);
}

enum rc plan_items(struct db *db, void *mem, const P *plan, const struct plan_item_filter *f,
		   struct plan_item **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[ITEMS + (int)f->view],
			 PARAMS(P_U64(plan->account_id), P_U64(plan->id), P_I64(f->after_place),
				P_I64(f->after_place), P_U64(f->after_id)),
			 rows, n, e);
}
