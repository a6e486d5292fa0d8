/* Prepared statements: cache, execution, rows and bulk. */
#include "db/stmt.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/bind.h"
#include "db/conn.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_FIRST = 32 };

struct prepared {
	MYSQL_STMT *stmt;
	const char *sql; /* own copy: dynamic statements live in a request */
	size_t n_params;
	MYSQL_BIND *params;
	MYSQL_TIME *times;
	MYSQL_BIND *results;
	struct column *columns;
	uint64_t used;
};

extern const struct stmt_set *const __start_kram_stmts[];
extern const struct stmt_set *const __stop_kram_stmts[];

/* The section exists even in a program without statements of its own. */
static const struct stmt_def own_defs[] = {
    {"SELECT UTC_TIMESTAMP(3)", "", "t"},
};
STMTS_REGISTER(stmt, own_defs);

const struct stmt_set *const *stmt_sets(size_t *n)
{
	*n = (size_t)(__stop_kram_stmts - __start_kram_stmts);
	return __start_kram_stmts;
}

static int prepared_destroy(struct prepared *p)
{
	if (p->stmt)
		(void)mysql_stmt_close(p->stmt);
	return 0;
}

void stmt_cache_drop(struct db *db)
{
	for (size_t i = 0; i < db->n_cache; i++)
		mem_free(db->cache[i]);
	db->n_cache = 0;
}

static size_t cache_slot(struct db *db)
{
	size_t oldest = 0;

	if (db->n_cache < STMT_CACHE_MAX)
		return db->n_cache++;
	for (size_t i = 1; i < db->n_cache; i++)
		if (db->cache[i]->used < db->cache[oldest]->used)
			oldest = i;
	mem_free(db->cache[oldest]);
	return oldest;
}

static struct prepared *cache_find(struct db *db, const char *sql)
{
	for (size_t i = 0; i < db->n_cache; i++)
		if (strcmp(db->cache[i]->sql, sql) == 0)
			return db->cache[i];
	return NULL;
}

static enum rc prepare(struct db *db, const struct stmt_def *def, struct prepared **out,
		       struct err *e)
{
	struct prepared *p = mem_zero(db, struct prepared);
	size_t n_results = strlen(def->results);

	p->sql = mem_strdup(p, def->sql);
	p->n_params = strlen(def->params);
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
		BUG("signature of \"%s\" does not fit the statement", def->sql);
	p->params = mem_array(p, MYSQL_BIND, p->n_params + 1);
	p->times = mem_array(p, MYSQL_TIME, p->n_params + 1);
	p->results = mem_array(p, MYSQL_BIND, n_results + 1);
	p->columns = bind_results(p, p->results, def->results);
	db->cache[cache_slot(db)] = p;
	*out = p;
	return RC_OK;
}

static enum rc lookup(struct db *db, const struct stmt_def *def, struct prepared **out,
		      struct err *e)
{
	if (db->lost)
		return err_set(e, RC_RETRY, "database: connection lost");
	*out = cache_find(db, def->sql);
	if (!*out && prepare(db, def, out, e))
		return e->rc;
	(*out)->used = ++db->tick;
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

static enum rc start(struct db *db, const struct stmt_def *def, const struct param *params,
		     struct prepared **out, struct err *e)
{
	if (lookup(db, def, out, e))
		return e->rc;
	struct prepared *p = *out;
	for (size_t i = 0; i < p->n_params; i++) {
		if (params[i].type != def->params[i])
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

enum rc stmt_cas(struct db *db, const struct stmt_def *def, const struct param *params,
		 const char *lost, struct err *e)
{
	uint64_t changed = 0;

	if (stmt_run(db, def, params, &changed, e))
		return e->rc;
	return changed == 1 ? RC_OK : err_set(e, RC_CONFLICT, "%s", lost);
}

uint64_t stmt_insert_id(const struct db *db)
{
	return db->insert_id;
}

static void check_map(const struct stmt_def *def, const struct row_map *map)
{
	if (map->n != strlen(def->results))
		BUG("row map of \"%s\" has %zu columns", def->sql, map->n);
	for (size_t i = 0; i < map->n; i++) {
		char type = map->cols[i].type == 'c' ? 's' : map->cols[i].type;
		if (type != def->results[i])
			BUG("column %zu of \"%s\" is '%c'", i + 1, def->sql, type);
	}
}

/* Runs, and leaves the whole result with the client, so that the connection is free. */
static enum rc open_result(struct db *db, const struct stmt_def *def, const struct param *params,
			   const struct row_map *map, struct prepared **out, struct err *e)
{
	check_map(def, map);
	if (start(db, def, params, out, e))
		return e->rc;
	struct prepared *p = *out;
	if (mysql_stmt_bind_result(p->stmt, p->results) || mysql_stmt_store_result(p->stmt))
		return db_fail_stmt(db, p->stmt, def->sql, e);
	return RC_OK;
}

enum rc stmt_find(struct db *db, void *owner, const struct stmt_def *def,
		  const struct param *params, const struct row_map *map, void *row, struct err *e)
{
	struct prepared *p;

	if (open_result(db, def, params, map, &p, e))
		return e->rc;
	int status = bind_take(owner, p->stmt, p->columns, map, row);
	enum rc rc = RC_OK;
	if (status == MYSQL_NO_DATA)
		rc = err_set(e, RC_NOT_FOUND, "no such row");
	else if (status)
		rc = db_fail_stmt(db, p->stmt, def->sql, e);
	(void)mysql_stmt_free_result(p->stmt);
	return rc;
}

enum rc stmt_list(struct db *db, void *owner, const struct stmt_def *def,
		  const struct param *params, const struct row_map *map, void **rows, size_t *n,
		  struct err *e)
{
	struct prepared *p;
	int status = 0;

	*rows = NULL;
	*n = 0;
	if (open_result(db, def, params, map, &p, e))
		return e->rc;
	size_t room = (size_t)mysql_stmt_num_rows(p->stmt);
	char *out = room ? mem_array_(owner, map->size, room, "rows") : NULL;
	while (*n < room && !status) {
		status = bind_take(out, p->stmt, p->columns, map, out + *n * map->size);
		*n += !status;
	}
	enum rc rc = RC_OK;
	if (status && status != MYSQL_NO_DATA)
		rc = db_fail_stmt(db, p->stmt, def->sql, e);
	(void)mysql_stmt_free_result(p->stmt);
	*rows = out;
	return rc;
}

static enum rc bulk_slice(struct db *db, const struct stmt_def *def, const struct row_map *map,
			  const void *rows, size_t n, struct err *e)
{
	struct prepared *p;
	unsigned size = (unsigned)n;
	unsigned off = 0;

	if (lookup(db, def, &p, e))
		return e->rc;
	if (map->n != p->n_params)
		BUG("bulk map of \"%s\" has %zu columns", def->sql, map->n);
	void *mem = mem_context(p, "bulk");
	bind_bulk(mem, p->params, map, rows, n);
	(void)mysql_stmt_attr_set(p->stmt, STMT_ATTR_ARRAY_SIZE, &size);
	enum rc rc = execute(db, p, def, e);
	(void)mysql_stmt_attr_set(p->stmt, STMT_ATTR_ARRAY_SIZE, &off);
	mem_free(mem);
	return rc;
}

enum rc stmt_bulk(struct db *db, const struct stmt_def *def, const struct row_map *map,
		  const void *rows, size_t n, uint64_t *affected, struct err *e)
{
	uint64_t sum = 0;

	for (size_t at = 0; at < n; at += STMT_BULK_ROWS) {
		size_t part = n - at < STMT_BULK_ROWS ? n - at : STMT_BULK_ROWS;
		if (bulk_slice(db, def, map, (const char *)rows + at * map->size, part, e))
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
	       (declared == 's' && actual == 'b');
}

static enum rc verify_results(MYSQL_STMT *stmt, const struct stmt_def *def, struct err *e)
{
	MYSQL_RES *meta = mysql_stmt_result_metadata(stmt);
	enum rc rc = RC_OK;

	for (unsigned i = 0; meta && i < mysql_num_fields(meta) && !rc; i++) {
		char actual = bind_letter(mysql_fetch_field_direct(meta, i));
		if (!fits(def->results[i], actual))
			rc =
			    err_set(e, RC_INVALID, "result %u of \"%.200s\" is '%c', declared '%c'",
				    i + 1, def->sql, actual, def->results[i]);
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
	else if (mysql_stmt_param_count(stmt) != strlen(def->params))
		rc = err_set(e, RC_INVALID, "\"%.200s\" has %lu parameters, declared \"%s\"",
			     def->sql, mysql_stmt_param_count(stmt), def->params);
	else if (mysql_stmt_field_count(stmt) != strlen(def->results))
		rc = err_set(e, RC_INVALID, "\"%.200s\" has %u results, declared \"%s\"", def->sql,
			     mysql_stmt_field_count(stmt), def->results);
	else
		rc = verify_results(stmt, def, e);
	(void)mysql_stmt_close(stmt);
	return rc;
}

enum rc db_now_ms(struct db *db, int64_t *out, struct err *e)
{
	struct now {
		int64_t at;
	} row;
	static const struct row_col cols[] = {COL_TIME(struct now, at)};
	static const struct row_map map = ROW_MAP(struct now, cols);

	if (stmt_find(db, db, &own_defs[0], NO_PARAMS, &map, &row, e))
		return e->rc;
	*out = row.at;
	return RC_OK;
}
