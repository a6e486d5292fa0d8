/* SQL of the shop's categories. */
#include "domain/mapping/shop_category.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/like.h"
#include "db/stmt.h"

#include <string.h>

const char *const shop_view_names[SHOP_VIEWS + 1] = {
    [SHOP_VIEW_MISSING] = "missing",
    [SHOP_VIEW_MAPPED] = "mapped",
    [SHOP_VIEW_SKIPPED] = "skipped",
    [SHOP_VIEW_ALL] = "all",
};

struct view_counts {
	int64_t missing;
	int64_t mapped;
	int64_t skipped;
};

#define RULE                                                                                       \
	" LEFT JOIN mapping_decision d ON d.environment = ? AND d.kind = 'category'"               \
	" AND d.product_id = 0 AND d.account_id = 0 AND d.subject = m.subject"                     \
	" AND d.applies_if = '' AND d.live = 1 WHERE m.account_id = ? AND m.kind = 'shop'"         \
	" AND m.n > 0"
/* An index of the product's key wants its collation. */
#define NAME                                                                                       \
	"(SELECT p.category FROM product p WHERE p.shop_key = CONVERT(m.subject USING ascii)"      \
	" COLLATE ascii_nopad_bin LIMIT 1)"
#define SELECT                                                                                     \
	"SELECT m.subject, " NAME                                                                  \
	" AS name, m.n, m.alone, CAST(IFNULL(d.id, 0) AS UNSIGNED), d.value,"                      \
	" (SELECT COUNT(*) FROM mapping_decision c WHERE c.environment = ?"                        \
	" AND c.kind = 'category' AND c.product_id = 0 AND c.subject = m.subject"                  \
	" AND c.applies_if > '' AND c.live = 1) FROM ready_mark m" RULE
#define ROW                                                                                        \
	ROWS(struct shop_category, STR(key), STR(name), I64(n), I64(ready), U64(decision_id),      \
	     STR(category_id), I64(conditions))
#define OF_VIEW(where)                                                                             \
	{                                                                                          \
		SELECT " AND " where " AND (? IS NULL OR d.value = ?) HAVING ? IS NULL OR"         \
		       " name LIKE ? ORDER BY m.n DESC, m.id LIMIT 101",                           \
		    "ssussss", ROW                                                                 \
	}

enum { VIEW, FIND = VIEW + SHOP_VIEWS, SAMPLES, COUNTS };

static const struct stmt_def stmts[] = {
    [VIEW + SHOP_VIEW_MISSING] = OF_VIEW("d.id IS NULL"),
    [VIEW + SHOP_VIEW_MAPPED] = OF_VIEW("d.value IS NOT NULL"),
    [VIEW + SHOP_VIEW_SKIPPED] = OF_VIEW("d.id IS NOT NULL AND d.value IS NULL"),
    [VIEW + SHOP_VIEW_ALL] = OF_VIEW("1 = 1"),
    [FIND] = {SELECT " AND m.subject = ?", "ssus", ROW},
    [SAMPLES] = {"SELECT id, sku, name, category FROM product WHERE shop_key <=> NULLIF(?, '')"
		 " ORDER BY id DESC LIMIT 5",
		 "s", ROWS(struct worklist_product, U64(id), STR(sku), STR(name), STR(category))},
    [COUNTS] = {"SELECT CAST(IFNULL(SUM(d.id IS NULL), 0) AS SIGNED),"
		" CAST(IFNULL(SUM(d.value IS NOT NULL), 0) AS SIGNED),"
		" CAST(IFNULL(SUM(d.id IS NOT NULL AND d.value IS NULL), 0) AS SIGNED)"
		" FROM ready_mark m" RULE,
		"su", ROWS(struct view_counts, I64(missing), I64(mapped), I64(skipped))},
};
STMTS_REGISTER(shop_categories, stmts);
_Static_assert(SHOP_ROWS == 100, "LIMIT 101 is one more");

/* A part of a name for LIKE, in which no letter means another. */
static const char *like(void *mem, const char *query)
{
	struct str s;

	if (str_empty(query))
		return NULL;
	str_init(&s, mem, 2 * strlen(query) + 3);
	str_add(&s, "%");
	like_add(&s, query, strlen(query));
	str_add(&s, "%");
	return s.text;
}

enum rc shop_categories(struct db *db, void *mem, const char *environment, uint64_t account_id,
			const struct shop_filter *f, struct shop_category **out, size_t *n,
			bool *more, struct err *e)
{
	const char *name = like(mem, f->query);
	const struct param params[] = {
	    P_STR(environment),	   P_STR(environment), P_U64(account_id), P_STR(f->category_id),
	    P_STR(f->category_id), P_STR(name),	       P_STR(name)};

	if (stmt_list(db, mem, &stmts[VIEW + f->view], params, out, n, e))
		return e->rc;
	*more = *n > SHOP_ROWS;
	*n = *more ? SHOP_ROWS : *n;
	return RC_OK;
}

enum rc shop_category_find(struct db *db, void *mem, const char *environment, uint64_t account_id,
			   const char *key, struct shop_category *out, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(environment), P_U64(account_id),
				       P_STR(key)};

	return stmt_find(db, mem, &stmts[FIND], params, out, e);
}

enum rc shop_samples(struct db *db, void *mem, const char *key, struct worklist_product **out,
		     size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[SAMPLES], PARAMS(P_STR(key)), out, n, e);
}

enum rc shop_category_counts(struct db *db, const char *environment, uint64_t account_id,
			     int64_t counts[SHOP_VIEWS], struct err *e)
{
	struct view_counts c;

	if (stmt_find(db, NULL, &stmts[COUNTS], PARAMS(P_STR(environment), P_U64(account_id)), &c,
		      e))
		return e->rc;
	counts[SHOP_VIEW_MISSING] = c.missing;
	counts[SHOP_VIEW_MAPPED] = c.mapped;
	counts[SHOP_VIEW_SKIPPED] = c.skipped;
	counts[SHOP_VIEW_ALL] = c.missing + c.mapped + c.skipped;
	return RC_OK;
}
