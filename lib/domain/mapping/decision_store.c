/* SQL of decisions. */
#include "domain/mapping/decision_store.h"

#include "base/mem.h"
#include "db/array.h"
#include "db/stmt.h"

#define COLUMNS                                                                                    \
	"d.id, d.environment, d.account_id, d.kind, d.product_id, d.subject, d.applies_if,"        \
	" CAST(d.place AS SIGNED), d.value, d.made_at, d.made_by, d.ended_at, d.ended_by,"         \
	" CAST(IFNULL(d.replaces, 0) AS UNSIGNED)"
#define ROW                                                                                        \
	ROWS(struct decision, U64(id), STR(environment), U64(account_id), STR(kind),               \
	     U64(product_id), STR(subject), STR(applies_if), I64(place), STR(value),               \
	     TIME(made_at), STR(made_by), TIME(ended_at), STR(ended_by), U64(replaces))
#define SELECT "SELECT " COLUMNS " FROM mapping_decision d"

/* Conditions before what holds always, one account before all of them. */
#define IN_ORDER " ORDER BY d.kind, d.subject, d.applies_if = '', d.account_id = 0, d.place, d.id"

enum { FIND, LOCK, INSERT, CLOSE, LIVE, OF_PRODUCTS };

static const struct stmt_def stmts[] = {
    [FIND] = {SELECT " WHERE d.id = ?", "u", ROW},
    [LOCK] = {SELECT " WHERE d.environment = ? AND d.kind = ? AND d.product_id = ?"
		     " AND d.account_id = ? AND d.subject = ? AND d.applies_if = ? AND d.live = 1"
		     " FOR UPDATE",
	      "ssuuss", ROW},
    [INSERT] = {"INSERT INTO mapping_decision (environment, account_id, kind, product_id, subject,"
		" applies_if, place, value, made_by, replaces)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULLIF(?, 0))",
		BULK(struct decision, STR(environment), U64(account_id), STR(kind), U64(product_id),
		     STR(subject), STR(applies_if), I64(place), STR(value), STR(made_by),
		     U64(replaces))},
    [CLOSE] = {"UPDATE mapping_decision SET ended_at = UTC_TIMESTAMP(3), ended_by = ?"
	       " WHERE id = ? AND ended_at IS NULL",
	       "su", NO_ROWS},
    [LIVE] = {SELECT " WHERE d.environment = ? AND d.live = 1 AND d.product_id = 0" IN_ORDER, "s",
	      ROW},
    [OF_PRODUCTS] = {SELECT " JOIN " ARRAY_OF_IDS " j ON d.product_id = j.id"
			    " WHERE d.environment = ? AND d.live = 1"
			    " ORDER BY d.product_id, d.subject",
		     "ss", ROW},
};
STMTS_REGISTER(decisions, stmts);

enum rc decision_find(struct db *db, void *mem, uint64_t id, struct decision *out, struct err *e)
{
	return stmt_find(db, mem, &stmts[FIND], PARAMS(P_U64(id)), out, e);
}

enum rc decision_lock(struct db *db, void *mem, const struct decision *like, struct decision *out,
		      struct err *e)
{
	const struct param params[] = {P_STR(like->environment), P_STR(like->kind),
				       P_U64(like->product_id),	 P_U64(like->account_id),
				       P_STR(like->subject),	 P_STR(like->applies_if)};

	return stmt_find(db, mem, &stmts[LOCK], params, out, e);
}

enum rc decision_insert(struct db *db, const struct decision *d, struct err *e)
{
	return stmt_run_row(db, &stmts[INSERT], d, NULL, e);
}

enum rc decision_close(struct db *db, uint64_t id, const char *actor, struct err *e)
{
	return stmt_cas(db, &stmts[CLOSE], PARAMS(P_STR(actor), P_U64(id)),
			"somebody ended this decision meanwhile", e);
}

enum rc decisions_live(struct db *db, void *mem, const char *environment, struct decision **out,
		       size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[LIVE], PARAMS(P_STR(environment)), out, n, e);
}

enum rc decisions_of_products(struct db *db, void *mem, const char *environment,
			      const uint64_t *ids, size_t n, struct decision **out, size_t *n_out,
			      struct err *e)
{
	const struct param params[] = {P_STR(array_of_ids(mem, ids, n)), P_STR(environment)};

	return stmt_list(db, mem, &stmts[OF_PRODUCTS], params, out, n_out, e);
}
