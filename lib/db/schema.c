/* Forward-only migrations, statement by statement, and the check every program makes. */
#include "db/schema.h"

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "db/conn.h"
#include "db/stmt.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef SCHEMA_VERSION
#error "SCHEMA_VERSION comes from the Makefile: the highest number under sql/"
#endif

enum { FILE_BYTES_MAX = 1024 * 1024, FILES_MAX = 9999 };

static const char *const ledger_ddl[] = {
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    "version INT NOT NULL PRIMARY KEY, name VARCHAR(120) NOT NULL,"
    "hash BINARY(32) NOT NULL COMMENT 'BLAKE2b of the file', "
    "applied_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3)) ENGINE=InnoDB",
    "ALTER TABLE schema_migration ADD COLUMN IF NOT EXISTS breaks TINYINT(1) NOT NULL DEFAULT 0 "
    "COMMENT 'programs built for an earlier schema must not run beside it'",
    "CREATE TABLE IF NOT EXISTS schema_step ("
    "version INT NOT NULL, step INT NOT NULL, hash BINARY(32) NOT NULL, "
    "finished_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3), "
    "PRIMARY KEY (version, step)) ENGINE=InnoDB",
};

/* A file whose first line says so takes something from programs that do not know it. */
#define BREAKS "-- breaks earlier programs"

enum { STEP_FIND, STEP_DONE, FILE_FIND, FILE_DONE, VERSION_GET, BREAK_FIND };
struct hash_row {
	struct bytes hash;
};

static const struct row_map hash_map = ROW_MAP(struct hash_row, BYTES(hash));

static const struct stmt_def stmts[] = {
    [STEP_FIND] = {"SELECT hash FROM schema_step WHERE version = ? AND step = ?", "ii", &hash_map},
    [STEP_DONE] = {"INSERT INTO schema_step (version, step, hash) VALUES (?, ?, ?) "
		   "ON DUPLICATE KEY UPDATE hash = VALUES(hash)",
		   "iib", NO_ROWS},
    [FILE_FIND] = {"SELECT hash FROM schema_migration WHERE version = ?", "i", &hash_map},
    [FILE_DONE] = {"INSERT INTO schema_migration (version, name, hash, breaks) VALUES (?, ?, ?, ?) "
		   "ON DUPLICATE KEY UPDATE version = VALUES(version)",
		   "isbi", NO_ROWS},
    [VERSION_GET] = {"SELECT COALESCE(MAX(version), 0) FROM schema_migration", "", NUMBER},
    [BREAK_FIND] = {"SELECT COALESCE(MAX(version), 0) FROM schema_migration WHERE breaks AND "
		    "version > ?",
		    "i", NUMBER},
};
STMTS_REGISTER(schema, stmts);

/* One run of schema_migrate: everything below works on it. */
struct run {
	struct db *db;
	void *mem;
	const char *dir;
	void (*report)(const char *);
};

int schema_version(void)
{
	return SCHEMA_VERSION;
}

static enum rc read_file(struct run *r, const char *name, char **out, struct err *e)
{
	const char *path = mem_printf(r->mem, "%s/%s", r->dir, name);
	FILE *f = fopen(path, "re");

	if (!f)
		return err_set(e, RC_IO, "cannot open %s: %s", path, strerror(errno));
	char *text = mem_array(r->mem, char, FILE_BYTES_MAX + 1);
	size_t n = fread(text, 1, FILE_BYTES_MAX, f);
	bool bad = ferror(f) || !feof(f);
	if (fclose(f) || bad)
		return err_set(e, RC_IO, "cannot read %s", path);
	text[n] = '\0';
	*out = text;
	return RC_OK;
}

/* Next statement of *rest without comment lines, ended by ';' at the end of a line. */
static char *next_statement(void *mem, char **rest)
{
	struct str s;
	bool ended = false;

	str_init(&s, mem, FILE_BYTES_MAX);
	while (**rest && !ended) {
		size_t n = strcspn(*rest, "\n");
		size_t end = n;
		if (!str_starts(*rest, "--")) {
			while (end && strchr(" \t\r", (*rest)[end - 1]))
				end--;
			ended = end && (*rest)[end - 1] == ';';
			str_add_bytes(&s, *rest, end - ended);
			str_add(&s, "\n");
		}
		*rest += n + ((*rest)[n] == '\n');
	}
	return *str_squeeze(mem, s.text) ? s.text : NULL;
}

static enum rc is_recorded(struct run *r, enum rc found, const struct hash_row *row,
			   const uint8_t *hash, struct err *e)
{
	if (found && found != RC_NOT_FOUND)
		return found;
	if (!found && (row->hash.len != SECRET_HASH_BYTES ||
		       memcmp(row->hash.data, hash, SECRET_HASH_BYTES) != 0))
		return err_set(e, RC_INVALID,
			       "a migration in %s was changed after it had been applied; restore "
			       "the file and put the change into a new one",
			       r->dir);
	err_clear(e);
	return found;
}

static enum rc run_step(struct run *r, int version, int step, const char *sql, struct err *e)
{
	uint8_t hash[SECRET_HASH_BYTES];
	struct hash_row row = {0};

	secret_hash(sql, hash);
	enum rc rc = stmt_find(r->db, r->mem, &stmts[STEP_FIND],
			       PARAMS(P_I64(version), P_I64(step)), &row, e);
	rc = is_recorded(r, rc, &row, hash, e);
	if (rc != RC_NOT_FOUND)
		return rc;
	if (db_exec(r->db, sql, e))
		return err_wrap(e, "migration %04d step %d", version, step);
	return stmt_run(
	    r->db, &stmts[STEP_DONE],
	    PARAMS(P_I64(version), P_I64(step), P_BYTES(((struct bytes){hash, sizeof(hash)}))),
	    NULL, e);
}

static enum rc run_file(struct run *r, const char *name, struct err *e)
{
	uint8_t hash[SECRET_HASH_BYTES];
	struct hash_row row = {0};
	char *text;
	char *sql;
	int version = (int)strtol(name, NULL, 10);
	int step = 0;

	if (read_file(r, name, &text, e))
		return e->rc;
	secret_hash(text, hash);
	int64_t breaks = str_starts(text, BREAKS);
	enum rc rc = stmt_find(r->db, r->mem, &stmts[FILE_FIND], PARAMS(P_I64(version)), &row, e);
	rc = is_recorded(r, rc, &row, hash, e);
	if (rc != RC_NOT_FOUND)
		return rc ? err_wrap(e, "%s", name) : RC_OK;
	while ((sql = next_statement(r->mem, &text)))
		if (run_step(r, version, ++step, sql, e))
			return e->rc;
	if (r->report)
		r->report(mem_printf(r->mem, "%s: %d statements", name, step));
	return stmt_run(r->db, &stmts[FILE_DONE],
			PARAMS(P_I64(version), P_STR(name),
			       P_BYTES(((struct bytes){hash, sizeof(hash)})), P_I64(breaks)),
			NULL, e);
}

static int is_migration(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return strspn(d->d_name, "0123456789") == 4 && d->d_name[4] == '_' && n > 8 &&
	       str_eq(d->d_name + n - 4, ".sql");
}

static enum rc run_files(struct run *r, struct err *e)
{
	struct dirent **list;
	int n = scandir(r->dir, &list, is_migration, alphasort);
	enum rc rc = RC_OK;

	if (n < 0)
		return err_set(e, RC_IO, "cannot list %s: %s", r->dir, strerror(errno));
	for (int i = 0; i < n; i++) {
		if (!rc)
			rc = run_file(r, list[i]->d_name, e);
		free(list[i]); /* scandir's own memory, not talloc's */
	}
	free(list);
	return rc;
}

static enum rc run_grants(struct run *r, struct err *e)
{
	char *text;
	char *sql;

	if (read_file(r, "grants.sql", &text, e))
		return e->rc;
	while ((sql = next_statement(r->mem, &text)))
		if (db_exec(r->db, sql, e))
			return err_wrap(e, "grants.sql");
	return RC_OK;
}

enum rc schema_migrate(struct db *db, const char *dir, void (*report)(const char *), struct err *e)
{
	struct run r = {.db = db, .mem = mem_context(db, "migrate"), .dir = dir, .report = report};
	enum rc rc = RC_OK;

	for (size_t i = 0; i < COUNT_OF(ledger_ddl) && !rc; i++)
		rc = db_exec(db, ledger_ddl[i], e);
	if (!rc)
		rc = run_files(&r, e);
	if (!rc)
		rc = run_grants(&r, e);
	mem_free(r.mem);
	return rc;
}

static enum rc get_version(struct db *db, int64_t *out, struct err *e)
{
	int64_t row;

	if (stmt_find(db, db, &stmts[VERSION_GET], NO_PARAMS, &row, e))
		return err_wrap(e, "reading the schema version (run: kramctl migrate)");
	*out = row;
	return RC_OK;
}

enum rc schema_check(struct db *db, struct err *e)
{
	int64_t broken;
	int64_t version = 0;

	if (get_version(db, &version, e) || version == SCHEMA_VERSION)
		return e->rc;
	if (version < SCHEMA_VERSION)
		return err_set(e, RC_RETRY,
			       "the database has schema %d, this program needs %d; run: kramctl "
			       "migrate",
			       (int)version, SCHEMA_VERSION);
	if (stmt_find(db, db, &stmts[BREAK_FIND], PARAMS(P_I64(SCHEMA_VERSION)), &broken, e))
		return err_wrap(e, "reading which programs the schema is for");
	if (!broken)
		return RC_OK;
	return err_set(e, RC_RETRY,
		       "the database has schema %d, beside which a program of schema %d must not "
		       "run; install the release that migrated it, and restart the pools",
		       (int)version, SCHEMA_VERSION);
}
