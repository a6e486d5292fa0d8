/* SQL of terms. */
#include "domain/terms/terms_store.h"

#include "base/mem.h"
#include "db/columns.h"

/* clang-format off */
#define TERM_COLUMNS(S, I, T, M, W)                                                                \
	S(name, W) S(title, W) S(street, W) S(post_code, W) S(city, W) S(country, W) S(email, W)   \
	S(phone, W) S(form_url, W) S(period, W)
/* clang-format on */

/* A term as it is stored. */
struct saved {
	struct term t;
	uint64_t account_id;
	const char *kind;
	int64_t managed;
	int64_t warehouse;
	int64_t seen_at;
};

static const struct row_map saved_map = ROW_COLUMNS(
    struct saved, COL_U64(struct saved, account_id), COL_STR(struct saved, kind),
    COL_STR(struct saved, t.id), COL_STR(struct saved, t.range), COL_I64(struct saved, managed),
    COL_I64(struct saved, warehouse), COL_STR(struct saved, t.raw), COL_TIME(struct saved, seen_at),
    MAP_OF(TERM_COLUMNS, struct saved, t.));

static const struct row_map row_map =
    ROW_COLUMNS(struct term_row, COL_STR(struct term_row, kind), COL_STR(struct term_row, t.id),
		COL_STR(struct term_row, t.range), COL_I64(struct term_row, managed),
		COL_I64(struct term_row, warehouse), COL_TIME(struct term_row, seen_at),
		COL_TIME(struct term_row, gone_at), MAP_OF(TERM_COLUMNS, struct term_row, t.));

#define SELECT                                                                                     \
	"SELECT kind, term_id, reach, managed, warehouse, seen_at, gone_at" SQL_NAMES_OF(          \
	    TERM_COLUMNS) " FROM term"
#define CHOSEN                                                                                     \
	STR(term_ids[TERM_SHIPPING]), STR(term_ids[TERM_RETURNS]), STR(term_ids[TERM_IMPLIED]),    \
	    STR(term_ids[TERM_WARRANTY]), STR(handling), STR(invoice), STR(country),               \
	    STR(province), STR(post_code), STR(city)
#define CHOSEN_NAMES                                                                               \
	"shipping_id, returns_id, implied_id, warranty_id, handling, invoice, country, province,"  \
	" post_code, city"

enum {
	LIST,
	LIST_STATE,
	NAMES,
	SUM,
	DUE,
	SAVE,
	END,
	SWEEP,
	POSTPONE,
	RENEW,
	CHOSEN_FIND,
	CHOSEN_INSERT,
	CHOSEN_UPDATE,
};

struct state {
	int64_t read_at;
	int64_t next_at;
	const char *problem;
	int64_t total;
};

/* What is stored of a choice, and by whom. */
struct choice {
	struct seller_terms s;
	const char *actor;
};
#define IN_CHOICE                                                                                  \
	STR(s.term_ids[TERM_SHIPPING]), STR(s.term_ids[TERM_RETURNS]),                             \
	    STR(s.term_ids[TERM_IMPLIED]), STR(s.term_ids[TERM_WARRANTY]), STR(s.handling),        \
	    STR(s.invoice), STR(s.country), STR(s.province), STR(s.post_code), STR(s.city)

#define KIND_NAMES                                                                                 \
	"SELECT 'SHIPPING' AS kind UNION SELECT 'RETURNS' UNION SELECT 'IMPLIED' UNION SELECT"     \
	" 'WARRANTY' UNION SELECT 'PRODUCER' UNION SELECT 'PERSON' UNION SELECT 'PRICING'"

static const struct stmt_def stmts[] = {
    [LIST] = {SELECT " WHERE account_id = ? AND kind = ? ORDER BY gone_at IS NOT NULL, name"
		     " COLLATE utf8mb4_uca1400_polish_as_ci, term_id LIMIT 1000",
	      "us", &row_map},
    [LIST_STATE] = {"SELECT l.read_at, l.next_at, l.problem, (SELECT COUNT(*) FROM term t"
		    " WHERE t.account_id = l.account_id AND t.kind = l.kind AND t.gone_at IS NULL)"
		    " FROM term_list l WHERE l.account_id = ? AND l.kind = ?",
		    "us",
		    ROWS(struct state, TIME(read_at), TIME(next_at), STR(problem), I64(total))},
    [NAMES] = {"SELECT term_id, name FROM term WHERE account_id = ? AND kind = ?"
	       " AND gone_at IS NULL ORDER BY name, term_id",
	       "us", ROWS(struct term_name, STR(id), STR(name))},
    [SUM] = {"SELECT CAST(COUNT(*) + IFNULL(SUM(CRC32(CONCAT(term_id, name))), 0) AS SIGNED)"
	     " FROM term WHERE account_id = ? AND kind = ? AND kind IN ('PRODUCER', 'PERSON')"
	     " AND gone_at IS NULL",
	     "us", NUMBER},
    [DUE] = {"SELECT k.kind, UTC_TIMESTAMP(3) FROM (" KIND_NAMES ") k LEFT JOIN term_list l"
	     " ON l.account_id = ? AND l.kind = k.kind WHERE l.kind IS NULL"
	     " OR l.next_at <= UTC_TIMESTAMP(3)",
	     "u", ROWS(struct term_due, STR(kind), TIME(now))},
    [SAVE] = {"INSERT INTO term (account_id, kind, term_id, reach, managed, warehouse, raw,"
	      " seen_at" SQL_NAMES_OF(TERM_COLUMNS) ") VALUES (?, ?, ?, ?, ?, ?, ?, ?" SQL_MARKS_OF(
		  TERM_COLUMNS) ") ON DUPLICATE KEY UPDATE reach = VALUES(reach),"
				" managed = VALUES(managed), warehouse = VALUES(warehouse),"
				" raw = VALUES(raw), seen_at = VALUES(seen_at),"
				" gone_at = NULL" SQL_RENEWALS_OF(TERM_COLUMNS),
	      NULL, &saved_map},
    [END] = {"INSERT INTO term_list (account_id, kind, read_at, next_at, problem)"
	     " VALUES (?, ?, ?, UTC_TIMESTAMP(3) + INTERVAL 1 DAY, ?) ON DUPLICATE KEY UPDATE"
	     " read_at = VALUES(read_at), problem = VALUES(problem),"
	     " next_at = IF(next_at > VALUES(read_at), next_at, VALUES(next_at))",
	     BULK(struct term_reading, U64(account_id), STR(kind), TIME(began), STR(problem))},
    [SWEEP] = {"UPDATE term SET gone_at = UTC_TIMESTAMP(3) WHERE account_id = ? AND kind = ?"
	       " AND seen_at < ? AND gone_at IS NULL",
	       "ust", NO_ROWS},
    [POSTPONE] = {"INSERT INTO term_list (account_id, kind, next_at, problem) VALUES (?, ?,"
		  " UTC_TIMESTAMP(3) + INTERVAL 10 MINUTE, ?) ON DUPLICATE KEY UPDATE"
		  " problem = VALUES(problem), next_at = VALUES(next_at)",
		  BULK(struct term_reading, U64(account_id), STR(kind), STR(problem))},
    [RENEW] = {"INSERT INTO term_list (account_id, kind, next_at) SELECT ?, k.kind,"
	       " UTC_TIMESTAMP(3) FROM (" KIND_NAMES ") k ON DUPLICATE KEY UPDATE"
	       " next_at = VALUES(next_at)",
	       "u", NO_ROWS},
    [CHOSEN_FIND] = {"SELECT account_id, " CHOSEN_NAMES ", CAST(version AS SIGNED), changed_at,"
		     " changed_by FROM seller_terms WHERE account_id = ?",
		     "u",
		     ROWS(struct seller_terms, U64(account_id), CHOSEN, I64(version),
			  TIME(changed_at), STR(changed_by))},
    [CHOSEN_INSERT] = {"INSERT INTO seller_terms (" CHOSEN_NAMES ", changed_by, account_id)"
		       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		       BULK(struct choice, IN_CHOICE, STR(actor), U64(s.account_id))},
    [CHOSEN_UPDATE] = {"UPDATE seller_terms SET shipping_id = ?, returns_id = ?, implied_id = ?,"
		       " warranty_id = ?, handling = ?, invoice = ?, country = ?, province = ?,"
		       " post_code = ?, city = ?, changed_by = ?, changed_at = UTC_TIMESTAMP(3),"
		       " version = version + 1 WHERE account_id = ? AND version = ?",
		       BULK(struct choice, IN_CHOICE, STR(actor), U64(s.account_id),
			    I64(s.version))},
};
STMTS_REGISTER(terms, stmts);
_Static_assert(TERMS_SHOWN == 1000, "LIMIT says so");

/* ---- Looking --------------------------------------------------------------------------------- */

enum rc term_list(struct db *db, void *mem, uint64_t account_id, enum term_kind kind,
		  struct term_list *out, struct err *e)
{
	const struct param params[] = {P_U64(account_id), P_STR(term_kind_names[kind])};
	struct state state = {.read_at = TIME_NONE, .next_at = TIME_NONE};

	*out = (struct term_list){.read_at = TIME_NONE};
	if (stmt_find(db, mem, &stmts[LIST_STATE], params, &state, e) == RC_NOT_FOUND)
		err_clear(e);
	if (e->rc || stmt_list(db, mem, &stmts[LIST], params, &out->rows, &out->n, e))
		return e->rc;
	out->read_at = state.read_at;
	out->next_at = state.next_at;
	out->problem = state.problem;
	out->total = state.total;
	return RC_OK;
}

enum rc term_names(struct db *db, void *mem, uint64_t account_id, enum term_kind kind,
		   struct term_name **out, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[NAMES],
			 PARAMS(P_U64(account_id), P_STR(term_kind_names[kind])), out, n, e);
}

enum rc terms_due(struct db *db, void *mem, uint64_t account_id, struct term_due **out, size_t *n,
		  struct err *e)
{
	return stmt_list(db, mem, &stmts[DUE], PARAMS(P_U64(account_id)), out, n, e);
}

enum rc terms_sum(struct db *db, const struct term_reading *r, int64_t *sum, struct err *e)
{
	return stmt_number(db, &stmts[SUM], PARAMS(P_U64(r->account_id), P_STR(r->kind)), sum, e);
}

/* ---- Keeping --------------------------------------------------------------------------------- */

enum { COLUMN_MAX = 255 };

/* Allegro keeps its limits; were one longer, its beginning is better than none of the list. */
static void cut(void *mem, struct term *t)
{
	const char **texts[] = {&t->name,     &t->title,   &t->street, &t->post_code,
				&t->city,     &t->country, &t->email,  &t->phone,
				&t->form_url, &t->range,   &t->period};

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		if (*texts[i])
			*texts[i] = str_head(mem, *texts[i], COLUMN_MAX);
}

enum rc terms_save(struct db *db, const struct term_reading *r, const struct term *terms, size_t n,
		   struct err *e)
{
	void *mem = mem_context(db, "terms");
	struct saved *rows = mem_array(mem, struct saved, n + 1);

	for (size_t i = 0; i < n; i++) {
		rows[i] = (struct saved){.t = terms[i],
					 .account_id = r->account_id,
					 .kind = r->kind,
					 .managed = terms[i].managed == TRI_TRUE,
					 .warehouse = terms[i].warehouse == TRI_TRUE,
					 .seen_at = r->began};
		cut(mem, &rows[i].t);
	}
	enum rc rc = n ? stmt_bulk(db, &stmts[SAVE], rows, n, NULL, e) : RC_OK;
	mem_free(mem);
	return rc;
}

enum rc terms_end(struct db *db, const struct term_reading *r, struct err *e)
{
	const struct param before[] = {P_U64(r->account_id), P_STR(r->kind), P_TIME(r->began)};

	if (!r->problem && stmt_run(db, &stmts[SWEEP], before, NULL, e))
		return e->rc;
	return stmt_run_row(db, &stmts[END], r, NULL, e);
}

enum rc terms_postpone(struct db *db, const struct term_reading *r, struct err *e)
{
	return stmt_run_row(db, &stmts[POSTPONE], r, NULL, e);
}

enum rc terms_renew_within(struct db *db, uint64_t account_id, struct err *e)
{
	return stmt_run(db, &stmts[RENEW], PARAMS(P_U64(account_id)), NULL, e);
}

/* ---- Choosing -------------------------------------------------------------------------------- */

enum rc seller_terms_load(struct db *db, void *mem, uint64_t account_id, struct seller_terms *out,
			  struct err *e)
{
	*out = (struct seller_terms){.account_id = account_id, .changed_at = TIME_NONE};
	if (stmt_find(db, mem, &stmts[CHOSEN_FIND], PARAMS(P_U64(account_id)), out, e) ==
	    RC_NOT_FOUND)
		err_clear(e);
	return e->rc;
}

enum rc seller_terms_write(struct db *db, const struct seller_terms *s, const char *actor,
			   struct err *e)
{
	const struct choice choice = {*s, actor};

	if (!s->version)
		return stmt_run_row(db, &stmts[CHOSEN_INSERT], &choice, NULL, e);
	return stmt_cas_row(db, &stmts[CHOSEN_UPDATE], &choice,
			    "somebody changed the terms meanwhile", e);
}
