/* Which rule is for an offer, and what follows. */
#include "domain/pricing/price_judge.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/catalog/product.h"

const char *const price_stand_names[PRICE_STANDS + 1] = {"same", "changes", "unknown",	"unlinked",
							 "off",	 "allegro", "campaign", "free"};

/* ---- Its products ---------------------------------------------------------------------------- */

/* The sum of pieces of each; none as soon as one is unknown or of another currency. */
static struct money add_up(struct money sum, struct money one, int64_t pieces)
{
	struct money all;
	struct money out;

	if (!money_times(one, pieces, &all) || !money_add(sum, all, &out))
		return MONEY_NONE;
	return out;
}

struct price_part price_sum(const struct price_case *offer)
{
	struct price_part sum = offer->n_parts ? offer->parts[0]
					       : (struct price_part){.price = MONEY_NONE,
								     .cost = MONEY_NONE,
								     .vat = PRODUCT_UNKNOWN,
								     .pieces = PRICE_NONE};

	if (offer->n_parts < 2)
		return sum;
	if (!money_times(sum.price, sum.pieces, &sum.price))
		sum.price = MONEY_NONE;
	if (!money_times(sum.cost, sum.pieces, &sum.cost))
		sum.cost = MONEY_NONE;
	sum.pieces = 1;
	for (size_t i = 1; i < offer->n_parts; i++) {
		const struct price_part *p = &offer->parts[i];
		sum.price = add_up(sum.price, p->price, p->pieces);
		sum.cost = add_up(sum.cost, p->cost, p->pieces);
		sum.vat = sum.vat == p->vat ? sum.vat : PRODUCT_UNKNOWN;
		sum.brand = str_eq(sum.brand, p->brand) ? sum.brand : NULL;
		sum.category = str_eq(sum.category, p->category) ? sum.category : NULL;
	}
	return sum;
}

/* ---- Its rule -------------------------------------------------------------------------------- */

static const struct price_version *pick(const struct price_book *book,
					const struct price_subject *subject)
{
	const struct price_version *best = NULL;
	struct price_weight most;
	struct price_weight w;

	for (size_t i = 0; i < book->n_rules; i++) {
		if (!price_scope_covers(&book->rules[i].scope, subject, &w) ||
		    (best && price_weight_compare(&w, &most) <= 0))
			continue;
		best = &book->rules[i];
		most = w;
	}
	return best;
}

static int64_t change_of(struct money now, struct money then)
{
	if (money_is_none(now) || money_is_none(then) || now.minor <= 0 || now.minor > PRICE_MOST)
		return PRICE_NONE;
	return (then.minor - now.minor) * PRICE_BP / now.minor;
}

static bool is_equal(struct money a, struct money b)
{
	return a.minor == b.minor && str_eq(a.currency, b.currency);
}

/* What keeps a price that would change from being written. */
static enum price_stand stand_of(const struct price_case *offer, const struct price_verdict *v,
				 uint64_t as_if)
{
	if (v->rule->is_broken || (!v->rule->armed && v->rule->number != as_if))
		return PRICE_IS_OFF;
	if (!str_empty(offer->allegro_rule))
		return PRICE_ALLEGROS;
	if (!str_empty(offer->campaign))
		return PRICE_CAMPAIGN;
	if (!offer->n_parts && v->rule->rule.way != PRICE_FIXED)
		return PRICE_UNLINKED;
	if (v->answer.reason)
		return PRICE_UNKNOWN;
	return is_equal(offer->now, v->answer.price) ? PRICE_SAME : PRICE_CHANGES;
}

void price_judge(void *mem, const struct price_book *book, const struct price_case *offer,
		 const struct price_ways *ways, uint64_t as_if, struct price_verdict *out)
{
	const struct price_part sum = price_sum(offer);
	const struct price_subject subject = {
	    .account_id = offer->account_id,
	    .offer_id = offer->offer_id,
	    .brand = text_fold(mem, str_or(sum.brand, "")),
	    .shop_category = str_or(sum.category, ""),
	    .categories = ways->ids,
	    .n_categories = ways->n,
	    .market = str_or(offer->market, ""),
	    .currency = offer->now.currency,
	};

	*out = (struct price_verdict){.stand = PRICE_FREE, .change = PRICE_NONE};
	out->in = (struct price_input){
	    .price = sum.price,
	    .cost = sum.cost,
	    .vat = sum.vat,
	    .fee = price_fee_of(book->fees, book->n_fees, subject.market, ways->ids, ways->n),
	    .pieces = sum.pieces,
	    .currency = offer->now.currency,
	    .rates = &book->rates,
	};
	out->answer.price = MONEY_NONE;
	out->rule = pick(book, &subject);
	if (!out->rule)
		return;
	price_by_rule(&out->rule->rule, &out->in, &out->answer);
	out->change = change_of(offer->now, out->answer.price);
	out->stand = stand_of(offer, out, as_if);
}
