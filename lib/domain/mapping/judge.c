/* From products to judgements, batch by batch. */
#include "domain/mapping/judge.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/brand_key.h"
#include "domain/mapping/category_cache.h"
#include "domain/mapping/mark_numbers.h"
#include "domain/mapping/subject.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBERS_MAX = 16000 }; /* bytes of the numbers of a product's marks: a text column */

struct judge {
	struct turn *turn;
	void *mem; /* of what is judged by: until the next touch */
	struct rules rules;
	struct category_cache *categories;
	struct marks *marks;
	bool has_changed; /* some judgement is another one, or gone */
};

/* What one transaction writes. */
struct batch {
	struct judge *j;
	void *mem;
	const struct touch *touches; /* that end, or come so far */
	size_t n_touches;
	uint64_t last; /* product; 0: the touches end */
	struct ready_row *rows;
	size_t n_rows;
	struct ready_row *removed;
	size_t n_removed;
	struct mark_change *changes;
	size_t n_changes;
	struct product_mark *put;
	size_t n_put;
	struct product_mark *drop;
	size_t n_drop;
};

/* ---- What is judged by ------------------------------------------------------------------------
 */

static enum rc refresh(struct judge *j, struct err *e)
{
	const struct account *account = j->turn->account;

	mem_free(j->mem);
	j->mem = mem_context(NULL, "judged by");
	j->categories =
	    category_cache_new(j->mem, j->turn->db, account->environment, j->turn->actor);
	return rules_load(j->turn->db, j->mem, account->environment, account->id, &j->rules, e);
}

/* ---- One product ------------------------------------------------------------------------------
 */

static struct mark_listing put_of(struct batch *b)
{
	return (struct mark_listing){b->mem, b->j->marks, &b->put, &b->n_put};
}

static struct mark_listing drop_of(struct batch *b)
{
	return (struct mark_listing){b->mem, b->j->marks, &b->drop, &b->n_drop};
}

static bool is_same(const struct ready_row *a, const struct ready_row *b)
{
	return a->version == b->version && str_eq(a->state, b->state) &&
	       str_eq(a->shop_key, b->shop_key) && str_eq(a->category_id, b->category_id) &&
	       str_eq(a->origin, b->origin) && a->text_faults == b->text_faults &&
	       str_eq(a->brand_key, b->brand_key) && str_eq(a->blockers, b->blockers) &&
	       str_eq(a->noted, b->noted);
}

static enum rc number_marks(struct batch *b, const struct readiness *r, struct ready_row *row,
			    struct err *e)
{
	struct str blockers;
	struct str noted;

	str_init(&blockers, b->mem, NUMBERS_MAX);
	str_init(&noted, b->mem, NUMBERS_MAX);
	str_add(&blockers, "");
	str_add(&noted, "");
	for (size_t i = 0; i < r->n_marks; i++) {
		const struct ready_mark *mark = &r->marks[i];
		struct str *to = mark->kind < READY_BLOCKS ? &blockers : &noted;
		uint64_t id;
		if (marks_number(b->j->marks, ready_kind_names[mark->kind], mark->subject, &id, e))
			return e->rc;
		str_addf(to, "%s%llu", to->len ? "," : "", (unsigned long long)id);
	}
	row->blockers = blockers.text;
	row->noted = noted.text;
	return RC_OK;
}

static enum rc judge_one(struct batch *b, void *mem, const struct ready_product *p,
			 const struct ready_subject *s, struct err *e)
{
	struct judge *j = b->j;
	const struct target target = ready_choose(s, &j->rules);
	const struct ready_category *category = NULL;
	struct readiness r = {.n_marks = 0};
	const struct mark_listing drop = drop_of(b);
	const struct mark_listing put = put_of(b);

	if (target.category_id &&
	    category_cache_get(j->categories, target.category_id, &category, e))
		return e->rc;
	readiness(mem, s, &j->rules, category, &r);
	struct ready_row row = {
	    .account_id = j->turn->account->id,
	    .product_id = p->p.id,
	    .version = p->version,
	    .state = ready_state_names[r.state],
	    .shop_key = mem_strdup(b->mem, p->shop_key),
	    .category_id = mem_strdup(b->mem, r.category_id),
	    .origin = ready_origin_names[r.origin],
	    .text_faults = s->text_faults,
	    .brand_key = brand_key(b->mem, text_fold(mem, str_or(p->p.brand, ""))),
	};
	j->turn->counts.seen++;
	if (number_marks(b, &r, &row, e))
		return e->rc;
	if (is_same(&row, &p->was)) {
		j->turn->counts.unchanged++;
		return RC_OK;
	}
	j->turn->counts.changed++;
	mark_numbers_count(j->marks, &p->was, -1);
	mark_numbers_count(j->marks, &row, 1);
	mark_numbers_differ(&drop, &p->was, &row);
	mark_numbers_differ(&put, &row, &p->was);
	b->rows[b->n_rows++] = row;
	return RC_OK;
}

/* ---- A batch ----------------------------------------------------------------------------------
 */

static enum rc write_batch(struct db *db, void *arg, struct err *e)
{
	const struct batch *b = arg;

	if (ready_save(db, b->rows, b->n_rows, e) ||
	    ready_remove(db, b->removed, b->n_removed, e) ||
	    marks_count(db, b->changes, b->n_changes, e) || marks_drop(db, b->drop, b->n_drop, e) ||
	    marks_put(db, b->put, b->n_put, e))
		return e->rc;
	for (size_t i = 0; i < b->n_touches; i++)
		if (b->last ? touch_move(db, &b->touches[i], b->last, e)
			    : touch_end(db, &b->touches[i], e))
			return e->rc;
	return RC_OK;
}

static enum rc commit(struct batch *b, struct err *e)
{
	marks_take(b->j->marks, b->mem, &b->changes, &b->n_changes);
	b->j->has_changed |= b->n_changes > 0;
	return turn_tx(b->j->turn, write_batch, b, e) ? e->rc : turn_beat(b->j->turn, e);
}

/* What is chosen for its brand. */
static enum rc judge_products(struct batch *b, const struct product_id *ids, size_t n,
			      struct err *e)
{
	struct judge *j = b->j;
	struct ready_product *products;
	struct subjects subjects;
	size_t n_products;

	if (ready_products(j->turn->db, b->mem, j->turn->account->id, ids, n, &products,
			   &n_products, e) ||
	    subjects_load(j->turn->db, b->mem, j->turn->account, &j->rules, products, n_products,
			  &subjects, e))
		return e->rc;
	b->rows = mem_array(b->mem, struct ready_row, n_products + 1);
	for (size_t i = 0; i < n_products; i++) {
		void *mem = mem_context(b->mem, "product");
		struct ready_subject s;
		subject_of(&subjects, mem, &products[i], &s);
		enum rc rc = judge_one(b, mem, &products[i], &s, e);
		mem_free(mem);
		if (rc)
			return rc;
	}
	return commit(b, e);
}

static enum rc forget_products(struct batch *b, const struct product_id *ids, size_t n,
			       struct err *e)
{
	static const struct ready_row nothing;
	struct judge *j = b->j;
	const struct mark_listing drop = drop_of(b);

	if (ready_rows(j->turn->db, b->mem, j->turn->account->id, ids, n, &b->removed,
		       &b->n_removed, e))
		return e->rc;
	for (size_t i = 0; i < b->n_removed; i++) {
		mark_numbers_count(j->marks, &b->removed[i], -1);
		mark_numbers_differ(&drop, &b->removed[i], &nothing);
	}
	return commit(b, e);
}

/* ---- What there is to do ----------------------------------------------------------------------
 */

/* One batch of the oldest touch; *more: there was one. */
static enum rc follow_touch(struct judge *j, void *mem, bool *more, struct err *e)
{
	const uint64_t account_id = j->turn->account->id;
	struct product_id *ids;
	struct touch *touches;
	struct batch b = {.j = j, .mem = mem};
	size_t n = 0;

	if (touches_next(j->turn->db, mem, account_id, &touches, &b.n_touches, e))
		return e->rc;
	*more = b.n_touches > 0;
	if (!*more)
		return RC_OK;
	b.touches = touches;
	if (refresh(j, e) ||
	    touch_products(j->turn->db, mem, account_id, touches, b.n_touches, &ids, &n, e))
		return e->rc;
	b.last = n == READY_BATCH && b.n_touches == 1 ? ids[n - 1].id : 0;
	return judge_products(&b, ids, n, e);
}

/* Products from *after on whose version is not the one that was judged. */
static enum rc follow_changes(struct judge *j, void *mem, uint64_t *after, uint64_t last,
			      struct err *e)
{
	const uint64_t to = *after + READY_SLICE;
	struct product_id *ids;
	struct batch b = {.j = j, .mem = mem};
	size_t n = 0;

	if (ready_changed(j->turn->db, mem, j->turn->account->id, *after, to, &ids, &n, e))
		return e->rc;
	*after = n == READY_BATCH ? ids[n - 1].id : to < last ? to : last;
	return n ? judge_products(&b, ids, n, e) : RC_OK;
}

static enum rc follow_lost(struct judge *j, void *mem, bool *more, struct err *e)
{
	struct product_id *ids;
	struct batch b = {.j = j, .mem = mem};
	size_t n = 0;

	if (ready_lost(j->turn->db, mem, j->turn->account->id, &ids, &n, e))
		return e->rc;
	*more = n == READY_BATCH;
	return n ? forget_products(&b, ids, n, e) : RC_OK;
}

static enum rc all_touches(struct judge *j, struct err *e)
{
	for (bool more = true; more && !e->rc;) {
		void *mem = mem_context(j, "touch");
		(void)follow_touch(j, mem, &more, e);
		mem_free(mem);
	}
	return e->rc;
}

static enum rc all_changes(struct judge *j, struct err *e)
{
	int64_t last = 0;
	uint64_t after = 0;

	if (ready_last_product(j->turn->db, &last, e) || refresh(j, e))
		return e->rc;
	while (after < (uint64_t)last && !e->rc) {
		void *mem = mem_context(j, "slice");
		(void)follow_changes(j, mem, &after, (uint64_t)last, e);
		mem_free(mem);
	}
	return e->rc;
}

static enum rc all_lost(struct judge *j, struct err *e)
{
	for (bool more = true; more && !e->rc;) {
		void *mem = mem_context(j, "lost");
		(void)follow_lost(j, mem, &more, e);
		mem_free(mem);
	}
	return e->rc;
}

static enum rc touch_body(struct db *db, void *arg, struct err *e)
{
	const struct account *account = arg;

	return ready_touch_categories(db, account->environment, account->id, e);
}

static enum rc tidy_body(struct db *db, void *arg, struct err *e)
{
	const struct account *account = arg;

	return marks_tidy(db, account->id, e);
}

/* What nobody has any more would be read by every run. */
static enum rc tidy(struct judge *j, struct err *e)
{
	struct account account = *j->turn->account;

	return j->has_changed ? turn_tx(j->turn, tidy_body, &account, e) : RC_OK;
}

enum rc ready_judge(struct turn *turn, struct err *e)
{
	struct account account = *turn->account;
	struct judge *j = mem_zero(NULL, struct judge);

	j->turn = turn;
	if (!turn_tx(turn, touch_body, &account, e) &&
	    !marks_open(turn->db, j, account.id, &j->marks, e) && !all_touches(j, e) &&
	    !all_changes(j, e) && !all_lost(j, e))
		(void)tidy(j, e);
	mem_free(j->mem);
	mem_free(j);
	return e->rc;
}
