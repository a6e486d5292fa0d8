/* Conditions of rules. */
#include "domain/mapping/rule_condition.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"

#include <string.h>

const char *const condition_names[CONDITIONS + 1] = {
    [CONDITION_ALWAYS] = "",	 [CONDITION_NAME] = "name",
    [CONDITION_BRAND] = "brand", [CONDITION_ATTRIBUTE] = "attribute",
    [CONDITION_PRICE] = "price",
};

static bool read_end(const char *text, int64_t open, int64_t *out)
{
	*out = open;
	return !*text || str_to_i64(text, 0, INT64_MAX, out);
}

static bool read_price(void *owner, const char *text, struct rule_condition *out)
{
	const bool is_fine = read_end(str_take(owner, &text, "\t\n"), INT64_MIN, &out->from) &&
			     read_end(str_take(owner, &text, "\t\n"), INT64_MAX, &out->to) &&
			     strlen(text) == sizeof(out->currency) - 1;

	if (is_fine)
		memcpy(out->currency, text, sizeof(out->currency));
	return is_fine && out->from <= out->to && (out->from != INT64_MIN || out->to != INT64_MAX);
}

bool rule_condition_parse(void *owner, const char *text, struct rule_condition *out)
{
	const char *word = str_take(owner, &text, "\t\n");

	*out = (struct rule_condition){0};
	while (out->kind < CONDITIONS && !str_eq(word, condition_names[out->kind]))
		out->kind++;
	if (out->kind == CONDITION_ALWAYS)
		return !*text;
	if (out->kind == CONDITIONS)
		return false;
	if (out->kind == CONDITION_PRICE)
		return read_price(owner, text, out);
	if (out->kind == CONDITION_ATTRIBUTE)
		out->name = text_fold(owner, str_take(owner, &text, "\t\n"));
	out->text = text_fold(owner, text);
	return *out->text && (!out->name || *out->name);
}

const char *product_attribute(void *owner, const struct product *p, const char *name,
			      const char **unit)
{
	const char *line = str_or(p->attributes, "");

	while (*line) {
		const char *next = line + strcspn(line, "\n");
		const char *rest = line;
		const char *has = text_fold(owner, str_take(owner, &rest, "\t\n"));
		if (str_eq(has, name)) {
			const char *value = rest < next ? str_take(owner, &rest, "\t\n") : "";
			*unit = rest < next ? str_take(owner, &rest, "\t\n") : "";
			return *value ? value : NULL;
		}
		line = next + (*next == '\n');
	}
	return NULL;
}

static bool is_between(const struct rule_condition *c, const struct money *price)
{
	return !money_is_none(*price) && str_eq(price->currency, c->currency) &&
	       price->minor >= c->from && price->minor <= c->to;
}

static bool says(void *mem, const struct rule_condition *c, const struct product *p)
{
	const char *unit;

	switch (c->kind) {
	case CONDITION_NAME:
		return p->name && strstr(text_fold(mem, p->name), c->text);
	case CONDITION_BRAND:
		return p->brand && str_eq(text_fold(mem, p->brand), c->text);
	case CONDITION_ATTRIBUTE: {
		const char *value = product_attribute(mem, p, c->name, &unit);
		return value && str_eq(text_fold(mem, value), c->text);
	}
	case CONDITION_PRICE:
		return is_between(c, &p->price);
	default:
		return c->kind == CONDITION_ALWAYS;
	}
}

bool rule_condition_holds(const struct rule_condition *c, const struct product *p)
{
	void *mem = mem_context(NULL, "condition");
	const bool holds = says(mem, c, p);

	mem_free(mem);
	return holds;
}
