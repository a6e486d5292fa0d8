/* Name and description of a product, as an offer needs them. */
#include "domain/mapping/text_faults.h"

#include "base/str.h"
#include "domain/mapping/offer_name.h"
#include "domain/mapping/readiness.h"

static int64_t name_faults(const char *name)
{
	static const enum ready_text texts[OFFER_NAME_FAULTS] = {
	    [OFFER_NAME_SHORT] = TEXT_NAME_SHORT,     [OFFER_NAME_LONG] = TEXT_NAME_LONG,
	    [OFFER_NAME_FEW_WORDS] = TEXT_NAME_WORDS, [OFFER_NAME_LONG_WORD] = TEXT_NAME_WORD,
	    [OFFER_NAME_CHARACTER] = TEXT_NAME_SIGNS, [OFFER_NAME_BLANKS] = READY_TEXTS,
	};
	const struct offer_name_check check = offer_name_check(name);
	int64_t faults = 0;

	for (enum offer_name_fault i = 0; i < OFFER_NAME_FAULTS; i++)
		if (offer_name_has(&check, i) && texts[i] != READY_TEXTS)
			faults |= INT64_C(1) << texts[i];
	return faults;
}

/* Blanks are mended when it is sent, everything else by a person. */
int64_t text_faults(void *mem, const char *name, const char *description)
{
	int64_t faults = str_is_seen(str_or(name, "")) ? name_faults(str_squeeze(mem, name))
						       : INT64_C(1) << TEXT_NO_NAME;

	if (!str_is_seen(str_or(description, "")))
		faults |= INT64_C(1) << TEXT_NO_DESCRIPTION;
	return faults;
}
