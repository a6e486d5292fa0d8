/* Words of price rules. */
#include "pricing/price_words.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/offers/offer_value.h"

const struct label price_base_labels[] = {
    {"price", N_("the price of the product"), "", ""},
    {"cost", N_("the cost of the product"), "", ""},
    {0},
};
const struct label price_way_labels[] = {
    {"percent", N_("so many percent more or less"), "", ""},
    {"markup", N_("so much on top, after Allegro's fee"), "", ""},
    {"margin", N_("so much must remain, after Allegro's fee"), "", ""},
    {"fixed", N_("always the same price"), "", ""},
    {0},
};
const struct label price_ending_labels[] = {
    {"any", N_("not rounded"), "", ""},
    {"99", N_("to an amount with .99"), "", ""},
    {"90", N_("to an amount with .90"), "", ""},
    {"whole", N_("to a whole amount"), "", ""},
    {0},
};
const struct label price_direction_labels[] = {
    {"nearest", N_("to the nearest"), "", ""},
    {"up", N_("up"), "", ""},
    {"down", N_("down"), "", ""},
    {0},
};
const struct label price_market_labels[] = {
    {"allegro-pl", N_("Allegro.pl"), "", ""},
    {"allegro-cz", N_("Allegro.cz"), "", ""},
    {"allegro-sk", N_("Allegro.sk"), "", ""},
    {"allegro-hu", N_("Allegro.hu"), "", ""},
    {"allegro-business-pl", N_("Allegro Business, Poland"), "", ""},
    {"allegro-business-cz", N_("Allegro Business, Czechia"), "", ""},
    {"allegro-business-sk", N_("Allegro Business, Slovakia"), "", ""},
    {"allegro-business-hu", N_("Allegro Business, Hungary"), "", ""},
    {0},
};
const struct label price_stand_labels[] = {
    {"same", N_("the price is right"), "ok", "ok"},
    {"changes", N_("changes"), "info", "clock"},
    {"unknown", N_("cannot be worked out"), "warn", "warn"},
    {"unlinked", N_("without a product"), "warn", "warn"},
    {"off", N_("the rule is off"), "mute", "help"},
    {"allegro", N_("set by Allegro's rule"), "mute", "help"},
    {"campaign", N_("in a campaign"), "mute", "help"},
    {"free", N_("without a rule"), "mute", "help"},
    {0},
};

const char *price_reason_text(enum price_reason reason)
{
	static const char *const texts[PRICE_REASONS] = {
	    [PRICE_FOUND] = "",
	    [PRICE_NO_PRICE] = N_("the product has no price"),
	    [PRICE_NO_COST] = N_("the product has no cost"),
	    [PRICE_NO_VAT] = N_("the product has no VAT rate"),
	    [PRICE_NO_FEE] = N_("Allegro's fee in this category is not known"),
	    [PRICE_NO_RATE] = N_("there is no exchange rate for this currency"),
	    [PRICE_NO_PIECES] = N_("it is not known how many pieces the offer has"),
	    [PRICE_OTHER_CURRENCY] = N_("the offer is in another currency"),
	    [PRICE_IMPOSSIBLE] = N_("after the fee so much can never remain"),
	    [PRICE_BOUNDS] = N_("the lowest price would be above the highest"),
	    [PRICE_RANGE] = N_("Allegro takes no such price"),
	};

	return reason ? _(texts[reason]) : "";
}

const char *price_fault_text(enum price_fault fault)
{
	static const char *const texts[PRICE_FAULTS] = {
	    [PRICE_FAULTLESS] = "",
	    [PRICE_FAULT_RATE] = N_("The percentage is outside of what makes sense."),
	    [PRICE_FAULT_AMOUNT] = N_("The amount is too large."),
	    [PRICE_FAULT_FIXED] = N_("Say the fixed price: from 1.00 on."),
	    [PRICE_FAULT_BOUNDS] =
		N_("The lowest price must be at least 1.00 and not above the highest."),
	    [PRICE_FAULT_MARGIN] = N_("The margin is outside of what makes sense."),
	};

	return fault ? _(texts[fault]) : "";
}

/* ---- Numbers --------------------------------------------------------------------------------- */

static const char *hundredths(const struct fmt *f, int64_t n)
{
	const char *text =
	    mem_printf(f->mem, "%lld.%02lld", (long long)(n / 100), (long long)(n % 100));

	return fmt_rate(f, text);
}

const char *price_value_text(const struct fmt *f, const char *value)
{
	struct money price;

	return offer_price_read(value, &price) ? fmt_money(f, price) : value;
}

const char *price_share(const struct fmt *f, int64_t bp)
{
	if (bp == PRICE_NONE)
		return "";
	return mem_printf(f->mem, "%s%s%%", bp < 0 ? "−" : "", hundredths(f, bp < 0 ? -bp : bp));
}

const char *price_change(const struct fmt *f, int64_t bp)
{
	if (bp == PRICE_NONE)
		return "";
	return mem_printf(f->mem, "%s%s", bp > 0 ? "+" : "", price_share(f, bp));
}

static const char *amount(const struct fmt *f, int64_t minor, const char *currency)
{
	struct money m = {.minor = minor};

	for (size_t i = 0; i < 3 && currency[i]; i++)
		m.currency[i] = currency[i];
	return fmt_money(f, m);
}

/* ---- How it came about ----------------------------------------------------------------------- */

static const char *rate_text(const struct fmt *f, const struct price_step *s)
{
	const struct money one = {.minor = s->by / 100, .currency = PRICE_HOME};

	if (s->by % 100)
		return mem_printf(f->mem, _("at %s PLN for %s"),
				  fmt_rate(f, currency_rate_text(f->mem, s->by)),
				  fmt_int(f, s->of));
	return mem_printf(f->mem, _("at %s for %s"), fmt_money(f, one), fmt_int(f, s->of));
}

static const char *step_name(const struct fmt *f, const struct price_step *s)
{
	const char *currency = s->value.currency;

	switch (s->kind) {
	case PRICE_STEP_PRICE:
		return _("price of the product");
	case PRICE_STEP_COST:
		return _("cost, net");
	case PRICE_STEP_FIXED:
		return _("fixed price");
	case PRICE_STEP_PIECES:
		return mem_printf(f->mem, _("times %s pieces"), fmt_int(f, s->by));
	case PRICE_STEP_RATE:
		return rate_text(f, s);
	case PRICE_STEP_VAT:
		return mem_printf(f->mem, _("with VAT of %s"), price_share(f, s->by));
	case PRICE_STEP_PERCENT:
		return price_change(f, s->by);
	case PRICE_STEP_MARKUP:
		return mem_printf(f->mem, _("%s on top after a fee of %s"), price_share(f, s->by),
				  price_share(f, s->of));
	case PRICE_STEP_MARGIN:
		return mem_printf(f->mem, _("%s remains after a fee of %s"), price_share(f, s->by),
				  price_share(f, s->of));
	case PRICE_STEP_ADD:
		return mem_printf(f->mem, "%s%s", s->by > 0 ? "+" : "−",
				  amount(f, s->by < 0 ? -s->by : s->by, currency));
	case PRICE_STEP_ROUND:
		return _("rounded");
	case PRICE_STEP_FLOOR:
		return mem_printf(f->mem, _("not below %s"), amount(f, s->by, currency));
	case PRICE_STEP_COST_FLOOR:
		return mem_printf(f->mem, _("at least %s remains"), price_share(f, s->by));
	case PRICE_STEP_CEILING:
		return mem_printf(f->mem, _("not above %s"), amount(f, s->by, currency));
	default:
		return "";
	}
}

const char *price_trace(const struct fmt *f, const struct price_answer *answer)
{
	const char *text = "";

	for (size_t i = 0; i < answer->n; i++)
		text = mem_printf(f->mem, "%s%s%s = %s", text, i ? " → " : "",
				  step_name(f, &answer->steps[i]),
				  fmt_money(f, answer->steps[i].value));
	if (!answer->reason)
		return text;
	return mem_printf(f->mem, "%s%s%s", text, *text ? " → " : "",
			  price_reason_text(answer->reason));
}

const char *price_verdict_text(const struct fmt *f, const struct price_verdict *v)
{
	if (v->stand == PRICE_SAME || v->stand == PRICE_CHANGES || v->stand == PRICE_UNKNOWN)
		return price_trace(f, &v->answer);
	return label_text(price_stand_labels, price_stand_names[v->stand]);
}

/* ---- A rule in one line ---------------------------------------------------------------------- */

static const char *way_text(const struct fmt *f, const struct price_rule *r)
{
	const char *base = r->base == PRICE_OF_COST ? _("cost with VAT") : _("price");

	switch (r->way) {
	case PRICE_FIXED:
		return amount(f, r->fixed, r->currency);
	case PRICE_MARKUP:
		return mem_printf(f->mem, _("%s, %s on top after the fee"), base,
				  price_share(f, r->rate));
	case PRICE_MARGIN:
		return mem_printf(f->mem, _("%s, %s remains after the fee"), base,
				  price_share(f, r->rate));
	case PRICE_PERCENT:
	case PRICE_WAYS:
	default:
		return r->rate ? mem_printf(f->mem, "%s %s", base, price_change(f, r->rate)) : base;
	}
}

static const char *also(const struct fmt *f, const char *text, const char *more)
{
	return mem_printf(f->mem, "%s, %s", text, more);
}

const char *price_rule_text(const struct fmt *f, const struct price_rule *r)
{
	const char *text = way_text(f, r);

	if (r->add && r->way != PRICE_FIXED)
		text = mem_printf(f->mem, "%s %s %s", text, r->add > 0 ? "+" : "−",
				  amount(f, r->add < 0 ? -r->add : r->add, r->currency));
	if (r->ending != PRICE_ANY && r->way != PRICE_FIXED)
		text =
		    also(f, text, label_text(price_ending_labels, price_ending_names[r->ending]));
	if (r->floor != PRICE_NONE)
		text =
		    also(f, text,
			 mem_printf(f->mem, _("not below %s"), amount(f, r->floor, r->currency)));
	if (r->ceiling != PRICE_NONE)
		text =
		    also(f, text,
			 mem_printf(f->mem, _("not above %s"), amount(f, r->ceiling, r->currency)));
	if (r->min_margin != PRICE_NONE)
		text = also(
		    f, text,
		    mem_printf(f->mem, _("at least %s remains"), price_share(f, r->min_margin)));
	return text;
}
