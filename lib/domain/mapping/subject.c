/* Everything that is known of a product, for its judgement. */
#include "domain/mapping/subject.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/subject_card.h"
#include "domain/mapping/text_faults.h"

/* The cards that people named. */
static enum rc load_named(struct db *db, void *mem, const char *environment, struct subjects *out,
			  struct err *e)
{
	const char **ids = mem_array(mem, const char *, out->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < out->n; i++)
		if (str_eq(out->decided[i].subject, DECIDES_CARD) && out->decided[i].value)
			ids[n++] = out->decided[i].value;
	return n ? cards_list(db, mem, environment, ids, n, &out->named, &out->n_named, e) : RC_OK;
}

enum rc subjects_load(struct db *db, void *mem, const struct account *account,
		      const struct rules *rules, const struct ready_product *products, size_t n,
		      struct subjects *out, struct err *e)
{
	const char *environment = account->environment;
	uint64_t *ids = mem_array(mem, uint64_t, n + 1);

	*out = (struct subjects){.rules = rules};
	for (size_t i = 0; i < n; i++)
		ids[i] = products[i].p.id;
	if (decisions_of_products(db, mem, environment, ids, n, &out->decided, &out->n, e) ||
	    match_cards(db, mem, environment, ids, n, &out->found, &out->n_found, e) ||
	    brands_load(db, mem, account->id, rules, &out->brands, e) ||
	    refusals_load(db, mem, account->id, ids, n, &out->refusals, &out->n_refusals, e))
		return e->rc;
	return load_named(db, mem, environment, out, e);
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

static void take_refusals(const struct subjects *all, uint64_t product_id,
			  struct ready_subject *out)
{
	for (size_t i = 0; i < all->n_refusals; i++) {
		if (all->refusals[i].product_id != product_id)
			continue;
		if (!out->n_refusals)
			out->refusals = &all->refusals[i];
		out->n_refusals++;
	}
}

static const struct card_row *found_of(const struct subjects *all, uint64_t product_id, size_t *n)
{
	*n = 0;
	for (size_t i = 0; i < all->n_found; i++)
		if (all->found[i].product_id == product_id) {
			*n = (size_t)all->found[i].found;
			return all->found[i].card.id ? &all->found[i].card : NULL;
		}
	return NULL;
}

/* What a person said counts, also that it is none of them; then what the catalogue found, then the
 * number that the shop knows it by. */
static void take_card(const struct subjects *all, void *mem, struct ready_subject *out)
{
	const struct card_row *card = found_of(all, out->product->id, &out->n_cards);
	bool is_none = false;

	for (size_t i = 0; i < out->n_decided; i++) {
		if (!str_eq(out->decided[i].subject, DECIDES_CARD))
			continue;
		card = NULL;
		is_none = !out->decided[i].value;
		for (size_t k = 0; k < all->n_named && !card; k++)
			if (str_eq(all->named[k].id, out->decided[i].value))
				card = &all->named[k];
	}
	if (card)
		subject_card(mem, card, &out->card);
	else if (!is_none && out->offer.product_id)
		out->card = (struct ready_card){.id = out->offer.product_id,
						.id_type = out->offer.product_id_type};
}

static struct ready_safety safety_of(const struct subjects *all, void *mem, const struct product *p)
{
	const struct brand *brand = brand_of(&all->brands, mem, p);

	if (!brand)
		return (struct ready_safety){NULL, NULL, NULL};
	return (struct ready_safety){brand->producer_id, brand->person_id, brand->choice.safety};
}

/* What was found out of the same texts is not found out again. */
static int64_t faults_of(const struct subjects *all, void *mem, const struct ready_product *product,
			 const struct offer_values *offer)
{
	const int64_t mark = all->rules->offer.text_mark;

	if (product->version == product->was.version &&
	    product->was.text_faults >> READY_TEXT_BITS == mark)
		return product->was.text_faults;
	return text_faults(mem, offer->name, offer->description) | mark << READY_TEXT_BITS;
}

void subject_of(const struct subjects *all, void *mem, const struct ready_product *product,
		struct ready_subject *out)
{
	*out = (struct ready_subject){
	    .product = &product->p,
	    .is_gone = product->gone_since != TIME_NONE,
	    .shop_key = product->shop_key,
	    .safety = safety_of(all, mem, &product->p),
	};
	offer_values(mem, &all->rules->offer, &product->p, &out->offer);
	out->text_faults = faults_of(all, mem, product, &out->offer);
	take_decided(all, product->p.id, out);
	take_refusals(all, product->p.id, out);
	take_card(all, mem, out);
}
