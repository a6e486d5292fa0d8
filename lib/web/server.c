/* Start, serve, leave. */
#include "web/server.h"

#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/process.h"
#include "db/schema.h"
#include "web/dispatch.h"
#include "web/url.h"

enum { PROBE_TEXT_MAX = 4096 };

enum action { ACTION_SERVE, ACTION_ROUTES, ACTION_PROBE };

struct options {
	enum action action;
	const char *config;
};

static volatile sig_atomic_t stopping;

/* --- Start --------------------------------------------------------------------------------- */

static bool is_loopback(const char *origin)
{
	return str_starts(origin, "http://127.0.0.1") || str_starts(origin, "http://localhost") ||
	       str_starts(origin, "http://[::1]");
}

/* A session cookie must not cross a network in clear text. */
static enum rc check_base_url(const struct conf *conf, struct err *e)
{
	void *tmp = mem_context(NULL, "base-url");
	char *origin = url_origin(tmp, conf->base_url);
	bool whole = str_eq(origin, conf->base_url);
	bool safe = whole && (str_starts(origin, "https://") || is_loopback(origin));

	mem_free(tmp);
	if (safe)
		return RC_OK;
	return err_set(e, RC_INVALID,
		       "base-url must be https://HOST, or http://127.0.0.1:PORT for this machine "
		       "alone, without a slash at the end; it is %s",
		       conf->base_url);
}

enum rc web_database(struct web *web, struct err *e)
{
	if (db_ensure(web->db, e))
		return e->rc;
	uint64_t connection = db_connection(web->db);
	if (web->greeted == connection)
		return RC_OK;
	if (schema_check(web->db, e) || (web->def->connected && web->def->connected(web, e)))
		return e->rc;
	web->greeted = connection;
	return RC_OK;
}

bool web_database_is_known(const struct web *web)
{
	return web->greeted && web->greeted == db_connection(web->db);
}

/* Not there yet is no reason to leave: each request looks again. */
static void meet_database(struct web *web)
{
	struct err e = {0};

	if (web_database(web, &e))
		log_err(LOG_LEVEL_ERROR, &e, "answering 503 until the database can be used");
}

static enum rc start_confined(struct web *web, struct err *e)
{
	if (web->def->start && web->def->start(web, &web->app, e))
		return e->rc;
	return confine(web->def->network, e);
}

static enum rc start(struct web *web, const char *config, struct err *e)
{
	struct conf *conf;

	if (conf_load(web, config, &conf, e))
		return e->rc;
	web->conf = conf;
	log_init(web->def->name, conf->log_level);
	if (i18n_self_test(e) || check_base_url(conf, e) || routes_check(web->def->routes, e))
		return e->rc;
	if (templates_load(web, conf->templates_dir, &web->templates, e))
		return e->rc;
	if (web->def->network == CONFINE_UNIX_ONLY)
		db_init_local();
	web->db = db_new(web, conf, web->def->db_role);
	return start_confined(web, e);
}

/* --- Serve --------------------------------------------------------------------------------- */

/* The worker is replaced by its supervisor; nginx answers 502 for the one stuck request. */
static void on_deadline(int signal_number)
{
	static const char text[] = "level=error msg=\"request passed its deadline, leaving\"\n";

	(void)signal_number;
	(void)!write(STDERR_FILENO, text, sizeof(text) - 1);
	_exit(EX_TEMPFAIL);
}

static void on_stop(int signal_number)
{
	(void)signal_number;
	stopping = 1;
	listener_stop();
}

/* No SA_RESTART: a waiting accept must end. */
static void handle_signals(void)
{
	struct sigaction stop = {.sa_handler = on_stop};
	struct sigaction deadline = {.sa_handler = on_deadline};

	(void)sigaction(SIGTERM, &stop, NULL);
	(void)sigaction(SIGINT, &stop, NULL);
	(void)sigaction(SIGALRM, &deadline, NULL);
}

static enum rc serve_one(struct listener *l, struct web *web, struct err *e)
{
	struct request *rq;

	if (request_accept(l, web, &rq, e))
		return e->rc;
	(void)alarm((unsigned)(web->def->deadline_s ? web->def->deadline_s : WEB_DEADLINE_S));
	dispatch(rq);
	(void)alarm(0);
	request_end(rq);
	return RC_OK;
}

static enum rc serve(struct web *web, struct err *e)
{
	struct err end = {0};
	struct listener *l;

	if (listener_open(web, &l, e))
		return e->rc;
	handle_signals();
	meet_database(web);
	log_info("ready");
	for (int n = 0; n < WEB_REQUESTS_MAX && !stopping; n++) {
		if (serve_one(l, web, &end))
			break;
	}
	log_info("leaving");
	return RC_OK;
}

/* --- Main ---------------------------------------------------------------------------------- */

static bool parse_options(int argc, char **argv, struct options *o)
{
	static const struct option longs[] = {
	    {"config", required_argument, NULL, 'c'},
	    {"routes", no_argument, NULL, 'r'},
	    {"check-confinement", no_argument, NULL, 'p'},
	    {0},
	};
	int c;

	while ((c = getopt_long(argc, argv, "c:", longs, NULL)) != -1) {
		if (c == 'c')
			o->config = optarg;
		else if (c == 'r')
			o->action = ACTION_ROUTES;
		else if (c == 'p')
			o->action = ACTION_PROBE;
		else
			return false;
	}
	return optind == argc;
}

static int print(const char *text)
{
	size_t len = strlen(text);

	return write(STDOUT_FILENO, text, len) == (ssize_t)len ? EX_OK : EX_IOERR;
}

static int print_routes(const struct web_def *def)
{
	char *text = routes_text(NULL, def->routes);
	int status = print(text);

	mem_free(text);
	return status;
}

static int print_probe(struct web *web)
{
	struct str out;

	str_init(&out, web, PROBE_TEXT_MAX);
	int leaks = confine_probe(web->def->network, &out);
	int status = print(out.text);
	return leaks ? 1 : status;
}

static int run(struct web *web, const struct options *o)
{
	struct err e = {0};

	if (!start(web, o->config, &e)) {
		if (o->action == ACTION_PROBE)
			return print_probe(web);
		if (!serve(web, &e))
			return EX_OK;
	}
	log_err(LOG_LEVEL_ERROR, &e, "cannot start");
	return EX_CONFIG;
}

int web_main(const struct web_def *def, int argc, char **argv)
{
	struct options o = {0};

	log_init(def->name, LOG_LEVEL_INFO);
	if (!parse_options(argc, argv, &o))
		return EX_USAGE;
	if (o.action == ACTION_ROUTES)
		return print_routes(def);
	process_init();
	struct web *web = mem_zero(NULL, struct web);
	web->def = def;
	int status = run(web, &o);
	mem_free(web);
	db_end();
	return status;
}
