/* Texts of terms of sale of an offer. */
#include "domain/offers/term_value.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/outbox/outbox_kinds.h"
#include "domain/terms/terms.h"

static const struct {
	enum offer_group group;
	const char *kind;
} terms[] = {
    {GROUP_SHIPPING, OUTBOX_OFFER_DELIVERY}, {GROUP_HANDLING, OUTBOX_OFFER_DELIVERY},
    {GROUP_RETURNS, OUTBOX_OFFER_POLICY},    {GROUP_IMPLIED, OUTBOX_OFFER_POLICY},
    {GROUP_WARRANTY, OUTBOX_OFFER_POLICY},
};

const char *term_value_kind(enum offer_group group)
{
	for (size_t i = 0; i < COUNT_OF(terms); i++)
		if (terms[i].group == group)
			return terms[i].kind;
	return NULL;
}

static bool is_value(enum offer_group group, const char *value)
{
	return group == GROUP_HANDLING ? str_is_one_of(value, seller_handling_names)
				       : str_is_id(value);
}

enum offer_group term_value_read(const char *kind, const char *text, const char **value)
{
	for (size_t i = 0; text && i < COUNT_OF(terms); i++) {
		const char *name = offer_group_names[terms[i].group];
		const size_t n = strlen(name);

		if (!str_eq(terms[i].kind, kind) || !str_starts(text, name) || text[n] != ' ')
			continue;
		*value = text + n + 1;
		return is_value(terms[i].group, *value) ? terms[i].group : OFFER_GROUPS;
	}
	return OFFER_GROUPS;
}

const char *term_value_text(void *mem, enum offer_group group, const char *value)
{
	return mem_printf(mem, "%s %s", offer_group_names[group], value);
}

const char *term_value_now(void *mem, const struct offer_state *s, const char *kind,
			   const char *after)
{
	const char *value;
	const enum offer_group group = term_value_read(kind, after, &value);
	const char *now = NULL;

	if (group == GROUP_SHIPPING)
		now = s->shipping_rates;
	else if (group == GROUP_RETURNS)
		now = s->return_policy;
	return now ? term_value_text(mem, group, now) : NULL;
}
