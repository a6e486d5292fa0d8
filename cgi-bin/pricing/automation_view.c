/* Allegro's price rules of offers, as people read and choose them. */
#include "pricing/automation.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/once.h"
#include "domain/offers/market.h"
#include "pricing/automation_words.h"
#include "pricing/price_words.h"
#include "tpl/pricing/_automation.h"
#include "urls.h"

#include <string.h>

/* ---- Of one offer ---------------------------------------------------------------------------- */

static void fill_seat(struct tpl *row, const struct fmt *f, const struct automation_card *card,
		      const struct automation_seat *seat)
{
	const struct automation_wish none = {.market = seat->p.market};
	char batch[37];

	str_uuid(batch);
	tpl_set(row, T_MARKET, label_text(price_market_labels, seat->p.market));
	for (size_t i = 0; i < card->world.n_rules; i++)
		if (str_eq(card->world.rules[i].id, seat->p.rule_id))
			tpl_set(row, T_RULE, card->world.rules[i].name);
	const char *range = automation_range_text(f, seat->p.least, seat->p.most);
	tpl_set(row, T_RANGE, *range ? range : _("none"));
	tpl_set(row, T_OFF_URL, url_offers_id_rule(f->mem, card->offer->offer_id));
	tpl_set(row, T_OFF_BATCH, batch);
	tpl_set(row, T_OFF_MARKET, none.market);
	const char *now = automation_now(f->mem, &card->world, card->offer, seat->p.market);
	tpl_set(row, T_OFF_SEEN, str_or(now, ""));
}

static void add_market(struct tpl *t, const struct automation_card *card, const char *id)
{
	struct tpl *option = tpl_add(t, T_MARKET_OPTION);

	tpl_set(option, T_VALUE, id);
	tpl_set(option, T_TEXT, label_text(price_market_labels, id));
	if (str_eq(id, card->market))
		tpl_show(option, T_CHOSEN);
}

static void fill_markets(struct tpl *t, const struct fmt *f, const struct automation_card *card)
{
	add_market(t, card, card->offer->s.market);
	for (const char *at = str_or(card->offer->s.markets, ""); *at;) {
		const char *end = strchrnul(at, ' ');
		const char *id = mem_strndup(f->mem, at, (size_t)(end - at));
		const struct market *m = market_find(id);

		if (!m || !m->business)
			add_market(t, card, id);
		at = *end ? end + 1 : end;
	}
}

static void fill_form(struct tpl *t, const struct fmt *f, const struct automation_card *card)
{
	char batch[37];

	str_uuid(batch);
	t = tpl_add(t, T_IF_FORM);
	tpl_set(t, T_ACTION, url_offers_id_rule(f->mem, card->offer->offer_id));
	tpl_set(t, T_BATCH, batch);
	fill_markets(t, f, card);
	for (size_t i = 0; i < card->world.n_rules; i++) {
		const struct automation_row *rule = &card->world.rules[i];
		struct tpl *option = tpl_add(t, T_RULE_OPTION);
		tpl_set(option, T_VALUE, rule->id);
		tpl_set(option, T_TEXT, rule->name);
		if (str_eq(rule->id, card->rule))
			tpl_show(option, T_CHOSEN);
	}
	tpl_set(t, T_LEAST, card->least);
	tpl_set(t, T_MOST, card->most);
}

static size_t rules_on(const struct automation_card *card)
{
	size_t n = 0;

	for (size_t i = 0; i < card->world.n_seats; i++)
		n += card->world.seats[i].p.rule_id != NULL;
	return n;
}

void automation_card_fill(struct tpl *t, const struct fmt *f, const struct automation_card *card)
{
	const bool may = f->role >= ROLE_SELLER && !offer_obstacle(card->offer);
	const size_t n = rules_on(card);

	if (!n && !card->offer->s.rule_id && !card->world.n_rules)
		return;
	t = tpl_add(t, T_IF_CARD);
	tpl_set(t, T_PAGE_URL, url_pricing());
	tpl_set_shown(t, T_PROBLEM, card->problem, T_IF_PROBLEM);
	if (!n)
		tpl_set_shown(t, T_NONE,
			      card->offer->s.rule_id
				  ? _("It is under a rule; Kram is asking Allegro for its range.")
				  : _("It is under none: its price is yours."),
			      T_IF_NONE);
	struct tpl *rows = n ? tpl_add(t, T_IF_SEATS) : NULL;
	for (size_t i = 0; i < card->world.n_seats; i++)
		if (card->world.seats[i].p.rule_id)
			fill_seat(tpl_add(rows, T_SEAT), f, card, &card->world.seats[i]);
	if (may && card->world.n_rules)
		fill_form(t, f, card);
}

/* ---- Of many offers -------------------------------------------------------------------------- */

/* Those of Allegro have the same id in every account. */
static bool is_repeated(const struct automation_row *rules, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (str_eq(rules[k].id, rules[i].id))
			return true;
	return false;
}

void automation_bulk_fill(struct tpl *t, const char *section, const struct fmt *f)
{
	size_t n;
	const struct automation_row *rules = once_rules(f, &n);

	if (!n)
		return;
	t = tpl_add(t, section);
	for (size_t i = 0; i < n; i++) {
		if (is_repeated(rules, i))
			continue;
		struct tpl *option = tpl_add(t, T_RULE_OPTION);
		tpl_set(option, T_VALUE, rules[i].id);
		tpl_set(option, T_TEXT,
			rules[i].is_default
			    ? rules[i].name
			    : mem_printf(f->mem, "%s (%s)", rules[i].name, rules[i].account));
	}
	for (size_t i = 0; i < markets_n; i++) {
		if (markets[i].business)
			continue;
		struct tpl *option = tpl_add(t, T_MARKET_OPTION);
		tpl_set(option, T_VALUE, markets[i].id);
		tpl_set(option, T_TEXT, label_text(price_market_labels, markets[i].id));
	}
}
