/* Conditions in words. */
#include "mapping/condition_words.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/label.h"
#include "domain/mapping/rule_condition.h"
#include "tpl/mapping/_condition.h"

#include <string.h>

const char *words_with(const struct fmt *f, const char *message, const char *name)
{
	const char *at = strstr(message, "%s");

	if (!at)
		return message;
	return mem_printf(f->mem, "%.*s%s%s", (int)(at - message), message, name, at + 2);
}

static const char *price_words(const struct fmt *f, const struct rule_condition *c)
{
	struct money from = {c->from, ""};
	struct money to = {c->to, ""};

	memcpy(from.currency, c->currency, sizeof(from.currency));
	memcpy(to.currency, c->currency, sizeof(to.currency));
	if (c->from == INT64_MIN)
		return mem_printf(f->mem, _("the price is at most %s"), fmt_money(f, to));
	if (c->to == INT64_MAX)
		return mem_printf(f->mem, _("the price is at least %s"), fmt_money(f, from));
	return mem_printf(f->mem, _("the price is %s to %s"), fmt_money(f, from), fmt_money(f, to));
}

const char *condition_words(const struct fmt *f, const char *applies_if)
{
	struct rule_condition c;

	if (!rule_condition_parse(f->mem, applies_if, &c))
		return applies_if;
	switch (c.kind) {
	case CONDITION_NAME:
		return mem_printf(f->mem, _("the name contains \"%s\""), c.text);
	case CONDITION_BRAND:
		return mem_printf(f->mem, _("the brand is \"%s\""), c.text);
	case CONDITION_ATTRIBUTE:
		return mem_printf(f->mem, _("\"%s\" is \"%s\""), c.name, c.text);
	case CONDITION_PRICE:
		return price_words(f, &c);
	default:
		return _("always");
	}
}

static const struct label whens[] = {
    {"name", N_("the name contains"), "", ""},
    {"brand", N_("the brand is"), "", ""},
    {"attribute", N_("the attribute says"), "", ""},
    {"price", N_("the price is between"), "", ""},
    {0},
};

void condition_fill(struct tpl *t, const char *marker, const struct form *posted)
{
	struct tpl *part = tpl_include(t, marker, TPL_MAPPING__CONDITION);
	const char *when = posted ? form_text(posted, "when") : "";

	for (const struct label *l = whens; l->word; l++) {
		struct tpl *option = tpl_add(part, T_WHEN);
		tpl_set(option, T_WHEN_VALUE, l->word);
		tpl_set(option, T_WHEN_TEXT, _(l->text));
		if (str_eq(l->word, when))
			tpl_show(option, T_WHEN_CHOSEN);
	}
	if (str_empty(when))
		return;
	tpl_show(part, T_CONDITION_OPEN);
	tpl_set(part, T_CONDITION_NAME, form_text(posted, "name"));
	tpl_set(part, T_CONDITION_TEXT, form_text(posted, "text"));
	tpl_set(part, T_CONDITION_FROM, form_text(posted, "from"));
	tpl_set(part, T_CONDITION_TO, form_text(posted, "to"));
}
