/* Everything that is known of a product, for its judgement. */
#include "domain/mapping/subject.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/text_faults.h"

enum rc subjects_load(struct db *db, void *mem, const struct account *account,
		      const struct ready_product *products, size_t n, struct subjects *out,
		      struct err *e)
{
	uint64_t *ids = mem_array(mem, uint64_t, n + 1);

	*out = (struct subjects){0};
	for (size_t i = 0; i < n; i++)
		ids[i] = products[i].p.id;
	return decisions_of_products(db, mem, account->environment, ids, n, &out->decided, &out->n,
				     e);
}

static void take_decided(const struct subjects *all, uint64_t product_id, struct ready_subject *out)
{
	for (size_t i = 0; i < all->n; i++) {
		if (all->decided[i].product_id != product_id)
			continue;
		if (!out->n_decided)
			out->decided = &all->decided[i];
		out->n_decided++;
	}
}

void subject_of(const struct subjects *all, void *mem, const struct ready_product *product,
		struct ready_subject *out)
{
	*out = (struct ready_subject){
	    .product = &product->p,
	    .is_gone = product->gone_since != TIME_NONE,
	    .shop_key = product->shop_key,
	    .text_faults = product->version == product->was.version ? product->was.text_faults
								    : text_faults(mem, &product->p),
	};
	take_decided(all, product->p.id, out);
}
