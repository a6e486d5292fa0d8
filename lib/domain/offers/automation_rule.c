/* Values of the kind "offer-rule", and whether an offer may be put under a rule. */
#include "base/mem.h"
#include "base/str.h"
#include "domain/offers/automation.h"
#include "domain/offers/market.h"

#include <string.h>

enum { WORDS = 5 };
#define NO_RULE "-"

/* ---- Values ---------------------------------------------------------------------------------- */

const char *automation_text(void *mem, const struct automation_wish *w)
{
	const char *rule = str_or(w->rule_id, NO_RULE);

	if (!w->rule_id || money_is_none(w->least))
		return mem_printf(mem, "%s %s", w->market, rule);
	return mem_printf(mem, "%s %s %s %s %s", w->market, rule, money_to_decimal(mem, w->least),
			  money_to_decimal(mem, w->most), w->most.currency);
}

/* How many there are; one more than there is room for: too many. */
static size_t words_of(void *mem, const char *text, const char *out[WORDS + 1])
{
	size_t n = 0;

	for (const char *at = str_or(text, ""); *at && n <= WORDS;) {
		const size_t len = strcspn(at, " ");

		out[n++] = mem_strndup(mem, at, len);
		at += len + (at[len] == ' ');
	}
	return n;
}

static bool read_range(const char *const *words, struct automation_wish *out)
{
	struct err ignored = {0};

	return !money_parse(words[2], words[4], &out->least, &ignored) &&
	       !money_parse(words[3], words[4], &out->most, &ignored) && out->least.minor > 0 &&
	       out->least.minor <= out->most.minor;
}

bool automation_read(void *mem, const char *text, struct automation_wish *out)
{
	const char *words[WORDS + 1];
	const size_t n = words_of(mem, text, words);

	*out = (struct automation_wish){.least = MONEY_NONE, .most = MONEY_NONE};
	if ((n != 2 && n != WORDS) || !str_is_id(words[0]))
		return false;
	out->market = words[0];
	if (str_eq(words[1], NO_RULE))
		return n == 2;
	out->rule_id = words[1];
	return str_is_id(words[1]) && (n == 2 || read_range(words, out));
}

/* ---- What is there --------------------------------------------------------------------------- */

const char *automation_now(void *mem, const struct automation_world *w, const struct offer_row *row,
			   const char *market)
{
	const bool home = str_eq(market, row->s.market);
	struct automation_wish now = {.market = market, .least = MONEY_NONE, .most = MONEY_NONE};
	bool asked = false;

	for (size_t i = 0; i < w->n_seats; i++) {
		const struct automation_seat *s = &w->seats[i];

		if (!str_eq(s->offer_id, row->offer_id))
			continue;
		asked |= s->read_at != TIME_NONE;
		if (!str_eq(s->p.market, market))
			continue;
		now.rule_id = s->p.rule_id;
		now.least = s->p.least;
		now.most = s->p.most;
	}
	/* The list knows of the offer's own marketplace more, and sooner. */
	if (home ? !str_eq(str_or(now.rule_id, ""), str_or(row->s.rule_id, "")) : !asked)
		return NULL;
	return automation_text(mem, &now);
}

/* ---- What may be ----------------------------------------------------------------------------- */

static bool follows(enum auto_rule_type type)
{
	return type == AUTO_ALLEGRO_MIN || type == AUTO_MARKET_MIN || type == AUTO_TOP_OFFER;
}

static bool is_sold_there(const struct offer_row *row, const char *market)
{
	return str_eq(market, row->s.market) || str_has_word(str_or(row->s.markets, ""), market);
}

static const struct automation_row *rule_of(const struct automation_world *w, const char *id)
{
	for (size_t i = 0; i < w->n_rules; i++)
		if (str_eq(w->rules[i].id, id))
			return &w->rules[i];
	return NULL;
}

/* Amounts may be in the currency of the marketplace or in that of the offer's own. */
static bool is_currency_good(const struct offer_row *row, const struct automation_wish *wish)
{
	const char *c = wish->least.currency;

	return str_eq(c, market_currency(wish->market)) ||
	       str_eq(c, market_currency(row->s.market));
}

static const char *type_obstacle(const struct offer_row *row, const struct automation_wish *wish,
				 enum auto_rule_type type)
{
	const struct market *m = market_find(wish->market);
	const bool ranged = !money_is_none(wish->least);

	if (m && m->business)
		return "rule-business";
	if (type == AUTO_RATE) {
		if (str_eq(wish->market, row->s.market))
			return "rule-rate-home";
		return ranged ? "rule-no-range" : NULL;
	}
	if (follows(type) && !ranged)
		return "rule-range";
	return ranged && !is_currency_good(row, wish) ? "value" : NULL;
}

static const char *obstacle(void *mem, const struct automation_world *w,
			    const struct offer_row *row, const struct outbox_intent *i,
			    struct automation_wish *wish)
{
	const char *always = offer_obstacle(row);

	if (always)
		return always;
	if (!automation_read(mem, i->after, wish))
		return "value";
	if (!is_sold_there(row, wish->market))
		return "rule-market";
	if (!wish->rule_id)
		return NULL;
	const struct automation_row *rule = rule_of(w, wish->rule_id);
	return rule ? type_obstacle(row, wish, auto_rule_type_of(rule->type)) : "rule-gone";
}

struct outbox_objection automation_objection(void *mem, const struct automation_world *w,
					     const struct offer_row *row,
					     const struct outbox_intent *i)
{
	struct automation_wish wish;
	struct outbox_objection o = {.obstacle = obstacle(mem, w, row, i, &wish)};

	if (o.obstacle)
		return o;
	const char *now = automation_now(mem, w, row, wish.market);
	if (str_eq(now, i->after))
		o.obstacle = "same";
	else if (i->before && !str_eq(now, i->before))
		o.doubt = "edited";
	return o;
}
