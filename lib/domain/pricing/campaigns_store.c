/* SQL of offers in campaigns. */
#include "domain/pricing/campaigns_store.h"

#include "base/mem.h"
#include "db/stmt.h"

/* A row as it is stored. */
struct stored {
	uint64_t account_id;
	const char *kind;
	struct campaign_offer o;
	int64_t seen_at;
	int64_t gone_at;
};

enum { DUE, MARKETS, SAVE, LEAVE, END, POSTPONE, KNOWN };

static const struct stmt_def stmts[] = {
    [DUE] = {"SELECT k.kind, UTC_TIMESTAMP(3) FROM (SELECT 'badge' AS kind UNION SELECT 'discount'"
	     " UNION SELECT 'prices') k LEFT JOIN campaign_list l ON l.account_id = ?"
	     " AND l.kind = k.kind WHERE l.kind IS NULL OR l.next_at <= UTC_TIMESTAMP(3)",
	     "u", ROWS(struct campaign_due, STR(kind), TIME(now))},
    [MARKETS] = {"SELECT DISTINCT market FROM offer WHERE account_id = ? AND market IS NOT NULL",
		 "u", ROWS(struct campaign_market, STR(id))},
    [SAVE] = {"INSERT INTO offer_campaign (account_id, kind, offer_id, campaign_id, name, status,"
	      " seen_at, gone_at) VALUES (?, ?, ?, ?, LEFT(?, 200), LEFT(?, 32), ?, ?)"
	      " ON DUPLICATE KEY UPDATE name = VALUES(name), status = VALUES(status),"
	      " seen_at = VALUES(seen_at), gone_at = VALUES(gone_at)",
	      BULK(struct stored, U64(account_id), STR(kind), STR(o.offer_id), STR(o.campaign_id),
		   STR(o.name), STR(o.status), TIME(seen_at), TIME(gone_at))},
    [LEAVE] = {"UPDATE offer_campaign SET gone_at = ? WHERE kind = ? AND account_id = ?"
	       " AND gone_at IS NULL AND seen_at < ?",
	       "tsut", NO_ROWS},
    [END] = {"INSERT INTO campaign_list (account_id, kind, read_at, next_at) VALUES (?, ?, ?,"
	     " UTC_TIMESTAMP(3) + INTERVAL ? SECOND) ON DUPLICATE KEY UPDATE"
	     " read_at = VALUES(read_at), next_at = VALUES(next_at), problem = NULL",
	     "usti", NO_ROWS},
    [POSTPONE] = {"INSERT INTO campaign_list (account_id, kind, next_at, problem) VALUES (?, ?,"
		  " UTC_TIMESTAMP(3) + INTERVAL ? SECOND, ?) ON DUPLICATE KEY UPDATE"
		  " next_at = VALUES(next_at), problem = VALUES(problem)",
		  "usis", NO_ROWS},
    [KNOWN] = {"SELECT COUNT(*) FROM campaign_list WHERE account_id = ?"
	       " AND read_at > UTC_TIMESTAMP(3) - INTERVAL ? SECOND",
	       "ui", NUMBER},
};
STMTS_REGISTER(campaigns, stmts);

enum { SECOND_MS = 1000 };

enum rc campaigns_due(struct db *db, void *mem, uint64_t account_id, struct campaign_due **out,
		      size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[DUE], PARAMS(P_U64(account_id)), out, n, e);
}

enum rc campaign_markets(struct db *db, void *mem, uint64_t account_id,
			 struct campaign_market **out, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[MARKETS], PARAMS(P_U64(account_id)), out, n, e);
}

enum rc campaigns_save(struct db *db, void *mem, const struct campaign_reading *r,
		       const struct campaign_offer *rows, size_t n, struct err *e)
{
	struct stored *at = mem_array(mem, struct stored, n + 1);

	for (size_t i = 0; i < n; i++) {
		at[i] = (struct stored){.account_id = r->account_id,
					.kind = r->kind,
					.o = rows[i],
					.seen_at = r->began_at,
					.gone_at = TIME_NONE};
		if (!at[i].o.campaign_id)
			at[i].o.campaign_id = "";
		if (!campaign_binds(rows[i].status))
			at[i].gone_at = r->began_at;
	}
	return n ? stmt_bulk(db, &stmts[SAVE], at, n, NULL, e) : RC_OK;
}

enum rc campaigns_end(struct db *db, const struct campaign_reading *r, struct err *e)
{
	const struct param leave[] = {P_TIME(r->began_at), P_STR(r->kind), P_U64(r->account_id),
				      P_TIME(r->began_at)};
	const struct param end[] = {P_U64(r->account_id), P_STR(r->kind), P_TIME(r->began_at),
				    P_I64(CAMPAIGNS_MS / SECOND_MS)};

	return stmt_run(db, &stmts[LEAVE], leave, NULL, e)
		   ? e->rc
		   : stmt_run(db, &stmts[END], end, NULL, e);
}

enum rc campaigns_postpone(struct db *db, const struct campaign_reading *r, struct err *e)
{
	const struct param params[] = {P_U64(r->account_id), P_STR(r->kind),
				       P_I64(CAMPAIGNS_MS / SECOND_MS), P_STR(r->problem)};

	return stmt_run(db, &stmts[POSTPONE], params, NULL, e);
}

enum rc campaigns_are_known(struct db *db, uint64_t account_id, bool *known, struct err *e)
{
	int64_t n = 0;

	if (stmt_number(db, &stmts[KNOWN],
			PARAMS(P_U64(account_id), P_I64(CAMPAIGNS_KNOWN_MS / SECOND_MS)), &n, e))
		return e->rc;
	*known = n == CAMPAIGN_KINDS;
	return RC_OK;
}
