/* The areas of panel.fcgi; the URLs of each stand in its folder. */
#include "areas.h"
#include "panel.h"

/* A page of a name before one of an id: /orders/certificate before /orders/:id. */
static const struct routes *const areas[] = {
    &today_routes,	&days_routes,	 &orders_routes,  &outbox_routes,    &status_routes,
    &accounts_routes,	&users_routes,	 &audit_routes,	  &retention_routes, &common_routes,
    &offers_routes,	&plans_routes,	 &ratings_routes, &terms_routes,     &products_routes,
    &categories_routes, &mapping_routes, &pricing_routes, &stock_routes,
};

const struct route_table panel_routes = ROUTE_TABLE(areas);
