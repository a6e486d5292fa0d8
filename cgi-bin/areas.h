#ifndef AREAS_H
#define AREAS_H

/*
 * The URLs of each area (AREA/AREA_routes.c) and who may ask for them. Default: login and, for a
 * POST, the CSRF token.
 */

#include "web/route.h"

extern const struct routes accounts_routes;
extern const struct routes audit_routes;
extern const struct routes categories_routes;
extern const struct routes common_routes;
extern const struct routes connect_routes;
extern const struct routes days_routes;
extern const struct routes mapping_routes;
extern const struct routes offers_routes;
extern const struct routes orders_routes;
extern const struct routes outbox_routes;
extern const struct routes pricing_routes;
extern const struct routes plans_routes;
extern const struct routes products_routes;
extern const struct routes ratings_routes;
extern const struct routes retention_routes;
extern const struct routes status_routes;
extern const struct routes stock_routes;
extern const struct routes terms_routes;
extern const struct routes today_routes;
extern const struct routes users_routes;

#endif
