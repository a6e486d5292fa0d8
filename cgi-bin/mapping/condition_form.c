/* From the fields of a form to a condition. */
#include "mapping/condition_form.h"

#include "base/mem.h"
#include "base/money.h"
#include "base/str.h"
#include "domain/mapping/rule_condition.h"

const char *const condition_whens[] = {"name", "brand", "attribute", "price", NULL};

/* An amount in minor units; "" for none, NULL: it is no amount. */
static const char *minor_text(struct request *rq, const char *name)
{
	char *text = mem_strdup(rq, form_text(rq->form, name));
	struct money m;
	struct err e = {0};

	for (char *p = text; *p; p++)
		*p = *p == ',' ? '.' : *p;
	if (str_empty(text))
		return "";
	if (!money_parse(text, "PLN", &m, &e))
		return mem_printf(rq, "%lld", (long long)m.minor);
	err_clear(&e);
	return NULL;
}

const char *condition_posted(struct request *rq)
{
	const char *when = form_text(rq->form, "when");
	const char *text = form_text(rq->form, "text");
	struct rule_condition c;

	if (str_empty(when))
		return "";
	const char *out = mem_printf(rq, "%s\t%s", when, text);
	if (str_eq(when, "attribute"))
		out = mem_printf(rq, "%s\t%s\t%s", when, form_text(rq->form, "name"), text);
	if (str_eq(when, "price")) {
		const char *from = minor_text(rq, "from");
		const char *to = minor_text(rq, "to");
		if (!from || !to)
			return NULL;
		out = mem_printf(rq, "%s\t%s\t%s\tPLN", when, from, to);
	}
	return rule_condition_parse(rq, out, &c) ? out : NULL;
}
