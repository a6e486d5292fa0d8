/* The scopes Allegro has (FACTS 1.7). */
#include "oauth/oauth_store.h"

#include <string.h>

#include "base/compiler.h"
#include "base/str.h"

#define SCOPE_PREFIX "allegro:api:"

static const char *const scopes[] = {
    "profile:read",
    "profile:write",
    "sale:offers:read",
    "sale:offers:write",
    "orders:read",
    "orders:write",
    "shipments:read",
    "shipments:write",
    "ratings",
    "disputes",
    "bids",
    "messaging",
    "billing:read",
    "payments:read",
    "payments:write",
    "sale:settings:read",
    "sale:settings:write",
    "campaigns",
    "fulfillment:read",
    "fulfillment:write",
    "affiliate:read",
    "affiliate:write",
};

enum { NAMES_MAX = 1024 };

uint32_t scopes_all(void)
{
	return (UINT32_C(1) << COUNT_OF(scopes)) - 1;
}

uint32_t scope_bit(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(scopes); i++)
		if (str_eq(scopes[i], name))
			return UINT32_C(1) << i;
	return 0;
}

static uint32_t prefixed_bit(const char *name, size_t len)
{
	size_t prefix = strlen(SCOPE_PREFIX);

	if (len <= prefix || strncmp(name, SCOPE_PREFIX, prefix))
		return 0;
	for (size_t i = 0; i < COUNT_OF(scopes); i++)
		if (strlen(scopes[i]) == len - prefix &&
		    !strncmp(scopes[i], name + prefix, len - prefix))
			return UINT32_C(1) << i;
	return 0;
}

uint32_t scopes_parse(const char *names)
{
	uint32_t bits = 0;

	while (names && *names) {
		size_t len = strcspn(names, " ");
		bits |= prefixed_bit(names, len);
		names += len + strspn(names + len, " ");
	}
	return bits;
}

const char *scopes_names(void *owner, uint32_t bits)
{
	struct str s;

	str_init(&s, owner, NAMES_MAX);
	for (size_t i = 0; i < COUNT_OF(scopes); i++)
		if (bits & UINT32_C(1) << i) {
			if (s.len)
				str_add(&s, " ");
			str_add(&s, SCOPE_PREFIX);
			str_add(&s, scopes[i]);
		}
	return s.text;
}
