/*
 * kram-watch: the watchman that needs no database. Once a minute, by a line of cron of its own, it
 * looks whether the database and the panel answer and whether send-alarms is alive, and mails when
 * not (guard.h has the rules). It remembers what it told in a file of its own.
 *
 * Exit codes: 0 looked, whatever it saw; 64 wrong options; 74 it cannot remember, and therefore
 * tells nobody but standard error; 75 a mail could not be sent, it will be tried again; 78
 * configuration. Silent when all is well.
 */
#include "domain/health/guard.h"
#include "db/schema.h"
#include "domain/health/health.h"
#include "domain/health/watch.h"
#include "net/http.h"
#include "net/mail.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sys/file.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/beat.h"
#include "base/host.h"
#include "base/i18n.h"
#include "base/keep.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/process.h"
#include "base/str.h"

enum {
	LOCK_MODE = 0600,
	READYZ_S = 10,
	HTTP_FORBIDDEN = 403,
	LATE_MAX = 2000,
	LIFE_S = 150, /* every wait inside has its own limit; this ends what still hangs */
};

struct guard {
	void *mem;
	const struct conf *conf;
	struct guard_look looks[GUARD_COUNT];
	int64_t now;
};

/* ---- Looking -----------------------------------------------------------------------------------
 */

static void look_at_database(struct guard *g)
{
	struct guard_look *look = &g->looks[GUARD_DATABASE];
	struct err e = {0};
	struct db *db;

	look->sign = GUARD_WELL;
	if (!db_open(g->mem, g->conf, DB_ROLE_JOBS, &db, &e) && !schema_check(db, &e))
		return;
	look->sign = GUARD_BAD;
	look->why = mem_strdup(g->mem, e.msg);
}

/* Minutes without a sign of each job that is late. */
static const char *late_jobs(struct guard *g)
{
	struct str s;

	str_init(&s, g->mem, LATE_MAX);
	for (const struct watch_job *job = watch_jobs; job->id; job++) {
		int64_t at = beat_last(g->conf, job->id);
		if (at != TIME_NONE && g->now - at > GUARD_SILENT_MS)
			str_addf(&s, _("%s: last seen %s minutes ago."), job->id,
				 mem_printf(g->mem, "%" PRId64, (g->now - at) / TIME_MINUTE_MS));
		if (at == TIME_NONE)
			str_addf(&s, _("%s: never started."), job->id);
		if (at == TIME_NONE || g->now - at > GUARD_SILENT_MS)
			str_add(&s, "\n");
	}
	return s.text;
}

/* Jobs cannot run without a database: then that alone is told. */
static void look_at_jobs(struct guard *g)
{
	int64_t at = beat_last(g->conf, WATCH_SELF);
	struct guard_look *look = &g->looks[GUARD_JOBS];

	if (g->looks[GUARD_DATABASE].sign != GUARD_WELL)
		return;
	look->sign = at != TIME_NONE && g->now - at <= GUARD_SILENT_MS ? GUARD_WELL : GUARD_BAD;
	if (look->sign == GUARD_BAD)
		look->why = late_jobs(g);
}

/* The panel answers when it says itself what is wrong: that is told elsewhere. */
static bool is_panel(const struct http_response *r)
{
	return r->status == 200 || (r->status == 503 && str_starts(r->body, HEALTH_NOT_READY));
}

/* Here first, where nginx lets /readyz be asked; where no nginx is, at the address of everybody. */
static enum rc ask_panel(struct guard *g, struct http_response *out, struct err *e)
{
	struct http_opts opts = {
	    .ca_bundle = g->conf->ca_bundle, .user_agent = "kram-watch", .at_home = true};
	const struct http_request ask = {
	    .base = g->conf->base_url, .path = "/readyz", .timeout_s = READYZ_S, .max_bytes = 4096};
	struct http *http;

	if (!http_open(g->mem, &opts, &http, e) && !http_perform(http, g->mem, &ask, out, e))
		return RC_OK;
	if (!str_eq(e->code, "connect"))
		return e->rc;
	err_clear(e);
	opts.at_home = false;
	return http_open(g->mem, &opts, &http, e) ? e->rc
						  : http_perform(http, g->mem, &ask, out, e);
}

static void look_at_panel(struct guard *g)
{
	struct guard_look *look = &g->looks[GUARD_PANEL];
	struct http_response answer = {0};
	struct err e = {0};

	if (http_check_base(g->conf->base_url, &e))
		return; /* plain http in a local network: our client does not speak it */
	look->sign = GUARD_BAD;
	if (ask_panel(g, &answer, &e)) {
		look->why = mem_strdup(g->mem, e.msg);
		return;
	}
	g->looks[GUARD_DOOR].sign = GUARD_WELL;
	if (is_panel(&answer)) {
		look->sign = GUARD_WELL;
		return;
	}
	look->why = mem_printf(g->mem, "GET %s/readyz: %d", g->conf->base_url, answer.status);
	if (answer.status != HTTP_FORBIDDEN)
		return;
	g->looks[GUARD_DOOR] = (struct guard_look){GUARD_BAD, look->why};
	look->sign = GUARD_UNSEEN;
}

/* As long as send-alarms runs, the disk is its business. */
static void look_at_disk(struct guard *g)
{
	struct guard_look *look = &g->looks[GUARD_DISK];
	int64_t percent = host_disk_free_percent(g->conf->state_dir);

	if (percent < 0)
		return;
	if (percent >= WATCH_DISK_CALM_PERCENT)
		look->sign = GUARD_WELL;
	else if (percent < WATCH_DISK_PERCENT && g->looks[GUARD_JOBS].sign != GUARD_WELL)
		look->sign = GUARD_BAD;
	look->why = mem_printf(g->mem, "%s: %" PRId64 " %%", g->conf->state_dir, percent);
}

/* ---- Telling -----------------------------------------------------------------------------------
 */

static enum rc tell(struct guard *g, const struct guard_state *s, const struct guard_news *news,
		    struct err *e)
{
	const struct http_request page = {.base = g->conf->base_url, .path = "/status"};
	char host[HOST_NAME_SIZE];
	struct err ignored = {0};
	struct mail_route route;
	char *url = NULL;
	char id[37];

	host_name(host);
	str_uuid(id);
	if (http_url(g->mem, &page, &url, &ignored))
		url = NULL;
	const struct alarm_mail_opts opts = {.actor = mem_printf(g->mem, "kram-watch@%s", host),
					     .status_url = str_or(url, g->conf->base_url)};
	struct alarm_message message = guard_message(g->mem, s, news, g->looks, &opts);
	const struct mail_message m = {id, message.subject, message.body, g->now};
	if (mail_route(g->mem, g->conf, &route, e))
		return e->rc;
	return route.transport == MAIL_OFF ? RC_OK : mail_send(&route, &m, e);
}

static int remember(const struct guard *g, const char *path, const struct guard_state *s)
{
	struct err e = {0};

	if (!keep_write(path, guard_write(g->mem, s), &e))
		return EX_OK;
	log_err(LOG_LEVEL_ERROR, &e, "kram-watch cannot remember, so it tells nobody else");
	return EX_IOERR;
}

/* A mail nobody knows the fate of keeps its try: it is made once more, not for ever. */
static int tell_news(struct guard *g, const char *path, struct guard_state *s,
		     const struct guard_news *news)
{
	struct err e = {0};

	if (remember(g, path, s))
		return EX_IOERR;
	enum rc rc = tell(g, s, news, &e);
	if (!rc)
		guard_told(s, news);
	else if (!str_eq(e.code, MAIL_UNKNOWN))
		guard_not_told(s, news);
	if (rc)
		log_err(LOG_LEVEL_ERROR, &e, "telling by mail");
	return remember(g, path, s) ? EX_IOERR : rc ? EX_TEMPFAIL : EX_OK;
}

/* ---- One look ----------------------------------------------------------------------------------
 */

static int look_and_tell(struct guard *g)
{
	const char *path = conf_state_path(g->mem, g->conf, "kram-watch.state");
	struct guard_state s = {0};
	struct err e = {0};
	char *text;
	enum rc rc = keep_read(g->mem, path, &text, &e);

	if (rc && rc != RC_NOT_FOUND)
		log_err(LOG_LEVEL_ERROR, &e, "kram-watch has forgotten what it told");
	if (!rc)
		guard_parse(text, &s);
	look_at_database(g);
	look_at_jobs(g);
	look_at_panel(g);
	look_at_disk(g);
	const char *before = guard_write(g->mem, &s);
	struct guard_news news = guard_judge(&s, g->looks, g->now);
	if (news.any)
		return tell_news(g, path, &s, &news);
	return str_eq(before, guard_write(g->mem, &s)) ? EX_OK : remember(g, path, &s);
}

/* One at a time: a look that waits for a slow server may last into the next minute. */
static bool is_alone(struct guard *g)
{
	int fd = open(conf_state_path(g->mem, g->conf, "kram-watch.lock"),
		      O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, LOCK_MODE);

	return fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0;
}

static int start(struct guard *g, const char *config)
{
	struct err e = {0};
	struct conf *conf;

	if (i18n_self_test(&e) || conf_load(g->mem, config, &conf, &e) ||
	    conf_state_check(conf, &e)) {
		log_err(LOG_LEVEL_ERROR, &e, "cannot start");
		return EX_CONFIG;
	}
	g->conf = conf;
	g->now = time_now_ms();
	if (!is_alone(g))
		return EX_OK;
	alarm_mail_speak(conf);
	int code = look_and_tell(g);
	if (beat_touch(conf, WATCH_GUARD, &e))
		log_err(LOG_LEVEL_ERROR, &e, "heartbeat");
	return code;
}

int main(int argc, char **argv)
{
	struct guard g = {0};
	bool has_config = argc == 3 && str_eq(argv[1], "-c");

	log_init("kram-watch", LOG_LEVEL_WARN);
	if (argc != 1 && !has_config) {
		log_error("usage: kram-watch [-c FILE]");
		return EX_USAGE;
	}
	(void)alarm(LIFE_S);
	process_init();
	g.mem = mem_context(NULL, "kram-watch");
	int code = start(&g, has_config ? argv[2] : NULL);
	mem_free(g.mem);
	db_end();
	return code;
}
