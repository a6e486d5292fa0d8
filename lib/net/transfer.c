/*
 * One request: its options before, its answer or its error after. The handle returns to the
 * client's pool on every way out.
 */
#include "net/transfer.h"

#include "base/mem.h"
#include "base/time.h"
#include "net/easy.h"

enum {
	BODY_FIRST = 16 * 1024, /* a token answer fits, so that no copy of it is left behind */
};

struct transfer {
	struct http *h;
	struct http_exchange *x;
	void *owner; /* of the body */
	CURL *easy;
	struct curl_slist *headers;
	struct curl_slist *places; /* where to connect instead */
	size_t room;		   /* of the body */
	size_t header_bytes;	   /* seen so far */
	size_t header_lines;
	bool too_big;
	char detail[CURL_ERROR_SIZE];
};

static const char *const method_names[] = {
    [HTTP_GET] = "GET",	    [HTTP_POST] = "POST",     [HTTP_PUT] = "PUT",
    [HTTP_PATCH] = "PATCH", [HTTP_DELETE] = "DELETE",
};

/* What to do about a transfer that brought no answer, and the word people see. */
static const struct {
	CURLcode code;
	enum rc rc;
	const char *word;
	const char *text;
} causes[] = {
    {CURLE_COULDNT_RESOLVE_HOST, RC_RETRY, "resolve", "the name of the server cannot be resolved"},
    {CURLE_COULDNT_CONNECT, RC_RETRY, "connect", "the server does not accept connections"},
    {CURLE_OPERATION_TIMEDOUT, RC_RETRY, "timeout", "no answer in time"},
    {CURLE_PEER_FAILED_VERIFICATION, RC_RETRY, "certificate", "the certificate is not trusted"},
    {CURLE_SSL_CACERT_BADFILE, RC_IO, "certificate", "the file of certificates cannot be read"},
    {CURLE_SSL_CONNECT_ERROR, RC_RETRY, "certificate", "no secure connection"},
    {CURLE_GOT_NOTHING, RC_RETRY, "broken", "the server closed without an answer"},
    {CURLE_SEND_ERROR, RC_RETRY, "broken", "the connection broke while sending"},
    {CURLE_RECV_ERROR, RC_RETRY, "broken", "the connection broke while reading"},
    {CURLE_PARTIAL_FILE, RC_RETRY, "broken", "the answer ended early"},
    {CURLE_HTTP2, RC_RETRY, "broken", "the server broke the HTTP/2 connection"},
    {CURLE_HTTP2_STREAM, RC_RETRY, "broken", "the server broke the HTTP/2 stream"},
    {CURLE_BAD_CONTENT_ENCODING, RC_RETRY, "broken", "the answer cannot be unpacked"},
    {CURLE_WEIRD_SERVER_REPLY, RC_RETRY, "broken", "the answer is not HTTP"},
    {CURLE_UNSUPPORTED_PROTOCOL, RC_RETRY, "broken", "the answer is not HTTP"},
    {CURLE_URL_MALFORMAT, RC_INVALID, "url", "the address cannot be read"},
};

static size_t body_limit(const struct transfer *t)
{
	return t->x->req.max_bytes ? t->x->req.max_bytes : HTTP_BODY_MAX;
}

/* Called with decoded bytes, so the cap holds for a compressed bomb too. */
static size_t on_body(char *data, size_t size, size_t n, void *arg)
{
	struct transfer *t = arg;
	struct http_response *r = &t->x->resp;
	size_t len = size * n;

	if (len > body_limit(t) - r->len) {
		t->too_big = true;
		return 0;
	}
	while (r->len + len >= t->room) {
		t->room *= 2;
		r->body = mem_grow(t->owner, r->body, char, t->room);
	}
	memcpy(r->body + r->len, data, len);
	r->len += len;
	r->body[r->len] = '\0';
	return len;
}

static size_t on_header(char *data, size_t size, size_t n, void *arg)
{
	struct transfer *t = arg;
	(void)data;

	t->header_bytes += size * n;
	t->header_lines++;
	if (t->header_bytes <= HTTP_HEADERS_MAX && t->header_lines <= HTTP_HEADER_LINES_MAX)
		return size * n;
	t->too_big = true;
	return 0;
}

static int transfer_destroy(struct transfer *t)
{
	(void)curl_multi_remove_handle(t->h->multi, t->easy);
	curl_slist_free_all(t->headers);
	curl_slist_free_all(t->places);
	curl_easy_reset(t->easy);
	if (t->h->n_idle < COUNT_OF(t->h->idle))
		t->h->idle[t->h->n_idle++] = t->easy;
	else
		curl_easy_cleanup(t->easy);
	return 0;
}

static struct transfer *transfer_new(struct http *h, void *owner, struct http_exchange *x)
{
	struct transfer *t = mem_zero(h->transfers, struct transfer);

	t->h = h;
	t->x = x;
	t->owner = owner;
	t->easy = h->n_idle ? h->idle[--h->n_idle] : curl_easy_init();
	if (!t->easy)
		mem_exhausted();
	talloc_set_destructor(t, transfer_destroy);
	t->room = BODY_FIRST;
	x->resp = (struct http_response){.body = mem_array(owner, char, BODY_FIRST),
					 .date_ms = TIME_NONE};
	return t;
}

static void set_limits(struct transfer *t)
{
	long total = t->x->req.timeout_s ? t->x->req.timeout_s : HTTP_TOTAL_S;

	easy_must(curl_easy_setopt(t->easy, CURLOPT_CONNECTTIMEOUT, (long)HTTP_CONNECT_S));
	easy_must(curl_easy_setopt(t->easy, CURLOPT_TIMEOUT, total));
	easy_must(curl_easy_setopt(t->easy, CURLOPT_LOW_SPEED_LIMIT, (long)HTTP_LOW_SPEED_BYTES));
	easy_must(curl_easy_setopt(t->easy, CURLOPT_LOW_SPEED_TIME, (long)HTTP_LOW_SPEED_S));
	easy_must(curl_easy_setopt(t->easy, CURLOPT_FOLLOWLOCATION, 0L));
	easy_guard(t->easy, t->h->opts.ca_bundle);
}

static void set_callbacks(struct transfer *t)
{
	easy_must(curl_easy_setopt(t->easy, CURLOPT_PRIVATE, t));
	easy_must(curl_easy_setopt(t->easy, CURLOPT_WRITEFUNCTION, on_body));
	easy_must(curl_easy_setopt(t->easy, CURLOPT_WRITEDATA, t));
	easy_must(curl_easy_setopt(t->easy, CURLOPT_HEADERFUNCTION, on_header));
	easy_must(curl_easy_setopt(t->easy, CURLOPT_HEADERDATA, t));
	easy_must(curl_easy_setopt(t->easy, CURLOPT_ERRORBUFFER, t->detail));
}

static void set_authorization(struct transfer *t)
{
	const struct http_request *req = &t->x->req;

	if (req->bearer) {
		easy_must(curl_easy_setopt(t->easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BEARER));
		easy_must(
		    curl_easy_setopt(t->easy, CURLOPT_XOAUTH2_BEARER, secret_text(req->bearer)));
	} else if (req->user && req->password) {
		easy_must(curl_easy_setopt(t->easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC));
		easy_must(curl_easy_setopt(t->easy, CURLOPT_USERNAME, req->user));
		easy_must(curl_easy_setopt(t->easy, CURLOPT_PASSWORD, secret_text(req->password)));
	}
}

static void set_body(struct transfer *t)
{
	const struct http_request *req = &t->x->req;
	struct bytes body = req->body;

	if (req->form)
		body = (struct bytes){secret_text(req->form), secret_len(req->form)};
	if (req->method != HTTP_GET && req->method != HTTP_DELETE) {
		easy_must(
		    curl_easy_setopt(t->easy, CURLOPT_POSTFIELDS, body.data ? body.data : ""));
		easy_must(
		    curl_easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.len));
	}
	/* On a kept connection that closes without an answer libcurl sends the request again by
	 * itself, whatever its method: what may have had its effect must not be (RELIABILITY 1.3).
	 */
	if (req->method != HTTP_GET)
		easy_must(curl_easy_setopt(t->easy, CURLOPT_FRESH_CONNECT, 1L));
	easy_must(curl_easy_setopt(t->easy, CURLOPT_CUSTOMREQUEST, method_names[req->method]));
}

static void append(struct curl_slist **list, const char *line)
{
	struct curl_slist *grown = curl_slist_append(*list, line);

	if (!grown)
		mem_exhausted();
	*list = grown;
}

/* Expect: 100-continue would cost a round trip, and hangs on servers that ignore it. */
static enum rc set_headers(struct transfer *t, struct err *e)
{
	const struct http_pair *p = t->x->req.headers;

	append(&t->headers, "Expect:");
	for (; p && p->name; p++) {
		if (!p->value)
			continue;
		if (strpbrk(p->value, "\r\n"))
			return err_set(e, RC_INVALID, "header %s holds a line break", p->name);
		append(&t->headers, mem_printf(t, "%s: %s", p->name, p->value));
	}
	if (t->x->req.form)
		append(&t->headers, "Content-Type: application/x-www-form-urlencoded");
	easy_must(curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers));
	easy_must(curl_easy_setopt(t->easy, CURLOPT_USERAGENT, t->h->opts.user_agent));
	easy_must(curl_easy_setopt(t->easy, CURLOPT_ACCEPT_ENCODING, "gzip"));
	return RC_OK;
}

/* http_url() has let plain http through for loopback only. */
static void set_address(struct transfer *t, const char *url)
{
	easy_must(curl_easy_setopt(t->easy, CURLOPT_URL, url));
	easy_must(curl_easy_setopt(t->easy, CURLOPT_PROTOCOLS_STR,
				   str_starts(url, "https:") ? "https" : "http"));
	easy_must(curl_easy_setopt(t->easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS));
	easy_must(curl_easy_setopt(t->easy, CURLOPT_PIPEWAIT, 1L));
	if (!t->h->opts.at_home)
		return;
	append(&t->places, "::127.0.0.1:"); /* any host and port there, the same port here */
	easy_must(curl_easy_setopt(t->easy, CURLOPT_CONNECT_TO, t->places));
}

enum rc transfer_start(struct http *h, void *owner, struct http_exchange *x)
{
	struct transfer *t = transfer_new(h, owner, x);
	char *url;

	x->rc = http_url(t, &x->req, &url, &x->err);
	if (!x->rc)
		x->rc = set_headers(t, &x->err);
	if (x->rc) {
		mem_free(t);
		return x->rc;
	}
	set_address(t, url);
	set_limits(t);
	set_callbacks(t);
	set_authorization(t);
	set_body(t);
	if (curl_multi_add_handle(h->multi, t->easy) != CURLM_OK)
		mem_exhausted();
	return RC_OK;
}

static const char *header(CURL *easy, const char *name)
{
	struct curl_header *h;

	return curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &h) == CURLHE_OK ? h->value : "";
}

int http_retry_after_s(const char *value, int64_t date_ms)
{
	int64_t s = 0;

	if (!str_to_i64(value, 0, INT64_MAX, &s)) {
		time_t until = curl_getdate(value, NULL);
		int64_t now_ms = date_ms == TIME_NONE ? time_now_ms() : date_ms;
		s = until > 0 ? (int64_t)until - now_ms / TIME_SECOND_MS : 0;
	}
	if (s < 0)
		return 0;
	return s > HTTP_RETRY_AFTER_MAX_S ? HTTP_RETRY_AFTER_MAX_S : (int)s;
}

static void read_head(struct transfer *t)
{
	struct http_response *r = &t->x->resp;
	long status = 0;

	easy_must(curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status));
	r->status = (int)status;
	/* It is stored and shown: one that is no id is nobody's to look up. */
	const char *trace = header(t->easy, "Trace-Id");
	(void)snprintf(r->trace, sizeof(r->trace), "%s", str_is_id(trace) ? trace : "");
	(void)snprintf(r->type, sizeof(r->type), "%s", header(t->easy, "Content-Type"));
	time_t date = curl_getdate(header(t->easy, "Date"), NULL);
	if (date > 0)
		r->date_ms = (int64_t)date * TIME_SECOND_MS;
	r->retry_after_s = http_retry_after_s(header(t->easy, "Retry-After"), r->date_ms);
}

static enum rc fail(struct transfer *t, enum rc rc, const char *word, const char *text)
{
	struct http_exchange *x = t->x;

	x->rc = err_set(&x->err, rc, "%s %s%s: %s", method_names[x->req.method], x->req.base,
			x->req.path, text);
	(void)snprintf(x->err.code, sizeof(x->err.code), "%s", word);
	return rc;
}

static void explain(struct transfer *t, CURLcode code)
{
	if (t->too_big) {
		/* Not kept while the other answers of a batch come in. */
		t->x->resp.body = mem_grow(t->owner, t->x->resp.body, char, 1);
		t->x->resp.len = 0;
		fail(t, RC_SHAPE, HTTP_TOO_BIG, "the answer is larger than allowed");
		return;
	}
	if (code == CURLE_OUT_OF_MEMORY)
		mem_exhausted();
	for (size_t i = 0; i < COUNT_OF(causes); i++)
		if (causes[i].code == code) {
			fail(t, causes[i].rc, causes[i].word, causes[i].text);
			return;
		}
	fail(t, RC_RETRY, "broken", *t->detail ? t->detail : curl_easy_strerror(code));
}

const struct http_exchange *transfer_end(CURL *easy, CURLcode code)
{
	struct transfer *t = NULL;

	easy_must(curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&t));
	const struct http_exchange *x = t->x;
	if (code == CURLE_OK)
		read_head(t);
	else
		explain(t, code);
	mem_free(t);
	return x;
}
