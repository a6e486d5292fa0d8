#ifndef WEB_SERVER_H
#define WEB_SERVER_H

/*
 * The main of a FastCGI program.
 *
 *	int main(int argc, char **argv) { return web_main(&panel, argc, argv); }
 *
 * Options: -c FILE (configuration), --routes (print the route table and leave),
 * --check-confinement (try what must be forbidden and leave). Starts in this order:
 * configuration, log, languages, templates, the product's start hook, confinement; then answers
 * requests one at a time until SIGTERM or WEB_REQUESTS_MAX. Standard input is the listening socket.
 *
 * It outlives its database: one that is not there yet, hangs or went away costs each request a
 * bounded wait and a 503, and is used again as soon as it answers.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
	const char *uploads;	  /* folder below state-dir of a ROUTE_UPLOAD; NULL: has none */
	const char *login_path;	  /* where an anonymous browser is sent */
	const char *confirm_path; /* where a ROUTE_FRESH asks for the password again */
	/* Make what handlers need beyond the toolkit (keys, HTTP client), without the database; may
	 * be NULL. */
	enum rc (*start)(struct web *web, void **app, struct err *e);
	/* What the product does first with each new connection to the database; may be NULL. */
	enum rc (*connected)(struct web *web, struct err *e);
	/* Fill the layout of a page: navigation, banners; may be NULL. */
	void (*decorate)(struct request *rq, struct tpl *layout);
};

/* The process. */
struct web {
	const struct web_def *def;
	const struct conf *conf;
	struct db *db;
	uint64_t greeted; /* db_connection() whose schema is right and that connected() saw */
	struct templates *templates;
	void *app; /* what start() made */
};

/* A connection that works, to a database of this schema; made anew when there is none. */
MUST_CHECK enum rc web_database(struct web *web, struct err *e);

/* Was the connection in use looked at? It may be gone all the same. */
bool web_database_is_known(const struct web *web);

int web_main(const struct web_def *def, int argc, char **argv);

#endif
