/* Names of what an offer is about, and what may be written to it. */
#include "domain/offers/offer.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

const char *const offer_view_names[] = {"active",  "drafts", "ended", "attention",
					"differs", "all",    NULL};
_Static_assert(COUNT_OF(offer_view_names) == OFFER_VIEW_COUNT + 1, "a name for each view");

const char *const offer_mark_names[] = {"zero",	  "rule", "fulfillment", "abroad",
					"errors", "set",  NULL};

const char *const offer_match_names[] = {"new", "linked", "conflict", "none", "left", NULL};
_Static_assert(COUNT_OF(offer_match_names) == OFFER_MATCH_COUNT + 1, "a name for each");

const char *const offer_trait_names[] = {"price",   "stock",	"status", "external",
					 "name",    "category", "rule",	  "shipping",
					 "returns", "card",	NULL};
_Static_assert(COUNT_OF(offer_trait_names) == TRAIT_COUNT + 1, "a name for each field");

const char *const offer_author_names[] = {"nobody", "kram", "sale", "allegro", "others", NULL};
_Static_assert(COUNT_OF(offer_author_names) == OFFER_AUTHOR_COUNT + 1, "a name for each author");

const char *offer_trait_text(void *mem, const struct offer_state *s, enum offer_trait field)
{
	switch (field) {
	case TRAIT_PRICE:
		return money_is_none(s->price)
			   ? NULL
			   : mem_printf(mem, "%s %s", money_to_decimal(mem, s->price),
					s->price.currency);
	case TRAIT_STOCK:
		return s->available == INT64_MIN ? NULL
						 : mem_printf(mem, "%lld", (long long)s->available);
	case TRAIT_STATUS:
		return s->status;
	case TRAIT_EXTERNAL:
		return s->external_id;
	case TRAIT_NAME:
		return s->name;
	case TRAIT_CATEGORY:
		return s->category_id;
	case TRAIT_RULE:
		return s->rule_id;
	case TRAIT_SHIPPING:
		return s->shipping_rates;
	case TRAIT_RETURNS:
		return s->return_policy;
	case TRAIT_CARD:
		return s->card_id;
	case TRAIT_COUNT:
	default:
		return NULL;
	}
}

bool offer_is_live(const struct offer_state *s)
{
	return str_eq(s->status, "ACTIVE") || str_eq(s->status, "ACTIVATING");
}

/* Reasons are explained in cgi-bin/outbox/outbox_words.c. */
const char *offer_obstacle(const struct offer_row *row)
{
	if (row->gone_at != TIME_NONE)
		return "not-found";
	if (row->s.fulfillment == 1)
		return "fulfillment";
	if (!str_eq(row->s.format, "BUY_NOW"))
		return "format";
	return str_eq(row->s.status, "INACTIVE") ? OFFER_IS_DRAFT : NULL;
}

static int by_id(const void *id, const void *row)
{
	return strcmp(id, ((const struct offer_row *)row)->offer_id);
}

const struct offer_row *offer_row_of(const struct offer_row *rows, size_t n, const char *id)
{
	return n ? bsearch(id, rows, n, sizeof(*rows), by_id) : NULL;
}
