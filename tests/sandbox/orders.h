#ifndef SANDBOX_ORDERS_H
#define SANDBOX_ORDERS_H

/* The resources of orders. */

#include "http.h"

extern const char *const orders_list_query[];

void orders_events(struct exchange *x);
void orders_event_stats(struct exchange *x);
void orders_list(struct exchange *x);
void orders_show(struct exchange *x);
void orders_set_fulfilment(struct exchange *x);

#endif
