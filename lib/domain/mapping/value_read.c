/* Translation first, then what the text plainly is. */
#include "domain/mapping/value_read.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/quantity.h"
#include "domain/mapping/unit.h"

#include <string.h>

const char *value_subject(void *owner, const struct category_param *param, const struct said *said)
{
	const char *subject =
	    mem_printf(owner, "%s\t%s\t%s", param->id, text_fold(owner, said->source),
		       text_fold(owner, mem_printf(owner, "%s %s", said->text, said->unit)));

	return strlen(subject) > DECISION_SUBJECT_MAX ? NULL : subject;
}

/* With its unit; one that measures nothing ("42 EU") may be left out. */
static struct value_match match_part(void *owner, const struct value_index *index,
				     const struct said *said, const char *part)
{
	struct value_match match;

	if (str_empty(said->unit))
		return value_match(index, said->state, part);
	match = value_match(index, said->state, mem_printf(owner, "%s %s", part, said->unit));
	if (match.found || unit_is_known(text_fold(owner, said->unit)))
		return match;
	return value_match(index, said->state, part);
}

/* Every value that it names, or none: half of a list would be a guess. */
static enum said_as read_words(void *owner, const struct value_index *index,
			       const struct category_param *param, const struct said *said,
			       struct param_answer *answer)
{
	struct param_answer read = {.param_id = param->id};
	const char **parts;
	const size_t n = value_parts(owner, index, said->text, &parts);

	for (size_t i = 0; i < n; i++) {
		const struct value_match match = match_part(owner, index, said, parts[i]);
		if (match.found != VALUE_EXACT && match.found != VALUE_ALIKE)
			return SAID_OPEN;
		if (!param_answer_has_id(&read, match.at[0]->id))
			param_answer_add_id(owner, &read, match.at[0]->id);
	}
	*answer = read;
	return n ? SAID_READ : SAID_OPEN;
}

/* Translations of the ids that the parameter had before count as well. */
static const struct rule *find_rule(void *owner, const struct category_param *param,
				    const struct said *said, const struct rules *rules)
{
	const struct product nothing = product_unknown();
	const struct rule *rule = NULL;

	for (size_t i = 0; i <= param->n_former_ids && !rule; i++) {
		const struct category_param named = {.id = i ? param->former_ids[i - 1].text
							     : param->id};
		const char *subject = value_subject(owner, &named, said);

		rule = subject ? rule_find(rules, DECISION_VALUE, subject, RULE_ALWAYS, &nothing)
			       : NULL;
	}
	return rule;
}

/* With the unit, where the parameter has none of its own. */
static const char *words_of(void *owner, const struct category_param *param,
			    const struct said *said)
{
	if (str_empty(said->unit) || param->unit)
		return said->text;
	return mem_printf(owner, "%s %s", said->text, said->unit);
}

enum said_as value_read(void *owner, const struct value_index *index,
			const struct category_param *param, const struct said *said,
			const struct rules *rules, struct param_answer *answer)
{
	const enum param_kind kind = param_kind(param->type);
	const struct rule *rule = find_rule(owner, param, said, rules);

	if (rule && !rule->d.value)
		return SAID_NOTHING;
	if (rule)
		return param_answer_parse(owner, param->id, rule->d.value, answer) ? SAID_READ
										   : SAID_OPEN;
	if (kind == PARAM_DICTIONARY)
		return index ? read_words(owner, index, param, said, answer) : SAID_OPEN;
	if (kind == PARAM_INTEGER || kind == PARAM_FLOAT)
		return quantity_answer(owner, param, said->text, said->unit, DECIMAL_UNKNOWN,
				       answer)
			   ? SAID_OPEN
			   : SAID_READ;
	if (kind != PARAM_STRING)
		return SAID_OPEN;
	*answer = param_answer_of_text(owner, param->id, words_of(owner, param, said));
	return SAID_READ;
}
