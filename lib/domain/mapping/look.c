/* Judging without writing. */
#include "domain/mapping/look.h"

#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

/* ---- One product ------------------------------------------------------------------------------
 */

enum rc look_product(struct db *db, void *mem, const struct account *account, uint64_t product_id,
		     struct look *out, struct err *e)
{
	const struct product_id id = {product_id};
	struct ready_product *products;
	struct subjects subjects;
	size_t n = 0;

	*out = (struct look){.category = NULL};
	if (ready_products(db, mem, account->id, &id, 1, &products, &n, e))
		return e->rc;
	if (!n)
		return err_set(e, RC_NOT_FOUND, "no such product");
	if (rules_load(db, mem, account->environment, account->id, &out->rules, e) ||
	    subjects_load(db, mem, account, &out->rules, products, n, &subjects, e))
		return e->rc;
	out->product = products[0];
	subject_of(&subjects, mem, &products[0], &out->subject);
	out->target = ready_choose(&out->subject, &out->rules);
	if (out->target.category_id &&
	    category_cache_get(category_cache_new(mem, db, account->environment, NULL),
			       out->target.category_id, &out->category, e))
		return e->rc;
	readiness(mem, &out->subject, &out->rules, out->category, &out->ready);
	return RC_OK;
}

/* ---- What a decision would change -------------------------------------------------------------
 */

/* The order of decisions_live(). */
static int compare(const void *x, const void *y)
{
	const struct decision *a = x;
	const struct decision *b = y;
	int order = strcmp(a->kind, b->kind);

	if (!order)
		order = strcmp(a->subject, b->subject);
	if (!order)
		order = str_empty(a->applies_if) - str_empty(b->applies_if);
	if (!order)
		order = !a->account_id - !b->account_id;
	if (!order)
		order = (a->place > b->place) - (a->place < b->place);
	return order ? order : (a->id > b->id) - (a->id < b->id);
}

static bool is_same_question(const struct decision *a, const struct decision *b)
{
	return str_eq(a->kind, b->kind) && str_eq(a->subject, b->subject) &&
	       str_eq(a->applies_if, b->applies_if) && a->account_id == b->account_id;
}

static enum rc load_both(struct db *db, void *mem, const struct account *account,
			 const struct decision *d, struct rules *before, struct rules *after,
			 struct err *e)
{
	struct decision *all;
	size_t n = 0;
	size_t n_new = 0;

	if (decisions_live(db, mem, account->environment, &all, &n, e))
		return e->rc;
	struct decision *new = mem_array(mem, struct decision, n + 1);
	for (size_t i = 0; i < n; i++)
		if (!is_same_question(&all[i], d))
			new[n_new++] = all[i];
	new[n_new] = *d;
	new[n_new++].id = UINT64_MAX; /* later than all */
	qsort(new, n_new, sizeof(*new), compare);
	rules_make(mem, all, n, account->id, before);
	rules_make(mem, new, n_new, account->id, after);
	return RC_OK;
}

/* The products it touches, as check-products would find them. */
static enum rc touched(struct db *db, void *mem, const struct account *account,
		       const struct decision *d, struct product_id **ids, size_t *n, struct err *e)
{
	const char *first = decision_part(mem, d->subject, 0);
	const bool is_shop = str_eq(d->kind, decision_kind_names[DECISION_CATEGORY]);
	const struct touch t = {.kind = is_shop	 ? "SHOP"
					: *first ? "CATEGORY"
						 : "ALL",
				.subject = first};

	return touch_products(db, mem, account->id, &t, 1, ids, n, e);
}

struct looking {
	void *mem;
	struct category_cache *categories;
	const struct rules *before;
	const struct rules *after;
	const struct decision *d;
	struct look_preview *out;
};

static enum rc judge(struct looking *l, const struct ready_subject *s, const struct rules *rules,
		     struct readiness *r, struct err *e)
{
	const struct target target = ready_choose(s, rules);
	const struct ready_category *category = NULL;

	if (target.category_id &&
	    category_cache_get(l->categories, target.category_id, &category, e))
		return e->rc;
	readiness(l->mem, s, rules, category, r);
	return RC_OK;
}

/* What the decision is about, in a judgement; NULL: nothing. */
static const char *answer_of(struct looking *l, const struct readiness *r)
{
	const char *param = strchr(l->d->subject, '\t');

	if (!param)
		return str_empty(r->category_id) ? NULL : r->category_id;
	for (size_t i = 0; i < r->n_values; i++)
		if (str_eq(r->values[i].param->id, param + 1) &&
		    !param_answer_is_empty(&r->values[i].answer))
			return param_answer_print(l->mem, &r->values[i].answer);
	return NULL;
}

static bool is_other(const char *a, const char *b)
{
	return !a != !b || (a && !str_eq(a, b));
}

static enum rc look_at(struct looking *l, const struct ready_product *p,
		       const struct ready_subject *s, struct err *e)
{
	struct readiness was;
	struct readiness is;

	if (judge(l, s, l->before, &was, e) || judge(l, s, l->after, &is, e))
		return e->rc;
	const struct look_change change = {
	    .product_id = p->p.id,
	    .name = str_or(p->p.name, p->p.sku),
	    .was = was.state,
	    .is = is.state,
	    .before = answer_of(l, &was),
	    .after = answer_of(l, &is),
	};
	l->out->ready_before += was.state == READY;
	l->out->ready_after += is.state == READY;
	if (was.state == is.state && !is_other(change.before, change.after))
		return RC_OK;
	l->out->changed++;
	if (l->out->n_changes < LOOK_CHANGES)
		l->out->changes[l->out->n_changes++] = change;
	return RC_OK;
}

enum rc look_decision(struct db *db, void *mem, const struct account *account,
		      const struct decision *d, struct look_preview *out, struct err *e)
{
	struct ready_product *products;
	struct product_id *ids;
	struct subjects subjects;
	struct rules before;
	struct rules after;
	struct looking l = {.mem = mem, .before = &before, .after = &after, .d = d, .out = out};
	size_t n = 0;
	size_t n_products = 0;

	*out = (struct look_preview){0};
	l.categories = category_cache_new(mem, db, account->environment, NULL);
	if (load_both(db, mem, account, d, &before, &after, e) ||
	    touched(db, mem, account, d, &ids, &n, e) ||
	    ready_products(db, mem, account->id, ids, n, &products, &n_products, e) ||
	    subjects_load(db, mem, account, &after, products, n_products, &subjects, e))
		return e->rc;
	out->n = n_products;
	out->is_all = n < READY_BATCH;
	for (size_t i = 0; i < n_products; i++) {
		struct ready_subject s;
		subject_of(&subjects, mem, &products[i], &s);
		if (look_at(&l, &products[i], &s, e))
			return e->rc;
	}
	return RC_OK;
}
