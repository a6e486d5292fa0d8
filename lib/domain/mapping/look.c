/* Judging without writing. */
#include "domain/mapping/look_many.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/decision_store.h"

#include <stdlib.h>
#include <string.h>

/* ---- One product ------------------------------------------------------------------------------
 */

enum rc look_product(struct db *db, void *mem, const struct account *account, uint64_t product_id,
		     struct look *out, struct err *e)
{
	struct look_base *base;
	struct look *found;
	size_t n = 0;

	*out = (struct look){.category = NULL};
	if (look_begin(db, mem, account, &base, e) ||
	    look_many(base, mem, &product_id, 1, &found, &n, e))
		return e->rc;
	if (!n)
		return err_set(e, RC_NOT_FOUND, "no such product");
	*out = *found;
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

struct looking {
	void *mem;
	const struct decision *at;
	size_t n;
	struct category_cache *categories;
	struct rules before;
	struct rules after;
	struct look_preview *out;
};

static bool is_replaced(const struct looking *l, const struct decision *d)
{
	for (size_t i = 0; i < l->n; i++)
		if (is_same_question(d, &l->at[i]))
			return true;
	return false;
}

static enum rc load_both(struct db *db, const struct account *account, struct looking *l,
			 struct err *e)
{
	struct decision *all;
	size_t n = 0;
	size_t n_new = 0;

	if (decisions_live(db, l->mem, account->environment, &all, &n, e))
		return e->rc;
	struct decision *new = mem_array(l->mem, struct decision, n + l->n + 1);
	for (size_t i = 0; i < n; i++)
		if (!is_replaced(l, &all[i]))
			new[n_new++] = all[i];
	for (size_t i = 0; i < l->n; i++) {
		new[n_new] = l->at[i];
		new[n_new++].id = UINT64_MAX; /* later than all */
	}
	qsort(new, n_new, sizeof(*new), compare);
	rules_make(l->mem, all, n, account->id, &l->before);
	rules_make(l->mem, new, n_new, account->id, &l->after);
	return RC_OK;
}

/* ---- The products it touches ------------------------------------------------------------------
 */

static void add_products(struct product_id *to, size_t *n, const struct product_id *from,
			 size_t n_from)
{
	for (size_t i = 0; i < n_from && *n < LOOK_PRODUCTS; i++) {
		size_t at = 0;
		while (at < *n && to[at].id != from[i].id)
			at++;
		if (at == *n)
			to[(*n)++] = from[i];
	}
}

/* As check-products would find them; false in *is_all: there are others. */
static enum rc touched(struct db *db, const struct account *account, const struct looking *l,
		       struct product_id **out, size_t *n, bool *is_all, struct err *e)
{
	struct touch last = {.kind = NULL};

	*out = mem_array(l->mem, struct product_id, LOOK_PRODUCTS);
	*n = 0;
	*is_all = true;
	for (size_t i = 0; i < l->n; i++) {
		struct product_id *ids;
		size_t found = 0;
		struct touch t = {0};
		t.kind = touch_name(decision_touches(l->mem, &l->at[i], &t.subject));
		if (str_eq(t.kind, last.kind) && str_eq(t.subject, last.subject))
			continue;
		if (*n == LOOK_PRODUCTS) {
			*is_all = false;
			break;
		}
		if (touch_products(db, l->mem, account->id, &t, 1, &ids, &found, e))
			return e->rc;
		*is_all = *is_all && found < READY_BATCH && *n + found <= LOOK_PRODUCTS;
		add_products(*out, n, ids, found);
		last = t;
	}
	return RC_OK;
}

/* ---- The difference ---------------------------------------------------------------------------
 */

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

/* What a decision is about, in a judgement; NULL: nothing. */
static const char *answer_of(const struct looking *l, const struct decision *d,
			     const struct ready_subject *s, const struct readiness *r)
{
	const char *param = strchr(d->subject, '\t');

	if (str_eq(d->kind, decision_kind_names[DECISION_OFFER]))
		return offer_value_text(l->mem, &s->offer, offer_field_find(d->subject));
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

/* One product before and after. */
struct sides {
	struct ready_subject was_subject;
	struct ready_subject is_subject;
	struct readiness was;
	struct readiness is;
};

/* A decision about another shop category says nothing of this product. */
static bool concerns(const struct decision *d, const struct ready_subject *s)
{
	return !str_eq(d->kind, decision_kind_names[DECISION_CATEGORY]) ||
	       str_eq(d->subject, s->shop_key);
}

static void note_changes(struct looking *l, const struct ready_product *p, const struct sides *x)
{
	const bool is_moved = x->was.state != x->is.state;
	struct look_change change = {
	    .product_id = p->p.id,
	    .name = str_or(p->p.name, p->p.sku),
	    .was = x->was.state,
	    .is = x->is.state,
	};
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct decision *d = &l->at[i];
		if (!concerns(d, &x->is_subject))
			continue;
		change.before = answer_of(l, d, &x->was_subject, &x->was);
		change.after = answer_of(l, d, &x->is_subject, &x->is);
		change.decision = i;
		if (!is_other(change.before, change.after) && (!is_moved || l->n > 1))
			continue;
		n++;
		if (l->out->n_changes < LOOK_CHANGES)
			l->out->changes[l->out->n_changes++] = change;
	}
	l->out->changed += n || is_moved;
}

static enum rc look_at(struct looking *l, const struct subjects *subjects,
		       const struct ready_product *p, struct err *e)
{
	struct subjects before = *subjects;
	struct sides x;

	before.rules = &l->before;
	subject_of(&before, l->mem, p, &x.was_subject);
	subject_of(subjects, l->mem, p, &x.is_subject);
	if (judge(l, &x.was_subject, &l->before, &x.was, e) ||
	    judge(l, &x.is_subject, &l->after, &x.is, e))
		return e->rc;
	l->out->ready_before += x.was.state == READY;
	l->out->ready_after += x.is.state == READY;
	note_changes(l, p, &x);
	return RC_OK;
}

enum rc look_decisions(struct db *db, void *mem, const struct account *account,
		       const struct decision *d, size_t n, struct look_preview *out, struct err *e)
{
	struct ready_product *products;
	struct product_id *ids;
	struct subjects subjects;
	struct looking l = {.mem = mem, .at = d, .n = n, .out = out};
	size_t n_ids = 0;
	size_t n_products = 0;

	*out = (struct look_preview){0};
	l.categories = category_cache_new(mem, db, account->environment, NULL);
	if (load_both(db, account, &l, e) ||
	    touched(db, account, &l, &ids, &n_ids, &out->is_all, e) ||
	    ready_products(db, mem, account->id, ids, n_ids, &products, &n_products, e) ||
	    subjects_load(db, mem, account, &l.after, products, n_products, &subjects, e))
		return e->rc;
	out->n = n_products;
	for (size_t i = 0; i < n_products; i++)
		if (look_at(&l, &subjects, &products[i], e))
			return e->rc;
	return RC_OK;
}
