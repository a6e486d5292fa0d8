/* Which field an error of Allegro's is about, by its path and code (FACTS 14). */
#include "domain/mapping/refusal.h"

#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

/* What no change of the product mends: the account's own, and what passes by itself. */
static const char *const account_codes[] = {
    "DownloadError.TooManyRequests",
    "DownloadError.BadGateway",
    "DownloadError.InternalServerError",
    "UploadImageRequestTimeoutException",
    "ConstraintViolationException.MaxInactiveOffers",
    "ConstraintViolationException.ValidSeller",
    "ConstraintViolationException.NoSellBlockades",
    "SellerAccountWithSellBlockadeException",
    "B2B_OFFER_LIMIT_EXCEEDED",
    "offerCounter",
    NULL,
};

/* Its own list of values has it, or its own description lets it pass. */
static const char *const contradictions[] = {
    "InvalidDictionaryParameterValueId",
    "NonExistingValueInDictionaryParameter",
    "ImproperlyAssignedDictionaryParameter",
    "DictionaryParameterValueNotFound",
    "DictionaryParameterIdNotFound",
    "ConstraintViolationException.NoValueInDictionaryParameter",
    NULL,
};

/* The first that the path begins with. */
static const struct {
	const char *path;
	enum refusal_field field;
} places[] = {
    {"parameters", REFUSED_PARAM},
    {"productSet[0].product.parameters", REFUSED_TRAIT},
    {"productSet[0].product.images", REFUSED_IMAGE},
    {"productSet[0].product.name", REFUSED_NAME},
    {"productSet[0].product.category", REFUSED_CATEGORY},
    {"productSet[0].responsible", REFUSED_PRODUCER},
    {"productSet[0].safetyInformation", REFUSED_SAFETY},
    {"productSet", REFUSED_CARD},
    {"images", REFUSED_IMAGE},
    {"name", REFUSED_NAME},
    {"description", REFUSED_DESCRIPTION},
    {"category", REFUSED_CATEGORY},
    {"sellingMode", REFUSED_PRICE},
    {"stock", REFUSED_STOCK},
    {"tax", REFUSED_TAX},
    {"delivery", REFUSED_ACCOUNT},
    {"afterSalesServices", REFUSED_ACCOUNT},
    {"location", REFUSED_ACCOUNT},
    {"payments", REFUSED_ACCOUNT},
    {"publication", REFUSED_ACCOUNT},
};

/* The place behind the path of a list: "[2]" is the third; SIZE_MAX: none is named. */
static size_t place_behind(const char *path, size_t len)
{
	char *end;

	if (path[len] != '[')
		return SIZE_MAX;
	const unsigned long i = strtoul(path + len + 1, &end, 10);
	return end != path + len + 1 && *end == ']' ? (size_t)i : SIZE_MAX;
}

static const char *nth_part(const struct refusal_says *says, enum refusal_field field, size_t nth)
{
	for (size_t i = 0; i < says->n && nth != SIZE_MAX; i++)
		if (says->at[i].field == field && !str_empty(says->at[i].part) && nth-- == 0)
			return says->at[i].part;
	return "";
}

struct refusal_place refusal_place(void *mem, const struct allegro_refusal *error,
				   const struct refusal_says *says)
{
	const char *path = str_or(error->path, "");
	struct refusal_place out = {REFUSED_OTHER, ""};

	if (error->code && str_is_one_of(error->code, account_codes))
		return (struct refusal_place){REFUSED_ACCOUNT, ""};
	for (size_t i = 0; i < COUNT_OF(places); i++) {
		if (!str_starts(path, places[i].path))
			continue;
		out.field = places[i].field;
		out.part = nth_part(says, out.field, place_behind(path, strlen(places[i].path)));
		break;
	}
	/* A product of the catalogue has its own; there are none of ours to blame. */
	if (out.field == REFUSED_TRAIT && !refusal_sent(mem, says, REFUSED_TRAIT, ""))
		out = (struct refusal_place){REFUSED_CARD, ""};
	return out;
}

bool refusal_contradicts(const struct allegro_refusal *error)
{
	return error->code && str_is_one_of(error->code, contradictions);
}
