/* The price of an offer, step by step. */
#include "domain/pricing/price_rule.h"

#include "base/str.h"
#include "domain/catalog/product.h"

#include <string.h>

/* Holds the product of an amount and two or three shares, so that no step can overflow. */
__extension__ typedef __int128 wide;

/* ---- Arithmetic ------------------------------------------------------------------------------ */

enum { CENT = 100 }; /* minor units of a whole one, in every currency of money.h */

static wide floor_div(wide n, wide d)
{
	wide q = n / d;

	return n % d != 0 && n < 0 ? q - 1 : q;
}

/* n/d of an amount, half up or up; false: it is out of any range. d is positive. */
static bool scale_half_up(int64_t *minor, wide n, wide d)
{
	wide v = floor_div(2 * *minor * n + d, 2 * d);

	*minor = (int64_t)v;
	return v >= -PRICE_MOST && v <= PRICE_MOST;
}

bool price_by_percent(struct money price, int64_t bp, struct money *out)
{
	*out = price;
	return !money_is_none(price) && bp >= PRICE_PERCENT_MIN && bp <= PRICE_PERCENT_MAX &&
	       scale_half_up(&out->minor, PRICE_BP + bp, PRICE_BP) && out->minor >= PRICE_LEAST;
}

static bool scale_up(int64_t *minor, wide n, wide d)
{
	wide v = -floor_div(-(*minor * n), d);

	*minor = (int64_t)v;
	return v >= -PRICE_MOST && v <= PRICE_MOST;
}

static int64_t round_down(int64_t minor, int64_t end)
{
	return (int64_t)floor_div((wide)minor - end, CENT) * CENT + end;
}

int64_t price_round(int64_t minor, enum price_ending ending, enum price_direction direction)
{
	static const int64_t ends[PRICE_ENDINGS] = {[PRICE_99] = 99, [PRICE_90] = 90};
	int64_t down;
	int64_t up;

	if (ending == PRICE_ANY)
		return minor;
	down = round_down(minor, ends[ending]);
	up = down == minor ? minor : down + CENT;
	if (direction == PRICE_NEAREST)
		return minor - down < up - minor ? down : up;
	return direction == PRICE_UP ? up : down;
}

/* ---- On its way ------------------------------------------------------------------------------ */

struct pricing {
	const struct price_rule *rule;
	const struct price_input *in;
	struct price_answer *out;
	struct money now;
};

static bool fail(struct pricing *p, enum price_reason reason)
{
	p->out->reason = reason;
	return false;
}

static bool keep(struct pricing *p, enum price_step_kind kind, int64_t by, int64_t of)
{
	p->out->steps[p->out->n++] =
	    (struct price_step){.kind = kind, .by = by, .of = of, .value = p->now};
	return true;
}

static int64_t vat_of(const struct price_input *in)
{
	return in->vat == PRODUCT_VAT_EXEMPT ? 0 : in->vat;
}

static bool is_vat_known(const struct price_input *in)
{
	return vat_of(in) >= 0 && vat_of(in) <= PRICE_BP;
}

static bool is_fee_known(const struct price_input *in)
{
	return in->fee >= 0 && in->fee <= PRICE_FEE_MAX;
}

/* The fee as a share of the net price, of which PRICE_BP * PRICE_BP are one. */
static wide fee_of_net(const struct price_input *in)
{
	return (wide)in->fee * (PRICE_BP + vat_of(in));
}

static bool begin(struct pricing *p)
{
	const bool is_cost = p->rule->base == PRICE_OF_COST;

	if (!str_eq(p->rule->currency, p->in->currency))
		return fail(p, PRICE_OTHER_CURRENCY);
	if (p->rule->way == PRICE_FIXED) {
		p->now.minor = p->rule->fixed;
		memcpy(p->now.currency, p->rule->currency, sizeof(p->now.currency));
		return keep(p, PRICE_STEP_FIXED, 0, 0);
	}
	p->now = is_cost ? p->in->cost : p->in->price;
	if (money_is_none(p->now))
		return fail(p, is_cost ? PRICE_NO_COST : PRICE_NO_PRICE);
	if (p->now.minor < 0 || p->now.minor > PRICE_MOST)
		return fail(p, PRICE_RANGE);
	return keep(p, is_cost ? PRICE_STEP_COST : PRICE_STEP_PRICE, 0, 0);
}

static bool are_pieces_known(const struct price_input *in)
{
	return in->pieces >= 1 && in->pieces <= PRICE_PIECES_MAX;
}

static bool count_pieces(struct pricing *p)
{
	if (!are_pieces_known(p->in))
		return fail(p, PRICE_NO_PIECES);
	if (p->in->pieces == 1)
		return true;
	if (!scale_half_up(&p->now.minor, p->in->pieces, 1))
		return fail(p, PRICE_RANGE);
	return keep(p, PRICE_STEP_PIECES, p->in->pieces, 0);
}

/* NULL: it is not told. */
static const struct price_rate *rate_of(const struct price_rates *rates, const char *currency)
{
	for (size_t i = 0; rates && i < rates->n; i++)
		if (str_eq(rates->at[i].currency, currency))
			return price_rate_is_sound(&rates->at[i]) ? &rates->at[i] : NULL;
	return NULL;
}

/* How many of the one currency an amount of the other is: n/d. False: no rate. */
static bool exchange(const struct price_input *in, const char *from, const char *to, wide *n,
		     wide *d, const struct price_rate **by)
{
	const struct price_rate *out = str_eq(from, PRICE_HOME) ? NULL : rate_of(in->rates, from);
	const struct price_rate *into = str_eq(to, PRICE_HOME) ? NULL : rate_of(in->rates, to);

	if ((!out && !str_eq(from, PRICE_HOME)) || (!into && !str_eq(to, PRICE_HOME)))
		return false;
	*n = (out ? out->rate : 1) * (into ? into->units * (wide)PRICE_RATE_1 : 1);
	*d = (out ? out->units * (wide)PRICE_RATE_1 : 1) * (into ? into->rate : 1);
	*by = into ? into : out;
	return true;
}

static bool convert(struct pricing *p)
{
	const struct price_rate *by;
	wide n;
	wide d;

	if (str_eq(p->now.currency, p->rule->currency))
		return true;
	if (!exchange(p->in, p->now.currency, p->rule->currency, &n, &d, &by))
		return fail(p, PRICE_NO_RATE);
	if (!scale_half_up(&p->now.minor, n, d))
		return fail(p, PRICE_RANGE);
	memcpy(p->now.currency, p->rule->currency, sizeof(p->now.currency));
	return keep(p, PRICE_STEP_RATE, by->rate, by->units);
}

static bool add_vat(struct pricing *p)
{
	if (p->rule->base != PRICE_OF_COST)
		return true;
	if (!is_vat_known(p->in))
		return fail(p, PRICE_NO_VAT);
	if (!scale_half_up(&p->now.minor, PRICE_BP + vat_of(p->in), PRICE_BP))
		return fail(p, PRICE_RANGE);
	return keep(p, PRICE_STEP_VAT, vat_of(p->in), 0);
}

/* What a margin or markup needs to be known. */
static bool knows_fee(struct pricing *p)
{
	if (!is_fee_known(p->in))
		return fail(p, PRICE_NO_FEE);
	return is_vat_known(p->in) || fail(p, PRICE_NO_VAT);
}

static bool after_fees(struct pricing *p, wide n, wide d, enum price_step_kind kind)
{
	if (d <= 0)
		return fail(p, PRICE_IMPOSSIBLE);
	if (!scale_half_up(&p->now.minor, n, d))
		return fail(p, PRICE_RANGE);
	return keep(p, kind, p->rule->rate, p->in->fee);
}

static bool go(struct pricing *p)
{
	const wide one = (wide)PRICE_BP * PRICE_BP;
	const int64_t rate = p->rule->rate;

	if (p->rule->way == PRICE_PERCENT) {
		if (!rate)
			return true;
		if (!scale_half_up(&p->now.minor, PRICE_BP + rate, PRICE_BP))
			return fail(p, PRICE_RANGE);
		return keep(p, PRICE_STEP_PERCENT, rate, 0);
	}
	if (!knows_fee(p))
		return false;
	if (p->rule->way == PRICE_MARKUP)
		return after_fees(p, (wide)(PRICE_BP + rate) * PRICE_BP, one - fee_of_net(p->in),
				  PRICE_STEP_MARKUP);
	return after_fees(p, one, (wide)(PRICE_BP - rate) * PRICE_BP - fee_of_net(p->in),
			  PRICE_STEP_MARGIN);
}

static bool add_and_round(struct pricing *p)
{
	int64_t rounded;

	if (p->rule->add) {
		p->now.minor += p->rule->add;
		keep(p, PRICE_STEP_ADD, p->rule->add, 0);
	}
	rounded = price_round(p->now.minor, p->rule->ending, p->rule->direction);
	if (rounded == p->now.minor)
		return true;
	p->now.minor = rounded;
	return keep(p, PRICE_STEP_ROUND, 0, 0);
}

/* ---- Bounds ---------------------------------------------------------------------------------- */

/* The least price that leaves the wanted margin; rounded up at each step. */
static bool cost_floor(struct pricing *p, int64_t *least)
{
	const struct price_rate *by;
	const wide left = (wide)(PRICE_BP - p->rule->min_margin) * PRICE_BP - fee_of_net(p->in);
	wide n;
	wide d;

	*least = p->in->cost.minor;
	if (*least < 0 || *least > PRICE_MOST)
		return fail(p, PRICE_RANGE);
	if (!exchange(p->in, p->in->cost.currency, p->rule->currency, &n, &d, &by))
		return fail(p, PRICE_NO_RATE);
	if (left <= 0)
		return fail(p, PRICE_IMPOSSIBLE);
	if (!scale_up(least, n * p->in->pieces, d) ||
	    !scale_up(least, (wide)(PRICE_BP + vat_of(p->in)) * PRICE_BP, left))
		return fail(p, PRICE_RANGE);
	return true;
}

struct bounds {
	int64_t least;
	int64_t most;
	enum price_step_kind why; /* of the least */
};

static bool find_bounds(struct pricing *p, struct bounds *out)
{
	int64_t least = 0;

	*out =
	    (struct bounds){.least = p->rule->floor,
			    .most = p->rule->ceiling == PRICE_NONE ? PRICE_MOST : p->rule->ceiling,
			    .why = PRICE_STEP_FLOOR};
	if (p->rule->min_margin == PRICE_NONE)
		return out->least <= out->most || fail(p, PRICE_BOUNDS);
	if (money_is_none(p->in->cost))
		return fail(p, PRICE_NO_COST);
	if (!knows_fee(p))
		return false;
	if (!are_pieces_known(p->in))
		return fail(p, PRICE_NO_PIECES);
	if (!cost_floor(p, &least))
		return false;
	if (least > out->least) {
		out->least = least;
		out->why = PRICE_STEP_COST_FLOOR;
	}
	return out->least <= out->most || fail(p, PRICE_BOUNDS);
}

/* A bound keeps the ending if an amount with it lies within. */
static bool bound(struct pricing *p)
{
	const struct price_rule *r = p->rule;
	struct bounds at;
	int64_t up;
	int64_t down;

	if (!find_bounds(p, &at))
		return false;
	if (p->now.minor < at.least) {
		up = price_round(at.least, r->ending, PRICE_UP);
		p->now.minor = up <= at.most ? up : at.least;
		keep(p, at.why, at.why == PRICE_STEP_FLOOR ? r->floor : r->min_margin, p->in->fee);
	} else if (p->now.minor > at.most) {
		down = price_round(at.most, r->ending, PRICE_DOWN);
		p->now.minor = down >= at.least ? down : at.most;
		keep(p, PRICE_STEP_CEILING, r->ceiling, 0);
	}
	if (p->now.minor < PRICE_LEAST || p->now.minor > PRICE_MOST)
		return fail(p, PRICE_RANGE);
	return true;
}

/* ---- The price ------------------------------------------------------------------------------- */

static bool is_computed(struct pricing *p)
{
	if (p->rule->way == PRICE_FIXED)
		return true;
	return count_pieces(p) && convert(p) && add_vat(p) && go(p) && add_and_round(p);
}

void price_by_rule(const struct price_rule *rule, const struct price_input *in,
		   struct price_answer *out)
{
	struct pricing p = {.rule = rule, .in = in, .out = out};

	*out = (struct price_answer){.reason = PRICE_FOUND, .price = MONEY_NONE};
	if (begin(&p) && is_computed(&p) && bound(&p))
		out->price = p.now;
}

/* The cost of the offer's pieces in this currency; false: it is not known. */
static bool cost_in(const struct price_input *in, const char *currency, int64_t *minor)
{
	const struct price_rate *by;
	wide n;
	wide d;

	*minor = in->cost.minor;
	return !money_is_none(in->cost) && *minor >= 0 && *minor <= PRICE_MOST &&
	       are_pieces_known(in) && exchange(in, in->cost.currency, currency, &n, &d, &by) &&
	       scale_half_up(minor, n * in->pieces, d);
}

int64_t price_margin(struct money price, const struct price_input *in)
{
	const wide one = (wide)PRICE_BP * PRICE_BP;
	int64_t cost;

	if (money_is_none(price) || price.minor <= 0 || price.minor > PRICE_MOST ||
	    !is_fee_known(in) || !is_vat_known(in) || !cost_in(in, price.currency, &cost))
		return PRICE_NONE;
	/* 1 - f(1+v) - C(1+v)/P */
	return (int64_t)floor_div((one - fee_of_net(in)) * price.minor -
				      cost * (wide)(PRICE_BP + vat_of(in)) * PRICE_BP,
				  (wide)price.minor * PRICE_BP);
}
