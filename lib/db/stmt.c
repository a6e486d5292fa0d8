/* Prepared statements: cache, execution, rows and bulk. */
#include "db/stmt.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/bind.h"
#include "db/conn.h"

#include <stdlib.h>
#include <string.h>

struct prepared {
	MYSQL_STMT *stmt;
	size_t n_params;
	MYSQL_BIND *params;
	MYSQL_TIME *times;
	MYSQL_BIND *results;
	struct column *columns;
};

enum { PARAMS_OF_A_ROW_MAX = 64 }; /* as many as EACH takes (each.h) */

const struct row_map row_number = {(const struct row_col[]){{'i', 0}}, 1, sizeof(int64_t)};
const struct row_map row_id = {(const struct row_col[]){{'u', 0}}, 1, sizeof(uint64_t)};
const struct row_map row_moment = {(const struct row_col[]){{'t', 0}}, 1, sizeof(int64_t)};

extern const struct stmt_set *const __start_kram_stmts[];
extern const struct stmt_set *const __stop_kram_stmts[];

/* The section exists even in a program without statements of its own. */
static const struct stmt_def own_defs[] = {
    {"SELECT UTC_TIMESTAMP(3)", "", MOMENT},
};
STMTS_REGISTER(stmt, own_defs);

const struct stmt_set *const *stmt_sets(size_t *n)
{
	*n = (size_t)(__stop_kram_stmts - __start_kram_stmts);
	return __start_kram_stmts;
}

static size_t n_registered(void)
{
	size_t n_sets;
	size_t n = 0;
	const struct stmt_set *const *sets = stmt_sets(&n_sets);

	for (size_t i = 0; i < n_sets; i++)
		n += sets[i]->n;
	return n;
}

/* Number of a registered statement among all; of one that is not registered, their number. */
static size_t number_of(const struct stmt_def *def)
{
	size_t n_sets;
	size_t before = 0;
	const struct stmt_set *const *sets = stmt_sets(&n_sets);

	for (size_t i = 0; i < n_sets; i++) {
		uintptr_t first = (uintptr_t)sets[i]->defs;
		uintptr_t at = (uintptr_t)def;
		if (at >= first && at < first + sets[i]->n * sizeof(*def))
			return before + (size_t)(def - sets[i]->defs);
		before += sets[i]->n;
	}
	return before;
}

static int prepared_destroy(struct prepared *p)
{
	if (p->stmt)
		(void)mysql_stmt_close(p->stmt);
	return 0;
}

void stmt_cache_drop(struct db *db)
{
	mem_free(db->cache);
	db->cache = NULL;
}

static size_t n_params_of(const struct stmt_def *def)
{
	return def->params ? strlen(def->params) : def->rows->n;
}

static size_t n_results_of(const struct stmt_def *def)
{
	return def->params && def->rows ? def->rows->n : 0;
}

static enum rc prepare(struct db *db, const struct stmt_def *def, struct prepared **out,
		       struct err *e)
{
	struct prepared *p = mem_zero(db->cache, struct prepared);
	size_t n_results = n_results_of(def);

	p->n_params = n_params_of(def);
	p->stmt = mysql_stmt_init(db->my);
	if (!p->stmt)
		mem_exhausted();
	talloc_set_destructor(p, prepared_destroy);
	if (mysql_stmt_prepare(p->stmt, def->sql, strlen(def->sql))) {
		(void)db_fail_stmt(db, p->stmt, def->sql, e);
		mem_free(p);
		return e->rc;
	}
	if (mysql_stmt_param_count(p->stmt) != p->n_params ||
	    mysql_stmt_field_count(p->stmt) != n_results)
		BUG("the row of \"%s\" does not fit the statement", def->sql);
	p->params = mem_array(p, MYSQL_BIND, p->n_params + 1);
	p->times = mem_array(p, MYSQL_TIME, p->n_params + 1);
	p->results = mem_array(p, MYSQL_BIND, n_results + 1);
	if (n_results)
		p->columns = bind_results(p, p->results, def->rows);
	*out = p;
	return RC_OK;
}

/* Statements that are not registered share the last place: each pushes the one before out. */
static enum rc lookup(struct db *db, const struct stmt_def *def, struct prepared **out,
		      struct err *e)
{
	if (db->lost)
		return err_set(e, RC_RETRY, "database: connection lost");
	size_t at = number_of(def);
	size_t others = n_registered();
	if (!db->cache)
		db->cache = mem_array(db, struct prepared *, others + 1);
	if (at == others) {
		mem_free(db->cache[at]);
		db->cache[at] = NULL;
	}
	if (!db->cache[at] && prepare(db, def, &db->cache[at], e))
		return e->rc;
	*out = db->cache[at];
	return RC_OK;
}

static enum rc execute(struct db *db, struct prepared *p, const struct stmt_def *def, struct err *e)
{
	if (p->n_params && mysql_stmt_bind_param(p->stmt, p->params))
		return db_fail_stmt(db, p->stmt, def->sql, e);
	if (mysql_stmt_execute(p->stmt))
		return db_fail_stmt(db, p->stmt, def->sql, e);
	db->insert_id = mysql_stmt_insert_id(p->stmt);
	return RC_OK;
}

static char type_of(const struct stmt_def *def, size_t i)
{
	char type = def->params ? def->params[i] : def->rows->cols[i].type;

	return type == 'c' ? 's' : type;
}

static enum rc start(struct db *db, const struct stmt_def *def, const struct param *params,
		     struct prepared **out, struct err *e)
{
	if (lookup(db, def, out, e))
		return e->rc;
	struct prepared *p = *out;
	for (size_t i = 0; i < p->n_params; i++) {
		if (params[i].type != type_of(def, i))
			BUG("parameter %zu of \"%s\" is '%c'", i + 1, def->sql, params[i].type);
		bind_param(&p->params[i], &params[i], &p->times[i]);
	}
	return execute(db, p, def, e);
}

enum rc stmt_run(struct db *db, const struct stmt_def *def, const struct param *params,
		 uint64_t *affected, struct err *e)
{
	struct prepared *p;

	if (start(db, def, params, &p, e))
		return e->rc;
	if (affected)
		*affected = mysql_stmt_affected_rows(p->stmt);
	return RC_OK;
}

static enum rc check_one(uint64_t changed, const char *lost, struct err *e)
{
	return changed == 1 ? RC_OK : err_set(e, RC_CONFLICT, "%s", lost);
}

enum rc stmt_cas(struct db *db, const struct stmt_def *def, const struct param *params,
		 const char *lost, struct err *e)
{
	uint64_t changed = 0;

	return stmt_run(db, def, params, &changed, e) ? e->rc : check_one(changed, lost, e);
}

enum rc stmt_run_row_(struct db *db, const struct stmt_def *def, const void *row, size_t size,
		      uint64_t *affected, struct err *e)
{
	struct param params[PARAMS_OF_A_ROW_MAX];

	if (def->params || !def->rows || def->rows->size != size ||
	    def->rows->n > PARAMS_OF_A_ROW_MAX)
		BUG("the row does not go into \"%s\"", def->sql);
	for (size_t i = 0; i < def->rows->n; i++)
		params[i] = bind_field(&def->rows->cols[i], row);
	return stmt_run(db, def, params, affected, e);
}

enum rc stmt_cas_row_(struct db *db, const struct stmt_def *def, const void *row, size_t size,
		      const char *lost, struct err *e)
{
	uint64_t changed = 0;

	return stmt_run_row_(db, def, row, size, &changed, e) ? e->rc : check_one(changed, lost, e);
}

uint64_t stmt_insert_id(const struct db *db)
{
	return db->insert_id;
}

/* Runs, and leaves the whole result with the client, so that the connection is free. */
static enum rc open_result(struct db *db, const struct stmt_def *def, const struct param *params,
			   size_t size, struct prepared **out, struct err *e)
{
	if (!def->params || !def->rows || (size && def->rows->size != size))
		BUG("the rows of \"%s\" do not go there", def->sql);
	if (start(db, def, params, out, e))
		return e->rc;
	struct prepared *p = *out;
	if (mysql_stmt_bind_result(p->stmt, p->results) || mysql_stmt_store_result(p->stmt))
		return db_fail_stmt(db, p->stmt, def->sql, e);
	return RC_OK;
}

enum rc stmt_find_(struct db *db, void *owner, const struct stmt_def *def,
		   const struct param *params, void *row, size_t size, struct err *e)
{
	struct prepared *p;

	if (open_result(db, def, params, size, &p, e))
		return e->rc;
	int status = bind_take(owner, p->stmt, p->columns, def->rows, row);
	enum rc rc = RC_OK;
	if (status == MYSQL_NO_DATA)
		rc = err_set(e, RC_NOT_FOUND, "no such row");
	else if (status)
		rc = db_fail_stmt(db, p->stmt, def->sql, e);
	(void)mysql_stmt_free_result(p->stmt);
	return rc;
}

enum rc stmt_list_(struct db *db, void *owner, const struct stmt_def *def,
		   const struct param *params, void *rows, size_t size, size_t *n, struct err *e)
{
	struct prepared *p;
	char *out = NULL;
	int status = 0;

	memcpy(rows, &out, sizeof(out));
	*n = 0;
	if (open_result(db, def, params, size, &p, e))
		return e->rc;
	size_t room = (size_t)mysql_stmt_num_rows(p->stmt);
	if (room)
		out = mem_array_(owner, def->rows->size, room, "rows");
	while (*n < room && !status) {
		status = bind_take(out, p->stmt, p->columns, def->rows, out + *n * def->rows->size);
		*n += !status;
	}
	enum rc rc = RC_OK;
	if (status && status != MYSQL_NO_DATA)
		rc = db_fail_stmt(db, p->stmt, def->sql, e);
	(void)mysql_stmt_free_result(p->stmt);
	memcpy(rows, &out, sizeof(out));
	return rc;
}

static enum rc bulk_slice(struct db *db, const struct stmt_def *def, const void *rows, size_t n,
			  struct err *e)
{
	struct prepared *p;
	unsigned size = (unsigned)n;
	unsigned off = 0;

	if (lookup(db, def, &p, e))
		return e->rc;
	void *mem = mem_context(p, "bulk");
	bind_bulk(mem, p->params, def->rows, rows, n);
	(void)mysql_stmt_attr_set(p->stmt, STMT_ATTR_ARRAY_SIZE, &size);
	enum rc rc = execute(db, p, def, e);
	(void)mysql_stmt_attr_set(p->stmt, STMT_ATTR_ARRAY_SIZE, &off);
	mem_free(mem);
	return rc;
}

enum rc stmt_bulk_(struct db *db, const struct stmt_def *def, const void *rows, size_t size,
		   size_t n, uint64_t *affected, struct err *e)
{
	uint64_t sum = 0;

	if (def->params || !def->rows || def->rows->size != size)
		BUG("the rows do not go into \"%s\"", def->sql);
	for (size_t at = 0; at < n; at += STMT_BULK_ROWS) {
		size_t part = n - at < STMT_BULK_ROWS ? n - at : STMT_BULK_ROWS;
		if (bulk_slice(db, def, (const char *)rows + at * size, part, e))
			return e->rc;
		sum += mysql_affected_rows(db->my);
	}
	if (affected)
		*affected = sum;
	return RC_OK;
}

/* A signed variable may hold an unsigned column whose values are small; the reverse may not. */
static bool fits(char declared, char actual)
{
	return declared == actual || (declared == 'i' && actual == 'u') ||
	       ((declared == 's' || declared == 'c') && (actual == 's' || actual == 'b'));
}

static enum rc verify_results(MYSQL_STMT *stmt, const struct stmt_def *def, struct err *e)
{
	MYSQL_RES *meta = mysql_stmt_result_metadata(stmt);
	enum rc rc = RC_OK;

	for (unsigned i = 0; meta && i < mysql_num_fields(meta) && !rc; i++) {
		char actual = bind_type_code(mysql_fetch_field_direct(meta, i));
		char declared = def->rows->cols[i].type;
		if (!fits(declared, actual))
			rc =
			    err_set(e, RC_INVALID, "column %u of \"%.200s\" is '%c', declared '%c'",
				    i + 1, def->sql, actual, declared);
	}
	if (meta)
		mysql_free_result(meta);
	return rc;
}

enum rc stmt_verify(struct db *db, const struct stmt_def *def, struct err *e)
{
	MYSQL_STMT *stmt = mysql_stmt_init(db->my);
	enum rc rc;

	if (!stmt)
		mem_exhausted();
	if (mysql_stmt_prepare(stmt, def->sql, strlen(def->sql)))
		rc = db_fail_stmt(db, stmt, def->sql, e);
	else if (mysql_stmt_param_count(stmt) != n_params_of(def))
		rc = err_set(e, RC_INVALID, "\"%.200s\" has %lu parameters, declared %zu", def->sql,
			     mysql_stmt_param_count(stmt), n_params_of(def));
	else if (mysql_stmt_field_count(stmt) != n_results_of(def))
		rc = err_set(e, RC_INVALID, "\"%.200s\" has %u columns, declared %zu", def->sql,
			     mysql_stmt_field_count(stmt), n_results_of(def));
	else
		rc = verify_results(stmt, def, e);
	(void)mysql_stmt_close(stmt);
	return rc;
}

enum rc db_now_ms(struct db *db, int64_t *out, struct err *e)
{
	return stmt_find(db, NULL, &own_defs[0], NO_PARAMS, out, e);
}
