#ifndef ORDERS_ORDER_FACTS_H
#define ORDERS_ORDER_FACTS_H

/* One name and value of a card; nothing when the value is empty. */

#include "web/template.h"

/* section is T_FACT or T_PAYFACT. */
void order_fact(struct tpl *t, const char *section, const char *name, const char *value);

/* With a button that copies the value. */
void order_fact_copy(struct tpl *t, const char *section, const char *name, const char *value);

#endif
