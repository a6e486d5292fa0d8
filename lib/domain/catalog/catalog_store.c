/* SQL of products. */
#include "domain/catalog/bulk_store.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/array.h"
#include "db/columns.h"

/* clang-format off */
static const struct row_map product_map =
    ROW_COLUMNS(struct catalog_product, COL_U64(struct catalog_product, p.id),
		COL_STR(struct catalog_product, p.sku), COL_STR(struct catalog_product, locks),
		COL_I64(struct catalog_product, version), COL_I64(struct catalog_product, profile_id),
		COL_TIME(struct catalog_product, gone_since),
		MAP_OF(PRODUCT_COLUMNS, struct catalog_product, p.));
/* clang-format on */

#define SELECT_PRODUCTS                                                                            \
	"SELECT id, sku, locks, CAST(version AS SIGNED), CAST(profile_id AS SIGNED),"              \
	" CAST(gone_since AS DATETIME(3))" SQL_NAMES_OF(                                           \
	    PRODUCT_COLUMNS) " FROM product LEFT JOIN "

/* What a file counts is at the place of its profile. */
#define STOCK_OF_RUN                                                                               \
	"stock_here ON product_id = id AND place_id = IFNULL((SELECT f.place_id FROM import_run i" \
	" JOIN import_profile f ON f.id = i.profile_id WHERE i.id = ?), 1) WHERE "

/* clang-format off */
static const struct row_map saving_map =
    ROW_COLUMNS(struct catalog_saved, COL_STR(struct catalog_saved, words),
		COL_STR(struct catalog_saved, c.locks),
		MAP_OF(PRODUCT_OWN_COLUMNS, struct catalog_saved, c.p.)
		COL_U64(struct catalog_saved, c.p.id),
		COL_I64(struct catalog_saved, c.version));
/* clang-format on */

#define SET(f, w)	  ", " #f " = ?"
#define SET_M(f, a, c, w) ", " #a " = ?, " #c " = ?"

enum { BY_IDS, BY_SKUS, BY_SHOP_IDS, SAVE, COUNT };

static const struct stmt_def stmts[] = {
    /* What orders move is not locked. */
    [BY_IDS] =
	{"SELECT id, sku, locks, CAST(version AS SIGNED), CAST(profile_id AS SIGNED),"
	 " CAST(gone_since AS DATETIME(3))" SQL_NAMES_OF(
	     PRODUCT_HEAD_COLUMNS) ", (SELECT t.stock FROM stock_total t"
				   " WHERE t.product_id = product.id)" SQL_NAMES_OF(
				       PRODUCT_TAIL_COLUMNS) " FROM product WHERE id IN"
							     " (SELECT j.id FROM " ARRAY_OF_IDS
							     " j) ORDER BY id FOR UPDATE",
	 "s", &product_map},
    [BY_SKUS] = {SELECT_PRODUCTS STOCK_OF_RUN "sku IN (" MARKS_100 ")", "u" SIG_S_100,
		 &product_map},
    [BY_SHOP_IDS] = {SELECT_PRODUCTS STOCK_OF_RUN "shop_id IN (" MARKS_100 ")", "u" SIG_S_100,
		     &product_map},
    [SAVE] = {"UPDATE product SET version = version + 1, updated_at = UTC_TIMESTAMP(3),"
	      " words = ?, locks = ?" PRODUCT_OWN_COLUMNS(SET, SET, SET,
							  SET_M, ) " WHERE id = ? AND version = ?",
	      NULL, &saving_map},
    [COUNT] = {"SELECT COUNT(*) FROM product WHERE profile_id = ? AND gone_since IS NULL", "u",
	       NUMBER},
};
STMTS_REGISTER(catalog, stmts);
_Static_assert(CATALOG_SKUS == 100, "MARKS_100 says so");

static enum rc list(struct db *db, void *mem, const struct stmt_def *def, uint64_t run_id,
		    const struct catalog_words *words, struct catalog_product **out, size_t *n_out,
		    struct err *e)
{
	struct param params[1 + CATALOG_SKUS];

	if (words->n > CATALOG_SKUS)
		BUG("%zu products in one question", words->n);
	params[0] = P_U64(run_id);
	for (size_t i = 0; i < CATALOG_SKUS; i++)
		params[1 + i] = P_STR(i < words->n ? words->words[i] : NULL);
	return stmt_list(db, mem, def, params, out, n_out, e);
}

enum rc catalog_by_skus(struct db *db, void *mem, uint64_t run_id, const struct catalog_words *skus,
			struct catalog_product **out, size_t *n_out, struct err *e)
{
	return list(db, mem, &stmts[BY_SKUS], run_id, skus, out, n_out, e);
}

enum rc catalog_by_shop_ids(struct db *db, void *mem, uint64_t run_id,
			    const struct catalog_words *ids, struct catalog_product **out,
			    size_t *n_out, struct err *e)
{
	return list(db, mem, &stmts[BY_SHOP_IDS], run_id, ids, out, n_out, e);
}

const struct catalog_product *catalog_pick(const struct catalog_product *among, size_t n,
					   const char *sku)
{
	for (size_t i = 0; sku && i < n; i++)
		if (str_eq(among[i].p.sku, sku))
			return &among[i];
	return NULL;
}

enum rc catalog_save(struct db *db, const struct catalog_product *product, const char *words,
		     struct err *e)
{
	const struct catalog_saved row = {*product, words};

	return stmt_cas_row(db, &stmts[SAVE], &row, "somebody changed the product meanwhile", e);
}

enum rc catalog_count(struct db *db, uint64_t profile_id, int64_t *n, struct err *e)
{
	return stmt_number(db, &stmts[COUNT], PARAMS(P_U64(profile_id)), n, e);
}

enum rc catalog_by_ids(struct db *db, void *mem, const uint64_t *ids, size_t n,
		       struct catalog_product **out, size_t *n_out, struct err *e)
{
	const struct param params[] = {P_STR(array_of_ids(mem, ids, n))};

	return stmt_list(db, mem, &stmts[BY_IDS], params, out, n_out, e);
}

enum rc catalog_save_many(struct db *db, const struct catalog_saved *at, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[SAVE], at, n, NULL, e) : RC_OK;
}
