#ifndef GATEWAY_H
#define GATEWAY_H

/* gateway.fcgi as its parts know it. */

#include "web/route.h"
#include "web/server.h"

extern const struct route_table gateway_routes;

/* Key and HTTP client, before the worker is confined: req_app(). */
enum rc gateway_start(struct web *web, void **app, struct err *e);

/* The database gets what only the journal of this host has. */
enum rc gateway_connected(struct web *web, struct err *e);

#endif
