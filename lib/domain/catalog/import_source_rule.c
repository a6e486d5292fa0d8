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
	static const enum run_state others[] = {RUN_FAILED, RUN_WAITING, RUN_DRAFT};

	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (str_eq(s->run_state, run_state_names[others[i]]))
			return false;
	return s->run_id != INT64_MIN;
}
