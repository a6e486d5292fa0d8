/* Texts of what an offer is to become. */
#include "domain/offers/offer_value.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/outbox/outbox_kinds.h"

enum { AMOUNT_CHARS = 24, PIECES_MAX = 999999999 };

static const struct {
	const char *word;
	const char *status; /* that it leads to */
	const char *back;
} statuses[] = {
    {OFFER_ACTIVE, "ACTIVE", OFFER_ENDED},
    {OFFER_ENDED, "ENDED", OFFER_ACTIVE},
    {OFFER_EMPTIED, "ENDED", OFFER_REVIVED},
    {OFFER_REVIVED, "ACTIVE", OFFER_EMPTIED},
};

const char *const offer_status_words[] = {OFFER_ACTIVE, OFFER_ENDED, OFFER_EMPTIED, OFFER_REVIVED,
					  NULL};

enum offer_trait offer_trait_of(const char *kind)
{
	if (str_eq(kind, OUTBOX_OFFER_PRICE))
		return TRAIT_PRICE;
	if (str_eq(kind, OUTBOX_OFFER_RULE))
		return TRAIT_RULE;
	return str_eq(kind, OUTBOX_OFFER_STOCK) ? TRAIT_STOCK : TRAIT_STATUS;
}

const char *offer_price_text(void *mem, struct money price)
{
	return money_is_none(price)
		   ? NULL
		   : mem_printf(mem, "%s %s", money_to_decimal(mem, price), price.currency);
}

bool offer_price_read(const char *text, struct money *out)
{
	char amount[AMOUNT_CHARS];
	struct err e = {0};
	const char *blank = strchr(str_or(text, ""), ' ');

	*out = MONEY_NONE;
	if (!blank || (size_t)(blank - text) >= sizeof(amount))
		return false;
	memcpy(amount, text, (size_t)(blank - text));
	amount[blank - text] = '\0';
	return !money_parse(amount, blank + 1, out, &e) && out->minor > 0;
}

const char *offer_stock_text(void *mem, int64_t pieces)
{
	return pieces == INT64_MIN ? NULL : mem_printf(mem, "%lld", (long long)pieces);
}

bool offer_stock_read(const char *text, int64_t *out)
{
	return text && str_to_i64(text, 0, PIECES_MAX, out);
}

const char *offer_status_of(const char *word)
{
	for (size_t i = 0; i < COUNT_OF(statuses); i++)
		if (str_eq(statuses[i].word, word))
			return statuses[i].status;
	return NULL;
}

const char *offer_value_back(const char *kind, const char *before, const char *after)
{
	if (str_eq(kind, OUTBOX_OFFER_DELETE))
		return NULL;
	if (!str_eq(kind, OUTBOX_OFFER_STATUS))
		return before;
	for (size_t i = 0; i < COUNT_OF(statuses); i++)
		if (str_eq(statuses[i].word, after))
			return statuses[i].back;
	return NULL;
}
