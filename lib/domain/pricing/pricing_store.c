/* SQL of price rules. */
#include "domain/pricing/pricing_store.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/columns.h"

#include <string.h>

/* As it is stored: enums as their words. */
struct stored {
	struct price_version v;
	const char *currency;
	const char *base;
	const char *way;
	const char *ending;
	const char *direction;
};

/* clang-format off */
#define WORD_COLUMNS(S, I, T, M, W)                                                                \
	S(currency, W) S(base, W) S(way, W) S(ending, W) S(direction, W)
/* clang-format on */

#define NAMES                                                                                      \
	"environment, name, account_id, offer_id, brand, shop_category, category_id, market, "     \
	"rate,"                                                                                    \
	" add_minor, fixed_minor, floor_minor, ceiling_minor, min_margin, auto_offers,"            \
	" auto_change, armed, made_by"
#define FIELDS                                                                                     \
	STR(v.environment), STR(v.name), U64(v.scope.account_id), STR(v.scope.offer_id),           \
	    STR(v.scope.brand), STR(v.scope.shop_category), STR(v.scope.category_id),              \
	    STR(v.scope.market), I64(v.rule.rate), I64(v.rule.add), I64(v.rule.fixed),             \
	    I64(v.rule.floor), I64(v.rule.ceiling), I64(v.rule.min_margin), I64(v.auto_offers),    \
	    I64(v.auto_change), I64(v.armed), STR(v.made_by)
#define WORDS STR(currency), STR(base), STR(way), STR(ending), STR(direction)
#define SELECT                                                                                     \
	"SELECT id, CAST(IFNULL(first_id, id) AS UNSIGNED), " NAMES SQL_NAMES_OF(                  \
	    WORD_COLUMNS) ", made_at, ended_at, ended_by, CAST(IFNULL(replaces, 0) AS UNSIGNED) "  \
			  "FROM price_rule"
#define ROW                                                                                        \
	ROWS(struct stored, U64(v.id), U64(v.number), FIELDS, WORDS, TIME(v.made_at),              \
	     TIME(v.ended_at), STR(v.ended_by), U64(v.replaces))

enum { LOCK, INSERT, CLOSE, LIVE, VERSIONS, COUNT };

static const struct stmt_def stmts[] = {
    [LOCK] = {SELECT " WHERE id = ? FOR UPDATE", "u", ROW},
    [INSERT] = {"INSERT INTO price_rule (first_id, replaces, " NAMES SQL_NAMES_OF(
		    WORD_COLUMNS) ") VALUES (NULLIF(?, 0), NULLIF(?, 0), " MARKS_10
				  ", ?, ?, ?, ?, ?, ?, ?, ?" SQL_MARKS_OF(WORD_COLUMNS) ")",
		BULK(struct stored, U64(v.number), U64(v.replaces), FIELDS, WORDS)},
    [CLOSE] = {"UPDATE price_rule SET ended_at = UTC_TIMESTAMP(3), ended_by = ?"
	       " WHERE id = ? AND ended_at IS NULL",
	       "su", NO_ROWS},
    [LIVE] = {SELECT " WHERE environment = ? AND live = 1 ORDER BY name, id", "s", ROW},
    [VERSIONS] = {SELECT " WHERE id = ? UNION ALL " SELECT
			 " WHERE first_id = ? ORDER BY id DESC LIMIT ?",
		  "uuu", ROW},
    [COUNT] = {"SELECT COUNT(*) FROM price_rule WHERE environment = ? AND live = 1", "s", NUMBER},
};
STMTS_REGISTER(price_rules, stmts);

/* ---- Words ----------------------------------------------------------------------------------- */

static bool find_word(const char *word, const char *const *names, unsigned *out)
{
	for (*out = 0; names[*out]; (*out)++)
		if (str_eq(word, names[*out]))
			return true;
	*out = 0;
	return false;
}

static struct price_version read(const struct stored *s)
{
	struct price_version v = s->v;

	/* All four are looked at, so that each is one of its kind. */
	v.is_broken = !find_word(s->base, price_base_names, &v.rule.base);
	v.is_broken |= !find_word(s->way, price_way_names, &v.rule.way);
	v.is_broken |= !find_word(s->ending, price_ending_names, &v.rule.ending);
	v.is_broken |= !find_word(s->direction, price_direction_names, &v.rule.direction);
	v.is_broken |= price_rule_fault(&v.rule) != PRICE_FAULTLESS;
	v.armed = v.is_broken ? 0 : v.armed;
	v.scope.currency = s->currency;
	memcpy(v.rule.currency, s->currency, strnlen(s->currency, sizeof(v.rule.currency) - 1));
	return v;
}

static struct stored written(const struct price_version *v)
{
	return (struct stored){
	    .v = *v,
	    .currency = v->rule.currency,
	    .base = price_base_names[v->rule.base],
	    .way = price_way_names[v->rule.way],
	    .ending = price_ending_names[v->rule.ending],
	    .direction = price_direction_names[v->rule.direction],
	};
}

static enum rc list(struct db *db, void *mem, const struct stmt_def *def,
		    const struct param *params, struct price_version **out, size_t *n,
		    struct err *e)
{
	struct stored *rows;

	if (stmt_list(db, mem, def, params, &rows, n, e))
		return e->rc;
	*out = mem_array(mem, struct price_version, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = read(&rows[i]);
	return RC_OK;
}

/* ---- Statements ------------------------------------------------------------------------------ */

enum rc price_version_lock(struct db *db, void *mem, uint64_t id, struct price_version *out,
			   struct err *e)
{
	struct stored row;

	if (stmt_find(db, mem, &stmts[LOCK], PARAMS(P_U64(id)), &row, e))
		return e->rc;
	*out = read(&row);
	return RC_OK;
}

enum rc price_version_insert(struct db *db, const struct price_version *v, uint64_t *id,
			     struct err *e)
{
	const struct stored row = written(v);

	if (stmt_run_row(db, &stmts[INSERT], &row, NULL, e))
		return e->rc;
	*id = stmt_insert_id(db);
	return RC_OK;
}

enum rc price_version_close(struct db *db, uint64_t id, const char *actor, struct err *e)
{
	return stmt_cas(db, &stmts[CLOSE], PARAMS(P_STR(actor), P_U64(id)),
			"somebody changed this rule meanwhile", e);
}

enum rc price_rules_count(struct db *db, const char *environment, int64_t *n, struct err *e)
{
	return stmt_number(db, &stmts[COUNT], PARAMS(P_STR(environment)), n, e);
}

enum rc price_rules_live(struct db *db, void *mem, const char *environment,
			 struct price_version **out, size_t *n, struct err *e)
{
	return list(db, mem, &stmts[LIVE], PARAMS(P_STR(environment)), out, n, e);
}

enum rc price_rule_versions(struct db *db, void *mem, uint64_t number, struct price_version **out,
			    size_t *n, struct err *e)
{
	const struct param params[] = {P_U64(number), P_U64(number), P_U64(PRICE_VERSIONS_MAX)};

	return list(db, mem, &stmts[VERSIONS], params, out, n, e);
}
