/* The rules of sources. */
#include "domain/catalog/import_source.h"

#include "base/str.h"

int64_t source_pause_min(int64_t period_min, int64_t failures)
{
	int64_t pause = SOURCE_RETRY_MIN;

	if (failures <= 0)
		return period_min;
	while (--failures && pause < period_min)
		pause *= 2;
	return pause < period_min ? pause : period_min;
}

bool source_has_good_run(const struct file_source *s)
{
	return s->run_id != INT64_MIN && !str_eq(s->run_state, run_state_names[RUN_FAILED]) &&
	       !str_eq(s->run_state, run_state_names[RUN_WAITING]);
}
