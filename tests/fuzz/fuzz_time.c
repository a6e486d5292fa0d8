/* Times: format(parse(x)) is the same moment, and calendar and clock agree. */
#include "fuzz.h"

#include "base/time.h"

static void check_moment(int64_t ms)
{
	char text[TIME_RFC3339_SIZE];
	struct tm utc;
	int64_t back;

	time_format_rfc3339(ms, text);
	MUST(time_parse_rfc3339(text, &back) && back == ms);
	time_utc(ms, &utc);
	MUST(time_from_utc(&utc) == ms - (ms % TIME_SECOND_MS + TIME_SECOND_MS) % TIME_SECOND_MS);
}

static void check_day(int64_t ms)
{
	int64_t start = time_day_start(ms, 0);
	int64_t next = time_day_start(ms, 1);

	MUST(start <= ms && ms < next);
	MUST(next - start >= 23 * TIME_HOUR_MS && next - start <= 25 * TIME_HOUR_MS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	int64_t ms;

	time_init();
	if (time_parse_rfc3339(fuzz_text(mem, data, size), &ms)) {
		check_moment(ms);
		/* Before 1916 the zone had odd steps; no order is that old. */
		if (ms > 0)
			check_day(ms);
	}
	mem_free(mem);
	return 0;
}
