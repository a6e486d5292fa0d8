/* Lines of many orders, grouped by what is taken from the shelf. */
#include "domain/orders/order_pick.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_set.h"

static bool is_same(const struct order_pick *p, const struct order_pick_line *line, int64_t each)
{
	if (p->each != each)
		return false;
	if (str_empty(line->sku) || str_empty(p->first.sku))
		return str_empty(line->sku) && str_empty(p->first.sku) &&
		       str_eq(p->first.offer_id, line->offer_id);
	return str_eq(p->first.sku, line->sku);
}

static struct order_pick *group_of(struct order_pick *picks, size_t n,
				   const struct order_pick_line *line, int64_t each)
{
	for (size_t i = n; i > 0; i--)
		if (is_same(&picks[i - 1], line, each))
			return &picks[i - 1];
	return NULL;
}

static void add(struct order_pick *p, int64_t quantity)
{
	if (__builtin_add_overflow(p->first.quantity, quantity, &p->first.quantity) ||
	    p->each == INT64_MIN || __builtin_mul_overflow(p->first.quantity, p->each, &p->pieces))
		p->pieces = INT64_MIN;
	p->lines++;
}

void order_pick_group(void *mem, const struct order_pick_line *lines, size_t n,
		      struct order_pick **out, size_t *n_out)
{
	struct order_pick *picks = mem_array(mem, struct order_pick, n + 1);
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		int64_t each = order_set_pieces(lines[i].products);
		struct order_pick *p = group_of(picks, used, &lines[i], each);

		if (!p) {
			p = &picks[used++];
			*p = (struct order_pick){.first = lines[i], .each = each};
			p->first.quantity = 0;
		}
		add(p, lines[i].quantity);
	}
	*out = picks;
	*n_out = used;
}

int64_t order_pick_count(const struct order_pick *picks, size_t n)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		if (picks[i].pieces == INT64_MIN ||
		    __builtin_add_overflow(sum, picks[i].pieces, &sum))
			return INT64_MIN;
	return sum;
}
