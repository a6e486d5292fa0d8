/* Comparing field by field; counting what must not happen unasked. */
#include "domain/catalog/product_diff.h"

#include "base/str.h"

enum { JUMP = 3 };

static void weigh(struct product_diff *d, const struct product *have, const struct product *row)
{
	if (d->changed & product_bit(PRODUCT_STOCK))
		d->loses_stock = have->stock > 0 && row->stock <= 0;
	if (!(d->changed & product_bit(PRODUCT_PRICE)) || money_is_none(have->price) ||
	    have->price.minor <= 0)
		return;
	d->loses_price = row->price.minor <= 0;
	d->jumps = !d->loses_price && (!str_eq(row->price.currency, have->price.currency) ||
				       row->price.minor / JUMP > have->price.minor ||
				       have->price.minor / JUMP > row->price.minor);
}

struct product_diff product_compare(const struct product *have, const struct product_state *state,
				    const struct product *row)
{
	struct product_diff d = {.verdict = PRODUCT_NEW};

	for (size_t i = 0; i < PRODUCT_FIELDS; i++) {
		enum product_field field = (enum product_field)i;
		if (!product_is_known(row, field))
			continue;
		if (have && product_is_equal(have, row, field))
			continue;
		*(have && state->locks & product_bit(field) ? &d.locked : &d.changed) |=
		    product_bit(field);
	}
	if (!have)
		return d;
	d.verdict = d.changed || state->is_gone ? PRODUCT_CHANGED : PRODUCT_SAME;
	weigh(&d, have, row);
	return d;
}

void product_inherit(struct product *variant, const struct product *parent)
{
	static const enum product_field shared[] = {
	    PRODUCT_NAME,   PRODUCT_BRAND,  PRODUCT_DESCRIPTION, PRODUCT_VAT,
	    PRODUCT_UNIT,   PRODUCT_WEIGHT, PRODUCT_LENGTH,	 PRODUCT_WIDTH,
	    PRODUCT_HEIGHT, PRODUCT_IMAGES, PRODUCT_CATEGORY,	 PRODUCT_MPN,
	};

	for (size_t i = 0; i < COUNT_OF(shared); i++)
		if (!product_is_known(variant, shared[i]))
			product_copy_field(variant, parent, shared[i]);
}

enum run_brake run_brake(const struct run_effect *effect)
{
	const struct {
		enum run_brake brake;
		int64_t n;
	} counts[] = {
	    {BRAKE_STOCK, effect->loses_stock},
	    {BRAKE_PRICE, effect->loses_price},
	    {BRAKE_JUMP, effect->jumps},
	    {BRAKE_GONE, effect->gone},
	};

	for (size_t i = 0; i < COUNT_OF(counts); i++)
		if (counts[i].n > BRAKE_PRODUCTS &&
		    counts[i].n * 100 > effect->products * BRAKE_PERCENT)
			return counts[i].brake;
	return BRAKE_NONE;
}
