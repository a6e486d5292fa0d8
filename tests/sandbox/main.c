/*
 * kram-sandbox: Allegro rebuilt for rehearsal, demonstration and tests. Listens on 127.0.0.1 only.
 */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/process.h"
#include "base/str.h"
#include "base/time.h"

#include "control/effects.h"
#include "server/exchange_log.h"
#include "faults/faults.h"
#include "server/http.h"
#include "world/life.h"
#include "oauth/oauth.h"
#include "offers/offer.h"
#include "server/page.h"
#include "ratings/rating.h"
#include "sandbox.h"
#include "world/seed.h"
#include "world/world.h"

#ifndef SANDBOX_PAGES_DIR
#define SANDBOX_PAGES_DIR "tests/sandbox/pages"
#endif

enum { URIS_GIVEN_MAX = 16 };

struct options {
	int64_t port;
	int64_t seed;
	int64_t orders_per_minute;
	int64_t lines;
	int64_t ratings;
	int64_t categories;
	int64_t offers;
	int64_t now_ms;
	struct seed_options history;
	struct oauth_options oauth;
	const char *port_file;
	const char *exchanges;
	const char *pages;
	const char *uris[URIS_GIVEN_MAX];
};

static volatile sig_atomic_t stop;

static void on_signal(int number)
{
	(void)number;
	stop = 1;
}

static const char usage[] =
    "kram-sandbox [options]\n"
    "  --port N               port on 127.0.0.1; 0 (default) takes a free one\n"
    "  --port-file FILE       write the port there once it serves\n"
    "  --seed N               same seed, same world (default 1)\n"
    "  --orders N             orders of the demonstration seller (default 120)\n"
    "  --days N               how far back they go (default 28)\n"
    "  --lines N              lines of every order (default: as in life)\n"
    "  --ratings N            ratings of orders that have arrived (default 0)\n"
    "  --categories N         nodes of the tree at least (default: some 300)\n"
    "  --offers N             of the demonstration seller (default 300); from the 301st on, of\n"
    "                         products of its shop, each on sale under its SKU\n"
    "  --orders-per-minute N  new purchases while it runs (default 0)\n"
    "  --now TIME             RFC 3339 time the world's clock starts from\n"
    "  --redirect-uri URL     registered for kram-code; may be repeated\n"
    "  --token-life SECONDS   of access tokens (default 43199)\n"
    "  --device-interval S    asked of devices between polls (default 5)\n"
    "  --code-life S          of authorization codes (default 10)\n"
    "  --refresh-grace S      an old refresh token works on (default 60)\n"
    "  --requests-per-minute N  then 429 until the minute has passed (default 0: no limit;\n"
    "                         Allegro: 9000)\n"
    "  --exchanges FILE       append every exchange as a JSON line\n"
    "  --pages DIR            where the pages are\n";

/* Options with a number: where it goes and what it may be. */
struct number_option {
	int64_t *to;
	int64_t min;
	int64_t max;
};

enum {
	OPT_NUMBER = 1000,
	OPT_PORT_FILE = 'f',
	OPT_NOW = 'n',
	OPT_URI = 'u',
	OPT_EXCHANGES = 'x',
	OPT_PAGES = 'p'
};

static const struct option names[] = {
    {"port", required_argument, NULL, OPT_NUMBER},
    {"seed", required_argument, NULL, OPT_NUMBER + 1},
    {"orders", required_argument, NULL, OPT_NUMBER + 2},
    {"days", required_argument, NULL, OPT_NUMBER + 3},
    {"lines", required_argument, NULL, OPT_NUMBER + 4},
    {"orders-per-minute", required_argument, NULL, OPT_NUMBER + 5},
    {"token-life", required_argument, NULL, OPT_NUMBER + 6},
    {"device-interval", required_argument, NULL, OPT_NUMBER + 7},
    {"code-life", required_argument, NULL, OPT_NUMBER + 8},
    {"refresh-grace", required_argument, NULL, OPT_NUMBER + 9},
    {"requests-per-minute", required_argument, NULL, OPT_NUMBER + 10},
    {"ratings", required_argument, NULL, OPT_NUMBER + 11},
    {"categories", required_argument, NULL, OPT_NUMBER + 12},
    {"offers", required_argument, NULL, OPT_NUMBER + 13},
    {"port-file", required_argument, NULL, OPT_PORT_FILE},
    {"now", required_argument, NULL, OPT_NOW},
    {"redirect-uri", required_argument, NULL, OPT_URI},
    {"exchanges", required_argument, NULL, OPT_EXCHANGES},
    {"pages", required_argument, NULL, OPT_PAGES},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static bool read_number(struct options *o, int which, const char *text)
{
	const struct number_option numbers[] = {
	    {&o->port, 0, 65535},
	    {&o->seed, 0, INT64_MAX},
	    {&o->history.orders, 0, 5000000},
	    {&o->history.days, 1, 3650},
	    {&o->lines, 0, 100},
	    {&o->orders_per_minute, 0, 60000},
	    {&o->oauth.token_life_s, 1, 43199},
	    {&o->oauth.device_interval_s, 0, 60},
	    {&o->oauth.code_life_s, 0, 3600},
	    {&o->oauth.refresh_grace_s, 0, 3600},
	    {&o->oauth.requests_per_minute, 0, 1000000},
	    {&o->ratings, 0, 100000},
	    {&o->categories, 0, 100000},
	    {&o->offers, 0, 1000000},
	};
	const struct number_option *n = &numbers[which - OPT_NUMBER];

	return str_to_i64(text, n->min, n->max, n->to);
}

static bool read_option(struct options *o, int option)
{
	switch (option) {
	case OPT_PORT_FILE:
		o->port_file = optarg;
		return true;
	case OPT_NOW:
		return time_parse_rfc3339(optarg, &o->now_ms);
	case OPT_URI:
		if (o->oauth.n_redirect_uris == URIS_GIVEN_MAX)
			return false;
		o->uris[o->oauth.n_redirect_uris++] = optarg;
		return true;
	case OPT_EXCHANGES:
		o->exchanges = optarg;
		return true;
	case OPT_PAGES:
		o->pages = optarg;
		return true;
	default:
		return option >= OPT_NUMBER && read_number(o, option, optarg);
	}
}

static void read_options(struct options *o, int argc, char **argv)
{
	int option;

	while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
		if (option == 'h') {
			(void)fputs(usage, stdout);
			exit(EX_OK);
		}
		if (option == '?' || !read_option(o, option)) {
			(void)fputs(usage, stderr);
			exit(EX_USAGE);
		}
	}
	if (optind < argc) {
		(void)fputs(usage, stderr);
		exit(EX_USAGE);
	}
	o->oauth.redirect_uris = o->uris;
	o->history.lines = (int)o->lines;
}

/* Written aside and renamed, so that whoever waits for the file never reads half a number. */
static bool write_port(void *mem, const char *path, uint16_t port)
{
	char *aside = mem_printf(mem, "%s.new", path);
	FILE *f = fopen(aside, "w");

	if (!f)
		return false;
	(void)fprintf(f, "%d\n", port);
	return fclose(f) == 0 && rename(aside, path) == 0;
}

static struct sandbox *build_sandbox(const struct options *o)
{
	struct sandbox *sb = mem_zero(NULL, struct sandbox);

	sb->pages_dir = o->pages;
	sb->n_categories = o->categories;
	sb->n_offers = o->offers;
	sb->noise.state = (uint64_t)time_now_ms() ^ (uint64_t)o->seed;
	sb->world = world_new(sb, (uint64_t)o->seed, o->now_ms);
	sb->world->html_note = str_or(page_file(sb, sb->pages_dir, "html-note.txt"), "");
	seed_world(sb->world, &o->history);
	ratings_seed(sb->world, o->ratings);
	offers_seed(sb, (size_t)o->offers);
	sb->oauth = oauth_new(sb, sb->world, &o->oauth);
	sb->effects = effects_new(sb);
	sb->faults = faults_new(sb);
	sb->life = life_new(sb, sb->world, o->orders_per_minute);
	if (!o->exchanges)
		return sb;
	sb->log = exchange_log_open(sb, o->exchanges);
	if (!sb->log)
		log_warn("cannot write exchanges to %s", o->exchanges);
	return sb;
}

static void catch_signals(sigset_t *while_waiting)
{
	struct sigaction act = {.sa_handler = on_signal};
	sigset_t block;

	(void)sigemptyset(&block);
	(void)sigaddset(&block, SIGTERM);
	(void)sigaddset(&block, SIGINT);
	(void)sigprocmask(SIG_BLOCK, &block, while_waiting);
	(void)sigaction(SIGTERM, &act, NULL);
	(void)sigaction(SIGINT, &act, NULL);
}

static int serve(struct sandbox *sb, const struct options *o)
{
	sigset_t while_waiting;

	catch_signals(&while_waiting);
	sb->http = http_start(sb, (uint16_t)o->port);
	if (!sb->http) {
		log_error("cannot listen on 127.0.0.1:%d", (int)o->port);
		return EX_OSERR;
	}
	if (o->port_file && !write_port(sb, o->port_file, http_port(sb->http))) {
		log_error("cannot write the port to %s", o->port_file);
		return EX_CANTCREAT;
	}
	log_info("sandbox: http://127.0.0.1:%d/sandbox, %zu orders", http_port(sb->http),
		 sb->world->sellers[0].by_arrival.n);
	while (!stop)
		http_serve(sb->http, life_step(sb->life), &while_waiting);
	http_stop(sb->http);
	return EX_OK;
}

int main(int argc, char **argv)
{
	struct options o = {.seed = 1,
			    .offers = OFFERS_DEMO,
			    .history = {.orders = 120, .days = 28},
			    .oauth = {.token_life_s = 43199,
				      .device_interval_s = 5,
				      .code_life_s = 10,
				      .refresh_grace_s = 60},
			    .pages = SANDBOX_PAGES_DIR};

	log_init("kram-sandbox", LOG_LEVEL_INFO);
	process_init();
	o.now_ms = time_now_ms();
	read_options(&o, argc, argv);
	struct sandbox *sb = build_sandbox(&o);
	int code = serve(sb, &o);
	mem_free(sb);
	return code;
}
