/* Planned, done, undone: each walks over the products in batches, inside one transaction. */
#include "domain/catalog/bulk_plan.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/catalog/bulk_store.h"

#include <stdlib.h>

enum walk_kind { WALK_PLAN, WALK_APPLY, WALK_UNDO };

struct walk {
	enum walk_kind kind;
	const struct bulk_row *row;
	enum product_field field;
	enum catalog_verb verb;
	int64_t products;
	int64_t changed;
	int64_t skipped;
};

/* What one batch writes. */
struct batch {
	void *mem;
	struct catalog_saved *saved;
	struct bulk_item *items;
	size_t n;
};

/* ---- One product ------------------------------------------------------------------------------
 */

/* The field as it is, into its item. */
static void remember(void *mem, struct bulk_item *item, const struct catalog_product *c,
		     enum product_field field)
{
	const uint64_t locks = product_fields_read(c->locks);

	item->was = NULL;
	item->was_number = PRODUCT_UNKNOWN;
	item->was_currency = NULL;
	item->was_locked = (locks & product_bit(field)) != 0;
	if (field == PRODUCT_PRICE && !money_is_none(c->p.price)) {
		item->was_number = c->p.price.minor;
		item->was_currency = mem_strdup(mem, c->p.price.currency);
	} else if (field == PRODUCT_VAT) {
		item->was_number = c->p.vat;
	} else if (field == PRODUCT_WEIGHT) {
		item->was_number = c->p.weight_g;
	} else if (field != PRODUCT_PRICE && product_is_known(&c->p, field)) {
		item->was = product_field_text(mem, &c->p, field);
	}
}

static void bring_back(const struct bulk_item *item, enum product_field field, struct product *p)
{
	struct money price = MONEY_NONE;
	struct err ignored = {0};

	if (field == PRODUCT_PRICE) {
		if (item->was_currency && !money_parse("0", item->was_currency, &price, &ignored))
			price.minor = item->was_number;
		product_set_money(p, field, price);
	} else if (field == PRODUCT_VAT || field == PRODUCT_WEIGHT) {
		product_set_number(p, field, item->was_number);
	} else {
		product_set_text(p, field, item->was);
	}
}

/* What becomes of it: false: nothing. */
static bool change(const struct walk *w, void *mem, const struct bulk_item *item,
		   struct catalog_product *c)
{
	const uint64_t bit = product_bit(w->field);
	struct catalog_outcome o;

	if (w->kind == WALK_UNDO) {
		const uint64_t locks = product_fields_read(c->locks);
		bring_back(item, w->field, &c->p);
		c->locks = product_fields_text(mem, item->was_locked ? locks | bit : locks & ~bit);
		return true;
	}
	catalog_outcome(mem, w->verb, w->field, w->row->value, c, &o);
	if (o.is_same || o.is_wrong)
		return false;
	c->p = o.after;
	c->locks = catalog_locks_after(mem, w->verb, c->locks, w->field);
	return true;
}

/* Of an undone one only what was done is looked at. */
static bool is_untouched(const struct walk *w, const struct bulk_item *item,
			 const struct catalog_product *c)
{
	return c->version == (w->kind == WALK_UNDO ? item->done_version : item->seen_version);
}

static void take(struct walk *w, struct batch *b, struct bulk_item *item, struct catalog_product *c)
{
	if (!is_untouched(w, item, c)) {
		w->skipped++;
		return;
	}
	const struct catalog_product before = *c;
	if (!change(w, b->mem, item, c))
		return;
	w->changed++;
	if (w->kind == WALK_PLAN)
		return;
	if (w->kind == WALK_APPLY)
		remember(b->mem, item, &before, w->field);
	item->done_version = before.version + 1;
	b->saved[b->n] = (struct catalog_saved){*c, product_words(b->mem, &c->p)};
	b->items[b->n++] = *item;
}

/* ---- All of them ------------------------------------------------------------------------------
 */

static const struct catalog_product *find(const struct catalog_product *at, size_t n, uint64_t id)
{
	size_t low = 0;

	while (n) {
		const size_t half = n / 2;
		if (at[low + half].p.id == id)
			return &at[low + half];
		if (at[low + half].p.id < id) {
			low += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return NULL;
}

static enum rc walk_batch(struct db *db, struct walk *w, void *mem, struct bulk_item *items,
			  size_t n, struct err *e)
{
	struct batch b = {.mem = mem,
			  .saved = mem_array(mem, struct catalog_saved, n),
			  .items = mem_array(mem, struct bulk_item, n)};
	uint64_t *ids = mem_array(mem, uint64_t, n);
	struct catalog_product *products;
	size_t n_products = 0;

	for (size_t i = 0; i < n; i++)
		ids[i] = items[i].product_id;
	if (catalog_by_ids(db, mem, ids, n, &products, &n_products, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		const struct catalog_product *c = find(products, n_products, items[i].product_id);
		if (w->kind == WALK_UNDO && items[i].done_version == INT64_MIN)
			continue;
		w->products++;
		if (!c) {
			w->skipped++;
			continue;
		}
		struct catalog_product now = *c;
		take(w, &b, &items[i], &now);
	}
	return b.n && (catalog_save_many(db, b.saved, b.n, e) ||
		       bulk_items_save(db, b.items, b.n, e))
		   ? e->rc
		   : RC_OK;
}

static enum rc walk(struct db *db, struct walk *w, struct err *e)
{
	uint64_t after = 0;
	size_t n = BULK_BATCH;

	while (n == BULK_BATCH) {
		void *mem = mem_context(NULL, "bulk");
		struct bulk_item *items;
		enum rc rc = bulk_items(db, mem, w->row->id, after, &items, &n, e);
		if (!rc && n) {
			after = items[n - 1].product_id;
			rc = walk_batch(db, w, mem, items, n, e);
		}
		mem_free(mem);
		if (rc)
			return rc;
	}
	return bulk_counted(db, w->row->id, w->products, w->changed, w->skipped, e);
}

static struct walk walk_of(const struct bulk_row *row, enum walk_kind kind)
{
	struct walk w = {.kind = kind, .row = row, .field = product_field_find(row->field)};

	while (w.verb < CATALOG_VERBS && !str_eq(row->verb, catalog_verb_names[w.verb]))
		w.verb++;
	if (w.field == PRODUCT_FIELDS || w.verb == CATALOG_VERBS)
		BUG("a bulk that %s %s", row->verb, row->field);
	return w;
}

/* ---- Planning ---------------------------------------------------------------------------------
 */

struct planning {
	void *mem;
	const struct bulk_asked *asked;
	uint64_t id;
};

/* Those that are there, each once; as they are now. */
static enum rc marked(struct db *db, const struct planning *p, struct bulk_item **out, size_t *n,
		      struct err *e)
{
	struct catalog_product *products;

	if (catalog_by_ids(db, p->mem, p->asked->ids, p->asked->n_ids, &products, n, e))
		return e->rc;
	*out = mem_array(p->mem, struct bulk_item, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct bulk_item){.product_id = products[i].p.id,
					       .seen_version = products[i].version};
	return RC_OK;
}

static enum rc asked_for(struct db *db, const struct planning *p, struct bulk_item **out, size_t *n,
			 struct err *e)
{
	return p->asked->ids ? marked(db, p, out, n, e)
			     : bulk_products(db, p->mem, p->asked->filter, out, n, e);
}

static enum rc plan_body(struct db *db, void *arg, struct err *e)
{
	struct planning *p = arg;
	struct bulk_item *items;
	size_t n = 0;
	struct bulk_row row = {.verb = catalog_verb_names[p->asked->verb],
			       .field = p->asked->field,
			       .value = p->asked->value,
			       .state = BULK_PLANNED,
			       .actor = p->asked->actor};

	if (bulk_tidy(db, e) || asked_for(db, p, &items, &n, e))
		return e->rc;
	if (!n || n > BULK_MAX)
		return err_set(e, RC_INVALID, "%zu products at once", n);
	if (bulk_insert(db, &row, &p->id, e))
		return e->rc;
	row.id = p->id;
	for (size_t i = 0; i < n; i++)
		items[i].bulk_id = p->id;
	if (bulk_items_insert(db, items, n, e))
		return e->rc;
	struct walk w = walk_of(&row, WALK_PLAN);
	return walk(db, &w, e);
}

enum rc bulk_plan(struct db *db, const struct bulk_asked *asked, uint64_t *id, struct err *e)
{
	struct planning p = {.mem = mem_context(NULL, "plan"), .asked = asked};
	enum rc rc = tx_run(db, plan_body, &p, e);

	*id = p.id;
	mem_free(p.mem);
	return rc;
}

/* ---- Doing and undoing ------------------------------------------------------------------------
 */

struct acting {
	void *mem;
	uint64_t id;
	const char *actor;
	enum walk_kind kind;
};

static enum rc act_body(struct db *db, void *arg, struct err *e)
{
	const struct acting *a = arg;
	const bool is_undone = a->kind == WALK_UNDO;
	struct bulk_row row;

	if (bulk_find(db, a->mem, a->id, &row, e) ||
	    (is_undone ? bulk_undone(db, a->id, a->actor, e) : bulk_done(db, a->id, a->actor, e)))
		return e->rc;
	struct walk w = walk_of(&row, a->kind);
	if (walk(db, &w, e))
		return e->rc;
	const char *what = mem_printf(a->mem, "%s %s: %s (%lld)", row.verb, row.field, row.value,
				      (long long)w.changed);
	const struct audit_entry entry = {
	    .actor = a->actor,
	    .action = is_undone ? "products.undone" : "products.changed",
	    .subject = audit_subject(a->mem, "bulk", a->id),
	    .before = is_undone ? what : NULL,
	    .after = is_undone ? NULL : what,
	};
	return audit_add(db, &entry, e);
}

static enum rc act(struct db *db, uint64_t id, const char *actor, enum walk_kind kind,
		   struct err *e)
{
	struct acting a = {mem_context(NULL, "bulk"), id, actor, kind};
	enum rc rc = tx_run(db, act_body, &a, e);

	mem_free(a.mem);
	return rc;
}

enum rc bulk_apply(struct db *db, uint64_t id, const char *actor, struct err *e)
{
	return act(db, id, actor, WALK_APPLY, e);
}

enum rc bulk_undo(struct db *db, uint64_t id, const char *actor, struct err *e)
{
	return act(db, id, actor, WALK_UNDO, e);
}

enum rc bulk_sample(struct db *db, void *mem, const struct bulk_row *row,
		    struct catalog_outcome *out, size_t *n, struct err *e)
{
	struct catalog_bulk *bulk = mem_zero(mem, struct catalog_bulk);
	const struct walk w = walk_of(row, WALK_PLAN);
	struct bulk_item *items;
	size_t n_items = 0;

	if (bulk_items(db, mem, row->id, 0, &items, &n_items, e))
		return e->rc;
	bulk->verb = w.verb;
	bulk->field = row->field;
	bulk->value = row->value;
	for (; bulk->n < n_items && bulk->n < CATALOG_BULK_MAX; bulk->n++)
		bulk->ids[bulk->n] = items[bulk->n].product_id;
	return catalog_outcomes(db, mem, bulk, out, n, e);
}
