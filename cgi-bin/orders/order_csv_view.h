#ifndef ORDERS_ORDER_CSV_VIEW_H
#define ORDERS_ORDER_CSV_VIEW_H

/* Orders as a file for a spreadsheet: a row a line, the order beside each. Columns that are not for
 * the role of who asks are not there. */

#include "common/format.h"
#include "domain/orders/order.h"
#include "web/csv.h"

void order_csv_head(struct csv *csv, const struct fmt *f);
void order_csv_rows(struct csv *csv, const struct fmt *f, const struct order_detail *d);

#endif
