/* Judging many products without writing. */
#include "domain/mapping/look_many.h"

#include "base/mem.h"

struct look_base {
	struct db *db;
	const struct account *account;
	struct rules rules;
	struct category_cache *categories;
};

enum rc look_begin(struct db *db, void *mem, const struct account *account, struct look_base **out,
		   struct err *e)
{
	struct look_base *base = mem_zero(mem, struct look_base);

	base->db = db;
	base->account = account;
	base->categories = category_cache_new(base, db, account->environment, NULL);
	*out = base;
	return rules_load(db, base, account->environment, account->id, &base->rules, e);
}

static enum rc look_at(struct look_base *base, void *mem, const struct subjects *subjects,
		       struct look *out, struct err *e)
{
	out->rules = base->rules;
	out->category = NULL;
	subject_of(subjects, mem, &out->product, &out->subject);
	out->target = ready_choose(&out->subject, &base->rules);
	if (out->target.category_id &&
	    category_cache_get(base->categories, out->target.category_id, &out->category, e))
		return e->rc;
	readiness(mem, &out->subject, &base->rules, out->category, &out->ready);
	return RC_OK;
}

enum rc look_many(struct look_base *base, void *mem, const uint64_t *ids, size_t n,
		  struct look **out, size_t *n_out, struct err *e)
{
	struct product_id *wanted = mem_array(mem, struct product_id, n + 1);
	struct ready_product *products;
	struct subjects subjects;

	for (size_t i = 0; i < n; i++)
		wanted[i].id = ids[i];
	if (ready_products(base->db, mem, base->account->id, wanted, n, &products, n_out, e) ||
	    subjects_load(base->db, mem, base->account, &base->rules, products, *n_out, &subjects,
			  e))
		return e->rc;
	*out = mem_array(mem, struct look, *n_out + 1);
	for (size_t i = 0; i < *n_out; i++) {
		(*out)[i].product = products[i];
		if (look_at(base, mem, &subjects, &(*out)[i], e))
			return e->rc;
	}
	return RC_OK;
}
