#ifndef DOMAIN_PRICING_PRICE_RULE_H
#define DOMAIN_PRICING_PRICE_RULE_H

/*
 * What an offer is to cost: a rule over its product's price or cost. Pure: whole minor units, each
 * step rounded to one and kept, so that a page shows how the price came about and anybody can
 * check it with paper. What is not known is no price, with the reason; it is never guessed.
 *
 * The steps, in this order: the base; times the pieces of the offer; into the offer's currency; to
 * gross, if it is the cost; the way of the rule; plus its amount; rounded; within its bounds.
 *
 * A commission is a share of the gross price. Of a price P at the VAT rate v, the fee f and the net
 * cost C remain P/(1+v) - f*P - C; the margin is that in shares of P/(1+v), the markup in shares of
 * C. Where the base is the product's price, what the shop itself would earn with it stands for C.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"

#define PRICE_NONE INT64_MIN /* of a number that is not given; the same as PRODUCT_UNKNOWN */
#define PRICE_HOME "PLN"     /* the currency in which the others are told */

enum {
	PRICE_BP = 10000,	      /* basis points of one */
	PRICE_LEAST = 100,	      /* minor units: Allegro takes 1.00 to 1,000,000,000 */
	PRICE_RATE_UNITS_MAX = 10000, /* of which a rate tells what they cost */
	PRICE_PIECES_MAX = 100000,    /* of one offer */
	PRICE_PERCENT_MIN = -9000,    /* a tenth remains; more is a slip */
	PRICE_PERCENT_MAX = 100000,   /* eleven times as much; more is a slip */
	PRICE_MARGIN_MAX = 9500,      /* twenty times the cost */
	PRICE_FEE_MAX = 9000,	      /* no commission is near it */
	PRICE_STEPS = 12,
};
#define PRICE_MOST	INT64_C(100000000000)
#define PRICE_RATE_1	INT64_C(10000)	     /* rates have four decimals, as banks tell them */
#define PRICE_RATE_MOST INT64_C(10000000000) /* a million zlotys: more is a slip */

enum price_base { PRICE_OF_PRODUCT, PRICE_OF_COST, PRICE_BASES };
enum price_way { PRICE_PERCENT, PRICE_MARKUP, PRICE_MARGIN, PRICE_FIXED, PRICE_WAYS };
enum price_ending { PRICE_ANY, PRICE_99, PRICE_90, PRICE_WHOLE, PRICE_ENDINGS };
enum price_direction { PRICE_NEAREST, PRICE_UP, PRICE_DOWN, PRICE_DIRECTIONS };

/* As they are kept and sent by forms; ended by NULL. */
extern const char *const price_base_names[PRICE_BASES + 1];
extern const char *const price_way_names[PRICE_WAYS + 1];
extern const char *const price_ending_names[PRICE_ENDINGS + 1];
extern const char *const price_direction_names[PRICE_DIRECTIONS + 1];

/* Amounts are minor units of `currency`, shares basis points. */
struct price_rule {
	char currency[4]; /* of the offers it prices */
	enum price_base base;
	enum price_way way;
	int64_t rate;  /* of PRICE_PERCENT the change, else the markup or margin wanted */
	int64_t add;   /* 0: nothing */
	int64_t fixed; /* of PRICE_FIXED the price of the offer, whatever its pieces */
	enum price_ending ending;
	enum price_direction direction;
	int64_t floor; /* PRICE_NONE: no such bound */
	int64_t ceiling;
	int64_t min_margin; /* never less than this after fees; PRICE_NONE: not asked */
};

/* What `units` of a currency cost in PRICE_HOME. */
struct price_rate {
	char currency[4];
	int64_t units;
	int64_t rate; /* in 1/PRICE_RATE_1 */
	int64_t day;  /* for which it was told, as a time */
};

/* May be reckoned with. */
bool price_rate_is_sound(const struct price_rate *rate);

struct price_rates {
	const struct price_rate *at; /* one a currency */
	size_t n;
};

struct price_input {
	struct money price; /* of the product, gross */
	struct money cost;  /* net */
	int64_t vat;	    /* as in product.h: basis points, exempt, unknown */
	int64_t fee;	    /* basis points of the gross price; PRICE_NONE: unknown */
	int64_t pieces;	    /* of the product in the offer; PRICE_NONE: unknown */
	const char *currency;
	const struct price_rates *rates;
};

enum price_reason {
	PRICE_FOUND,
	PRICE_NO_PRICE, /* the product has none */
	PRICE_NO_COST,
	PRICE_NO_VAT,
	PRICE_NO_FEE,
	PRICE_NO_RATE, /* of exchange */
	PRICE_NO_PIECES,
	PRICE_OTHER_CURRENCY, /* the offer is not in the currency of the rule */
	PRICE_IMPOSSIBLE,     /* no price leaves that margin after such a fee */
	PRICE_BOUNDS,	      /* the least it may cost is above the most */
	PRICE_RANGE,	      /* Allegro takes no such price */
	PRICE_REASONS
};
extern const char *const price_reason_names[PRICE_REASONS + 1]; /* ended by NULL */

enum price_step_kind {
	PRICE_STEP_PRICE,
	PRICE_STEP_COST,
	PRICE_STEP_FIXED,
	PRICE_STEP_PIECES,  /* by: how many */
	PRICE_STEP_RATE,    /* by: of the foreign currency, and of as many units of it */
	PRICE_STEP_VAT,	    /* by: the rate of VAT */
	PRICE_STEP_PERCENT, /* by: the change */
	PRICE_STEP_MARKUP,  /* by: the markup, of: the fee */
	PRICE_STEP_MARGIN,  /* by: the margin, of: the fee */
	PRICE_STEP_ADD,	    /* by: the amount */
	PRICE_STEP_ROUND,
	PRICE_STEP_FLOOR,
	PRICE_STEP_COST_FLOOR, /* by: the margin, of: the fee */
	PRICE_STEP_CEILING,
};

struct price_step {
	enum price_step_kind kind;
	int64_t by;
	int64_t of;
	struct money value; /* after it */
};

struct price_answer {
	enum price_reason reason;
	struct money price; /* MONEY_NONE unless it was found */
	struct price_step steps[PRICE_STEPS];
	size_t n; /* of them, as far as it came */
};

/* The price of an offer by this rule, and how it came about. */
void price_by_rule(const struct price_rule *rule, const struct price_input *in,
		   struct price_answer *out);

/* The margin a price leaves: P/(1+v) - f*P - C in basis points of P/(1+v). PRICE_NONE:
 * something is unknown. */
int64_t price_margin(struct money price, const struct price_input *in);

/* A price changed by so many basis points, half up; false: there is none, they are not within
 * PRICE_PERCENT_MIN and _MAX, or it would leave what Allegro takes. */
bool price_by_percent(struct money price, int64_t bp, struct money *out);

/* To the next amount with this ending. */
int64_t price_round(int64_t minor, enum price_ending ending, enum price_direction direction);

/* What is wrong with a rule itself, so that it cannot be kept. */
enum price_fault {
	PRICE_FAULTLESS,
	PRICE_FAULT_RATE, /* outside of what is taken for meant */
	PRICE_FAULT_AMOUNT,
	PRICE_FAULT_FIXED,  /* a fixed price is missing, or outside of Allegro's */
	PRICE_FAULT_BOUNDS, /* the least above the most, or one outside of Allegro's */
	PRICE_FAULT_MARGIN,
	PRICE_FAULTS
};
enum price_fault price_rule_fault(const struct price_rule *rule);

#endif
