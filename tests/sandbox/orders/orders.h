#ifndef SANDBOX_ORDERS_ORDERS_H
#define SANDBOX_ORDERS_ORDERS_H

/* The resources of orders. */

#include "server/http.h"

extern const char *const orders_list_query[];

/* How many a page shows: what was asked for, unless the page is to be empty or short. */
int64_t orders_page_limit(const struct exchange *x, int64_t limit);

void orders_events(struct exchange *x);
void orders_event_stats(struct exchange *x);
void orders_list(struct exchange *x);
void orders_show(struct exchange *x);
void orders_set_fulfilment(struct exchange *x);

#endif
