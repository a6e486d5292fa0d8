#ifndef DOMAIN_MAPPING_MARK_NUMBERS_H
#define DOMAIN_MAPPING_MARK_NUMBERS_H

/* Private to lib/domain/mapping: what the marks of a product change about those of all. */

#include "domain/mapping/marks.h"

/* Of a judgement every mark counts: one product more (sign 1), or one fewer (-1). */
void mark_numbers_count(struct marks *marks, const struct ready_row *row, int64_t sign);

/* Products that marks get, or lose. */
struct mark_listing {
	void *mem;
	const struct marks *marks;
	struct product_mark **out;
	size_t *n;
};

/* Marks of a that b has not, of those whose products are kept one by one. */
void mark_numbers_differ(const struct mark_listing *l, const struct ready_row *a,
			 const struct ready_row *b);

#endif
