/*
 * fetch-pictures: fetches a small picture of each offer from Allegro's image host and keeps it, so
 * that the panel shows what a thing looks like without a browser asking anybody else. Account by
 * account; a picture that cannot be had is told on its row and asked for again later.
 */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "allegro/client.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "common/local_job.h"
#include "domain/pictures/picture_fetch.h"
#include "net/fetch.h"
#include "net/http.h"

enum {
	PICTURE_S = 20,	 /* one of a few kB at its slowest */
	OUTAGES_MAX = 5, /* one after the other: the way to the server is broken, not a picture */
};

#define SIMULATOR  "simulator"
#define USER_AGENT "Kram (pictures of offers)"

struct pass {
	struct turn *turn;
	const struct conf *conf;
	struct http *http; /* to the simulator; NULL: it is the real Allegro */
	struct allegro_env env;
	int outages;
};

static enum rc beat(void *arg, struct err *e)
{
	return job_beat_often(arg, e);
}

static bool is_allowed(const struct fetch_hop *hop, const void *arg)
{
	(void)arg;
	return str_eq(hop->scheme, "https") && hop->port == 443 &&
	       picture_host_is_allegros(hop->host);
}

/* ---- Its bytes --------------------------------------------------------------------------------
 */

static enum rc read_back(void *mem, int fd, size_t len, struct bytes *out, struct err *e)
{
	char *data = mem_array(mem, char, len + 1);
	const ssize_t n = pread(fd, data, len, 0);

	if (n != (ssize_t)len)
		return err_set(e, RC_IO, "reading a picture again: %s", strerror(errno));
	*out = (struct bytes){data, len};
	return RC_OK;
}

static enum rc from_allegro(const struct pass *p, void *mem, const struct picture_place *place,
			    struct bytes *out, struct err *e)
{
	struct job *job = round_job(p->turn);
	const int fd = memfd_create("picture", MFD_CLOEXEC);
	const struct fetch_request req = {
	    .url = place->address,
	    .ca_bundle = p->conf->ca_bundle,
	    .user_agent = USER_AGENT,
	    .fd = fd,
	    .max_bytes = PICTURE_BYTES_MAX,
	    .total_s = PICTURE_S,
	    .is_allowed = is_allowed,
	    .beat = beat,
	    .beat_arg = job,
	};
	struct fetched got;

	if (fd < 0)
		return err_set(e, RC_IO, "no room for a picture: %s", strerror(errno));
	if (!fetch_file(&req, &got, e))
		(void)read_back(mem, fd, (size_t)got.bytes, out, e);
	close(fd);
	return e->rc;
}

static enum rc answered(const struct http_response *a, struct bytes *out, struct err *e)
{
	*out = (struct bytes){a->body, a->len};
	if (a->status == 200 && a->len)
		return RC_OK;
	err_set(e, RC_REMOTE, "answered %d", a->status);
	err_code(e, a->status >= 500   ? FETCH_SERVER
		    : a->status == 404 ? FETCH_GONE
				       : FETCH_REFUSED);
	return e->rc;
}

/* The simulator has all hosts of Allegro at the addresses of the configuration. */
static enum rc from_simulator(const struct pass *p, void *mem, const struct picture_place *place,
			      struct bytes *out, struct err *e)
{
	const struct http_request req = {.base = p->env.upload_url,
					 .path = place->path,
					 .max_bytes = PICTURE_BYTES_MAX,
					 .timeout_s = PICTURE_S};
	struct http_response answer;

	return http_perform(p->http, mem, &req, &answer, e) ? e->rc : answered(&answer, out, e);
}

/* ---- One of them ------------------------------------------------------------------------------
 */

/* Would any other picture meet the same? */
static bool is_outage(const struct err *e)
{
	static const char *const words[] = {
	    FETCH_RESOLVE, FETCH_CONNECT, FETCH_TIMEOUT, FETCH_CERTIFICATE,
	    FETCH_SERVER,  FETCH_PRIVATE, NULL};

	return str_is_one_of(e->code, words);
}

static enum rc missed(struct pass *p, const struct picture_due *due, struct err *why, struct err *e)
{
	const bool outage = is_outage(why);

	if (why->rc == RC_STOPPED || why->rc == RC_CONFLICT || str_empty(why->code)) {
		*e = *why;
		return e->rc;
	}
	p->turn->counts.failed++;
	p->outages = outage ? p->outages + 1 : 0;
	if (picture_miss(p->turn, due, why->code, !outage, e))
		return e->rc;
	if (p->outages < OUTAGES_MAX)
		return RC_OK;
	*e = *why;
	return err_wrap(e, "pictures of offers");
}

static enum rc take_one(struct pass *p, void *mem, const struct picture_due *due, struct err *e)
{
	struct picture_content content;
	struct picture_place place;
	struct bytes bytes;
	struct err why = {0};

	if (!picture_place_read(mem, due->address, &place)) {
		err_set(&why, RC_INVALID, "no address of a picture");
		err_code(&why, FETCH_URL);
	} else if (!(p->http ? from_simulator(p, mem, &place, &bytes, &why)
			     : from_allegro(p, mem, &place, &bytes, &why)) &&
		   !picture_content_of(mem, bytes, &content)) {
		err_set(&why, RC_SHAPE, "no picture that a page may show");
		err_code(&why, PICTURE_NOT_ONE);
	}
	p->turn->counts.seen++;
	if (why.rc)
		return missed(p, due, &why, e);
	p->outages = 0;
	p->turn->counts.added++;
	return picture_keep(p->turn, due, &content, e);
}

static enum rc take_each(struct pass *p, const struct picture_due *due, size_t n, struct err *e)
{
	for (size_t i = 0; i < n && !e->rc; i++) {
		void *mem = mem_context(NULL, "picture");
		if (!job_beat_often(round_job(p->turn), e))
			(void)take_one(p, mem, &due[i], e);
		mem_free(mem);
	}
	return e->rc;
}

/* ---- A turn -----------------------------------------------------------------------------------
 */

static enum rc open_way(struct pass *p, void *mem, struct err *e)
{
	const struct http_opts opts = {
	    .ca_bundle = p->conf->ca_bundle, .user_agent = USER_AGENT, .stop = job_stop_flag()};

	if (!str_eq(p->turn->account->environment, SIMULATOR))
		return RC_OK;
	if (allegro_env_find(mem, p->conf, SIMULATOR, &p->env, e))
		return e->rc;
	return http_open(mem, &opts, &p->http, e);
}

static enum rc take(struct turn *turn, struct err *e)
{
	void *mem = mem_context(NULL, "pictures");
	struct pass pass = {.turn = turn, .conf = round_job(turn)->conf};
	struct picture_due *due;
	size_t n = 0;

	if (!pictures_look(turn, e) && !pictures_due(turn, mem, &due, &n, e) && n) {
		if (turn->dry)
			log_info("would fetch %zu pictures", n);
		else if (!open_way(&pass, mem, e))
			(void)take_each(&pass, due, n, e);
	}
	mem_free(mem);
	return e->rc;
}

int main(int argc, char **argv)
{
	static const struct local_job def =
	    LOCAL_JOB("fetch-pictures", account_is_connected, take, LOCAL_MINUTE_S);

	return local_job_main(&def, argc, argv);
}
