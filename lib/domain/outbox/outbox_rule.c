/* The table of rules: a row a kind. */
#include "domain/outbox/outbox_rule.h"

static const struct outbox_rule *const rules[] = {
    &outbox_order_status_rule,
};

const struct outbox_rule *outbox_rule_find(const char *kind)
{
	for (size_t i = 0; i < COUNT_OF(rules); i++)
		if (str_eq(rules[i]->kind, kind))
			return rules[i];
	return NULL;
}

enum rc outbox_check(struct db *db, void *mem, const struct outbox_intent *i,
		     enum outbox_reason *obstacle, struct err *e)
{
	const struct outbox_rule *rule = outbox_rule_find(i->kind);

	*obstacle = OUTBOX_BECAUSE_NOTHING;
	return rule ? rule->check(db, mem, i, obstacle, e) : RC_OK;
}
