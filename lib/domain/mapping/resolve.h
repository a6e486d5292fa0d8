#ifndef DOMAIN_MAPPING_RESOLVE_H
#define DOMAIN_MAPPING_RESOLVE_H

/* Private to lib/domain/mapping: the answer to one parameter, and whose it is. */

#include "domain/mapping/readiness.h"

void resolve_value(void *mem, const struct ready_subject *s, const struct rules *rules,
		   const char *category_id, struct ready_value *value);

#endif
