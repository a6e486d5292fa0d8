/* Which product an offer sells. */
#include "domain/offers/offer_match_rule.h"

#define TWINS	    "twins"	  /* several offers have this signature */
#define SET	    "set"	  /* it sells several products together */
#define SKU_OR_EAN  "sku-or-ean"  /* signature and EAN lead to different products */
#define MANY_EANS   "many-eans"	  /* several products have this EAN */
#define SKU_UNKNOWN "sku-unknown" /* no product has the signature, one has the EAN */
#define SKU_CHANGED "sku-changed" /* it was linked, and its signs no longer say so */

const char *const offer_conflict_names[] = {TWINS,	 SET,	      SKU_OR_EAN, MANY_EANS,
					    SKU_UNKNOWN, SKU_CHANGED, NULL};

/* Why its signs leave a doubt; NULL: they leave none. */
static const char *doubt(const struct offer_match_case *c)
{
	const struct {
		bool is;
		const char *why;
	} doubts[] = {
	    {c->cards > 1, SET},
	    {c->by_sku && c->by_ean && c->by_sku != c->by_ean && c->n_by_ean == 1, SKU_OR_EAN},
	    {c->by_sku && c->twins, TWINS},
	    {!c->by_sku && c->n_by_ean > 1, MANY_EANS},
	    {!c->by_sku && c->by_ean && c->external_id, SKU_UNKNOWN},
	};

	for (size_t i = 0; i < COUNT_OF(doubts); i++)
		if (doubts[i].is)
			return doubts[i].why;
	return NULL;
}

/* As if nobody had linked it. */
static struct offer_match_verdict by_signs(const struct offer_match_case *c)
{
	const uint64_t product = c->by_sku ? c->by_sku : c->by_ean;
	const char *why = doubt(c);

	if (why)
		return (struct offer_match_verdict){OFFER_MATCH_CONFLICT, why, product};
	return (struct offer_match_verdict){product ? OFFER_MATCH_LINKED : OFFER_MATCH_NONE, NULL,
					    product};
}

struct offer_match_verdict offer_match_judge(const struct offer_match_case *c)
{
	const struct offer_match_verdict v = by_signs(c);

	if (!c->n_linked)
		return v;
	/* A person may have linked what the signs say nothing of, or a set: that holds as long as
	 * they do not name another product. */
	if (c->n_linked == 1 && v.product_id && v.product_id != c->linked)
		return (struct offer_match_verdict){OFFER_MATCH_CONFLICT, SKU_CHANGED,
						    v.product_id};
	return (struct offer_match_verdict){OFFER_MATCH_LINKED, NULL, c->linked};
}
