/* libmicrohttpd: connections in, exchanges to the dispatcher, answers out. */
#include "server/http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/time.h"

#include "server/dispatch.h"
#include "sandbox.h"

enum {
	STREAM_BLOCK = 256 * 1024,
	IDLE_TIMEOUT_S = 120,
	CONNECTIONS_MAX = 1000,
	DRIP_RATE = 100, /* bytes a second */
	DRIP_EVERY_MS = 100,
};

struct http {
	struct MHD_Daemon *daemon;
	struct sandbox *sb;
	struct exchange *waiting; /* suspended by a latency fault */
	uint16_t port;
};

static enum MHD_Result collect(void *cls, enum MHD_ValueKind kind, const char *name,
			       const char *value)
{
	struct pairs *p = cls;

	(void)kind;
	if (p->n < PAIRS_MAX)
		p->at[p->n++] = (struct pair){name, value ? value : ""};
	return MHD_YES;
}

static void add_headers(struct MHD_Response *r, const struct answer *a)
{
	if (a->media)
		(void)MHD_add_response_header(r, "Content-Type", a->media);
	for (size_t i = 0; i < a->headers.n; i++)
		(void)MHD_add_response_header(r, a->headers.at[i].name, a->headers.at[i].value);
}

static void suspend(struct http *h, struct exchange *x, int64_t ms)
{
	x->suspended = true;
	x->resume_at = mono_ms() + ms;
	x->next_waiting = h->waiting;
	h->waiting = x;
	MHD_suspend_connection(x->conn);
}

/* How much of the body goes out before the connection breaks. */
static size_t cut_at(const struct exchange *x)
{
	size_t len = x->answer.body.len;
	int64_t asked = x->plan[AT_WIRE].amount;

	return asked > 0 && (size_t)asked < len ? (size_t)asked : len / 2;
}

/* A part of the body, and then the connection breaks although the length promised more. */
static ssize_t cut_body(void *cls, uint64_t pos, char *buf, size_t max)
{
	const struct exchange *x = cls;
	size_t end = cut_at(x);

	if (pos >= end)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	size_t n = end - (size_t)pos < max ? end - (size_t)pos : max;
	memcpy(buf, x->answer.body.text + pos, n);
	return (ssize_t)n;
}

/* Some bytes, then nothing for a while: the connection is put aside until the next ones are due. */
static ssize_t drip_body(void *cls, uint64_t pos, char *buf, size_t max)
{
	struct exchange *x = cls;
	int64_t rate = x->plan[AT_WIRE].amount > 0 ? x->plan[AT_WIRE].amount : DRIP_RATE;
	size_t n = (size_t)(1 + rate * DRIP_EVERY_MS / TIME_SECOND_MS);
	size_t left = x->answer.body.len - (size_t)pos;

	if (!left)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (mono_ms() - x->dripped < DRIP_EVERY_MS) {
		suspend(x->sb->http, x, DRIP_EVERY_MS);
		return 0;
	}
	x->dripped = mono_ms();
	n = n < left ? n : left;
	n = n < max ? n : max;
	memcpy(buf, x->answer.body.text + pos, n);
	return (ssize_t)n;
}

static ssize_t stream_body(void *cls, uint64_t pos, char *buf, size_t max)
{
	const struct exchange *x = cls;
	ssize_t n = x->answer.stream(x->answer.stream_cls, pos, buf, max);

	return n ? n : MHD_CONTENT_READER_END_OF_STREAM;
}

static struct MHD_Response *make_response(struct exchange *x)
{
	struct answer *a = &x->answer;

	if (a->stream)
		return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK,
							 stream_body, x, NULL);
	if (x->plan[AT_WIRE].number == WIRE_TRUNCATE && a->body.len > 1)
		return MHD_create_response_from_callback(a->body.len, STREAM_BLOCK, cut_body, x,
							 NULL);
	if (x->plan[AT_WIRE].number == WIRE_DRIP)
		return MHD_create_response_from_callback(a->body.len, STREAM_BLOCK, drip_body, x,
							 NULL);
	return MHD_create_response_from_buffer(a->body.len, a->body.text, MHD_RESPMEM_PERSISTENT);
}

/* End the connection at once; reset: the peer gets RST instead of an orderly end. */
static enum MHD_Result drop(struct exchange *x, enum wire reset)
{
	const struct sockaddr nobody = {.sa_family = AF_UNSPEC};
	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(x->conn, MHD_CONNECTION_INFO_CONNECTION_FD);

	if (x->plan[AT_WIRE].number == (int)reset)
		(void)connect(info->connect_fd, &nobody, sizeof(nobody));
	return MHD_NO;
}

/* The Date header of another clock. */
static void add_date(struct MHD_Response *r, const struct exchange *x)
{
	time_t at = (time_t)(time_now_ms() / TIME_SECOND_MS + x->plan[AT_DATE].amount);
	char text[64];
	struct tm tm;

	if (!x->plan[AT_DATE].kind)
		return;
	(void)strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&at, &tm));
	(void)MHD_add_response_header(r, "Date", text);
}

static enum MHD_Result send_answer(struct exchange *x)
{
	enum wire wire = (enum wire)x->plan[AT_WIRE].number;

	if (wire == WIRE_DROP_AFTER || wire == WIRE_RESET_AFTER)
		return drop(x, WIRE_RESET_AFTER);
	struct MHD_Response *r = make_response(x);
	add_headers(r, &x->answer);
	add_date(r, x);
	enum MHD_Result sent = MHD_queue_response(x->conn, (unsigned)x->answer.status, r);
	MHD_destroy_response(r);
	return sent;
}

/* Everything has arrived: choose faults once, wait if one says so, then answer. */
static enum MHD_Result answer_now(struct http *h, struct exchange *x)
{
	if (!x->begun) {
		x->begun = true;
		dispatch_begin(x);
		if (x->plan[AT_LATENCY].amount > 0) {
			suspend(h, x, x->plan[AT_LATENCY].amount);
			return MHD_YES;
		}
	}
	enum wire wire = (enum wire)x->plan[AT_WIRE].number;
	if (wire == WIRE_DROP_BEFORE || wire == WIRE_RESET_BEFORE) {
		dispatch_dropped(x);
		return drop(x, WIRE_RESET_BEFORE);
	}
	dispatch_answer(x);
	return send_answer(x);
}

static enum MHD_Result on_access(void *cls, struct MHD_Connection *conn, const char *url,
				 const char *method, const char *version, const char *data,
				 size_t *size, void **req)
{
	struct exchange *x = *req;

	(void)version;
	if (!x->conn) {
		x->conn = conn;
		x->method = mem_strdup(x, method);
		x->path = mem_strdup(x, url);
		(void)MHD_get_connection_values(conn, MHD_GET_ARGUMENT_KIND, collect, &x->query);
		return MHD_YES;
	}
	if (*size) {
		x->body_too_long = x->body_too_long || x->body.len + *size > BODY_MAX;
		if (!x->body_too_long)
			str_add_bytes(&x->body, data, *size);
		*size = 0;
		return MHD_YES;
	}
	return answer_now(cls, x);
}

/* Called with the request line, before anything else of the request. */
static void *on_uri(void *cls, const char *uri, struct MHD_Connection *conn)
{
	struct http *h = cls;
	struct exchange *x = mem_zero(NULL, struct exchange);

	(void)conn;
	x->sb = h->sb;
	x->uri = mem_strdup(x, uri);
	str_init(&x->body, x, BODY_MAX);
	str_init(&x->answer.body, x, ANSWER_MAX);
	return x;
}

static void on_completed(void *cls, struct MHD_Connection *conn, void **req,
			 enum MHD_RequestTerminationCode how)
{
	struct http *h = cls;
	struct exchange *x = *req;

	(void)conn, (void)how;
	if (!x)
		return;
	for (struct exchange **p = &h->waiting; *p; p = &(*p)->next_waiting)
		if (*p == x) {
			*p = x->next_waiting;
			break;
		}
	mem_free(x);
	*req = NULL;
}

struct http *http_start(struct sandbox *sb, uint16_t port)
{
	struct http *h = mem_zero(sb, struct http);
	struct sockaddr_in addr = {.sin_family = AF_INET,
				   .sin_port = htons(port),
				   .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

	h->sb = sb;
	h->daemon = MHD_start_daemon(
	    MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, port, NULL, NULL,
	    on_access, h, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&addr,
	    MHD_OPTION_NOTIFY_COMPLETED, on_completed, h, MHD_OPTION_URI_LOG_CALLBACK, on_uri, h,
	    MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT,
	    (unsigned)IDLE_TIMEOUT_S, MHD_OPTION_END);
	if (!h->daemon)
		return NULL;
	h->port = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
	return h;
}

uint16_t http_port(const struct http *h)
{
	return h->port;
}

/* Wake the exchanges whose latency is over; returns how long until the next one is due. */
static int64_t resume_due(struct http *h, int64_t wait_ms)
{
	int64_t now = mono_ms();
	struct exchange **p = &h->waiting;

	while (*p) {
		struct exchange *x = *p;
		if (x->resume_at <= now) {
			*p = x->next_waiting;
			x->suspended = false;
			MHD_resume_connection(x->conn);
			wait_ms = 0;
			continue;
		}
		if (x->resume_at - now < wait_ms)
			wait_ms = x->resume_at - now;
		p = &x->next_waiting;
	}
	return wait_ms;
}

void http_serve(struct http *h, int64_t wait_ms, const void *mask)
{
	MHD_UNSIGNED_LONG_LONG own;
	int fd = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;

	wait_ms = resume_due(h, wait_ms);
	if (MHD_get_timeout(h->daemon, &own) == MHD_YES && (int64_t)own < wait_ms)
		wait_ms = (int64_t)own;
	struct pollfd p = {.fd = fd, .events = POLLIN};
	struct timespec ts = {.tv_sec = wait_ms / 1000, .tv_nsec = wait_ms % 1000 * 1000000};
	if (ppoll(&p, 1, &ts, mask) >= 0)
		(void)MHD_run(h->daemon);
}

void http_stop(struct http *h)
{
	while (h->waiting) {
		MHD_resume_connection(h->waiting->conn);
		h->waiting = h->waiting->next_waiting;
	}
	MHD_stop_daemon(h->daemon);
}
