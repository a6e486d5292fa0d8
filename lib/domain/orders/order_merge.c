/* Evidence of age, strongest first. */
#include "domain/orders/order_merge.h"

#include "base/str.h"
#include "base/time.h"

#include <string.h>

int64_t order_claim_rank(const char *status)
{
	static const char *const ranks[] = {"BOUGHT", "FILLED_IN", "READY_FOR_PROCESSING"};

	for (size_t i = 0; i < COUNT_OF(ranks); i++)
		if (str_eq(ranks[i], status))
			return (int64_t)i + 1;
	return 0;
}

static int compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

int order_claim_compare(const struct order_claim *a, const struct order_claim *b)
{
	bool dated = a->updated_at != TIME_NONE && b->updated_at != TIME_NONE;
	int by_time = dated ? compare(a->updated_at, b->updated_at) : 0;

	if (by_time)
		return by_time;
	if (a->stored != b->stored)
		return a->stored ? -1 : 1;
	if (a->rank != b->rank)
		return compare(a->rank, b->rank);
	if (a->n_lines != b->n_lines)
		return compare(a->n_lines, b->n_lines);
	return strcmp(a->form_id, b->form_id);
}

bool order_doc_is_behind(int64_t stored_updated_at, int64_t updated_at)
{
	return updated_at != TIME_NONE && updated_at < stored_updated_at;
}
