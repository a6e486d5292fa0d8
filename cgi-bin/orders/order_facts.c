/* One name and value of a card. */
#include "orders/order_facts.h"

#include "base/str.h"
#include "tpl/orders/show.h"

static struct tpl *add(struct tpl *t, const char *section, const char *name, const char *value)
{
	if (str_empty(value))
		return NULL;
	t = tpl_add(t, section);
	tpl_set(t, T_FACT_NAME, name);
	tpl_set(t, T_FACT_VALUE, value);
	return t;
}

void order_fact(struct tpl *t, const char *section, const char *name, const char *value)
{
	(void)add(t, section, name, value);
}

void order_fact_copy(struct tpl *t, const char *section, const char *name, const char *value)
{
	struct tpl *fact = add(t, section, name, value);

	if (fact)
		tpl_show(fact, T_IF_COPY);
}
