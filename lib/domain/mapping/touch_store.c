/* SQL of what is to be judged anew. */
#include "domain/mapping/ready_store.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/array.h"
#include "db/stmt.h"

#define INSERT	   "INSERT INTO ready_touch (account_id, kind, subject) SELECT a.id, "
#define OF_ACCOUNT " WHERE a.environment = ? AND (? = 0 OR a.id = ?)"
#define AGAIN                                                                                      \
	" ON DUPLICATE KEY UPDATE after_id = 0,"                                                   \
	" ready_touch.version = ready_touch.version + 1, touched_at = UTC_TIMESTAMP(3)"

static const struct stmt_def stmts[TOUCH_KINDS] = {
    [TOUCH_ALL] = {INSERT "'ALL', ? FROM account a" OF_ACCOUNT AGAIN, "ssuu", NO_ROWS},
    [TOUCH_SHOP] = {INSERT "'SHOP', ? FROM account a" OF_ACCOUNT AGAIN, "ssuu", NO_ROWS},
    [TOUCH_CATEGORY] = {INSERT "'CATEGORY', ? FROM account a" OF_ACCOUNT AGAIN, "ssuu", NO_ROWS},
    [TOUCH_PARAM] = {INSERT "'CATEGORY', p.category_id FROM account a JOIN category_param p"
			    " ON p.environment = a.environment AND p.param_id = ?" OF_ACCOUNT AGAIN,
		     "ssuu", NO_ROWS},
    [TOUCH_BRAND] = {INSERT "'BRAND', ? FROM account a" OF_ACCOUNT AGAIN, "ssuu", NO_ROWS},
    [TOUCH_PRODUCT] = {INSERT "'PRODUCT', j.id FROM account a JOIN " ARRAY_OF_IDS
			      " j" OF_ACCOUNT AGAIN,
		       "ssuu", NO_ROWS},
};
STMTS_REGISTER(ready_touch, stmts);

static const char *const names[TOUCH_KINDS] = {[TOUCH_SHOP] = "SHOP",
					       [TOUCH_CATEGORY] = "CATEGORY",
					       [TOUCH_BRAND] = "BRAND",
					       [TOUCH_PRODUCT] = "PRODUCT"};

const char *touch_name(enum touch_kind kind)
{
	return str_or(names[kind], "ALL");
}

enum touch_kind touch_kind(const char *name)
{
	for (enum touch_kind k = 0; k < TOUCH_KINDS; k++)
		if (names[k] && str_eq(names[k], name))
			return k;
	return TOUCH_ALL; /* the most there is to do */
}

enum rc ready_touch(struct db *db, const char *environment, uint64_t account_id,
		    enum touch_kind kind, const char *subject, struct err *e)
{
	const struct param params[] = {P_STR(subject), P_STR(environment), P_U64(account_id),
				       P_U64(account_id)};

	return stmt_run(db, &stmts[kind], params, NULL, e);
}

enum rc ready_touch_products(struct db *db, const char *environment, const uint64_t *ids, size_t n,
			     struct err *e)
{
	void *mem = mem_context(NULL, "touch");
	enum rc rc = ready_touch(db, environment, 0, TOUCH_PRODUCT, array_of_ids(mem, ids, n), e);

	mem_free(mem);
	return rc;
}
