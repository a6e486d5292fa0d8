/* Who changed an offer. */
#include "domain/offers/change_rule.h"

const char *const offer_settling_names[] = {"taken", "undone", "muted", NULL};
_Static_assert(COUNT_OF(offer_settling_names) == OFFER_SETTLINGS + 1, "a name for each");

/* What Kram writes itself, so that somebody else's hand in it matters. */
static bool is_written(const char *field)
{
	return str_eq(field, offer_trait_names[TRAIT_PRICE]) ||
	       str_eq(field, offer_trait_names[TRAIT_STOCK]) ||
	       str_eq(field, offer_trait_names[TRAIT_STATUS]);
}

/* The number of pieces that went; 0: it is no decrease. */
static int64_t decrease(const struct offer_case *c)
{
	int64_t before;
	int64_t after;

	if (!str_eq(c->field, offer_trait_names[TRAIT_STOCK]) || !c->before || !c->after ||
	    !str_to_i64(c->before, 0, INT64_MAX, &before) ||
	    !str_to_i64(c->after, 0, INT64_MAX, &after))
		return 0;
	return before > after ? before - after : 0;
}

/* Why Allegro itself did it; NULL: it did not. */
static const char *by_allegro(const struct offer_case *c)
{
	if (str_eq(c->field, offer_trait_names[TRAIT_PRICE]))
		return c->rule_id ? "price-rule" : NULL;
	if (!str_eq(c->field, offer_trait_names[TRAIT_STATUS]))
		return NULL;
	if (str_eq(c->before, "ACTIVATING") && str_eq(c->after, "ACTIVE"))
		return "activated";
	if (!str_eq(c->after, "ENDED") || !c->ended_by || str_eq(c->ended_by, "USER"))
		return NULL;
	return c->ended_by;
}

struct offer_verdict offer_change_judge(const struct offer_case *c)
{
	const int64_t gone = decrease(c);
	const char *why = by_allegro(c);

	if (c->intent)
		return (struct offer_verdict){OFFER_BY_KRAM, NULL, false};
	if (gone && c->bought >= gone)
		return (struct offer_verdict){OFFER_BY_SALE, NULL, false};
	if (why)
		return (struct offer_verdict){OFFER_BY_ALLEGRO, why, false};
	if (c->age_ms < OFFER_JUDGE_MS)
		return (struct offer_verdict){OFFER_BY_NOBODY, NULL, false};
	return (struct offer_verdict){OFFER_BY_OTHERS, gone && c->bought ? "partly-sold" : NULL,
				      is_written(c->field)};
}
