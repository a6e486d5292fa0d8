/* SQL of the list of products, and of what their pages tell. */
#include "domain/catalog/catalog_list.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/columns.h"
#include "db/like.h"
#include "domain/catalog/bulk_store.h"
#include "domain/catalog/gtin.h"

#include <string.h>

const char *const catalog_view_names[CATALOG_VIEWS + 1] = {
    [CATALOG_VIEW_ALL] = "all",		  [CATALOG_VIEW_NO_EAN] = "no-ean",
    [CATALOG_VIEW_NO_PRICE] = "no-price", [CATALOG_VIEW_NO_STOCK] = "no-stock",
    [CATALOG_VIEW_LOCKED] = "locked",	  [CATALOG_VIEW_GONE] = "gone",
};

/* clang-format off */
static const struct row_map detail_map =
    ROW_COLUMNS(struct catalog_detail, COL_U64(struct catalog_detail, product.p.id),
		COL_STR(struct catalog_detail, product.p.sku),
		COL_STR(struct catalog_detail, product.locks),
		COL_I64(struct catalog_detail, product.version),
		COL_TIME(struct catalog_detail, product.gone_since),
		COL_STR(struct catalog_detail, profile),
		COL_TIME(struct catalog_detail, created_at),
		COL_TIME(struct catalog_detail, updated_at),
		COL_U64(struct catalog_detail, made_by),
		MAP_OF(PRODUCT_COLUMNS, struct catalog_detail, product.p.));
static const struct row_map heads_map =
    ROW_COLUMNS(struct product, COL_STR(struct product, sku), MAP_OF(PRODUCT_COLUMNS, struct product, ));
/* clang-format on */

#define ROW                                                                                        \
	ROWS(struct catalog_row, U64(id), STR(sku), STR(name), STR(ean), STR(brand), MONEY(price), \
	     I64(stock), STR(category), STR(locks), TIME(gone_since))
#define SELECT                                                                                     \
	"SELECT p.id, p.sku, p.name, p.ean, p.brand, p.price_minor, p.price_currency, t.stock,"    \
	" p.category, p.locks, CAST(p.gone_since AS DATETIME(3)) FROM "
#define TOTAL  " LEFT JOIN stock_total t ON t.product_id = p.id"
#define NEWEST " ORDER BY p.id DESC LIMIT 51"
_Static_assert(CATALOG_PAGE_ROWS == 50, "LIMIT 51 is one more");
_Static_assert(CATALOG_SLICE == 20000, "SLICE says so");
_Static_assert(CATALOG_SKUS == 100, "MARKS_100 says so");
_Static_assert(CATALOG_TERMS == 4, "as many LIKE");
#define IN_VIEW(where)                                                                             \
	"product p FORCE INDEX (PRIMARY)" TOTAL " WHERE p.id < ? AND p.id >= ? AND " where         \
	" AND p.words LIKE ? AND p.words LIKE ? AND p.words LIKE ?"                                \
	" AND p.words LIKE ? AND (? IS NULL OR p.profile_id = ?)"                                  \
	" AND (? IS NULL OR p.brand = ?) AND (? IS NULL OR p.category LIKE ?)"
#define OF_VIEW(where)                                                                             \
	{                                                                                          \
		SELECT IN_VIEW(where) NEWEST, "iissssiissss", ROW                                  \
	}
#define IDS_OF_VIEW(where)                                                                         \
	{                                                                                          \
		"SELECT p.id, CAST(p.version AS SIGNED) FROM " IN_VIEW(                            \
		    where) " ORDER BY p.id DESC LIMIT 5001",                                       \
		    "iissssiissss", ROWS(struct bulk_item, U64(product_id), I64(seen_version))     \
	}
#define NO_EAN	 "p.ean IS NULL AND p.gone_since IS NULL"
#define NO_PRICE "p.price_minor IS NULL AND p.gone_since IS NULL"
#define NO_STOCK "IFNULL(t.stock, 0) <= 0 AND p.gone_since IS NULL"
#define LOCKED	 "p.locks > ''"
#define GONE	 "p.gone_since IS NOT NULL"
_Static_assert(BULK_MAX == 5000, "LIMIT 5001 is one more");

/* A number that most products have ("none") finds no more than tells that there are others. */
#define NAMED_BY(column) "(SELECT id FROM product WHERE " column " = ? ORDER BY id DESC LIMIT 51)"

enum {
	VIEW,
	ALL_IDS = VIEW + CATALOG_VIEWS,
	NAMED = ALL_IDS + CATALOG_VIEWS,
	SLICE,
	LOAD,
	RUNS,
	HEADS
};

static const struct stmt_def stmts[] = {
    [VIEW + CATALOG_VIEW_ALL] = OF_VIEW("1 = 1"),
    [VIEW + CATALOG_VIEW_NO_EAN] = OF_VIEW(NO_EAN),
    [VIEW + CATALOG_VIEW_NO_PRICE] = OF_VIEW(NO_PRICE),
    [VIEW + CATALOG_VIEW_NO_STOCK] = OF_VIEW(NO_STOCK),
    [VIEW + CATALOG_VIEW_LOCKED] = OF_VIEW(LOCKED),
    [VIEW + CATALOG_VIEW_GONE] = OF_VIEW(GONE),
    [ALL_IDS + CATALOG_VIEW_ALL] = IDS_OF_VIEW("1 = 1"),
    [ALL_IDS + CATALOG_VIEW_NO_EAN] = IDS_OF_VIEW(NO_EAN),
    [ALL_IDS + CATALOG_VIEW_NO_PRICE] = IDS_OF_VIEW(NO_PRICE),
    [ALL_IDS + CATALOG_VIEW_NO_STOCK] = IDS_OF_VIEW(NO_STOCK),
    [ALL_IDS + CATALOG_VIEW_LOCKED] = IDS_OF_VIEW(LOCKED),
    [ALL_IDS + CATALOG_VIEW_GONE] = IDS_OF_VIEW(GONE),
    [NAMED] = {SELECT "(" NAMED_BY("sku") " UNION " NAMED_BY("ean") " UNION " NAMED_BY(
		   "mpn") ") n STRAIGHT_JOIN product p ON p.id = n.id" TOTAL NEWEST,
	       "sss", ROW},
    /* By the distance of ids: rows have descriptions, and need not be read to be counted. */
    [SLICE] = {"SELECT CAST(id + 1 AS SIGNED) FROM product WHERE id <= (SELECT CAST(MAX(id) AS"
	       " SIGNED) - 20000 FROM product WHERE id < ?) ORDER BY id DESC LIMIT 1",
	       "i", NUMBER},
    [LOAD] =
	{"SELECT p.id, p.sku, p.locks, CAST(p.version AS SIGNED),"
	 " CAST(p.gone_since AS DATETIME(3)), f.name, p.created_at, p.updated_at,"
	 " CAST(IFNULL(p.made_by, 0) AS UNSIGNED), p.ean, p.mpn, p.name, p.brand, p.description,"
	 " p.price_minor, p.price_currency, p.vat, t.stock, p.cost_minor, p.cost_currency,"
	 " p.unit, p.weight_g, p.length_mm, p.width_mm, p.height_mm, p.images, p.category,"
	 " p.variant_of, p.attributes, p.shop_id FROM product p LEFT JOIN import_profile f"
	 " ON f.id = p.profile_id" TOTAL " WHERE p.id = ?",
	 "u", &detail_map},
    [RUNS] = {"SELECT r.id, r.state, r.file_name, r.file_bytes, r.read_bytes, r.rows_new,"
	      " r.rows_changed, r.rows_same, r.rows_refused, r.gone, r.brake, r.problem, r.actor,"
	      " r.created_at, IFNULL(f.name, '') FROM import_run r LEFT JOIN import_profile f"
	      " ON f.id = r.profile_id WHERE r.id < ? ORDER BY r.id DESC LIMIT 51",
	      "i",
	      ROWS(struct catalog_run, U64(run.id), STR(run.state), STR(run.file_name),
		   I64(run.file_bytes), I64(run.read_bytes), I64(run.rows[PRODUCT_NEW]),
		   I64(run.rows[PRODUCT_CHANGED]), I64(run.rows[PRODUCT_SAME]),
		   I64(run.rows[PRODUCT_REFUSED]), I64(run.effect.gone), STR(run.brake),
		   STR(run.problem), STR(run.actor), TIME(run.created_at), STR(profile))},
    [HEADS] = {"SELECT sku" SQL_HEADS_OF(PRODUCT_COLUMNS) " FROM product LEFT JOIN stock_here"
							  " ON product_id = id AND place_id ="
							  " (SELECT f.place_id FROM import_run i"
							  " JOIN import_profile f"
							  " ON f.id = i.profile_id WHERE i.id = ?)"
							  " WHERE sku IN (" MARKS_100 ")",
	       "u" SIG_S_100, &heads_map},
};
STMTS_REGISTER(catalog_list, stmts);

/* Each word anywhere, as the beginning of a word; what has no letter for LIKE is as it is. */
static void find_terms(void *mem, const char *query, const char *like[CATALOG_TERMS])
{
	const char *p = text_fold(mem, str_or(query, ""));

	for (size_t i = 0; i < CATALOG_TERMS; i++) {
		size_t len = strcspn(p, " ");
		struct str s;
		str_init(&s, mem, 2 * len + 8);
		str_add(&s, len ? "% " : "");
		like_add(&s, p, len);
		str_add(&s, "%");
		like[i] = s.text;
		p += len + strspn(p + len, " ");
	}
}

/* A path that begins so. */
static const char *begins_like(void *mem, const char *text)
{
	struct str s;

	if (!text)
		return NULL;
	str_init(&s, mem, 2 * strlen(text) + 2);
	like_add(&s, text, strlen(text));
	str_add(&s, "%");
	return s.text;
}

static enum rc list_named(struct db *db, void *mem, const char *query, struct catalog_page *out,
			  struct err *e)
{
	char gtin[GTIN_SIZE];
	const char *ean = gtin_read(query, gtin) == GTIN_OK ? gtin : NULL;

	return stmt_list(db, mem, &stmts[NAMED], PARAMS(P_STR(query), P_STR(ean), P_STR(query)),
			 &out->rows, &out->n, e);
}

/* The row beyond the page only told that there is more. */
static enum rc cut(struct catalog_page *page)
{
	if (page->n > CATALOG_PAGE_ROWS) {
		page->n = CATALOG_PAGE_ROWS;
		page->older = (int64_t)page->rows[page->n - 1].id;
	}
	return RC_OK;
}

/* Where the slice ends; 0: with the catalogue. */
static enum rc find_end(struct db *db, int64_t before, int64_t *end, struct err *e)
{
	if (stmt_number(db, &stmts[SLICE], PARAMS(P_I64(before)), end, e) == RC_NOT_FOUND)
		err_clear(e);
	return e->rc;
}

static bool is_filtered(const struct catalog_filter *f)
{
	return f->profile || f->brand || f->category;
}

/* What is typed may be a number, where nothing else is asked for. */
static bool may_be_named(const struct catalog_filter *f)
{
	return f->query && !f->before && !is_filtered(f);
}

/* Does it leave out what would have to be read all the same? */
static bool is_narrow(const struct catalog_filter *f)
{
	return f->query || is_filtered(f) || f->view != CATALOG_VIEW_ALL;
}

/* The parameters of a view from before down to end. */
enum { VIEW_PARAMS = 12 };
static void take_filter(void *mem, const struct catalog_filter *f, int64_t before, int64_t end,
			struct param out[VIEW_PARAMS])
{
	const char *like[CATALOG_TERMS];
	const struct param profile = P_I64(f->profile ? f->profile : INT64_MIN);
	const struct param category = P_STR(begins_like(mem, f->category));

	find_terms(mem, f->query, like);
	const struct param params[VIEW_PARAMS] = {P_I64(before),   P_I64(end),	   P_STR(like[0]),
						  P_STR(like[1]),  P_STR(like[2]), P_STR(like[3]),
						  profile,	   profile,	   P_STR(f->brand),
						  P_STR(f->brand), category,	   category};
	for (size_t i = 0; i < VIEW_PARAMS; i++)
		out[i] = params[i];
}

static enum rc list_slice(struct db *db, void *mem, const struct catalog_filter *f, int64_t before,
			  int64_t end, struct catalog_page *out, struct err *e)
{
	struct param params[VIEW_PARAMS];

	take_filter(mem, f, before, end, params);
	return stmt_list(db, mem, &stmts[VIEW + f->view], params, &out->rows, &out->n, e);
}

enum rc bulk_products(struct db *db, void *mem, const struct catalog_filter *f,
		      struct bulk_item **out, size_t *n, struct err *e)
{
	struct param params[VIEW_PARAMS];

	take_filter(mem, f, INT64_MAX, 0, params);
	return stmt_list(db, mem, &stmts[ALL_IDS + f->view], params, out, n, e);
}

enum rc catalog_list(struct db *db, void *mem, const struct catalog_filter *f,
		     struct catalog_page *out, struct err *e)
{
	int64_t before = f->before ? f->before : INT64_MAX;
	int64_t end = 0;

	*out = (struct catalog_page){0};
	if (may_be_named(f) && (list_named(db, mem, f->query, out, e) || out->n))
		return e->rc ? e->rc : cut(out);
	if (is_narrow(f) && find_end(db, before, &end, e))
		return e->rc;
	if (list_slice(db, mem, f, before, end, out, e))
		return e->rc;
	out->older = end;
	return cut(out);
}

enum rc catalog_load(struct db *db, void *mem, uint64_t id, struct catalog_detail *out,
		     struct err *e)
{
	return stmt_find(db, mem, &stmts[LOAD], PARAMS(P_U64(id)), out, e);
}

enum rc catalog_runs(struct db *db, void *mem, int64_t before, struct catalog_run **out, size_t *n,
		     struct err *e)
{
	return stmt_list(db, mem, &stmts[RUNS], PARAMS(P_I64(before ? before : INT64_MAX)), out, n,
			 e);
}

enum rc catalog_heads(struct db *db, void *mem, uint64_t run_id, const struct catalog_words *skus,
		      struct product **out, size_t *n_out, struct err *e)
{
	struct param params[1 + CATALOG_SKUS];

	if (skus->n > CATALOG_SKUS)
		BUG("%zu products in one question", skus->n);
	params[0] = P_U64(run_id);
	for (size_t i = 0; i < CATALOG_SKUS; i++)
		params[1 + i] = P_STR(i < skus->n ? skus->words[i] : NULL);
	return stmt_list(db, mem, &stmts[HEADS], params, out, n_out, e);
}
