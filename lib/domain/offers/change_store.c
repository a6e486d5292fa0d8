/* SQL of judging changes. */
#include "domain/offers/change_store.h"

#include "domain/offers/offer_store.h"

enum { OPEN, JUDGED, RECOUNT, FIND, SETTLED, MUTE };
_Static_assert(OPEN_CHANGES == 200, "LIMIT says so");

/* Groups of fields are written together; their value names them (edit_value.h). */
#define GROUP_OF_IT                                                                                \
	"FIND_IN_SET(c.field, REPLACE(SUBSTRING_INDEX(x.after_value, ' @', 1), ' ', ','))"
/* The newest intent of ours that leads there and was sent around then: a command may take hours. */
#define LEADS_THERE                                                                                \
	"(x.after_value IN (c.after_value, CONCAT(c.field, ' ', c.after_value)) OR c.field = "     \
	"'status' AND (c.after_value = 'ENDED' AND"                                                \
	" x.after_value = 'EMPTIED' OR c.after_value IN ('ACTIVATING', 'ACTIVE') AND"              \
	" x.after_value IN ('ACTIVE', 'REVIVED')))"
#define INTENT                                                                                     \
	"(SELECT MAX(x.id) FROM outbox x WHERE x.subject = c.offer_id AND x.account_id ="          \
	" c.account_id AND x.kind IN (CONCAT('offer-', c.field), 'offer-edit', 'offer-delivery',"  \
	" 'offer-policy') AND x.state IN"                                                          \
	" ('SENT', 'UNKNOWN',"                                                                     \
	" 'DONE') AND x.sent_at BETWEEN IFNULL(c.since, c.at) - INTERVAL 2 DAY AND"                \
	" c.at + INTERVAL 1 MINUTE AND IF(x.kind = 'offer-edit', " GROUP_OF_IT ", " LEADS_THERE    \
	"))"
/* Purchases are told some seconds sooner or later than the number changes. */
#define BOUGHT                                                                                     \
	"(SELECT SUM(l.quantity) FROM order_line l WHERE l.offer_id = c.offer_id AND l.account_id" \
	" = c.account_id AND l.bought_at BETWEEN IFNULL(c.since, c.at) - INTERVAL 10 MINUTE AND"   \
	" c.at + INTERVAL 10 MINUTE)"

static const struct stmt_def stmts[] = {
    [OPEN] = {"SELECT c.id, c.offer_id, c.field, c.before_value, c.after_value,"
	      " CAST(IFNULL(" INTENT ", 0) AS UNSIGNED), CAST(IFNULL(" BOUGHT ", 0) AS SIGNED),"
	      " r.ended_by, r.rule_id, r.muted, CAST(TIMESTAMPDIFF(MICROSECOND, c.at,"
	      " UTC_TIMESTAMP(3)) DIV 1000 AS SIGNED) FROM offer_change c JOIN offer r ON"
	      " r.account_id = c.account_id AND r.offer_id = c.offer_id WHERE c.author = 'nobody'"
	      " AND c.account_id = ? AND c.id > ? ORDER BY c.id LIMIT 200",
	      "uu",
	      ROWS(struct open_change, U64(id), STR(offer_id), STR(field), STR(before), STR(after),
		   U64(intent), I64(bought), STR(ended_by), STR(rule_id), STR(muted), I64(age_ms))},
    [JUDGED] = {"UPDATE offer_change SET author = ?, why = ?, outbox_id = NULLIF(?, 0), settled = ?"
		" WHERE id = ? AND author = 'nobody'",
		BULK(struct judged_change, STR(author), STR(why), U64(intent), STR(settled),
		     U64(id))},
    [RECOUNT] = {"UPDATE offer r SET r.foreign_open = (SELECT COUNT(*) FROM offer_change c WHERE"
		 " c.account_id = r.account_id AND c.offer_id = r.offer_id AND c.author = 'others'"
		 " AND c.settled IS NULL) WHERE r.account_id = ? AND r.offer_id = ?",
		 "us", NO_ROWS},
    [FIND] = {"SELECT id, account_id, offer_id, field, before_value, after_value, author, settled"
	      " FROM offer_change WHERE id = ?",
	      "u",
	      ROWS(struct offer_change, U64(id), U64(account_id), STR(offer_id), STR(field),
		   STR(before), STR(after), STR(author), STR(settled))},
    [SETTLED] = {"UPDATE offer_change SET settled = ?, settled_by = ?, settled_at ="
		 " UTC_TIMESTAMP(3) WHERE id = ? AND author = 'others' AND settled IS NULL",
		 "ssu", NO_ROWS},
    [MUTE] = {"UPDATE offer SET muted = TRIM(CONCAT(muted, ' ', ?)) WHERE account_id = ? AND"
	      " offer_id = ? AND NOT FIND_IN_SET(?, REPLACE(muted, ' ', ','))",
	      "suss", NO_ROWS},
};
STMTS_REGISTER(offer_changes, stmts);

enum rc open_changes(struct db *db, void *mem, uint64_t account_id, uint64_t after,
		     struct open_change **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[OPEN], PARAMS(P_U64(account_id), P_U64(after)), rows, n,
			 e);
}

enum rc change_judged(struct db *db, const struct judged_change *row, struct err *e)
{
	return stmt_run_row(db, &stmts[JUDGED], row, NULL, e);
}

enum rc offer_recount(struct db *db, uint64_t account_id, const char *offer_id, struct err *e)
{
	const struct param key[] = {P_U64(account_id), P_STR(offer_id)};

	return stmt_run(db, &stmts[RECOUNT], key, NULL, e);
}

enum rc change_find(struct db *db, void *mem, uint64_t id, struct offer_change *out, struct err *e)
{
	return stmt_find(db, mem, &stmts[FIND], PARAMS(P_U64(id)), out, e);
}

enum rc change_settled(struct db *db, const struct offer_settle *s, struct err *e)
{
	const struct param params[] = {P_STR(offer_settling_names[s->how]), P_STR(s->actor),
				       P_U64(s->change_id)};

	return stmt_cas(db, &stmts[SETTLED], params, "the change does not wait for anybody", e);
}

enum rc offer_mute(struct db *db, const struct offer_change *c, struct err *e)
{
	const struct param params[] = {P_STR(c->field), P_U64(c->account_id), P_STR(c->offer_id),
				       P_STR(c->field)};

	return stmt_run(db, &stmts[MUTE], params, NULL, e);
}
