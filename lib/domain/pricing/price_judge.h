#ifndef DOMAIN_PRICING_PRICE_JUDGE_H
#define DOMAIN_PRICING_PRICE_JUDGE_H

/*
 * How an offer stands to the price rules: one judgement, asked by the pages, before a rule is
 * armed, and by the job that writes prices. Pure.
 */

#include "domain/pricing/price_terms.h"
#include "domain/pricing/pricing.h"

/* A product in an offer. */
struct price_part {
	uint64_t row_id; /* of the offer */
	int64_t pieces;
	struct money price;
	struct money cost;
	int64_t vat;
	const char *brand;
	const char *category; /* of the shop */
};

/* What is known of an offer. Texts may be NULL. */
struct price_case {
	uint64_t id; /* of its row */
	uint64_t account_id;
	const char *offer_id;
	const char *name;
	const char *category_id;
	const char *market;
	struct money now;
	const char *allegro_rule; /* Allegro's rule that sets its price; NULL: none */
	const char *campaign;	  /* price_campaign_names; NULL: none */
	struct price_part *parts; /* its products; a set has several */
	size_t n_parts;
};

/* Why Kram leaves the price of an offer to Allegro. */
#define PRICE_CAMPAIGN_PRICES	"prices"   /* Allegro Prices */
#define PRICE_CAMPAIGN_DISCOUNT "discount" /* AlleDiscount */
#define PRICE_CAMPAIGN_BADGE	"badge"	   /* a campaign with a badge */

/* What rules are reckoned with, ready to be asked. */
struct price_book {
	const struct price_version *rules;
	size_t n_rules;
	struct price_rates rates;
	const struct price_fee *fees;
	size_t n_fees;
	bool has_categories; /* some rule or fee is for a category of Allegro's */
};

enum price_stand {
	PRICE_SAME,
	PRICE_CHANGES,
	PRICE_UNKNOWN,	/* verdict.answer.reason says why */
	PRICE_UNLINKED, /* the rule is over a product, and it has none */
	PRICE_IS_OFF,	/* its rule is switched off */
	PRICE_ALLEGROS, /* Allegro's own rule sets its price */
	PRICE_CAMPAIGN, /* it takes part in one */
	PRICE_FREE,	/* no rule is for it */
	PRICE_STANDS
};
extern const char *const price_stand_names[PRICE_STANDS + 1]; /* ended by NULL */

struct price_verdict {
	enum price_stand stand;
	const struct price_version *rule; /* NULL: none is for it */
	struct price_answer answer;
	struct price_input in; /* what it was reckoned with; its texts live as long as the case */
	int64_t change;	       /* basis points of the price now; PRICE_NONE: nothing to compare */
};

/* The categories of an offer, its own first. */
struct price_ways {
	const char *const *ids;
	size_t n;
};

/*
 * The verdict on an offer. as_if: the number of a rule that is looked at as if it were armed; 0:
 * none. mem: for texts of the comparison.
 */
void price_judge(void *mem, const struct price_book *book, const struct price_case *offer,
		 const struct price_ways *ways, uint64_t as_if, struct price_verdict *out);

/* The products of an offer as one: of a set the sums, and what all of them share. */
struct price_part price_sum(const struct price_case *offer);

#endif
