/* From the fields of a form to a price rule and back. */
#include "pricing/rule_form.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/catalog/figure.h"
#include "pricing/price_words.h"
#include "tpl/pricing/rule.h"

#include <string.h>

enum {
	RULE_NUMBER_CHARS = 20,
	RULE_BRAND_CHARS = 255,
	RULE_SHOP_CHARS = 1000,
	RULE_OFFER_CHARS = 64,
	SHARE_PLACES = 2,
};

static const char *const markets[] = {"allegro-pl", "allegro-cz", "allegro-sk", "allegro-hu", NULL};
static const char *const currencies[] = {"PLN", "CZK", "EUR", "HUF", NULL};

#define F struct rule_form
#define TYPED(key, chars)                                                                          \
	{                                                                                          \
#key, .type = FIELD_TEXT, .max = (chars), INTO(F, key)                             \
	}
#define CHOSEN(key, words)                                                                         \
	{                                                                                          \
#key, .type = FIELD_ENUM, .values = (words), INTO(F, key)                          \
	}
const struct field rule_form_fields[] = {
    {"seen", .type = FIELD_INT, .min = 0, .max = INT64_MAX},
    TYPED(name, PRICE_NAME_MAX),
    TYPED(account, RULE_NUMBER_CHARS),
    CHOSEN(market, markets),
    CHOSEN(currency, currencies),
    TYPED(category, RULE_OFFER_CHARS),
    TYPED(shop, RULE_SHOP_CHARS),
    TYPED(brand, RULE_BRAND_CHARS),
    TYPED(offer, RULE_OFFER_CHARS),
    CHOSEN(base, price_base_names),
    CHOSEN(way, price_way_names),
    TYPED(rate, RULE_NUMBER_CHARS),
    TYPED(add, RULE_NUMBER_CHARS),
    TYPED(fixed, RULE_NUMBER_CHARS),
    CHOSEN(ending, price_ending_names),
    CHOSEN(direction, price_direction_names),
    TYPED(floor, RULE_NUMBER_CHARS),
    TYPED(ceiling, RULE_NUMBER_CHARS),
    TYPED(margin, RULE_NUMBER_CHARS),
    TYPED(auto_offers, RULE_NUMBER_CHARS),
    TYPED(auto_change, RULE_NUMBER_CHARS),
    {0},
};

struct rule_form rule_form_new(void)
{
	return (struct rule_form){
	    .currency = PRICE_HOME,
	    .base = price_base_names[PRICE_OF_PRODUCT],
	    .way = price_way_names[PRICE_PERCENT],
	    .ending = price_ending_names[PRICE_ANY],
	    .direction = price_direction_names[PRICE_NEAREST],
	    .auto_offers = "50",
	    .auto_change = "10",
	};
}

/* ---- From a rule ----------------------------------------------------------------------------- */

static const char *decimal(const struct fmt *f, int64_t hundredths)
{
	if (hundredths == PRICE_NONE)
		return "";
	const int64_t n = hundredths < 0 ? -hundredths : hundredths;
	const char *text =
	    mem_printf(f->mem, "%lld.%02lld", (long long)(n / 100), (long long)(n % 100));
	return mem_printf(f->mem, "%s%s", hundredths < 0 ? "-" : "", fmt_rate(f, text));
}

struct rule_form rule_form_of(const struct fmt *f, const struct price_version *v)
{
	const struct price_rule *r = &v->rule;

	return (struct rule_form){
	    .name = v->name,
	    .account = v->scope.account_id ? fmt_id(f, v->scope.account_id) : "",
	    .market = v->scope.market,
	    .currency = v->scope.currency,
	    .category = v->scope.category_id,
	    .shop = v->scope.shop_category,
	    .brand = v->scope.brand,
	    .offer = v->scope.offer_id,
	    .base = price_base_names[r->base],
	    .way = price_way_names[r->way],
	    .rate = r->way == PRICE_FIXED ? "" : decimal(f, r->rate),
	    .add = r->add ? decimal(f, r->add) : "",
	    .fixed = r->way == PRICE_FIXED ? decimal(f, r->fixed) : "",
	    .ending = price_ending_names[r->ending],
	    .direction = price_direction_names[r->direction],
	    .floor = decimal(f, r->floor),
	    .ceiling = decimal(f, r->ceiling),
	    .margin = decimal(f, r->min_margin),
	    .auto_offers = mem_printf(f->mem, "%lld", (long long)v->auto_offers),
	    .auto_change = decimal(f, v->auto_change),
	};
}

/* ---- To a rule ------------------------------------------------------------------------------- */

/* A number with two decimals at most; unit: what may stand behind it. */
static bool read_hundredths(const char *text, const char *unit, int64_t none, int64_t *out)
{
	char digits[RULE_NUMBER_CHARS * 4 + 1];
	struct figure fig;
	bool exact = false;

	if (str_empty(text)) {
		*out = none;
		return true;
	}
	if (strlen(text) >= sizeof(digits))
		return false;
	for (size_t i = 0; i <= strlen(text); i++)
		digits[i] = text[i] == ',' ? '.' : text[i];
	if (figure_read(digits, DECIMAL_DOT, &fig) || (fig.unit[0] && !str_eq(fig.unit, unit)))
		return false;
	*out = figure_in(&fig, SHARE_PLACES, &exact);
	return exact;
}

bool share_read(const char *text, int64_t none, int64_t *bp)
{
	return read_hundredths(text, "%", none, bp);
}

static unsigned word(const char *text, const char *const *names)
{
	for (unsigned i = 0; names[i]; i++)
		if (str_eq(text, names[i]))
			return i;
	return 0;
}

/* Amounts and shares of the form, each with where it goes and what it is called. */
static const char *read_numbers(const struct rule_form *form, struct price_version *out)
{
	struct price_rule *r = &out->rule;
	const struct {
		const char *text;
		const char *unit;
		int64_t none;
		int64_t *to;
		const char *problem;
	} rows[] = {
	    {form->rate, "%", 0, &r->rate, N_("The percentage is no number.")},
	    {form->add, "", 0, &r->add, N_("The amount on top is no number.")},
	    {form->fixed, "", 0, &r->fixed, N_("The fixed price is no number.")},
	    {form->floor, "", PRICE_NONE, &r->floor, N_("The lowest price is no number.")},
	    {form->ceiling, "", PRICE_NONE, &r->ceiling, N_("The highest price is no number.")},
	    {form->margin, "%", PRICE_NONE, &r->min_margin, N_("The margin is no number.")},
	    {form->auto_change, "%", PRICE_AUTO_CHANGE, &out->auto_change,
	     N_("The largest change is no number.")},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (!read_hundredths(rows[i].text, rows[i].unit, rows[i].none, rows[i].to))
			return _(rows[i].problem);
	return NULL;
}

static const char *read_scope(const struct fmt *f, const struct rule_form *form,
			      struct price_version *out)
{
	int64_t account = 0;

	if (!str_empty(form->account) && !str_to_i64(form->account, 1, INT32_MAX, &account))
		return _("There is no such account.");
	if ((!str_empty(form->category) && !str_is_id(form->category)) ||
	    (!str_empty(form->offer) && !str_is_id(form->offer)))
		return _("A category and an offer are told by their number at Allegro.");
	out->scope = (struct price_scope){
	    .account_id = (uint64_t)account,
	    .offer_id = str_or(form->offer, ""),
	    .brand = text_fold(f->mem, str_or(form->brand, "")),
	    .shop_category = str_or(form->shop, ""),
	    .category_id = str_or(form->category, ""),
	    .market = str_or(form->market, ""),
	    .currency = out->rule.currency,
	};
	return NULL;
}

static const char *read_limits(const struct rule_form *form, struct price_version *out)
{
	out->auto_offers = PRICE_AUTO_OFFERS;
	if (!str_empty(form->auto_offers) &&
	    !str_to_i64(form->auto_offers, 0, PRICE_AUTO_OFFERS_MAX, &out->auto_offers))
		return _("The number of offers is no number.");
	if (out->auto_change < 0 || out->auto_change > PRICE_AUTO_CHANGE_MAX)
		return _("At most half of a price may change without being asked about.");
	return NULL;
}

const char *rule_form_read(const struct fmt *f, const struct rule_form *form,
			   struct price_version *out)
{
	struct price_rule *r = &out->rule;
	const char *currency = str_or(form->currency, PRICE_HOME);
	const char *problem;

	*out = (struct price_version){.name = str_or(form->name, "")};
	memcpy(r->currency, currency, strnlen(currency, sizeof(r->currency) - 1));
	r->base = word(form->base, price_base_names);
	r->way = word(form->way, price_way_names);
	r->ending = word(form->ending, price_ending_names);
	r->direction = word(form->direction, price_direction_names);
	if (str_empty(out->name))
		return _("Give the rule a name.");
	if ((problem = read_numbers(form, out)) || (problem = read_scope(f, form, out)) ||
	    (problem = read_limits(form, out)))
		return problem;
	return price_rule_fault(r) ? price_fault_text(price_rule_fault(r)) : NULL;
}

/* ---- As a page shows it ---------------------------------------------------------------------- */

static const struct label currency_labels[] = {
    {"PLN", N_("PLN"), "", ""},
    {"CZK", N_("CZK"), "", ""},
    {"EUR", N_("EUR"), "", ""},
    {"HUF", N_("HUF"), "", ""},
    {0},
};

enum group { GROUP_SCOPE, GROUP_PRICE, GROUP_BOUNDS, GROUP_ALONE, GROUPS };
static const char *const groups[GROUPS] = {
    [GROUP_SCOPE] = N_("For which offers"),
    [GROUP_PRICE] = N_("What they cost"),
    [GROUP_BOUNDS] = N_("Never outside of"),
    [GROUP_ALONE] = N_("What goes to Allegro without asking"),
};

/* A field of the form: a choice has labels, what is typed has none. */
static const struct shown {
	enum group group;
	const char *field;
	size_t at;
	const char *label;
	const char *hint;
	const struct label *choices;
	const char *none; /* of a choice that may be left open */
} shown[] = {
    {GROUP_SCOPE, "name", offsetof(F, name), N_("Name"), N_("For you, in lists."), NULL, NULL},
    {GROUP_SCOPE, "currency", offsetof(F, currency), N_("Currency"),
     N_("Of the offers, and of the amounts below."), currency_labels, NULL},
    {GROUP_SCOPE, "market", offsetof(F, market), N_("Marketplace"), NULL, price_market_labels,
     N_("all")},
    {GROUP_SCOPE, "category", offsetof(F, category), N_("Category of Allegro"),
     N_("Its number; those below it are included. Empty: all."), NULL, NULL},
    {GROUP_SCOPE, "shop", offsetof(F, shop), N_("Category of the shop"),
     N_("As in your shop: Home > Lamps; those below it are included. Empty: all."), NULL, NULL},
    {GROUP_SCOPE, "brand", offsetof(F, brand), N_("Brand"), N_("Empty: all."), NULL, NULL},
    {GROUP_SCOPE, "offer", offsetof(F, offer), N_("Offer"), N_("Its number, for one alone."), NULL,
     NULL},
    {GROUP_PRICE, "base", offsetof(F, base), N_("Worked out from"), NULL, price_base_labels, NULL},
    {GROUP_PRICE, "way", offsetof(F, way), N_("How"), NULL, price_way_labels, NULL},
    {GROUP_PRICE, "rate", offsetof(F, rate), N_("Percent"),
     N_("How much more or less, on top, or to remain. A fee must be known for the latter two."),
     NULL, NULL},
    {GROUP_PRICE, "add", offsetof(F, add), N_("Plus an amount"), N_("May be negative."), NULL,
     NULL},
    {GROUP_PRICE, "fixed", offsetof(F, fixed), N_("Fixed price"),
     N_("Only for \"always the same price\"."), NULL, NULL},
    {GROUP_PRICE, "ending", offsetof(F, ending), N_("Rounding"), NULL, price_ending_labels, NULL},
    {GROUP_PRICE, "direction", offsetof(F, direction), N_("Direction"), NULL,
     price_direction_labels, NULL},
    {GROUP_BOUNDS, "floor", offsetof(F, floor), N_("Lowest price"), NULL, NULL, NULL},
    {GROUP_BOUNDS, "ceiling", offsetof(F, ceiling), N_("Highest price"), NULL, NULL, NULL},
    {GROUP_BOUNDS, "margin", offsetof(F, margin), N_("Lowest margin in percent"),
     N_("What must remain of the net price after cost and fee. 0: never below cost."), NULL, NULL},
    {GROUP_ALONE, "auto_offers", offsetof(F, auto_offers), N_("Offers at once"),
     N_("Larger changes wait for you."), NULL, NULL},
    {GROUP_ALONE, "auto_change", offsetof(F, auto_change), N_("Change of a price in percent"), NULL,
     NULL, NULL},
};

static void add_option(struct tpl *t, const char *value, const char *text, const char *chosen)
{
	struct tpl *option = tpl_add(t, T_OPTION);

	tpl_set(option, T_VALUE, value);
	tpl_set(option, T_TEXT, text);
	if (str_eq(value, str_or(chosen, "")))
		tpl_show(option, T_CHOSEN);
}

static struct tpl *add_choice(struct tpl *group, const char *field, const char *label)
{
	struct tpl *t = tpl_add(tpl_add(group, T_FIELD), T_CHOICE);

	tpl_set(t, T_NAME, field);
	tpl_set(t, T_LABEL, _(label));
	return t;
}

static void fill_field(struct tpl *group, const struct rule_form *form, const struct shown *s)
{
	const char *value;
	struct tpl *t;

	memcpy(&value, (const char *)form + s->at, sizeof(value));
	if (s->choices) {
		t = add_choice(group, s->field, s->label);
		if (s->none)
			add_option(t, "", _(s->none), value);
		for (const struct label *l = s->choices; l->word; l++)
			add_option(t, l->word, _(l->text), value);
	} else {
		t = tpl_add(tpl_add(group, T_FIELD), T_INPUT);
		tpl_set(t, T_NAME, s->field);
		tpl_set(t, T_LABEL, _(s->label));
		tpl_set(t, T_VALUE, value);
	}
	if (s->hint)
		tpl_set_shown(t, T_HINT, _(s->hint), T_IF_HINT);
}

static void fill_accounts(struct tpl *group, const struct fmt *f, const struct rule_form *form,
			  const struct account_list *accounts)
{
	struct tpl *t = add_choice(group, "account", N_("Account"));

	add_option(t, "", _("all"), form->account);
	for (size_t i = 0; i < accounts->n; i++)
		add_option(t, fmt_id(f, accounts->accounts[i].id), accounts->accounts[i].name,
			   form->account);
}

void rule_form_fill(struct tpl *t, const struct fmt *f, const struct rule_form *form,
		    const struct account_list *accounts)
{
	for (size_t g = 0; g < GROUPS; g++) {
		struct tpl *group = tpl_add(t, T_GROUP);
		tpl_set(group, T_LEGEND, _(groups[g]));
		for (size_t i = 0; i < COUNT_OF(shown); i++)
			if (shown[i].group == g)
				fill_field(group, form, &shown[i]);
		if (g == GROUP_SCOPE && accounts->n > 1)
			fill_accounts(group, f, form, accounts);
	}
}
