/* SQL of sources. */
#include "domain/catalog/import_source.h"

#include "base/host.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "db/stmt.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/catalog/source_address.h"

#include <inttypes.h>

#define SELECT_SOURCE                                                                              \
	"SELECT CAST(s.profile_id AS UNSIGNED), p.name, s.address, CAST(s.period_min AS SIGNED),"  \
	" CAST(s.paused AS SIGNED), CAST(p.auto AS SIGNED), s.next_at, s.asked_at, s.got_at,"      \
	" s.fault, s.problem, CAST(s.failures AS SIGNED), CAST(s.run_id AS SIGNED), r.state,"      \
	" r.problem, r.etag, r.modified, r.digest, CAST(s.version AS SIGNED)"                      \
	" FROM import_source s JOIN import_profile p ON p.id = s.profile_id"                       \
	" LEFT JOIN import_run r ON r.id = s.run_id"
#define SOURCE_ROW                                                                                 \
	ROWS(struct file_source, U64(profile_id), STR(profile), STR(address), I64(period_min),     \
	     I64(paused), I64(auto_apply), TIME(next_at), TIME(asked_at), TIME(got_at),            \
	     STR(fault), STR(problem), I64(failures), I64(run_id), STR(run_state),                 \
	     STR(run_problem), STR(etag), STR(modified), BYTES(digest), I64(version))
#define ORDER_BY_NAME " ORDER BY p.name LIMIT 100" /* SOURCES_MAX */

enum {
	LIST,
	LOAD,
	DUE,
	UNSETTLED,
	INSERT,
	UPDATE,
	RESTART,
	AUTO,
	REMOVE,
	PAUSE,
	RESUME,
	NOW,
	SAME,
	FAILED,
	CALM,
	RUN_MADE,
	GOT,
};

static const struct stmt_def stmts[] = {
    [LIST] = {SELECT_SOURCE ORDER_BY_NAME, "", SOURCE_ROW},
    [LOAD] = {SELECT_SOURCE " WHERE s.profile_id = ?", "u", SOURCE_ROW},
    [DUE] = {SELECT_SOURCE " WHERE s.paused = 0 AND s.next_at <= UTC_TIMESTAMP(3)"
			   " AND IFNULL(r.state, '') NOT IN ('waiting', 'approved', 'to-undo')"
			   " ORDER BY s.next_at LIMIT 100",
	     "", SOURCE_ROW},
    [UNSETTLED] = {SELECT_SOURCE " WHERE s.fault = '' AND (r.state = 'failed' OR s.failures > 0"
				 " AND r.state NOT IN ('draft', 'waiting'))" ORDER_BY_NAME,
		   "", SOURCE_ROW},
    [INSERT] = {"INSERT INTO import_source (profile_id, address, period_min) VALUES (?, ?, ?)",
		"usi", NO_ROWS},
    [UPDATE] = {"UPDATE import_source SET period_min = ?, version = version + 1,"
		" next_at = LEAST(next_at, UTC_TIMESTAMP(3) + INTERVAL ? MINUTE)"
		" WHERE profile_id = ? AND version = ?",
		"iiui", NO_ROWS},
    /* What the server of another address told means nothing to this one. */
    [RESTART] = {"UPDATE import_source SET address = ?, run_id = NULL, fault = '', problem = '',"
		 " failures = 0, next_at = UTC_TIMESTAMP(3) WHERE profile_id = ?",
		 "su", NO_ROWS},
    [AUTO] = {"UPDATE import_profile SET auto = ?, version = version + 1"
	      " WHERE id = ? AND auto <> ?",
	      "iui", NO_ROWS},
    [REMOVE] = {"DELETE FROM import_source WHERE profile_id = ?", "u", NO_ROWS},
    [PAUSE] = {"UPDATE import_source SET paused = 1, version = version + 1"
	       " WHERE profile_id = ? AND paused = 0",
	       "u", NO_ROWS},
    [RESUME] = {"UPDATE import_source SET paused = 0, next_at = UTC_TIMESTAMP(3),"
		" version = version + 1 WHERE profile_id = ? AND paused = 1",
		"u", NO_ROWS},
    /* Whoever wants the file now wants it whole, not "the same as before". */
    [NOW] = {"UPDATE import_source SET next_at = UTC_TIMESTAMP(3), run_id = NULL,"
	     " version = version + 1 WHERE profile_id = ? AND paused = 0",
	     "u", NO_ROWS},
    [SAME] = {"UPDATE import_source SET asked_at = UTC_TIMESTAMP(3), got_at = UTC_TIMESTAMP(3),"
	      " next_at = UTC_TIMESTAMP(3) + INTERVAL period_min MINUTE, fault = '', problem = '',"
	      " failures = 0 WHERE profile_id = ? AND version = ?",
	      "ui", NO_ROWS},
    [FAILED] = {"UPDATE import_source SET asked_at = UTC_TIMESTAMP(3), fault = ?, problem = ?,"
		" failures = failures + 1, next_at = UTC_TIMESTAMP(3) + INTERVAL ? MINUTE"
		" WHERE profile_id = ? AND version = ?",
		"ssiui", NO_ROWS},
    [CALM] = {"UPDATE import_source SET failures = 0 WHERE profile_id = ?", "u", NO_ROWS},
    [RUN_MADE] = {"UPDATE import_run SET etag = ?, modified = ?, digest = ? WHERE id = ?", "ssbu",
		  NO_ROWS},
    [GOT] = {"UPDATE import_source SET asked_at = UTC_TIMESTAMP(3), got_at = UTC_TIMESTAMP(3),"
	     " next_at = UTC_TIMESTAMP(3) + INTERVAL period_min MINUTE, fault = '', problem = '',"
	     " run_id = ? WHERE profile_id = ? AND version = ?",
	     "uui", NO_ROWS},
};
STMTS_REGISTER(import_source, stmts);

#define CHANGED_MEANWHILE "somebody changed the source meanwhile"

enum rc source_list(struct db *db, void *mem, struct file_source **out, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[LIST], NO_PARAMS, out, n, e);
}

enum rc source_list_due(struct db *db, void *mem, struct file_source **out, size_t *n,
			struct err *e)
{
	return stmt_list(db, mem, &stmts[DUE], NO_PARAMS, out, n, e);
}

enum rc source_load(struct db *db, void *mem, uint64_t profile_id, struct file_source *out,
		    struct err *e)
{
	return stmt_find(db, mem, &stmts[LOAD], PARAMS(P_U64(profile_id)), out, e);
}

/* ---- What a person decides ---------------------------------------------------------------------
 */

struct deciding {
	const struct source_draft *draft;
	uint64_t profile_id;
	enum source_change change;
	const char *actor;
	void *mem;
};

static enum rc tell(struct db *db, const struct deciding *d, const char *action, const char *after,
		    struct err *e)
{
	return audit_add(
	    db,
	    &(struct audit_entry){.actor = d->actor,
				  .action = action,
				  .subject = audit_subject(d->mem, "import-profile", d->profile_id),
				  .after = after},
	    e);
}

/* The profile of a new source: the one of this name, or a fresh one. */
static enum rc find_profile(struct db *db, struct deciding *d, struct err *e)
{
	struct import_profile p = IMPORT_PROFILE;

	d->profile_id = d->draft->profile_id;
	if (d->profile_id)
		return RC_OK;
	if (import_profile_find(db, d->mem, d->draft->profile, &p, e) == RC_NOT_FOUND) {
		err_clear(e);
		p = IMPORT_PROFILE;
		p.name = d->draft->profile;
		if (import_profile_save(db, &p, e))
			return e->rc;
	}
	d->profile_id = p.id;
	return e->rc;
}

static enum rc store(struct db *db, const struct deciding *d, struct err *e)
{
	const struct source_draft *s = d->draft;
	const struct param add[] = {P_U64(d->profile_id), P_STR(s->address), P_I64(s->period_min)};
	const struct param change[] = {P_I64(s->period_min), P_I64(s->period_min),
				       P_U64(d->profile_id), P_I64(s->version)};

	if (!s->version)
		return stmt_run(db, &stmts[INSERT], add, NULL, e);
	if (stmt_cas(db, &stmts[UPDATE], change, CHANGED_MEANWHILE, e) || str_empty(s->address))
		return e->rc;
	return stmt_run(db, &stmts[RESTART], PARAMS(P_STR(s->address), P_U64(d->profile_id)), NULL,
			e);
}

static enum rc save(struct db *db, void *arg, struct err *e)
{
	struct deciding *d = arg;
	const int64_t is_auto = d->draft->auto_apply != 0;

	if (find_profile(db, d, e) || store(db, d, e) ||
	    stmt_run(db, &stmts[AUTO], PARAMS(P_I64(is_auto), P_U64(d->profile_id), P_I64(is_auto)),
		     NULL, e))
		return e->rc;
	const char *where =
	    str_empty(d->draft->address) ? "" : source_address_shown(d->mem, d->draft->address);
	return tell(db, d, d->draft->version ? "source.changed" : "source.added",
		    mem_printf(d->mem, "%s %" PRId64 " min%s", where, d->draft->period_min,
			       is_auto ? " auto" : ""),
		    e);
}

enum rc source_save(struct db *db, const struct source_draft *draft, const char *actor,
		    struct err *e)
{
	struct deciding d = {.draft = draft, .actor = actor, .mem = mem_context(NULL, "source")};
	enum rc rc = tx_run(db, save, &d, e);

	mem_free(d.mem);
	return rc;
}

static const struct {
	int statement;
	const char *action;
} changes[SOURCE_CHANGES] = {
    [SOURCE_PAUSE] = {PAUSE, "source.paused"},
    [SOURCE_RESUME] = {RESUME, "source.resumed"},
    [SOURCE_NOW] = {NOW, "source.asked"},
    [SOURCE_REMOVE] = {REMOVE, "source.removed"},
};

static enum rc change(struct db *db, void *arg, struct err *e)
{
	const struct deciding *d = arg;

	if (stmt_cas(db, &stmts[changes[d->change].statement], PARAMS(P_U64(d->profile_id)),
		     CHANGED_MEANWHILE, e))
		return e->rc;
	return tell(db, d, changes[d->change].action, NULL, e);
}

enum rc source_change(struct db *db, uint64_t profile_id, enum source_change what,
		      const char *actor, struct err *e)
{
	struct deciding d = {.profile_id = profile_id,
			     .change = what,
			     .actor = actor,
			     .mem = mem_context(NULL, "source")};
	enum rc rc = tx_run(db, change, &d, e);

	mem_free(d.mem);
	return rc;
}

/* ---- What becomes of asking -------------------------------------------------------------------
 */

struct outcome {
	const struct file_source *s;
	const struct stage_fence *fence;
	const char *fault;
	const char *problem;
	const struct source_file *file;
	uint64_t run_id;
};

static enum rc same(struct db *db, void *arg, struct err *e)
{
	const struct outcome *o = arg;
	const struct param params[] = {P_U64(o->s->profile_id), P_I64(o->s->version)};

	return stage_hold(db, o->fence, e)
		   ? e->rc
		   : stmt_cas(db, &stmts[SAME], params, CHANGED_MEANWHILE, e);
}

enum rc source_same(struct db *db, const struct file_source *s, const struct stage_fence *fence,
		    struct err *e)
{
	struct outcome o = {.s = s, .fence = fence};

	return tx_run(db, same, &o, e);
}

static enum rc failed(struct db *db, void *arg, struct err *e)
{
	const struct outcome *o = arg;
	const struct param params[] = {
	    P_STR(o->fault), P_STR(o->problem),
	    P_I64(source_pause_min(o->s->period_min, o->s->failures + 1)), P_U64(o->s->profile_id),
	    P_I64(o->s->version)};

	return stage_hold(db, o->fence, e)
		   ? e->rc
		   : stmt_cas(db, &stmts[FAILED], params, CHANGED_MEANWHILE, e);
}

enum rc source_failed(struct db *db, const struct file_source *s, const char *fault,
		      const char *problem, const struct stage_fence *fence, struct err *e)
{
	void *mem = mem_context(NULL, "source");
	struct outcome o = {
	    .s = s, .fence = fence, .fault = fault, .problem = str_head(mem, problem, 500)};
	enum rc rc = tx_run(db, failed, &o, e);

	mem_free(mem);
	return rc;
}

static enum rc calm(struct db *db, void *arg, struct err *e)
{
	const struct outcome *o = arg;

	return stage_hold(db, o->fence, e)
		   ? e->rc
		   : stmt_run(db, &stmts[CALM], PARAMS(P_U64(o->s->profile_id)), NULL, e);
}

static enum rc settle(struct db *db, const struct file_source *s, const struct stage_fence *fence,
		      struct err *e)
{
	struct outcome o = {.s = s, .fence = fence};

	if (source_has_good_run(s))
		return tx_run(db, calm, &o, e);
	return source_failed(db, s, SOURCE_FAULT_FILE, s->run_problem, fence, e);
}

enum rc source_settle(struct db *db, const struct stage_fence *fence, struct err *e)
{
	void *mem = mem_context(NULL, "source");
	struct file_source *s = NULL;
	size_t n = 0;

	if (!stmt_list(db, mem, &stmts[UNSETTLED], NO_PARAMS, &s, &n, e))
		for (size_t i = 0; i < n && !settle(db, &s[i], fence, e); i++)
			;
	mem_free(mem);
	return e->rc;
}

/* A file nobody has decided about, or one that never came to its place, gives way to this one; one
 * that was decided about meanwhile does not. */
static enum rc supersede(struct db *db, const struct file_source *s, struct err *e)
{
	static const enum run_state open[] = {RUN_READ, RUN_DRAFT};

	for (size_t i = 0; i < COUNT_OF(open); i++)
		if (str_eq(s->run_state, run_state_names[open[i]]) &&
		    import_run_move(db, (uint64_t)s->run_id, open[i], RUN_DROPPED, "", e) ==
			RC_CONFLICT)
			err_clear(e);
	return e->rc;
}

static enum rc start_run(struct db *db, void *mem, struct outcome *o, struct err *e)
{
	const struct source_file *f = o->file;
	const struct bytes digest = {f->digest, sizeof(f->digest)};
	char host[HOST_NAME_SIZE];
	const struct import_run run = {.profile_id = o->s->profile_id,
				       .state = run_state_names[RUN_DRAFT],
				       .host = host,
				       .file_name = source_file_name(mem, o->s->address),
				       .file_bytes = f->bytes,
				       .actor = IMPORT_FETCHED};

	host_name(host);
	if (import_run_start(db, &run, &o->run_id, e))
		return e->rc;
	return stmt_run(
	    db, &stmts[RUN_MADE],
	    PARAMS(P_STR(f->etag), P_STR(f->modified), P_BYTES(digest), P_U64(o->run_id)), NULL, e);
}

static enum rc got(struct db *db, void *arg, struct err *e)
{
	struct outcome *o = arg;
	void *mem = mem_context(NULL, "source");
	enum rc rc = stage_hold(db, o->fence, e);

	if (!rc)
		rc = supersede(db, o->s, e);
	if (!rc)
		rc = start_run(db, mem, o, e);
	if (!rc)
		rc = stmt_cas(
		    db, &stmts[GOT],
		    PARAMS(P_U64(o->run_id), P_U64(o->s->profile_id), P_I64(o->s->version)),
		    CHANGED_MEANWHILE, e);
	mem_free(mem);
	return rc;
}

enum rc source_got(struct db *db, const struct file_source *s, const struct source_file *file,
		   const struct stage_fence *fence, uint64_t *run_id, struct err *e)
{
	struct outcome o = {.s = s, .fence = fence, .file = file};
	enum rc rc = tx_run(db, got, &o, e);

	*run_id = o.run_id;
	return rc;
}
