/* Names of offers: what is proposed has only faults a machine cannot mend, and proposes itself. */
#include "fuzz.h"

#include "domain/mapping/offer_name.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const unsigned left =
	    1U << OFFER_NAME_SHORT | 1U << OFFER_NAME_FEW_WORDS | 1U << OFFER_NAME_LONG_WORD;
	void *mem = mem_context(NULL, "fuzz");
	const char *name = fuzz_text(mem, data, size);
	struct offer_name_check before = offer_name_check(name);
	const char *proposed = offer_name_propose(mem, name);
	struct offer_name_check after = offer_name_check(proposed);

	MUST(!(after.faults & ~left));
	MUST(str_is_utf8(proposed, strlen(proposed)) &&
	     str_is_utf8(before.bad, strlen(before.bad)));
	MUST(offer_name_has(&before, OFFER_NAME_CHARACTER) == (before.bad[0] != '\0'));
	/* HTML inside of HTML is read a layer at a time. */
	MUST(strpbrk(proposed, "&<") || str_eq(offer_name_propose(mem, proposed), proposed));
	mem_free(mem);
	return 0;
}
