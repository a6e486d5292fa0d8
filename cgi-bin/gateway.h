#ifndef GATEWAY_H
#define GATEWAY_H

/* Handlers of gateway.fcgi; the table that ties them to URLs is gateway_routes.c. */

#include "web/route.h"
#include "web/server.h"

extern const struct route_table gateway_routes;

/* Key and HTTP client, before the worker is confined: req_app(). */
enum rc gateway_start(struct web *web, void **app, struct err *e);

/* The database gets what only the journal of this host has. */
enum rc gateway_connected(struct web *web, struct err *e);

/* layout_view.c: navigation and banners around every page. */
void layout_decorate(struct request *rq, struct tpl *layout);

/* health.c */
enum rc pg_healthz(struct request *rq, struct err *e);

#endif
