#ifndef TODAY_TODAY_CHART_H
#define TODAY_TODAY_CHART_H

/* The drawings of the first page: orders by hour and by day, each with its table. */

#include "common/format.h"
#include "domain/orders/order.h"

void today_chart_hours(struct tpl *t, const struct fmt *f, const struct order_overview *o);
void today_chart_days(struct tpl *t, const struct fmt *f, const struct order_overview *o);

#endif
