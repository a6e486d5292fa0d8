/* Name and description of a product, as an offer needs them. */
#include "domain/mapping/text_faults.h"

#include "base/str.h"
#include "domain/mapping/readiness.h"

int64_t text_faults(void *mem, const struct product *p)
{
	int64_t faults = 0;

	(void)mem;
	if (!str_is_seen(p->name))
		faults |= INT64_C(1) << TEXT_NO_NAME;
	if (!str_is_seen(p->description))
		faults |= INT64_C(1) << TEXT_NO_DESCRIPTION;
	return faults;
}
