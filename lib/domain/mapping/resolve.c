/* The answer to a parameter: product, condition, category, default, catalogue, the same name. */
#include "domain/mapping/resolve.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/value_read.h"

#include <string.h>

struct asked {
	void *mem;
	const struct ready_subject *s;
	const struct rules *rules;
	struct ready_value *value;
	const struct value_index *index; /* of its dictionary; NULL: none */
};

static void take_text(struct asked *a, const struct said *said)
{
	struct ready_value *v = a->value;

	v->source = said->source;
	if (value_read(a->mem, a->index, v->param, said, a->rules, &v->answer) == SAID_OPEN)
		v->open = str_empty(said->unit)
			      ? said->text
			      : mem_printf(a->mem, "%s %s", said->text, said->unit);
}

/* Not known while the answers to others are still looked for. */
static const struct param_state *state_of(const struct asked *a)
{
	return a->value->state.is_visible ? &a->value->state : NULL;
}

static void take_field(struct asked *a, enum product_field field)
{
	/* Measures are kept in these; what else has a unit says it itself. */
	const char *unit =
	    field == PRODUCT_WEIGHT							   ? "g"
	    : field == PRODUCT_LENGTH || field == PRODUCT_WIDTH || field == PRODUCT_HEIGHT ? "mm"
											   : "";
	const char *text = product_field_text(a->mem, a->s->product, field);

	if (text)
		take_text(a, &(struct said){product_field_name(field), text, unit, state_of(a)});
}

static void take_attribute(struct asked *a, const char *name)
{
	const char *unit = "";
	const char *text = product_attribute(a->mem, a->s->product, text_fold(a->mem, name), &unit);

	if (text)
		take_text(a, &(struct said){name, text, unit, state_of(a)});
}

static void take_pattern(struct asked *a, const struct value_source *source)
{
	const char *text =
	    source->field == PRODUCT_DESCRIPTION ? a->s->product->description : a->s->product->name;
	const char *found =
	    text && source->pattern ? pattern_find(a->mem, source->pattern, text) : NULL;

	if (found)
		take_text(
		    a, &(struct said){product_field_name(source->field), found, "", state_of(a)});
}

static void take_card(struct asked *a)
{
	const struct param_answer *has =
	    param_answer_find(a->s->card.answers, a->s->card.n_answers, a->value->param->id);

	if (has)
		a->value->answer = *has;
}

static void take_source(struct asked *a, const struct value_source *source)
{
	switch (source->kind) {
	case SOURCE_FIXED:
		(void)param_answer_parse(a->mem, a->value->param->id, source->arg,
					 &a->value->answer);
		break;
	case SOURCE_ATTRIBUTE:
		take_attribute(a, source->arg);
		break;
	case SOURCE_PATTERN:
		take_pattern(a, source);
		break;
	case SOURCE_FIELD:
		take_field(a, source->field);
		break;
	case SOURCE_CATALOGUE:
		take_card(a);
		break;
	default:
		break; /* each product says it for itself */
	}
}

/* What every product has, where the category asks for it. */
static enum product_field field_of(const char *folded)
{
	static const struct {
		const char *name;
		enum product_field field;
	} fields[] = {
	    {"ean (gtin)", PRODUCT_EAN},
	    {"ean", PRODUCT_EAN},
	    {"marka", PRODUCT_BRAND},
	    {"producent", PRODUCT_BRAND},
	    {"kod producenta", PRODUCT_MPN},
	    {"waga produktu z opakowaniem jednostkowym", PRODUCT_WEIGHT},
	};

	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (str_eq(fields[i].name, folded))
			return fields[i].field;
	return PRODUCT_FIELDS;
}

static void take_same_name(struct asked *a)
{
	const char *folded = text_fold(a->mem, a->value->param->name);
	const enum product_field field = field_of(folded);

	take_attribute(a, a->value->param->name);
	if (!a->value->source && field != PRODUCT_FIELDS)
		take_field(a, field);
}

/* A rule that counts, even when what it names has no value: the next one is not asked. */
static bool take_rule(struct asked *a, const char *subject, enum rule_which which,
		      enum ready_origin origin)
{
	const struct rule *rule =
	    rule_find(a->rules, DECISION_PARAM, subject, which, a->s->product);

	if (!rule)
		return false;
	a->value->origin = origin;
	a->value->decision = &rule->d;
	if (rule->d.value)
		take_source(a, &rule->source);
	return true;
}

static bool take_own(struct asked *a, const char *id)
{
	const char *subject = mem_printf(a->mem, DECIDES_PARAM "\t%s", id);

	for (size_t i = 0; i < a->s->n_decided; i++) {
		const struct decision *d = &a->s->decided[i];

		if (!str_eq(d->subject, subject))
			continue;
		a->value->origin = FROM_PRODUCT;
		a->value->decision = d;
		if (d->value)
			(void)param_answer_parse(a->mem, a->value->param->id, d->value,
						 &a->value->answer);
		return true;
	}
	return false;
}

/* What people decided about the parameter under this id. */
static bool take_decided(struct asked *a, const char *category_id, const char *id)
{
	const char *here = mem_printf(a->mem, "%s\t%s", category_id, id);
	const char *everywhere = mem_printf(a->mem, "\t%s", id);

	return take_own(a, id) || take_rule(a, here, RULE_CONDITIONAL, FROM_CONDITION) ||
	       take_rule(a, everywhere, RULE_CONDITIONAL, FROM_CONDITION) ||
	       take_rule(a, here, RULE_ALWAYS, FROM_RULE) ||
	       take_rule(a, everywhere, RULE_ALWAYS, FROM_DEFAULT);
}

/* Under the id it has, then under those it had before. */
static bool take_known(struct asked *a, const char *category_id)
{
	const struct category_param *param = a->value->param;

	if (take_decided(a, category_id, param->id))
		return true;
	for (size_t i = 0; i < param->n_former_ids; i++)
		if (take_decided(a, category_id, param->former_ids[i].text))
			return true;
	return false;
}

static void take_answer(struct asked *a, const char *category_id)
{
	/* What the card says of the product goes with it, and cannot be said otherwise. */
	if (a->s->card.id && a->value->param->describes_product) {
		a->value->origin = FROM_CARD;
		take_card(a);
		return;
	}
	if (take_known(a, category_id))
		return;
	take_same_name(a);
	if (a->value->source)
		a->value->origin = FROM_SAME_NAME;
}

void resolve_value(void *mem, const struct ready_subject *s, const struct rules *rules,
		   const struct ready_category *category, size_t i, struct ready_value *value)
{
	struct asked a = {mem, s, rules, value, category->indexes ? category->indexes[i] : NULL};

	value->answer = (struct param_answer){.param_id = value->param->id};
	take_answer(&a, category->id);
	param_answer_renew(mem, value->param, &value->answer);
}
