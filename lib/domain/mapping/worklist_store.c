/* SQL of what is to be decided. */
#include "domain/mapping/worklist.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/array.h"
#include "db/stmt.h"

#include <stdlib.h>
#include <string.h>

struct state_count {
	const char *state;
	int64_t n;
};

struct home {
	const char *category_id;
};

struct attributes_row {
	const char *text; /* lines of name, value, unit */
};

#define ROW                                                                                        \
	ROWS(struct worklist_row, U64(id), STR(kind), STR(subject), I64(n), I64(alone), STR(shop), \
	     STR(category), STR(param), STR(home))

/* A part of the subject as an id: the collation is that of ids, or no index would be used. */
#define PART(n)                                                                                    \
	"CONVERT(SUBSTRING_INDEX(SUBSTRING_INDEX(m.subject, '\t', " #n                             \
	"), '\t', -1) USING ascii) COLLATE ascii_nopad_bin"
#define OF_PARAM(column)                                                                           \
	"(SELECT p." column                                                                        \
	" FROM category_param p WHERE p.environment = ? AND p.param_id = " PART(1) " LIMIT 1)"
/* clang-format off */
#define NAMED                                                                                      \
	"SELECT m.id, m.kind, m.subject, m.n, m.alone, CASE"                                       \
	" WHEN m.kind = 'category' THEN"                                                           \
	" (SELECT p.category FROM product p WHERE p.shop_key = " PART(1) " LIMIT 1)"               \
	" WHEN m.kind IN ('producer', 'safety') THEN"                                              \
	" (SELECT p.brand FROM product_mark k JOIN product p ON p.id = k.product_id"               \
	" WHERE k.mark_id = m.id LIMIT 1) END,"                                                    \
	" IF(m.kind IN ('answer', 'refused', 'listing', 'unfit', 'waiting'), (SELECT c.name"       \
	" FROM category c WHERE c.environment = ? AND c.category_id = " PART(1) "), NULL),"        \
	" CASE WHEN m.kind IN ('answer', 'refused', 'listing') THEN (SELECT p.name"                \
	" FROM category_param p WHERE p.environment = ? AND p.category_id = " PART(1) " AND p.param_id = " PART(2) ")"   \
	" WHEN m.kind IN ('param', 'value') THEN " OF_PARAM("name") " END,"                        \
	" IF(m.kind = 'param', " OF_PARAM("category_id") ", NULL) FROM ready_mark m"
/* clang-format on */
#define COMING_ROWS                                                                                \
	"SELECT p.param_id, MIN(p.name), MIN(p.category_id), x.due_at,"                            \
	" CAST(SUM(m.n) AS SIGNED)"
#define COMING_ROW                                                                                 \
	ROWS(struct worklist_coming, STR(param_id), STR(param), STR(category), TIME(due_at), I64(n))
#define COMING_MARKS                                                                               \
	" FROM ready_mark m JOIN category_param p ON p.environment = ? AND p.category_id = " PART( \
	    1) " AND p.param_id = " PART(2) " JOIN (SELECT category_id, param_id, MIN(due_at) AS " \
					    "due_at"                                               \
					    " FROM category_param_change WHERE environment = ? "   \
					    "AND due_at > UTC_TIMESTAMP(3)"                        \
					    " GROUP BY category_id, param_id) x ON x.category_id " \
					    "= p.category_id"                                      \
					    " AND x.param_id = p.param_id WHERE m.account_id = ? " \
					    "AND m.kind = 'soon' AND m.n > 0"
#define PRODUCT_ROW ROWS(struct worklist_product, U64(id), STR(sku), STR(name), STR(category))
#define BLOCKS                                                                                     \
	"('category', 'unfit', 'cards', 'waiting', 'param', 'value', 'answer', 'refused', 'text'," \
	" 'image',"                                                                                \
	" 'price', 'stock', 'producer', 'safety', 'listing')"

enum {
	STATES,
	UNJUDGED,
	PENDING,
	LIST,
	FIND,
	PRODUCTS,
	COMING,
	COMING_FIND,
	COMING_PRODUCTS,
	OF_CATEGORY,
	STANDING,
	ATTRIBUTES,
	ATTRIBUTES_OF_ALL,
	OPEN,
	OPEN_ALL,
	OPEN_TOTAL,
	HOME,
	STATES_OF
};

static const struct stmt_def stmts[] = {
    [STATES] = {"SELECT subject, n FROM ready_mark WHERE account_id = ? AND kind = 'state'", "u",
		ROWS(struct state_count, STR(state), I64(n))},
    /* Ids only grow: what came since the last run of the job lies beyond all that it judged. */
    [UNJUDGED] = {"SELECT COUNT(*) FROM product WHERE id > (SELECT IFNULL(MAX(product_id), 0)"
		  " FROM product_ready WHERE account_id = ?)",
		  "u", NUMBER},
    [PENDING] = {"SELECT COUNT(*) FROM ready_touch WHERE account_id = ?", "u", NUMBER},
    [LIST] = {NAMED " WHERE m.account_id = ? AND m.n > 0 AND m.kind IN " BLOCKS
		    " ORDER BY m.alone DESC, m.n DESC, m.id LIMIT 51",
	      "ssssu", ROW},
    [FIND] = {NAMED " WHERE m.account_id = ? AND m.id = ? AND m.n > 0", "ssssuu", ROW},
    [PRODUCTS] = {"SELECT p.id, p.sku, p.name, p.category FROM product_mark m STRAIGHT_JOIN product"
		  " p ON p.id = m.product_id WHERE m.mark_id = ? AND m.product_id > ?"
		  " ORDER BY m.product_id LIMIT 51",
		  "uu", ROWS(struct worklist_product, U64(id), STR(sku), STR(name), STR(category))},
    [COMING] = {COMING_ROWS COMING_MARKS " GROUP BY p.param_id, x.due_at ORDER BY x.due_at,"
					 " p.param_id LIMIT 10",
		"ssu", COMING_ROW},
    [COMING_FIND] = {COMING_ROWS COMING_MARKS " AND p.param_id = ? AND x.due_at = ?"
					      " GROUP BY p.param_id, x.due_at",
		     "ssust", COMING_ROW},
    /* The page is cut before a product is read. */
    [COMING_PRODUCTS] = {"SELECT d.id, d.sku, d.name, d.category FROM (SELECT l.product_id FROM"
			 " (SELECT m.id" COMING_MARKS " AND p.param_id = ? AND x.due_at = ?) k"
			 " STRAIGHT_JOIN product_mark l ON l.mark_id = k.id AND l.product_id > ?"
			 " ORDER BY l.product_id LIMIT 51) s STRAIGHT_JOIN product d"
			 " ON d.id = s.product_id ORDER BY d.id",
			 "ssustu", PRODUCT_ROW},
    /* A prefix, with the tab behind it: an id of Allegro's has no letter of LIKE. */
    [OF_CATEGORY] =
	{"SELECT m.id, m.kind, m.subject, m.n, m.alone FROM"
	 " ready_mark m WHERE m.account_id = ? AND m.kind IN ('lack', 'answer', 'refused')"
	 " AND m.n > 0 AND m.subject LIKE CONCAT(?, '\t%')",
	 "us", ROWS(struct worklist_row, U64(id), STR(kind), STR(subject), I64(n), I64(alone))},
    [STANDING] = {"SELECT CAST(IFNULL(SUM(n), 0) AS SIGNED) FROM ready_mark WHERE account_id = ?"
		  " AND kind = 'target' AND subject = ?",
		  "us", NUMBER},
    [ATTRIBUTES] = {"SELECT p.attributes FROM product_ready r STRAIGHT_JOIN product p"
		    " ON p.id = r.product_id WHERE r.account_id = ? AND r.category_id = ?"
		    " AND p.attributes IS NOT NULL ORDER BY r.product_id DESC LIMIT 200",
		    "us", ROWS(struct attributes_row, STR(text))},
#define OPEN_ONES                                                                                  \
	" FROM ready_mark m WHERE m.account_id = ? AND m.kind = 'open' AND m.n > 0"                \
	" AND m.subject LIKE CONCAT(?, '\t%')"
    [ATTRIBUTES_OF_ALL] = {"SELECT attributes FROM product WHERE attributes IS NOT NULL"
			   " ORDER BY id DESC LIMIT 200",
			   "", ROWS(struct attributes_row, STR(text))},
    [OPEN] = {"SELECT m.id, m.kind, m.subject, m.n, m.alone" OPEN_ONES
	      " ORDER BY m.n DESC, m.id LIMIT 50",
	      "us",
	      ROWS(struct worklist_row, U64(id), STR(kind), STR(subject), I64(n), I64(alone))},
    [OPEN_ALL] = {"SELECT m.id, m.kind, m.subject, m.n, m.alone" OPEN_ONES
		  " ORDER BY m.n DESC, m.id LIMIT 2000",
		  "us",
		  ROWS(struct worklist_row, U64(id), STR(kind), STR(subject), I64(n), I64(alone))},
    [OPEN_TOTAL] = {"SELECT COUNT(*)" OPEN_ONES, "us", NUMBER},
    [HOME] = {"SELECT category_id FROM category_param WHERE environment = ? AND param_id = ?"
	      " LIMIT 1",
	      "ss", ROWS(struct home, STR(category_id))},
    [STATES_OF] = {"SELECT r.product_id, r.state FROM " ARRAY_OF_IDS
		   " j STRAIGHT_JOIN product_ready r ON r.account_id = ? AND r.product_id = j.id",
		   "su", ROWS(struct worklist_state, U64(product_id), STR(state))},
};
STMTS_REGISTER(worklist, stmts);
_Static_assert(WORKLIST_OPEN_MAX == 2000, "LIMIT 2000");
_Static_assert(WORKLIST_ROWS == 50, "LIMIT 51 is one more");
_Static_assert(WORKLIST_SAMPLE == 200, "LIMIT 200");
_Static_assert(WORKLIST_COMING == 10, "LIMIT 10");

static enum rc load_states(struct db *db, void *mem, uint64_t account_id,
			   struct worklist_counts *out, struct err *e)
{
	struct state_count *rows;
	size_t n = 0;

	if (stmt_list(db, mem, &stmts[STATES], PARAMS(P_U64(account_id)), &rows, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		for (enum ready_state s = 0; s < READY_STATES; s++)
			if (str_eq(rows[i].state, ready_state_names[s]))
				out->states[s] = rows[i].n;
	return RC_OK;
}

enum rc worklist_counts(struct db *db, uint64_t account_id, struct worklist_counts *out,
			struct err *e)
{
	void *mem = mem_context(NULL, "counts");
	const struct param account[] = {P_U64(account_id)};

	*out = (struct worklist_counts){0};
	enum rc rc = load_states(db, mem, account_id, out, e);
	mem_free(mem);
	return rc || stmt_number(db, &stmts[UNJUDGED], account, &out->unjudged, e)
		   ? e->rc
		   : stmt_number(db, &stmts[PENDING], account, &out->pending, e);
}

static bool cut(size_t *n)
{
	if (*n <= WORKLIST_ROWS)
		return false;
	*n = WORKLIST_ROWS;
	return true;
}

enum rc worklist(struct db *db, void *mem, const char *environment, uint64_t account_id,
		 struct worklist_row **out, size_t *n, bool *more, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(environment), P_STR(environment),
				       P_STR(environment), P_U64(account_id)};

	if (!stmt_list(db, mem, &stmts[LIST], params, out, n, e))
		*more = cut(n);
	return e->rc;
}

enum rc worklist_coming(struct db *db, void *mem, const char *environment, uint64_t account_id,
			struct worklist_coming **out, size_t *n, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(environment), P_U64(account_id)};

	return stmt_list(db, mem, &stmts[COMING], params, out, n, e);
}

enum rc worklist_coming_find(struct db *db, void *mem, const char *environment, uint64_t account_id,
			     const char *param_id, int64_t due_at, struct worklist_coming *out,
			     struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(environment), P_U64(account_id),
				       P_STR(param_id), P_TIME(due_at)};

	return stmt_find(db, mem, &stmts[COMING_FIND], params, out, e);
}

enum rc worklist_coming_products(struct db *db, void *mem, const char *environment,
				 uint64_t account_id, const struct worklist_coming *of,
				 uint64_t after, struct worklist_product **out, size_t *n,
				 bool *more, struct err *e)
{
	const struct param params[] = {P_STR(environment),  P_STR(environment), P_U64(account_id),
				       P_STR(of->param_id), P_TIME(of->due_at), P_U64(after)};

	if (!stmt_list(db, mem, &stmts[COMING_PRODUCTS], params, out, n, e))
		*more = cut(n);
	return e->rc;
}

enum rc worklist_find(struct db *db, void *mem, const char *environment, uint64_t account_id,
		      uint64_t id, struct worklist_row *out, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(environment), P_STR(environment),
				       P_STR(environment), P_U64(account_id),  P_U64(id)};

	return stmt_find(db, mem, &stmts[FIND], params, out, e);
}

enum rc worklist_products(struct db *db, void *mem, uint64_t mark_id, uint64_t after,
			  struct worklist_product **out, size_t *n, bool *more, struct err *e)
{
	if (!stmt_list(db, mem, &stmts[PRODUCTS], PARAMS(P_U64(mark_id), P_U64(after)), out, n, e))
		*more = cut(n);
	return e->rc;
}

enum rc worklist_category(struct db *db, void *mem, uint64_t account_id, const char *category_id,
			  struct worklist_row **out, size_t *n, int64_t *products, struct err *e)
{
	const struct param params[] = {P_U64(account_id), P_STR(category_id)};

	return stmt_list(db, mem, &stmts[OF_CATEGORY], params, out, n, e)
		   ? e->rc
		   : stmt_number(db, &stmts[STANDING], params, products, e);
}

struct counted_name {
	const char *name;
	size_t n;
};

static int most_first(const void *x, const void *y)
{
	const struct counted_name *a = x;
	const struct counted_name *b = y;

	return (a->n < b->n) - (a->n > b->n);
}

static void count_name(void *mem, struct counted_name **names, size_t *n, const char *name)
{
	for (size_t i = 0; i < *n; i++)
		if (str_eq((*names)[i].name, name)) {
			(*names)[i].n++;
			return;
		}
	*names = mem_grow(mem, *names, struct counted_name, *n + 1);
	(*names)[(*n)++] = (struct counted_name){name, 1};
}

enum rc worklist_attributes(struct db *db, void *mem, uint64_t account_id, const char *category_id,
			    const char ***names, size_t *n, struct err *e)
{
	const struct param params[] = {P_U64(account_id), P_STR(category_id)};
	struct counted_name *counted = NULL;
	struct attributes_row *rows;
	size_t n_rows = 0;

	*n = 0;
	if (stmt_list(db, mem, &stmts[category_id ? ATTRIBUTES : ATTRIBUTES_OF_ALL], params, &rows,
		      &n_rows, e))
		return e->rc;
	for (size_t i = 0; i < n_rows; i++)
		for (const char *p = rows[i].text; *p; p += strcspn(p, "\n"), p += *p == '\n')
			count_name(mem, &counted, n, mem_strndup(mem, p, strcspn(p, "\t\n")));
	if (counted)
		qsort(counted, *n, sizeof(*counted), most_first);
	*names = mem_array(mem, const char *, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*names)[i] = counted[i].name;
	return RC_OK;
}

enum rc worklist_open(struct db *db, void *mem, uint64_t account_id, const char *param_id,
		      struct worklist_row **out, size_t *n, int64_t *total, struct err *e)
{
	const struct param params[] = {P_U64(account_id), P_STR(param_id)};

	return stmt_list(db, mem, &stmts[OPEN], params, out, n, e)
		   ? e->rc
		   : stmt_number(db, &stmts[OPEN_TOTAL], params, total, e);
}

enum rc worklist_open_all(struct db *db, void *mem, uint64_t account_id, const char *param_id,
			  struct worklist_row **out, size_t *n, struct err *e)
{
	const struct param params[] = {P_U64(account_id), P_STR(param_id)};

	return stmt_list(db, mem, &stmts[OPEN_ALL], params, out, n, e);
}

enum rc worklist_param_home(struct db *db, void *mem, const char *environment, const char *param_id,
			    const char **category_id, struct err *e)
{
	struct home home = {NULL};
	const struct param params[] = {P_STR(environment), P_STR(param_id)};

	if (!stmt_find(db, mem, &stmts[HOME], params, &home, e))
		*category_id = home.category_id;
	return e->rc;
}

enum rc worklist_states(struct db *db, void *mem, uint64_t account_id, const uint64_t *ids,
			size_t n, struct worklist_state **out, size_t *n_out, struct err *e)
{
	const struct param params[] = {P_STR(array_of_ids(mem, ids, n)), P_U64(account_id)};

	return stmt_list(db, mem, &stmts[STATES_OF], params, out, n_out, e);
}
