#ifndef PANEL_H
#define PANEL_H

/* panel.fcgi as its parts know it. */

#include "domain/users/user.h"
#include "web/route.h"
#include "web/server.h"

extern const struct route_table panel_routes;

/* What handlers need beyond the request: req_app(). */
struct panel {
	struct hash_slots *slots;
};

enum rc panel_start(struct web *web, void **app, struct err *e);
struct panel *panel_of(const struct request *rq);

#endif
