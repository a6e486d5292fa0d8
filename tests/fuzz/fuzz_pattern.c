/* Patterns and, after a NUL, a text: whatever is not refused comes to an end, and what is found
 * stands in the text. */
#include "fuzz.h"

#include "domain/mapping/pattern.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	char *pattern = fuzz_text(mem, data, size);
	const size_t used = strlen(pattern) < size ? strlen(pattern) + 1 : size;
	char *text = fuzz_text(mem, data + used, size - used);
	struct pattern *p;
	const enum pattern_fault fault = pattern_compile(mem, pattern, &p);

	MUST(!fault == !!p && !fault == !pattern_fault_text(fault));
	if (p) {
		str_mend(text);
		const char *found = pattern_find(mem, p, text);
		MUST(!found || (*found && strstr(str_squeeze(mem, text), found)));
	}
	mem_free(mem);
	return 0;
}
