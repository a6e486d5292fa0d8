/* Translation first, then what the text plainly is. */
#include "domain/mapping/value_read.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/quantity.h"

#include <string.h>

const char *value_subject(void *owner, const struct category_param *param, const struct said *said)
{
	const char *subject =
	    mem_printf(owner, "%s\t%s\t%s", param->id, text_fold(owner, said->source),
		       text_fold(owner, mem_printf(owner, "%s %s", said->text, said->unit)));

	return strlen(subject) > DECISION_SUBJECT_MAX ? NULL : subject;
}

static enum value_read read_word(void *owner, const struct category_param *param,
				 const struct said *said, struct param_answer *answer)
{
	const char *folded = text_fold(owner, said->text);
	const struct param_value *found = NULL;

	for (size_t i = 0; i < param->n_values; i++) {
		if (!str_eq(text_fold(owner, param->values[i].value), folded))
			continue;
		if (found)
			return VALUE_OPEN; /* two that differ by an accent */
		found = &param->values[i];
	}
	if (!found)
		return VALUE_OPEN;
	*answer = param_answer_of_id(owner, param->id, found->id);
	return VALUE_READ;
}

enum value_read value_read(void *owner, const struct category_param *param, const struct said *said,
			   const struct rules *rules, struct param_answer *answer)
{
	const enum param_kind kind = param_kind(param->type);
	const char *subject = value_subject(owner, param, said);
	const struct product nothing = product_unknown();
	const struct rule *rule =
	    subject ? rule_find(rules, DECISION_VALUE, subject, RULE_ALWAYS, &nothing) : NULL;

	if (rule && !rule->d.value)
		return VALUE_NONE;
	if (rule)
		return param_answer_parse(owner, param->id, rule->d.value, answer) ? VALUE_READ
										   : VALUE_OPEN;
	if (kind == PARAM_DICTIONARY)
		return read_word(owner, param, said, answer);
	if (kind == PARAM_INTEGER || kind == PARAM_FLOAT)
		return quantity_answer(owner, param, said->text, said->unit, DECIMAL_UNKNOWN,
				       answer)
			   ? VALUE_OPEN
			   : VALUE_READ;
	if (kind != PARAM_STRING)
		return VALUE_OPEN;
	*answer = param_answer_of_text(owner, param->id, said->text);
	return VALUE_READ;
}
