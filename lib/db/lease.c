/* Lease rows: take, renew, fence, release; the row's generation decides, never a read. */
#include "db/lease.h"

#include "base/host.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LEASE_MAKE, LEASE_TAKE, LEASE_READ, LEASE_RENEW, LEASE_FENCE, LEASE_RELEASE };

struct lease_row {
	uint64_t gen;
	const char *holder;
};

static const struct stmt_def stmts[] = {
    [LEASE_MAKE] = {"INSERT INTO lease (job, account_id, expires_at) VALUES (?, ?, '1970-01-01')"
		    " ON DUPLICATE KEY UPDATE job = job",
		    "su", NO_ROWS},
    /* The third holder is the dead one to be replaced, or '' for none. */
    [LEASE_TAKE] = {"UPDATE lease SET holder = ?, gen = gen + 1,"
		    " expires_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND"
		    " WHERE job = ? AND account_id = ?"
		    " AND (expires_at < UTC_TIMESTAMP(3) OR holder IN ('', ?))",
		    "sisus", NO_ROWS},
    [LEASE_READ] = {"SELECT gen, holder FROM lease WHERE job = ? AND account_id = ?", "su",
		    ROWS(struct lease_row, U64(gen), STR(holder))},
    /* gen is part of the condition; writes moves, so that an equal expiry still counts (M12). */
    [LEASE_RENEW] = {"UPDATE lease SET expires_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND,"
		     " writes = writes + 1"
		     " WHERE job = ? AND account_id = ? AND gen = ? AND holder = ?",
		     "isuus", NO_ROWS},
    [LEASE_FENCE] = {"UPDATE lease SET writes = writes + 1"
		     " WHERE job = ? AND account_id = ? AND gen = ? AND holder = ?",
		     "suus", NO_ROWS},
    [LEASE_RELEASE] = {"UPDATE lease SET holder = '', expires_at = UTC_TIMESTAMP(3),"
		       " writes = writes + 1"
		       " WHERE job = ? AND account_id = ? AND gen = ? AND holder = ?",
		       "suus", NO_ROWS},
};
STMTS_REGISTER(lease, stmts);

/* "host:pid:place:", with which every holder that is this process begins; the rest is random. */
static const char *holder_of(void *mem, int pid)
{
	char host[HOST_NAME_SIZE];
	char place[HOST_PLACE_SIZE];

	host_name(host);
	host_place(place);
	return mem_printf(mem, "%s:%d:%s:", host, pid, place);
}

static void name_holder(void *mem, struct lease *lease)
{
	char random[37];

	str_uuid(random);
	const char *text = mem_printf(mem, "%s%.8s", holder_of(mem, (int)getpid()), random);
	memcpy(lease->holder, text, strlen(text) + 1);
}

/* Was this holder a process of this very place that is no more? Elsewhere its id means nothing. */
static bool holder_is_dead(void *mem, const char *holder)
{
	const char *digits = strchr(holder, ':');
	const char *end = digits ? strchr(digits + 1, ':') : NULL;
	int64_t pid;

	if (!end)
		return false;
	digits = mem_strndup(mem, digits + 1, (size_t)(end - digits - 1));
	if (!str_to_i64(digits, 1, INT32_MAX, &pid) ||
	    !str_starts(holder, holder_of(mem, (int)pid)))
		return false;
	return kill((pid_t)pid, 0) == -1 && errno == ESRCH;
}

static enum rc read_row(struct db *db, void *mem, const struct lease *lease, struct lease_row *row,
			struct err *e)
{
	return stmt_find(db, mem, &stmts[LEASE_READ],
			 PARAMS(P_STR(lease->job), P_U64(lease->subject)), row, e);
}

static enum rc try_take(struct db *db, struct lease *lease, int64_t seconds, const char *dead,
			uint64_t *won, struct err *e)
{
	return stmt_run(db, &stmts[LEASE_TAKE],
			PARAMS(P_STR(lease->holder), P_I64(seconds), P_STR(lease->job),
			       P_U64(lease->subject), P_STR(dead)),
			won, e);
}

static enum rc take(struct db *db, void *mem, struct lease *lease, int64_t seconds, struct err *e)
{
	struct lease_row row = {0};
	uint64_t won = 0;

	name_holder(mem, lease);
	if (try_take(db, lease, seconds, "", &won, e))
		return e->rc;
	if (!won) {
		if (stmt_run(db, &stmts[LEASE_MAKE],
			     PARAMS(P_STR(lease->job), P_U64(lease->subject)), NULL, e) ||
		    read_row(db, mem, lease, &row, e))
			return e->rc;
		const char *dead = holder_is_dead(mem, row.holder) ? row.holder : "";
		if (try_take(db, lease, seconds, dead, &won, e))
			return e->rc;
	}
	if (read_row(db, mem, lease, &row, e))
		return e->rc;
	/* Under Galera both claimants see one changed row; the row itself says who won. */
	if (!won || !str_eq(row.holder, lease->holder))
		return err_set(e, RC_CONFLICT, "%s is held by %s", lease->job, row.holder);
	lease->gen = row.gen;
	return RC_OK;
}

enum rc lease_take(struct db *db, const char *job, uint64_t subject, int64_t seconds,
		   struct lease *out, struct err *e)
{
	void *mem = mem_context(NULL, "lease");

	if (strlen(job) > LEASE_NAME_MAX)
		BUG("job name \"%s\" is too long", job);
	*out = (struct lease){.subject = subject};
	memcpy(out->job, job, strlen(job) + 1);
	enum rc rc = take(db, mem, out, seconds, e);
	mem_free(mem);
	return rc;
}

static const char lost[] = "the lease was lost to another process";

enum rc lease_renew(struct db *db, const struct lease *lease, int64_t seconds, struct err *e)
{
	if (stmt_cas(db, &stmts[LEASE_RENEW],
		     PARAMS(P_I64(seconds), P_STR(lease->job), P_U64(lease->subject),
			    P_U64(lease->gen), P_STR(lease->holder)),
		     lost, e))
		return err_wrap(e, "%s", lease->job);
	return RC_OK;
}

enum rc lease_fence(struct db *db, const struct lease *lease, struct err *e)
{
	if (stmt_cas(db, &stmts[LEASE_FENCE],
		     PARAMS(P_STR(lease->job), P_U64(lease->subject), P_U64(lease->gen),
			    P_STR(lease->holder)),
		     lost, e))
		return err_wrap(e, "%s", lease->job);
	return RC_OK;
}

enum rc lease_release(struct db *db, const struct lease *lease, struct err *e)
{
	return stmt_run(db, &stmts[LEASE_RELEASE],
			PARAMS(P_STR(lease->job), P_U64(lease->subject), P_U64(lease->gen),
			       P_STR(lease->holder)),
			NULL, e);
}
