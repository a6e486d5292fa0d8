/* Which rule is for an offer, and how special it is. */
#include "domain/pricing/price_scope.h"

#include "base/str.h"

#include <string.h>

#define LEVEL " > "

/* Each: 0 when it does not cover the offer, else 1 and more the deeper it lies. A scope that says
 * nothing covers everything with the least. */
typedef uint32_t weigh_fn(const struct price_scope *s, const struct price_subject *o);

static uint32_t same(const char *wanted, const char *has)
{
	if (str_empty(wanted))
		return 1;
	return str_eq(wanted, has) ? 2 : 0;
}

static uint32_t weigh_offer(const struct price_scope *s, const struct price_subject *o)
{
	return same(s->offer_id, o->offer_id);
}

static uint32_t weigh_brand(const struct price_scope *s, const struct price_subject *o)
{
	return same(s->brand, o->brand);
}

static uint32_t levels(const char *path)
{
	uint32_t n = 1;

	for (; (path = strstr(path, LEVEL)); path += strlen(LEVEL))
		n++;
	return n;
}

static uint32_t weigh_shop(const struct price_scope *s, const struct price_subject *o)
{
	const size_t len = strlen(s->shop_category);
	const char *rest = o->shop_category + len;

	if (!len)
		return 1;
	if (!str_starts(o->shop_category, s->shop_category) || (*rest && !str_starts(rest, LEVEL)))
		return 0;
	return 1 + levels(s->shop_category);
}

static uint32_t weigh_category(const struct price_scope *s, const struct price_subject *o)
{
	if (str_empty(s->category_id))
		return 1;
	for (size_t i = 0; i < o->n_categories; i++)
		if (str_eq(s->category_id, o->categories[i]))
			return 1 + (uint32_t)(o->n_categories - i);
	return 0;
}

static uint32_t weigh_market(const struct price_scope *s, const struct price_subject *o)
{
	return same(s->market, o->market);
}

static uint32_t weigh_account(const struct price_scope *s, const struct price_subject *o)
{
	if (!s->account_id)
		return 1;
	return s->account_id == o->account_id ? 2 : 0;
}

static weigh_fn *const weighing[PRICE_WEIGHTS] = {weigh_offer,	  weigh_brand,	weigh_shop,
						  weigh_category, weigh_market, weigh_account};

bool price_scope_covers(const struct price_scope *scope, const struct price_subject *subject,
			struct price_weight *out)
{
	if (!str_eq(scope->currency, subject->currency))
		return false;
	for (size_t i = 0; i < PRICE_WEIGHTS; i++)
		if (!(out->of[i] = weighing[i](scope, subject)))
			return false;
	return true;
}

int price_weight_compare(const struct price_weight *a, const struct price_weight *b)
{
	for (size_t i = 0; i < PRICE_WEIGHTS; i++)
		if (a->of[i] != b->of[i])
			return a->of[i] > b->of[i] ? 1 : -1;
	return 0;
}
