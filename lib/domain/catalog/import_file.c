/* Twice through the file where parents may stand behind their variants, else once. */
#include "domain/catalog/import_file.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "db/tx.h"
#include "domain/catalog/catalog.h"
#include "domain/catalog/import_parents.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum {
	BEAT_ROWS = 1000,   /* a tenth of a second */
	PROGRESS_MS = 1000, /* nobody looks more often */
};

struct reading {
	struct db *db;
	const struct import_source *src;
	struct import_run run;
	struct import_profile profile;
	struct import_plan plan;
	struct run_effect effect;
	void *mem;  /* of the run */
	void *step; /* of the batch */
	struct product_reader *reader;
	struct table *table;
	struct read_row rows[STAGE_ROWS];
	int64_t lines[STAGE_ROWS];
	size_t n;	  /* in the batch */
	size_t bytes;	  /* of its texts */
	int64_t met;	  /* before it */
	int64_t seen;	  /* rows of the file */
	bool for_parents; /* this pass */
	int64_t told_at;  /* mono_ms() of the progress */
};

static const struct stage_fence *fence_of(const struct reading *r)
{
	return r->src->fence.check ? &r->src->fence : NULL;
}

static enum rc begin_pass(struct reading *r, struct err *e)
{
	r->seen = 0;
	mem_free(r->table);
	mem_free(r->step);
	r->table = NULL;
	r->step = mem_context(r->mem, "batch");
	r->n = r->bytes = 0;
	r->met = 0;
	if (lseek(r->src->fd, 0, SEEK_SET))
		return err_set(e, RC_IO, "reading the file: %s", strerror(errno));
	return table_open(r->mem, r->src->fd, &r->plan.table, &r->table, e);
}

static enum rc beat(struct reading *r, struct err *e)
{
	const int64_t now = mono_ms();

	if (now - r->told_at >= PROGRESS_MS) {
		r->told_at = now;
		if (import_run_progress(r->db, r->run.id, (int64_t)table_read_bytes(r->table), e))
			return e->rc;
	}
	return r->src->beat ? r->src->beat(r->src->beat_arg, e) : RC_OK;
}

static enum rc end_batch(struct reading *r, struct err *e)
{
	r->met += (int64_t)r->n;
	r->n = r->bytes = 0;
	mem_free(r->step);
	r->step = mem_context(r->mem, "batch");
	return beat(r, e);
}

/* The row's texts are gone with the next one: what stays has its own. */
static void keep_row(struct reading *r, const struct table_row *row, struct read_row *out)
{
	const char *notes = mem_strdup(r->step, out->notes.text.text);
	bool refused = out->notes.refused;

	r->bytes += product_keep(r->step, &out->p);
	out->parent = mem_strdup(r->step, out->parent);
	row_notes_init(&out->notes, r->step);
	str_add(&out->notes.text, notes);
	out->notes.refused = refused;
	r->lines[r->n++] = (int64_t)row->line;
}

/* The next row, into the batch if it is of the kind this pass is for. *more: false at the end. */
static enum rc next_row(struct reading *r, bool *more, struct err *e)
{
	const struct table_row *row;
	struct read_row *out = &r->rows[r->n];

	*more = !table_next(r->table, &row, e);
	if (e->rc == RC_NOT_FOUND)
		err_clear(e);
	if (!*more)
		return e->rc;
	if (++r->seen > IMPORT_ROWS_MAX)
		return err_set(e, RC_INVALID, "the file has more than %d products",
			       IMPORT_ROWS_MAX);
	void *mem = mem_context(r->step, "row");
	product_read(r->reader, mem, r->table, row, out);
	if (out->is_parent == r->for_parents)
		keep_row(r, row, out);
	mem_free(mem);
	return r->seen % BEAT_ROWS ? RC_OK : beat(r, e);
}

static bool is_full(const struct reading *r)
{
	return r->n == STAGE_ROWS || r->bytes > IMPORT_BATCH_BYTES;
}

/* ---- Parents ------------------------------------------------------------------------------------
 */

static bool has_parents(const struct product_format *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->rows[i].slot == SLOT_KIND && f->rows[i].how == HOW_PLAIN)
			return true;
	return false;
}

static enum rc keep_parents(struct reading *r, int64_t *kept, struct err *e)
{
	struct product *parents = mem_array(r->step, struct product, r->n);
	size_t n = r->n;

	for (size_t i = 0; i < n; i++)
		parents[i] = r->rows[i].p;
	if (import_parents_add(r->db, r->run.id, *kept, parents, n, fence_of(r), e))
		return e->rc;
	*kept += (int64_t)n;
	return end_batch(r, e);
}

static enum rc read_parents(struct reading *r, struct err *e)
{
	int64_t kept = 0;
	bool more = true;

	if (!has_parents(r->plan.read.format))
		return RC_OK;
	r->for_parents = true;
	if (begin_pass(r, e))
		return e->rc;
	while (more) {
		if (next_row(r, &more, e))
			return e->rc;
		if (r->n && (!more || is_full(r)) && keep_parents(r, &kept, e))
			return e->rc;
	}
	return RC_OK;
}

/* ---- Products -----------------------------------------------------------------------------------
 */

static enum rc compare_batch(struct reading *r, struct err *e)
{
	struct stage_row *staged = mem_array(r->step, struct stage_row, r->n);

	for (size_t at = 0; at < r->n; at += CATALOG_SKUS) {
		size_t some = r->n - at < CATALOG_SKUS ? r->n - at : CATALOG_SKUS;
		if (import_parents_give(r->db, r->step, r->run.id, r->rows + at, some,
					&r->plan.read, e))
			return e->rc;
	}
	for (size_t i = 0; i < r->n; i++)
		staged[i] = (struct stage_row){.n = r->met + (int64_t)i + 1,
					       .line = r->lines[i],
					       .notes = r->rows[i].notes,
					       .p = r->rows[i].p};
	return import_stage(r->db, r->run.id, staged, r->n, fence_of(r), &r->effect, e);
}

static enum rc read_products(struct reading *r, struct err *e)
{
	bool more = true;

	r->for_parents = false;
	if (begin_pass(r, e))
		return e->rc;
	while (more) {
		if (next_row(r, &more, e))
			return e->rc;
		if (r->n && (!more || is_full(r)) && (compare_batch(r, e) || end_batch(r, e)))
			return e->rc;
	}
	return RC_OK;
}

/* ---- All ----------------------------------------------------------------------------------------
 */

struct forgetting {
	const struct reading *r;
	bool more;
	const char *problem;
};

static enum rc forget_some(struct db *db, void *arg, struct err *e)
{
	struct forgetting *f = arg;

	return stage_hold(db, fence_of(f->r), e)
		   ? e->rc
		   : import_rows_forget(db, f->r->run.id, IMPORT_ROWS_ALL, &f->more, e);
}

/* Who lost the lease must not: the rows are another's by now. */
static enum rc forget_rows(struct reading *r, struct err *e)
{
	struct forgetting f = {r, true, NULL};

	while (f.more)
		if (tx_run(r->db, forget_some, &f, e))
			return e->rc;
	return RC_OK;
}

static enum rc read_all(struct reading *r, struct err *e)
{
	if (import_file_plan(r->src->fd, &r->profile, &r->plan, e) ||
	    product_reader_open(r->mem, &r->plan.read, &r->reader, e) || read_parents(r, e) ||
	    read_products(r, e))
		return e->rc;
	return import_stage_end(r->db, &r->run, &r->profile, fence_of(r), &r->effect, e);
}

static enum rc tell(struct db *db, void *arg, struct err *e)
{
	const struct forgetting *f = arg;

	return stage_hold(db, fence_of(f->r), e)
		   ? e->rc
		   : import_run_move(db, f->r->run.id, RUN_WAITING, RUN_FAILED, f->problem, e);
}

/* What is wrong with the file is told, and is the end of its run. */
static enum rc fail(struct reading *r, struct err *e)
{
	struct forgetting f = {r, true, mem_strdup(r->mem, e->msg)};

	err_clear(e);
	return forget_rows(r, e) ? e->rc : tx_run(r->db, tell, &f, e);
}

enum rc import_file_read(struct db *db, const struct import_source *src, struct err *e)
{
	void *mem = mem_context(NULL, "import");
	struct reading *r = mem_zero(mem, struct reading);

	r->db = db;
	r->src = src;
	r->mem = mem;
	enum rc rc = import_run_load(db, mem, src->run_id, &r->run, e);
	if (!rc)
		rc = import_profile_load(db, mem, r->run.profile_id, &r->profile, e);
	if (!rc)
		rc = forget_rows(r, e);
	if (!rc)
		rc = read_all(r, e);
	if (rc == RC_INVALID)
		rc = fail(r, e);
	mem_free(mem);
	return rc;
}
