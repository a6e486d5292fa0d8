/* Comparing batch by batch, the end of it, and what is done at once. */
#include "domain/catalog/import_stage.h"

#include "base/mem.h"
#include "base/time.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/catalog/catalog.h"

#include <string.h>

enum rc stage_hold(struct db *db, const struct stage_fence *fence, struct err *e)
{
	return fence ? fence->check(db, fence->arg, e) : RC_OK;
}

/* ---- A batch ----------------------------------------------------------------------------------
 */

static enum product_verdict judge(struct stage_row *row, const struct catalog_product *have,
				  struct product_diff *diff)
{
	*diff = (struct product_diff){.verdict = PRODUCT_REFUSED};
	if (!have && row->p.sku && !row->p.name)
		row_note(&row->notes, PRODUCT_FIELDS, FAULT_NO_NAME, row->p.sku);
	if (row->notes.refused)
		return PRODUCT_REFUSED;
	const struct product_state state = {
	    .locks = have ? product_fields_read(have->locks) : 0,
	    .is_gone = have && have->gone_since != TIME_NONE,
	};
	*diff = product_compare(have ? &have->p : NULL, &state, &row->p);
	return diff->verdict;
}

/* The words of the product as it will be. */
static const char *words_of(void *mem, const struct stage_row *row,
			    const struct catalog_product *have, const struct product_diff *diff)
{
	struct product p = have ? have->p : row->p;

	if (diff->verdict != PRODUCT_NEW && diff->verdict != PRODUCT_CHANGED)
		return "";
	for (size_t i = 0; i < PRODUCT_FIELDS; i++)
		if (diff->changed & product_bit((enum product_field)i))
			product_copy_field(&p, &row->p, (enum product_field)i);
	return product_words(mem, &p);
}

static void add_effect(struct run_effect *effect, const struct product_diff *diff)
{
	effect->loses_stock += diff->loses_stock;
	effect->loses_price += diff->loses_price;
	effect->jumps += diff->jumps;
}

/* Of a product that stays as it is the file's texts are of no use to anybody; most rows of a file
 * that comes every hour are such. */
static struct product kept(const struct product *p, enum product_verdict verdict)
{
	struct product brief = product_unknown();

	if (verdict != PRODUCT_SAME)
		return *p;
	brief.sku = p->sku;
	brief.name = p->name;
	return brief;
}

static struct import_row compared(void *mem, uint64_t run_id, struct stage_row *row,
				  const struct catalog_product *have, struct run_effect *effect)
{
	struct product_diff diff;
	enum product_verdict verdict = judge(row, have, &diff);

	add_effect(effect, &diff);
	return (struct import_row){
	    .run_id = run_id,
	    .n = row->n,
	    .line = row->line,
	    .verdict = product_verdict_names[verdict],
	    .product_id = have ? (int64_t)have->p.id : INT64_MIN,
	    .product_version = have ? have->version : INT64_MIN,
	    .changed = verdict == PRODUCT_CHANGED ? product_fields_text(mem, diff.changed) : "",
	    .locked = product_fields_text(mem, diff.locked),
	    .notes = row->notes.text.text,
	    .words = words_of(mem, row, have, &diff),
	    .p = kept(&row->p, verdict),
	};
}

struct batch {
	const struct import_row *rows;
	size_t n;
	const struct stage_fence *fence;
};

static enum rc keep(struct db *db, void *arg, struct err *e)
{
	const struct batch *b = arg;

	return stage_hold(db, b->fence, e) ? e->rc : import_rows_add(db, b->rows, b->n, e);
}

struct comparing {
	struct db *db;
	void *mem; /* of what is made */
	uint64_t run_id;
	struct run_effect *effect;
};

/* As many as one question takes; the products there are go with it, whatever their size. */
static enum rc compare_some(const struct comparing *c, struct stage_row *rows, size_t n,
			    struct import_row *out, struct err *e)
{
	void *mem = mem_context(c->mem, "known");
	const char *skus[CATALOG_SKUS];
	struct catalog_product *known;
	size_t n_known;

	for (size_t i = 0; i < n; i++)
		skus[i] = rows[i].p.sku;
	if (!catalog_by_skus(c->db, mem, c->run_id, &(struct catalog_words){skus, n}, &known,
			     &n_known, e))
		for (size_t i = 0; i < n; i++)
			out[i] = compared(c->mem, c->run_id, &rows[i],
					  catalog_pick(known, n_known, rows[i].p.sku), c->effect);
	mem_free(mem);
	return e->rc;
}

enum rc import_stage(struct db *db, uint64_t run_id, struct stage_row *rows, size_t n,
		     const struct stage_fence *fence, struct run_effect *effect, struct err *e)
{
	const struct comparing c = {db, mem_context(NULL, "stage"), run_id, effect};
	struct import_row *out = mem_array(c.mem, struct import_row, n);
	struct batch b = {out, n, fence};
	enum rc rc = RC_OK;

	for (size_t at = 0; at < n && !rc; at += CATALOG_SKUS) {
		size_t some = n - at < CATALOG_SKUS ? n - at : CATALOG_SKUS;
		rc = compare_some(&c, rows + at, some, out + at, e);
	}
	if (!rc)
		rc = tx_run(db, keep, &b, e);
	mem_free(c.mem);
	return rc;
}

/* ---- The end of the file ------------------------------------------------------------------------
 */

struct ending {
	const struct import_run *run;
	const struct import_profile *profile;
	const struct stage_fence *fence;
	const struct run_effect *effect;
};

/* An empty or foreign file says nothing about the products there are. */
static enum rc refuse_nothing(struct db *db, const struct import_run *r, struct err *e)
{
	const char *problem = r->rows[PRODUCT_REFUSED] ? "no row of the file can be taken"
						       : "the file has no products";

	return import_run_move(db, r->id, RUN_WAITING, RUN_FAILED, problem, e);
}

static enum rc end(struct db *db, void *arg, struct err *e)
{
	const struct ending *d = arg;
	struct import_run r = *d->run;

	r.effect = *d->effect;
	r.problem = "";
	if (stage_hold(db, d->fence, e) || import_parents_forget(db, r.id, e) ||
	    import_rows_refuse_twins(db, r.id, e) || import_count_rows(db, r.id, &r, e) ||
	    catalog_count(db, d->profile->id, &r.effect.products, e))
		return e->rc;
	if (d->profile->whole && import_count_gone(db, r.id, d->profile->id, &r.effect.gone, e))
		return e->rc;
	r.brake = run_brake_names[run_brake(&r.effect)];
	if (r.rows[PRODUCT_NEW] + r.rows[PRODUCT_CHANGED] + r.rows[PRODUCT_SAME] == 0)
		return refuse_nothing(db, &r, e);
	return import_run_report(db, &r, e) ? e->rc : import_run_agree(db, r.id, e);
}

enum rc import_stage_end(struct db *db, const struct import_run *run,
			 const struct import_profile *profile, const struct stage_fence *fence,
			 const struct run_effect *effect, struct err *e)
{
	struct ending d = {run, profile, fence, effect};

	return tx_run(db, end, &d, e);
}

/* ---- At once ------------------------------------------------------------------------------------
 */

struct whole {
	uint64_t run_id;
	enum run_state from;
	const struct stage_fence *fence;
	void *mem;
};

static enum rc tell(struct db *db, void *mem, const struct import_run *run, const char *action,
		    struct err *e)
{
	return audit_add(db,
			 &(struct audit_entry){.actor = run->actor,
					       .action = action,
					       .subject = audit_subject(mem, "import", run->id),
					       .after = run->file_name},
			 e);
}

static enum rc apply(struct db *db, void *arg, struct err *e)
{
	const struct whole *w = arg;
	struct import_run run;
	struct import_profile profile;

	if (stage_hold(db, w->fence, e) || import_run_load(db, w->mem, w->run_id, &run, e) ||
	    import_profile_load(db, w->mem, run.profile_id, &profile, e) ||
	    import_run_move(db, run.id, w->from, RUN_APPLIED, "", e) ||
	    import_apply_rows(db, &run, &profile, e))
		return e->rc;
	return tell(db, w->mem, &run, "import.apply", e);
}

static enum rc undo(struct db *db, void *arg, struct err *e)
{
	const struct whole *w = arg;
	struct import_run run;

	if (stage_hold(db, w->fence, e) || import_run_load(db, w->mem, w->run_id, &run, e) ||
	    import_run_move(db, run.id, w->from, RUN_UNDONE, "", e) ||
	    import_undo_rows(db, run.id, e))
		return e->rc;
	return tell(db, w->mem, &run, "import.undo", e);
}

static enum rc in_one(struct db *db, tx_body body, struct whole w, struct err *e)
{
	w.mem = mem_context(NULL, "import");
	enum rc rc = tx_run(db, body, &w, e);
	mem_free(w.mem);
	return rc;
}

enum rc import_apply(struct db *db, uint64_t run_id, enum run_state from,
		     const struct stage_fence *fence, bool *again, struct err *e)
{
	const struct whole w = {.run_id = run_id, .from = from, .fence = fence};

	*again = false;
	if (in_one(db, apply, w, e) != RC_CONFLICT || strcmp(e->code, IMPORT_STALE))
		return e->rc;
	err_clear(e);
	*again = true;
	return import_run_move(db, run_id, from, from == RUN_READ ? RUN_DROPPED : RUN_WAITING, "",
			       e);
}

enum rc import_undo(struct db *db, uint64_t run_id, enum run_state from,
		    const struct stage_fence *fence, struct err *e)
{
	const struct whole w = {.run_id = run_id, .from = from, .fence = fence};

	return in_one(db, undo, w, e);
}
