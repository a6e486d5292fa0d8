/* Rules by their subject. */
#include "domain/mapping/rules.h"

#include "base/mem.h"
#include "base/str.h"

#include <string.h>

static void prepare(void *mem, struct rule *rule)
{
	rule->is_broken = !rule_condition_parse(mem, rule->d.applies_if, &rule->condition);
	if ((str_eq(rule->d.kind, decision_kind_names[DECISION_PARAM]) ||
	     str_eq(rule->d.kind, decision_kind_names[DECISION_OFFER])) &&
	    rule->d.value)
		rule->is_broken |= !value_source_parse(mem, rule->d.value, &rule->source);
}

static int compare(const struct rule *rule, const char *kind, const char *subject)
{
	int order = strcmp(rule->d.kind, kind);

	return order ? order : strcmp(rule->d.subject, subject);
}

/* The first rule that does not come before this subject. */
static size_t lower_bound(const struct rules *rules, const char *kind, const char *subject)
{
	size_t low = 0;
	size_t high = rules->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare(&rules->at[middle], kind, subject) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct rule *rule_find(const struct rules *rules, enum decision_kind kind,
			     const char *subject, enum rule_which which,
			     const struct product *product)
{
	const char *name = decision_kind_names[kind];

	for (size_t i = lower_bound(rules, name, subject);
	     i < rules->n && !compare(&rules->at[i], name, subject); i++) {
		const struct rule *rule = &rules->at[i];
		const bool is_always = str_empty(rule->d.applies_if);

		if (is_always == (which == RULE_ALWAYS) && !rule->is_broken &&
		    (is_always || rule_condition_holds(&rule->condition, product)))
			return rule;
	}
	return NULL;
}

/* They have no conditions: for every product the same one counts. */
static void find_sources(struct rules *rules)
{
	static const struct product any;

	for (enum offer_field f = 0; f < OFFER_FIELDS; f++) {
		const struct rule *rule =
		    rule_find(rules, DECISION_OFFER, offer_field_def(f)->name, RULE_ALWAYS, &any);
		if (rule && rule->d.value && offer_field_takes(f, &rule->source))
			rules->offer.of[f] = &rule->source;
	}
	offer_sources_mark(&rules->offer);
}

void rules_make(void *mem, struct decision *decisions, size_t n, uint64_t account_id,
		struct rules *out)
{
	*out = (struct rules){.at = mem_array(mem, struct rule, n + 1)};
	for (size_t i = 0; i < n; i++) {
		struct rule *rule = &out->at[out->n];

		if (decisions[i].account_id && decisions[i].account_id != account_id)
			continue;
		*rule = (struct rule){.d = decisions[i]};
		prepare(mem, rule);
		out->n++;
	}
	find_sources(out);
}

enum rc rules_load(struct db *db, void *mem, const char *environment, uint64_t account_id,
		   struct rules *out, struct err *e)
{
	struct decision *decisions;
	size_t n;

	if (!decisions_live(db, mem, environment, &decisions, &n, e))
		rules_make(mem, decisions, n, account_id, out);
	return e->rc;
}
