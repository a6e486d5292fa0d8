#ifndef DOMAIN_MAPPING_RESOLVE_H
#define DOMAIN_MAPPING_RESOLVE_H

/* Private to lib/domain/mapping: the answer to the i-th parameter of a category, and whose it is.
 */

#include "domain/mapping/readiness.h"

void resolve_value(void *mem, const struct ready_subject *s, const struct rules *rules,
		   const struct ready_category *category, size_t i, struct ready_value *value);

#endif
