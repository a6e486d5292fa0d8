/* SQL of what shop categories are proposed. */
#include "domain/mapping/match_store.h"

#include "base/mem.h"
#include "db/array.h"
#include "db/stmt.h"

enum {
	STALE,
	TO_COUNT,
	COUNT_FORGET,
	COUNT_NEW,
	COUNT_NAMES,
	COUNTED,
	NAMES_DUE,
	NAMES_OF,
	NAMES_FORGET,
	NAMES_SAVE,
	NAMES_ASKED,
	NAMES_LATER,
	VOTES,
	OF_SHOP,
	OF_ALL,
};

#define PROPOSAL_ROWS                                                                              \
	ROWS(struct category_proposal, STR(shop_key), STR(category_id), STR(origin), I64(votes),   \
	     I64(of_products), TIME(asked_at))
#define PROPOSALS                                                                                  \
	"SELECT shop_key, category_id, origin, CAST(votes AS SIGNED), CAST(of_products AS "        \
	"SIGNED),"                                                                                 \
	" asked_at FROM category_proposal WHERE environment = ?"
#define LIKELIEST " votes DESC, place, category_id"

static const struct stmt_def stmts[] = {
    [STALE] = {"INSERT INTO category_evidence (environment, shop_key, recount)"
	       " SELECT ?, j.word, 1 FROM " ARRAY_OF_WORDS " j ON DUPLICATE KEY UPDATE recount = 1",
	       "ss", NO_ROWS},
    [TO_COUNT] = {"SELECT shop_key FROM category_evidence WHERE environment = ? AND recount = 1"
		  " ORDER BY shop_key LIMIT 20",
		  "s", ROWS(struct shop_key, STR(key))},
    [COUNT_FORGET] = {"DELETE v FROM " ARRAY_OF_WORDS " j JOIN category_proposal v"
		      " ON v.environment = ? AND v.shop_key = j.word WHERE v.origin = 'EAN'",
		      "ss", NO_ROWS},
    /* What stands for a category that is gone gets its votes. */
    [COUNT_NEW] =
	{"INSERT INTO category_proposal (environment, shop_key, category_id, origin, votes,"
	 " of_products, place, asked_at) SELECT v.environment, v.shop_key, v.category_id, 'EAN',"
	 " v.votes, (SELECT COUNT(*) FROM product o WHERE o.shop_key = v.shop_key"
	 " AND o.gone_since IS NULL), 0, UTC_TIMESTAMP(3) FROM (SELECT a.environment, a.shop_key,"
	 " IF(g.gone_at IS NULL, c.category_id, IFNULL(g.redirect_id, c.category_id))"
	 " AS category_id, COUNT(*) AS votes FROM " ARRAY_OF_WORDS " j"
	 " STRAIGHT_JOIN catalogue_answer a ON a.environment = ? AND a.shop_key = j.word"
	 " JOIN product p ON p.id = a.product_id AND p.gone_since IS NULL"
	 " AND p.shop_key = a.shop_key JOIN catalogue_card c ON c.environment = a.environment"
	 " AND c.card_id = a.card_id AND c.gone_at IS NULL LEFT JOIN category g"
	 " ON g.environment = c.environment AND g.category_id = c.category_id"
	 " WHERE a.mode = 'GTIN' GROUP BY 1, 2, 3) v ON DUPLICATE KEY UPDATE"
	 " origin = VALUES(origin), votes = VALUES(votes), of_products = VALUES(of_products),"
	 " place = 0, asked_at = VALUES(asked_at)",
	 "ss", NO_ROWS},
    [COUNT_NAMES] = {"DELETE o FROM " ARRAY_OF_WORDS " j JOIN category_proposal o"
		     " ON o.environment = ? AND o.shop_key = j.word AND o.origin = 'NAME'"
		     " JOIN category_proposal v ON v.environment = o.environment"
		     " AND v.shop_key = o.shop_key AND v.origin = 'EAN'",
		     "ss", NO_ROWS},
    [COUNTED] = {"UPDATE " ARRAY_OF_WORDS " j JOIN category_evidence k ON k.environment = ?"
		 " AND k.shop_key = j.word SET k.recount = 0",
		 "ss", NO_ROWS},
    [NAMES_DUE] = {"SELECT g.shop_key FROM (SELECT shop_key FROM product"
		   " WHERE shop_key IS NOT NULL GROUP BY shop_key) g"
		   " LEFT JOIN category_evidence k ON k.environment = ?"
		   " AND k.shop_key = g.shop_key WHERE (k.next_at IS NULL"
		   " OR k.next_at <= UTC_TIMESTAMP(3)) AND NOT EXISTS (SELECT 1"
		   " FROM category_proposal v WHERE v.environment = ? AND v.shop_key = g.shop_key"
		   " AND v.origin = 'EAN') ORDER BY g.shop_key LIMIT 20",
		   "ss", ROWS(struct shop_key, STR(key))},
    [NAMES_OF] = {"SELECT name FROM product WHERE shop_key = ? AND gone_since IS NULL"
		  " AND name IS NOT NULL ORDER BY id LIMIT 3",
		  "s", ROWS(struct product_name, STR(name))},
    [NAMES_FORGET] = {"DELETE FROM category_proposal WHERE environment = ? AND shop_key = ?"
		      " AND origin = 'NAME'",
		      "ss", NO_ROWS},
    [NAMES_SAVE] = {"INSERT IGNORE INTO category_proposal (environment, shop_key, category_id,"
		    " votes, of_products, place, origin, asked_at)"
		    " VALUES (?, ?, ?, ?, ?, ?, 'NAME', UTC_TIMESTAMP(3))",
		    BULK(struct proposal_saved, STR(environment), STR(shop_key), STR(category_id),
			 I64(votes), I64(of_names), I64(place))},
    [NAMES_ASKED] = {"INSERT INTO category_evidence (environment, shop_key, asked_at, next_at)"
		     " VALUES (?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL 30 DAY)"
		     " ON DUPLICATE KEY UPDATE asked_at = VALUES(asked_at),"
		     " next_at = VALUES(next_at), problem = NULL",
		     "ss", NO_ROWS},
    [NAMES_LATER] = {"INSERT INTO category_evidence (environment, shop_key, next_at, problem)"
		     " VALUES (?, ?, UTC_TIMESTAMP(3) + INTERVAL 1 HOUR, ?)"
		     " ON DUPLICATE KEY UPDATE next_at = VALUES(next_at),"
		     " problem = VALUES(problem)",
		     "sss", NO_ROWS},
    [VOTES] = {"SELECT p.name, p.brand, p.attributes, IF(g.gone_at IS NULL, c.category_id,"
	       " IFNULL(g.redirect_id, c.category_id)) FROM catalogue_answer a JOIN product p"
	       " ON p.id = a.product_id AND p.gone_since IS NULL AND p.shop_key = a.shop_key"
	       " JOIN catalogue_card c ON c.environment = a.environment AND c.card_id = a.card_id"
	       " AND c.gone_at IS NULL LEFT JOIN category g ON g.environment = c.environment"
	       " AND g.category_id = c.category_id WHERE a.environment = ? AND a.shop_key = ?"
	       " AND a.mode = 'GTIN' ORDER BY a.product_id LIMIT 500",
	       "ss",
	       ROWS(struct split_vote, STR(p.name), STR(p.brand), STR(p.attributes),
		    STR(category_id))},
    [OF_SHOP] = {PROPOSALS " AND shop_key = ? ORDER BY" LIKELIEST, "ss", PROPOSAL_ROWS},
    [OF_ALL] = {PROPOSALS " ORDER BY shop_key," LIKELIEST, "s", PROPOSAL_ROWS},
};
STMTS_REGISTER(proposals, stmts);
_Static_assert(RECOUNT_BATCH == 20 && MATCH_BATCH == 20, "LIMIT says so");
_Static_assert(SPLIT_VOTES == 500, "LIMIT 500");

enum { PROBLEM_CHARS = 500 };

/* ---- By cards -------------------------------------------------------------------------------- */

enum rc proposals_stale(struct db *db, const char *environment, const char *const *keys, size_t n,
			struct err *e)
{
	void *mem = mem_context(NULL, "keys");
	const struct param params[] = {P_STR(environment), P_STR(array_of_words(mem, keys, n))};

	enum rc rc = stmt_run(db, &stmts[STALE], params, NULL, e);

	mem_free(mem);
	return rc;
}

enum rc proposals_to_count(struct db *db, void *mem, const char *environment, struct shop_key **out,
			   size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[TO_COUNT], PARAMS(P_STR(environment)), out, n, e);
}

enum rc proposals_count(struct db *db, const char *environment, const struct shop_key *keys,
			size_t n, struct err *e)
{
	static const int steps[] = {COUNT_FORGET, COUNT_NEW, COUNT_NAMES, COUNTED};
	void *mem = mem_context(NULL, "keys");
	const char **words = mem_array(mem, const char *, n + 1);

	for (size_t i = 0; i < n; i++)
		words[i] = keys[i].key;
	const struct param params[] = {P_STR(array_of_words(mem, words, n)), P_STR(environment)};
	enum rc rc = RC_OK;
	for (size_t i = 0; i < COUNT_OF(steps) && !rc; i++)
		rc = stmt_run(db, &stmts[steps[i]], params, NULL, e);
	mem_free(mem);
	return rc;
}

/* ---- By names -------------------------------------------------------------------------------- */

enum rc names_due(struct db *db, void *mem, const char *environment, struct shop_key **out,
		  size_t *n, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(environment)};

	return stmt_list(db, mem, &stmts[NAMES_DUE], params, out, n, e);
}

enum rc names_of(struct db *db, void *mem, const char *shop_key, struct product_name **out,
		 size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[NAMES_OF], PARAMS(P_STR(shop_key)), out, n, e);
}

enum rc names_save(struct db *db, const char *environment, const char *shop_key,
		   const struct proposal_saved *rows, size_t n, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(shop_key)};

	if (stmt_run(db, &stmts[NAMES_FORGET], params, NULL, e) ||
	    (n && stmt_bulk(db, &stmts[NAMES_SAVE], rows, n, NULL, e)))
		return e->rc;
	return stmt_run(db, &stmts[NAMES_ASKED], params, NULL, e);
}

enum rc names_postpone(struct db *db, const char *environment, const char *shop_key,
		       const char *problem, struct err *e)
{
	void *mem = mem_context(NULL, "problem");
	const struct param params[] = {P_STR(environment), P_STR(shop_key),
				       P_STR(str_head(mem, problem, PROBLEM_CHARS))};

	enum rc rc = stmt_run(db, &stmts[NAMES_LATER], params, NULL, e);

	mem_free(mem);
	return rc;
}

/* ---- For pages ------------------------------------------------------------------------------- */

enum rc category_proposals(struct db *db, void *mem, const char *environment, const char *shop_key,
			   struct category_proposal **out, size_t *n, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(shop_key)};

	return stmt_list(db, mem, &stmts[shop_key ? OF_SHOP : OF_ALL], params, out, n, e);
}

enum rc category_votes(struct db *db, void *mem, const char *environment, const char *shop_key,
		       struct split_vote **out, size_t *n, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(shop_key)};

	return stmt_list(db, mem, &stmts[VOTES], params, out, n, e);
}
