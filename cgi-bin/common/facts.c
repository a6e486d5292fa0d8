/* Names and values. */
#include "common/facts.h"

#include "base/str.h"
#include "tpl/layout/_fact.h"

static struct tpl *add(struct tpl *t, const char *marker, const char *name, const char *value)
{
	if (str_empty(value))
		return NULL;
	t = tpl_include(t, marker, TPL_LAYOUT__FACT);
	tpl_set(t, T_FACT_NAME, name);
	tpl_set(t, T_FACT_VALUE, value);
	return t;
}

void fact_add(struct tpl *t, const char *marker, const char *name, const char *value)
{
	(void)add(t, marker, name, value);
}

void fact_add_copy(struct tpl *t, const char *marker, const char *name, const char *value)
{
	struct tpl *fact = add(t, marker, name, value);

	if (fact)
		tpl_show(fact, T_IF_FACT_COPY);
}

void fact_add_hint(struct tpl *t, const char *marker, const char *name, const char *value,
		   const char *hint)
{
	struct tpl *fact = add(t, marker, name, value);

	if (fact)
		tpl_set_shown(fact, T_FACT_HINT, hint, T_IF_FACT_HINT);
}
