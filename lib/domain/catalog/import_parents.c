/* A parent is kept under its SKU and under its id, as variants may name either. */
#include "domain/catalog/import_parents.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/tx.h"
#include "domain/catalog/catalog.h"

struct keeping {
	const struct import_row *rows;
	size_t n;
	const struct stage_fence *fence;
};

static enum rc keep(struct db *db, void *arg, struct err *e)
{
	const struct keeping *k = arg;

	return stage_hold(db, k->fence, e) ? e->rc : import_rows_add(db, k->rows, k->n, e);
}

enum rc import_parents_add(struct db *db, uint64_t run_id, int64_t n, const struct product *parents,
			   size_t n_parents, const struct stage_fence *fence, struct err *e)
{
	void *mem = mem_context(NULL, "parents");
	struct import_row *rows = mem_array(mem, struct import_row, 2 * n_parents);
	struct keeping k = {rows, 0, fence};

	for (size_t i = 0; i < 2 * n_parents; i++) {
		const struct product *p = &parents[i / 2];
		const char *key =
		    i % 2 ? p->shop_id ? mem_printf(mem, "id:%s", p->shop_id) : NULL : p->sku;
		if (!key)
			continue;
		rows[k.n] = (struct import_row){.run_id = run_id,
						.n = IMPORT_PARENTS_FROM + 2 * n + (int64_t)i,
						.verdict = "parent",
						.product_id = INT64_MIN,
						.product_version = INT64_MIN,
						.changed = "",
						.locked = "",
						.notes = "",
						.words = "",
						.p = *p};
		rows[k.n].p.sku = key;
		/* The group is named by what the parent is called in the shop. */
		rows[k.n++].p.variant_of = p->sku ? p->sku : p->shop_id;
	}
	enum rc rc = k.n ? tx_run(db, keep, &k, e) : RC_OK;
	mem_free(mem);
	return rc;
}

static const struct product *find(const struct import_row *rows, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].p.sku, key))
			return &rows[i].p;
	return NULL;
}

static const struct product *find_by_id(const struct catalog_product *known, size_t n,
					const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(known[i].p.shop_id, id))
			return &known[i].p;
	return NULL;
}

enum rc import_parents_give(struct db *db, void *mem, uint64_t run_id, struct read_row *rows,
			    size_t n, const struct read_options *opts, struct err *e)
{
	const char *keys[CATALOG_SKUS];
	size_t n_keys = 0;
	struct import_row *in_file;
	size_t n_file;
	struct catalog_product *known;
	size_t n_known;

	for (size_t i = 0; i < n; i++)
		if (rows[i].parent)
			keys[n_keys++] = rows[i].parent;
	if (!n_keys)
		return RC_OK;
	if (import_parents_find(db, mem, run_id, keys, n_keys, &in_file, &n_file, e) ||
	    catalog_by_shop_ids(db, mem, run_id, &(struct catalog_words){keys, n_keys}, &known,
				&n_known, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		if (!rows[i].parent)
			continue;
		const struct product *parent = find(in_file, n_file, rows[i].parent);
		if (!parent)
			parent = find_by_id(known, n_known, rows[i].parent);
		if (parent)
			product_read_parent(&rows[i], parent, opts);
		else
			row_note(&rows[i].notes, PRODUCT_VARIANT_OF, FAULT_PARENT, rows[i].parent);
	}
	return RC_OK;
}
