/* Who keeps the last pieces. */
#include "domain/stock/stock_lease.h"

#include "base/str.h"

static bool can_show(const struct stock_rival *r, int64_t available)
{
	return r->is_live && r->pieces > 0 && r->pieces <= available;
}

static bool is_enough(const struct stock_rival *rivals, size_t n, int64_t available)
{
	for (size_t i = 0; i < n; i++) {
		if (!rivals[i].is_live)
			continue;
		if (rivals[i].pieces > available)
			return false;
		available -= rivals[i].pieces;
	}
	return true;
}

static bool is_same(const struct stock_rival *a, const struct stock_rival *b)
{
	return b && a->account_id == b->account_id && str_eq(a->offer_id, b->offer_id);
}

bool stock_is_scarce(int64_t available, int64_t wanted)
{
	return available > 0 && available < wanted;
}

long stock_keeper(const struct stock_rival *rivals, size_t n, int64_t available,
		  const struct stock_rival *keeper)
{
	long first = STOCK_NOBODY;

	if (available > 0 && is_enough(rivals, n, available))
		return STOCK_ALL;
	for (size_t i = 0; i < n; i++) {
		if (!can_show(&rivals[i], available))
			continue;
		if (is_same(&rivals[i], keeper))
			return (long)i;
		first = first == STOCK_NOBODY ? (long)i : first;
	}
	return first;
}
