#ifndef WEB_SERVER_H
#define WEB_SERVER_H

/*
 * The main of a FastCGI program.
 *
 *	int main(int argc, char **argv) { return web_main(&panel, argc, argv); }
 *
 * Options: -c FILE (configuration), --routes (print the route table and leave),
 * --check-confinement (try what must be forbidden and leave). Starts in this order:
 * configuration, log, languages, templates, database with schema check, the product's start
 * hook, confinement; then answers requests one at a time until SIGTERM or WEB_REQUESTS_MAX.
 */

#include <stddef.h>

#include "base/conf.h"
#include "base/err.h"
#include "db/db.h"
#include "web/confine.h"
#include "web/request.h"
#include "web/route.h"
#include "web/template.h"

enum {
	WEB_REQUESTS_MAX = 50000, /* a worker leaves then: what leaks, leaks at most this long */
	WEB_DEADLINE_S = 30,	  /* a request that takes longer ends the worker */
};

struct web_def {
	const char *name; /* "panel": in the log */
	const struct route_table *routes;
	enum db_role db_role;
	enum confine_network network;
	int deadline_s;		  /* 0: WEB_DEADLINE_S */
	const char *login_path;	  /* where an anonymous browser is sent */
	const char *confirm_path; /* where a ROUTE_FRESH asks for the password again */
	/* Make what handlers need beyond the toolkit (keys, HTTP client); may be NULL. */
	enum rc (*start)(struct web *web, void **app, struct err *e);
	/* Fill the layout of a page: navigation, banners; may be NULL. */
	void (*decorate)(struct request *rq, struct tpl *layout);
};

/* The process. */
struct web {
	const struct web_def *def;
	const struct conf *conf;
	struct db *db;
	struct templates *templates;
	void *app; /* what start() made */
};

int web_main(const struct web_def *def, int argc, char **argv);

#endif
