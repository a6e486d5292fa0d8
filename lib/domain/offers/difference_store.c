/* SQL of differences. */
#include "domain/offers/difference_store.h"

#include "base/mem.h"
#include "db/array.h"
#include "db/stmt.h"
#include "db/tx.h"
#include "domain/audit/audit.h"

enum {
	FROM,
	TO,
	DUE,
	THESE,
	FORGET,
	FORGET_COMPARED,
	FORGET_COUNT,
	MOVE,
	ROWS_OF,
	PUT,
	DROP,
	COMPARED,
	COUNT,
	COUNT_ALL,
	BACK,
	WRITTEN,
	LEAVE,
	RULES,
	RULE_PUT,
	FOLLOWERS,
};
_Static_assert(COMPARE_SLICE == 20000 && FOLLOWERS_MAX == 5000 && COMPARE_BATCH == 100,
	       "the statements spell them out");

/* One piece of one product: what a set says is nobody's. */
#define LINK                                                                                       \
	" JOIN stock_link k ON k.account_id = r.account_id AND k.offer_id = r.offer_id AND"        \
	" k.pieces = 1 AND NOT EXISTS (SELECT 1 FROM stock_link s WHERE s.account_id ="            \
	" k.account_id AND s.offer_id = k.offer_id AND s.product_id <> k.product_id)"
#define SIDES                                                                                      \
	LINK " JOIN product_ready q ON q.account_id = k.account_id AND q.product_id ="             \
	     " k.product_id AND q.state IN ('ready', 'blocked') JOIN offer_doc d ON d.account_id"  \
	     " = r.account_id AND d.offer_id = r.offer_id LEFT JOIN seller_terms t ON"             \
	     " t.account_id = r.account_id"
#define KEY_COLUMNS                                                                                \
	"SELECT r.account_id, r.offer_id, k.product_id, q.judged_at, d.read_at,"                   \
	" CAST(IFNULL(t.version, 0) AS SIGNED), UNCOMPRESS(d.raw)"
#define KEY_FIELDS                                                                                 \
	U64(account_id), STR(offer_id), U64(product_id), TIME(judged_at), TIME(doc_at),            \
	    I64(terms_version)
#define COMPARABLE                                                                                 \
	" AND r.tab IN ('active', 'draft') AND r.fulfillment = 0 AND r.format = 'BUY_NOW'"
#define RANGE(t) t ".account_id = ? AND " t ".offer_id > ? AND " t ".offer_id <= ?"
#define WAITING                                                                                    \
	"(SELECT COUNT(*) FROM offer_diff d LEFT JOIN offer_flow f ON f.account_id ="              \
	" d.account_id AND f.grp = d.grp WHERE d.account_id = r.account_id AND d.offer_id ="       \
	" r.offer_id AND d.state = 'open' AND IFNULL(f.rule, 'ask') <> 'leave')"

struct rule_row {
	uint64_t account_id;
	const char *group;
	const char *rule;
	const char *actor;
};

static const struct row_map compared_map = ROW_MAP(struct compared, KEY_FIELDS, STR(raw));

static const struct stmt_def stmts[] = {
    [FROM] = {"SELECT after_id FROM offer_comparing WHERE account_id = ?", "u",
	      ROWS(struct compare_range, STR(after))},
    [TO] = {"SELECT MAX(o.offer_id) FROM (SELECT offer_id FROM offer WHERE account_id = ? AND"
	    " offer_id > ? ORDER BY offer_id LIMIT 20000) o",
	    "us", ROWS(struct compare_range, STR(to))},
    [DUE] = {KEY_COLUMNS " FROM offer r FORCE INDEX (of_account)" SIDES
			 " LEFT JOIN offer_compared c ON c.account_id = r.account_id AND"
			 " c.offer_id = r.offer_id WHERE " RANGE("r") COMPARABLE
	     " AND (c.offer_id IS NULL OR c.product_id <> k.product_id OR c.judged_at <>"
	     " q.judged_at OR c.doc_at <> d.read_at OR c.terms_version <>"
	     " IFNULL(t.version, 0)) ORDER BY r.offer_id LIMIT 100",
	     "uss", &compared_map},
    [THESE] = {KEY_COLUMNS " FROM " ARRAY_OF_WORDS " j STRAIGHT_JOIN offer r ON r.account_id = ?"
			   " AND r.offer_id = j.word" SIDES " WHERE 1 = 1" COMPARABLE
			   " ORDER BY r.offer_id",
	       "su", &compared_map},
    [FORGET] =
	{"DELETE d FROM offer_diff d JOIN offer r ON r.account_id = d.account_id AND"
	 " r.offer_id = d.offer_id WHERE " RANGE(
	     "d") " AND NOT EXISTS (SELECT 1 FROM"
		  " stock_link k WHERE k.account_id = d.account_id AND k.offer_id = d.offer_id AND"
		  " k.pieces = 1 AND NOT EXISTS (SELECT 1 FROM stock_link s WHERE s.account_id ="
		  " k.account_id AND s.offer_id = k.offer_id AND s.product_id <> k.product_id))",
	 "uss", NO_ROWS},
    [FORGET_COMPARED] =
	{"DELETE c FROM offer_compared c WHERE " RANGE(
	     "c") " AND NOT EXISTS (SELECT 1 FROM offer_diff d WHERE d.account_id ="
		  " c.account_id AND d.offer_id = c.offer_id) AND NOT EXISTS (SELECT 1 FROM"
		  " stock_link k WHERE k.account_id = c.account_id AND k.offer_id ="
		  " c.offer_id AND k.product_id = c.product_id)",
	 "uss", NO_ROWS},
    [FORGET_COUNT] = {"UPDATE offer r SET r.differs = 0 WHERE " RANGE(
			  "r") " AND r.differs > 0 AND NOT EXISTS (SELECT 1 FROM offer_diff d WHERE"
			       " d.account_id = r.account_id AND d.offer_id = r.offer_id)",
		      "uss", NO_ROWS},
    [MOVE] = {"INSERT INTO offer_comparing (account_id, after_id) VALUES (?, ?)"
	      " ON DUPLICATE KEY UPDATE after_id = VALUES(after_id)",
	      "us", NO_ROWS},
    [ROWS_OF] = {"SELECT d.offer_id, d.grp, d.state, d.moved, d.ours_mark, d.theirs_mark,"
		 " d.shown_mark, d.ours, d.theirs, d.back, IFNULL(f.rule, 'ask'), d.since,"
		 " d.decided_by FROM " ARRAY_OF_WORDS " j STRAIGHT_JOIN offer_diff d ON"
		 " d.account_id = ? AND d.offer_id = j.word LEFT JOIN offer_flow f ON f.account_id"
		 " = d.account_id AND f.grp = d.grp ORDER BY d.offer_id, d.grp",
		 "su",
		 ROWS(struct diff_row, STR(offer_id), STR(group), STR(state), STR(moved),
		      STR(ours_mark), STR(theirs_mark), STR(shown_mark), STR(ours), STR(theirs),
		      STR(back), STR(rule), TIME(since), STR(decided_by))},
    [PUT] = {"INSERT INTO offer_diff (account_id, offer_id, grp, state, moved, ours_mark,"
	     " theirs_mark, shown_mark, ours, theirs, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
	     " UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE state = VALUES(state), moved ="
	     " VALUES(moved), ours_mark = VALUES(ours_mark), theirs_mark = VALUES(theirs_mark),"
	     " shown_mark = VALUES(shown_mark), ours = VALUES(ours), theirs = VALUES(theirs),"
	     " since = VALUES(since), decided_by = NULL",
	     BULK(struct diff_saved, U64(account_id), STR(offer_id), STR(group), STR(state),
		  STR(moved), STR(ours_mark), STR(theirs_mark), STR(shown_mark), STR(ours),
		  STR(theirs))},
    [DROP] = {"DELETE FROM offer_diff WHERE account_id = ? AND offer_id = ? AND grp = ?",
	      BULK(struct diff_saved, U64(account_id), STR(offer_id), STR(group))},
    [COMPARED] = {"INSERT INTO offer_compared (account_id, offer_id, product_id, judged_at, doc_at,"
		  " terms_version) VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE product_id ="
		  " VALUES(product_id), judged_at = VALUES(judged_at), doc_at = VALUES(doc_at),"
		  " terms_version = VALUES(terms_version)",
		  BULK(struct compared, KEY_FIELDS)},
    [COUNT] = {"UPDATE offer r SET r.differs = " WAITING " WHERE r.account_id = ? AND r.offer_id ="
	       " ?",
	       "us", NO_ROWS},
    [COUNT_ALL] = {"UPDATE offer r SET r.differs = " WAITING
		   " WHERE r.account_id = ? AND r.offer_id"
		   " IN (SELECT o.offer_id FROM offer_diff o WHERE o.account_id = ? AND o.state ="
		   " 'open')",
		   "uu", NO_ROWS},
    [BACK] = {"UPDATE offer_diff SET back = ? WHERE account_id = ? AND offer_id = ? AND grp = ?",
	      BULK(struct diff_back, STR(back), U64(account_id), STR(offer_id), STR(group))},
    [WRITTEN] = {"UPDATE offer_diff SET state = 'written', ours = NULL, theirs = NULL, decided_by ="
		 " NULL WHERE account_id = ? AND offer_id = ? AND grp = ?",
		 "uss", NO_ROWS},
    [LEAVE] = {"UPDATE offer_diff SET state = 'left', decided_by = ? WHERE account_id = ? AND"
	       " offer_id = ? AND grp = ? AND state = 'open'",
	       "suss", NO_ROWS},
    [RULES] = {"SELECT grp, rule FROM offer_flow WHERE account_id = ?", "u",
	       ROWS(struct rule_row, STR(group), STR(rule))},
    [RULE_PUT] = {"INSERT INTO offer_flow (account_id, grp, rule, changed_by) VALUES (?, ?, ?, ?)"
		  " ON DUPLICATE KEY UPDATE changed_by = IF(rule = VALUES(rule), changed_by,"
		  " VALUES(changed_by)), changed_at = IF(rule = VALUES(rule), changed_at,"
		  " UTC_TIMESTAMP(3)), rule = VALUES(rule)",
		  BULK(struct rule_row, U64(account_id), STR(group), STR(rule), STR(actor))},
    [FOLLOWERS] =
	{"SELECT DISTINCT d.offer_id FROM offer_flow f JOIN offer_diff d FORCE INDEX (to_follow) ON"
	 " d.account_id = f.account_id AND d.state = 'open' AND d.moved = 'ours' AND d.grp = f.grp"
	 " JOIN outbox_writer w ON w.account_id = f.account_id AND w.kind = 'offer-edit' AND"
	 " w.armed = 1 WHERE f.account_id = ? AND f.rule = 'follow' AND NOT EXISTS (SELECT 1 FROM"
	 " outbox o WHERE o.subject = d.offer_id AND o.account_id = d.account_id AND o.kind ="
	 " 'offer-edit' AND (o.state IN ('NEW', 'SENT', 'UNKNOWN', 'HELD') OR o.created_at >="
	 " d.since)) AND NOT EXISTS (SELECT 1 FROM plan p JOIN plan_item i ON i.plan_id = p.id AND"
	 " i.kind = 'offer-edit' AND i.subject = d.offer_id WHERE p.account_id = d.account_id AND"
	 " p.topic = 'edit' AND (p.created_at >= d.since OR p.state IN ('DRAFT', 'TRIAL', "
	 "'RUNNING')"
	 " AND i.state IN ('WAITING', 'POSTED'))) ORDER BY d.offer_id LIMIT 5000",
	 "u", ROWS(struct follower, STR(offer_id))},
};
STMTS_REGISTER(offer_diffs, stmts);

/* ---- Which offers ---------------------------------------------------------------------------- */

enum rc compare_slice(struct db *db, void *mem, uint64_t account_id, const char **from,
		      const char **to, struct err *e)
{
	struct compare_range r = {account_id, "", NULL};

	if (stmt_find(db, mem, &stmts[FROM], PARAMS(P_U64(account_id)), &r, e) == RC_NOT_FOUND)
		err_clear(e);
	r.after = str_or(r.after, "");
	if (e->rc ||
	    stmt_find(db, mem, &stmts[TO], PARAMS(P_U64(account_id), P_STR(r.after)), &r, e))
		return e->rc;
	if (!r.to && *r.after) { /* its end: from the first again */
		r.after = "";
		if (stmt_find(db, mem, &stmts[TO], PARAMS(P_U64(account_id), P_STR("")), &r, e))
			return e->rc;
	}
	*from = r.after;
	*to = str_or(r.to, "");
	return RC_OK;
}

#define RANGE_PARAMS(r) PARAMS(P_U64((r)->account_id), P_STR((r)->after), P_STR((r)->to))

enum rc compare_due(struct db *db, void *mem, const struct compare_range *r, struct compared **rows,
		    size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[DUE], RANGE_PARAMS(r), rows, n, e);
}

enum rc compare_these(struct db *db, void *mem, const struct offer_keys *keys,
		      struct compared **rows, size_t *n, struct err *e)
{
	return stmt_list(
	    db, mem, &stmts[THESE],
	    PARAMS(P_STR(array_of_words(mem, keys->ids, keys->n)), P_U64(keys->account_id)), rows,
	    n, e);
}

enum rc compare_forget(struct db *db, const struct compare_range *r, struct err *e)
{
	for (int s = FORGET; s <= FORGET_COUNT; s++)
		if (stmt_run(db, &stmts[s], RANGE_PARAMS(r), NULL, e))
			return e->rc;
	return RC_OK;
}

enum rc compare_move(struct db *db, uint64_t account_id, const char *after_id, struct err *e)
{
	return stmt_run(db, &stmts[MOVE], PARAMS(P_U64(account_id), P_STR(after_id)), NULL, e);
}

enum rc followers(struct db *db, void *mem, uint64_t account_id, struct follower **rows, size_t *n,
		  struct err *e)
{
	return stmt_list(db, mem, &stmts[FOLLOWERS], PARAMS(P_U64(account_id)), rows, n, e);
}

/* ---- Differences ----------------------------------------------------------------------------- */

enum rc diff_rows(struct db *db, void *mem, const struct offer_keys *keys, struct diff_row **rows,
		  size_t *n, struct err *e)
{
	return stmt_list(
	    db, mem, &stmts[ROWS_OF],
	    PARAMS(P_STR(array_of_words(mem, keys->ids, keys->n)), P_U64(keys->account_id)), rows,
	    n, e);
}

enum rc diffs_put(struct db *db, const struct diff_saved *rows, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[PUT], rows, n, NULL, e) : RC_OK;
}

enum rc diffs_drop(struct db *db, const struct diff_saved *rows, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[DROP], rows, n, NULL, e) : RC_OK;
}

enum rc compared_put(struct db *db, const struct compared *rows, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[COMPARED], rows, n, NULL, e) : RC_OK;
}

enum rc diffs_count(struct db *db, uint64_t account_id, const char *offer_id, struct err *e)
{
	return stmt_run(db, &stmts[COUNT], PARAMS(P_U64(account_id), P_STR(offer_id)), NULL, e);
}

enum rc diffs_count_all(struct db *db, uint64_t account_id, struct err *e)
{
	return stmt_run(db, &stmts[COUNT_ALL], PARAMS(P_U64(account_id), P_U64(account_id)), NULL,
			e);
}

enum rc diff_keep_back(struct db *db, const struct diff_back *row, struct err *e)
{
	return stmt_run_row(db, &stmts[BACK], row, NULL, e);
}

enum rc diff_written(struct db *db, uint64_t account_id, const char *offer_id, const char *group,
		     struct err *e)
{
	return stmt_run(db, &stmts[WRITTEN],
			PARAMS(P_U64(account_id), P_STR(offer_id), P_STR(group)), NULL, e);
}

/* ---- People ---------------------------------------------------------------------------------- */

struct leaving {
	void *mem;
	const struct diff_leaving *l;
};

static enum rc leave_body(struct db *db, void *arg, struct err *e)
{
	const struct leaving *g = arg;
	const struct diff_leaving *l = g->l;

	for (int i = 0; i < OFFER_GROUPS; i++)
		if (l->groups & GROUP_BIT(i) &&
		    stmt_run(db, &stmts[LEAVE],
			     PARAMS(P_STR(l->actor), P_U64(l->account_id), P_STR(l->offer_id),
				    P_STR(offer_group_names[i])),
			     NULL, e))
			return e->rc;
	const struct audit_entry entry = {
	    .actor = l->actor,
	    .action = "offer.left",
	    .subject = mem_printf(g->mem, "offer:%s", l->offer_id),
	    .after = offer_groups_text(g->mem, l->groups),
	};
	return diffs_count(db, l->account_id, l->offer_id, e) ? e->rc : audit_add(db, &entry, e);
}

enum rc differences_leave(struct db *db, const struct diff_leaving *l, struct err *e)
{
	struct leaving g = {mem_context(db, "differences"), l};
	enum rc rc = tx_run(db, leave_body, &g, e);

	mem_free(g.mem);
	return rc;
}

enum rc diff_rules_load(struct db *db, uint64_t account_id, struct diff_rules *out, struct err *e)
{
	void *mem = mem_context(db, "rules");
	struct rule_row *rows;
	size_t n = 0;
	enum rc rc = stmt_list(db, mem, &stmts[RULES], PARAMS(P_U64(account_id)), &rows, &n, e);

	*out = (struct diff_rules){{DIFF_ASK}};
	for (size_t i = 0; i < n && !rc; i++) {
		const enum offer_group group = offer_group_of(rows[i].group);
		int rule = 0;

		while (rule < DIFF_RULES && !str_eq(diff_rule_names[rule], rows[i].rule))
			rule++;
		if (group < OFFER_GROUPS && rule < DIFF_RULES)
			out->of[group] = (enum diff_rule)rule;
	}
	mem_free(mem);
	return rc;
}

struct ruling {
	void *mem;
	uint64_t account_id;
	const struct diff_rules *rules;
	const char *actor;
};

static const char *rules_text(void *mem, const struct diff_rules *rules)
{
	const char *text = "";

	for (int g = 0; g < OFFER_GROUPS; g++)
		if (rules->of[g] != DIFF_ASK)
			text = mem_printf(mem, "%s%s%s: %s", text, *text ? ", " : "",
					  offer_group_names[g], diff_rule_names[rules->of[g]]);
	return text;
}

static enum rc rules_body(struct db *db, void *arg, struct err *e)
{
	const struct ruling *r = arg;
	struct rule_row rows[OFFER_GROUPS];
	struct diff_rules before;

	if (diff_rules_load(db, r->account_id, &before, e))
		return e->rc;
	for (int g = 0; g < OFFER_GROUPS; g++)
		rows[g] = (struct rule_row){r->account_id, offer_group_names[g],
					    diff_rule_names[r->rules->of[g]], r->actor};
	const struct audit_entry entry = {
	    .actor = r->actor,
	    .action = "offer.flow",
	    .subject = audit_subject(r->mem, "account", r->account_id),
	    .before = rules_text(r->mem, &before),
	    .after = rules_text(r->mem, r->rules),
	};
	if (stmt_bulk(db, &stmts[RULE_PUT], rows, OFFER_GROUPS, NULL, e) ||
	    diffs_count_all(db, r->account_id, e))
		return e->rc;
	return audit_add(db, &entry, e);
}

enum rc diff_rules_save(struct db *db, uint64_t account_id, const struct diff_rules *rules,
			const char *actor, struct err *e)
{
	struct ruling r = {mem_context(db, "rules"), account_id, rules, actor};
	enum rc rc = tx_run(db, rules_body, &r, e);

	mem_free(r.mem);
	return rc;
}
