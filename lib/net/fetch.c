/* One easy handle, hop by hop: what is asked, what is judged, what is written down. */
#include "net/fetch.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "net/address.h"
#include "net/http.h"
#include "net/unpack.h"
#include "net/easy.h"

enum { IGNORED_MAX = 64 * 1024 }; /* body of a redirect or an error: nobody reads it */

struct fetching {
	const struct fetch_request *req;
	struct fetched *out;
	CURL *easy;
	struct curl_slist *headers;
	CURLU *url;
	struct unpack *unpack;
	int64_t end_at; /* mono_ms() */
	const char *host;
	uint64_t ignored;
	size_t header_bytes;
	bool is_private; /* an address was refused */
	bool is_too_big;
	bool is_broken; /* packed, and not to its end */
	int disk;	/* errno of what could not be written */
	struct err beat;
};

static const struct {
	CURLcode code;
	enum rc rc;
	const char *word;
	const char *text;
} causes[] = {
    {CURLE_COULDNT_RESOLVE_HOST, RC_RETRY, FETCH_RESOLVE, "its name cannot be resolved"},
    {CURLE_COULDNT_CONNECT, RC_RETRY, FETCH_CONNECT, "it does not accept connections"},
    {CURLE_OPERATION_TIMEDOUT, RC_RETRY, FETCH_TIMEOUT, "it is too slow"},
    {CURLE_PEER_FAILED_VERIFICATION, RC_RETRY, FETCH_CERTIFICATE, "its certificate is not trusted"},
    {CURLE_SSL_CONNECT_ERROR, RC_RETRY, FETCH_CERTIFICATE, "no secure connection"},
    {CURLE_SSL_CACERT_BADFILE, RC_IO, FETCH_CERTIFICATE, "the certificates cannot be read"},
    {CURLE_URL_MALFORMAT, RC_INVALID, FETCH_URL, "the address cannot be read"},
    {CURLE_UNSUPPORTED_PROTOCOL, RC_INVALID, FETCH_URL, "the address is not https"},
};

static enum rc fail(const struct fetching *f, enum rc rc, const char *word, const char *text,
		    struct err *e)
{
	err_set(e, rc, "%s: %s", str_or(f->host, "the address"), text);
	err_code(e, word);
	return rc;
}

static uint64_t most(const struct fetching *f)
{
	return f->req->max_bytes ? f->req->max_bytes : FETCH_BYTES_MAX;
}

/* ---- Callbacks ---------------------------------------------------------------------------------
 */

/* Here, and not before: between looking a name up and connecting it may be given another address.
 */
static curl_socket_t open_socket(void *arg, curlsocktype purpose UNUSED, struct curl_sockaddr *a)
{
	struct fetching *f = arg;

	if (address_is_public(&a->addr))
		return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
	f->is_private = true;
	return CURL_SOCKET_BAD;
}

static bool write_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t n = write(fd, data, len);
		if (n < 0 && errno != EINTR)
			return false;
		data += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
	return true;
}

/* Unpacked bytes: the limit holds for a bomb too. */
static bool keep_piece(void *arg, const char *data, size_t n)
{
	struct fetching *f = arg;

	f->out->bytes += n;
	f->is_too_big = f->out->bytes > most(f);
	if (f->is_too_big || write_all(f->req->fd, data, n))
		return !f->is_too_big;
	f->disk = errno;
	return false;
}

static size_t on_body(char *data, size_t size, size_t n, void *arg)
{
	struct fetching *f = arg;
	size_t len = size * n;
	long status = 0;

	easy_must(curl_easy_getinfo(f->easy, CURLINFO_RESPONSE_CODE, &status));
	if (status != 200) {
		f->ignored += len;
		return f->ignored > IGNORED_MAX ? 0 : len;
	}
	if (unpack_next(f->unpack, data, len))
		return len;
	f->is_broken = true;
	return 0;
}

static size_t on_header(char *data UNUSED, size_t size, size_t n, void *arg)
{
	struct fetching *f = arg;

	f->header_bytes += size * n;
	f->is_too_big = f->header_bytes > HTTP_HEADERS_MAX;
	return f->is_too_big ? 0 : size * n;
}

/* Of what is on the wire: packed nothings without end unpack to nothing. */
static int on_progress(void *arg, curl_off_t total UNUSED, curl_off_t now, curl_off_t to UNUSED,
		       curl_off_t sent UNUSED)
{
	struct fetching *f = arg;

	f->is_too_big = f->is_too_big || (uint64_t)now > most(f);
	if (f->is_too_big)
		return 1;
	return f->req->beat && f->req->beat(f->req->beat_arg, &f->beat) ? 1 : 0;
}

/* ---- Options ----------------------------------------------------------------------------------
 */

static void set_rules(struct fetching *f)
{
	easy_must(curl_easy_setopt(f->easy, CURLOPT_PROTOCOLS_STR, "http,https"));
	easy_must(curl_easy_setopt(f->easy, CURLOPT_FOLLOWLOCATION, 0L));
	easy_must(curl_easy_setopt(f->easy, CURLOPT_CONNECTTIMEOUT, (long)FETCH_CONNECT_S));
	easy_must(curl_easy_setopt(f->easy, CURLOPT_LOW_SPEED_LIMIT, (long)FETCH_LOW_BYTES));
	easy_must(curl_easy_setopt(f->easy, CURLOPT_LOW_SPEED_TIME, (long)FETCH_LOW_S));
	easy_must(curl_easy_setopt(f->easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)most(f)));
	easy_guard(f->easy, f->req->ca_bundle);
}

static void set_callbacks(struct fetching *f)
{
	easy_must(curl_easy_setopt(f->easy, CURLOPT_OPENSOCKETFUNCTION, open_socket));
	easy_must(curl_easy_setopt(f->easy, CURLOPT_OPENSOCKETDATA, f));
	easy_must(curl_easy_setopt(f->easy, CURLOPT_WRITEFUNCTION, on_body));
	easy_must(curl_easy_setopt(f->easy, CURLOPT_WRITEDATA, f));
	easy_must(curl_easy_setopt(f->easy, CURLOPT_HEADERFUNCTION, on_header));
	easy_must(curl_easy_setopt(f->easy, CURLOPT_HEADERDATA, f));
	easy_must(curl_easy_setopt(f->easy, CURLOPT_XFERINFOFUNCTION, on_progress));
	easy_must(curl_easy_setopt(f->easy, CURLOPT_XFERINFODATA, f));
	easy_must(curl_easy_setopt(f->easy, CURLOPT_NOPROGRESS, 0L));
}

static void add_header(struct fetching *f, void *mem, const char *name, const char *value)
{
	if (str_empty(value) || strpbrk(value, "\r\n"))
		return;
	struct curl_slist *grown =
	    curl_slist_append(f->headers, mem_printf(mem, "%s: %s", name, value));
	if (!grown)
		mem_exhausted();
	f->headers = grown;
}

static void set_headers(struct fetching *f, void *mem)
{
	add_header(f, mem, "If-None-Match", f->req->etag);
	add_header(f, mem, "If-Modified-Since", f->req->modified);
	add_header(f, mem, "Accept-Encoding", "gzip");
	easy_must(curl_easy_setopt(f->easy, CURLOPT_HTTPHEADER, f->headers));
	easy_must(curl_easy_setopt(f->easy, CURLOPT_USERAGENT, f->req->user_agent));
	easy_must(curl_easy_setopt(f->easy, CURLOPT_HTTP_CONTENT_DECODING, 0L)); /* unpack.h */
}

/* ---- A hop ------------------------------------------------------------------------------------
 */

static const char *part(struct fetching *f, void *mem, CURLUPart which, unsigned flags)
{
	char *text = NULL;

	if (curl_url_get(f->url, which, &text, flags) != CURLUE_OK)
		return "";
	const char *copy = mem_strdup(mem, text);
	curl_free(text);
	return copy;
}

/* May it be asked? The parser is the one that makes the request, so there are no two readings. */
static enum rc judge(struct fetching *f, void *mem, const char *url, struct err *e)
{
	int64_t port = 0;

	f->host = NULL;
	if (strlen(url) > FETCH_URL_MAX || curl_url_set(f->url, CURLUPART_URL, url, 0) != CURLUE_OK)
		return fail(f, RC_INVALID, FETCH_URL, "it cannot be read", e);
	const struct fetch_hop hop = {
	    .scheme = part(f, mem, CURLUPART_SCHEME, 0),
	    .host = part(f, mem, CURLUPART_HOST, 0),
	    .port = str_to_i64(part(f, mem, CURLUPART_PORT, CURLU_DEFAULT_PORT), 1, 65535, &port)
			? (int)port
			: 0,
	};
	f->host = hop.host;
	if (*part(f, mem, CURLUPART_USER, 0) || *part(f, mem, CURLUPART_PASSWORD, 0))
		return fail(f, RC_INVALID, FETCH_URL, "a name and a password are not taken", e);
	if (!str_eq(hop.scheme, "https") && !str_eq(hop.scheme, "http"))
		return fail(f, RC_INVALID, FETCH_URL, "the address is not https", e);
	return f->req->is_allowed(&hop, f->req->arg)
		   ? RC_OK
		   : fail(f, RC_DENIED, FETCH_HOST, "it is not one of the servers that are allowed",
			  e);
}

static enum rc explain(const struct fetching *f, CURLcode code, struct err *e)
{
	if (f->beat.rc) {
		*e = f->beat;
		err_code(e, FETCH_STOPPED);
		return e->rc;
	}
	if (f->is_too_big || code == CURLE_FILESIZE_EXCEEDED)
		return fail(f, RC_SHAPE, FETCH_TOO_BIG, "the file is larger than allowed", e);
	if (f->disk)
		return fail(f, RC_IO, FETCH_DISK, strerror(f->disk), e);
	if (f->is_broken)
		return fail(f, RC_RETRY, FETCH_BROKEN, "the file is packed and cannot be unpacked",
			    e);
	if (f->is_private && code == CURLE_COULDNT_CONNECT)
		return fail(f, RC_DENIED, FETCH_PRIVATE, "it is not in the public Internet", e);
	for (size_t i = 0; i < COUNT_OF(causes); i++)
		if (causes[i].code == code)
			return fail(f, causes[i].rc, causes[i].word, causes[i].text, e);
	return fail(f, RC_RETRY, FETCH_BROKEN, curl_easy_strerror(code), e);
}

static enum rc ask(struct fetching *f, const char *url, struct err *e)
{
	const int64_t left = f->end_at - mono_ms();

	f->header_bytes = 0;
	f->ignored = 0;
	f->is_private = false;
	if (left <= 0)
		return explain(f, CURLE_OPERATION_TIMEDOUT, e);
	easy_must(curl_easy_setopt(f->easy, CURLOPT_URL, url));
	easy_must(curl_easy_setopt(f->easy, CURLOPT_TIMEOUT_MS, (long)left));
	CURLcode code = curl_easy_perform(f->easy);
	if (code == CURLE_OUT_OF_MEMORY)
		mem_exhausted();
	/* Of an error page that is long the status is enough. */
	if (code == CURLE_WRITE_ERROR && f->ignored > IGNORED_MAX)
		code = CURLE_OK;
	return code == CURLE_OK ? RC_OK : explain(f, code, e);
}

/* ---- The answer -------------------------------------------------------------------------------
 */

static void keep(const struct fetching *f, const char *name, char *out, size_t max)
{
	struct curl_header *h;

	*out = '\0';
	if (curl_easy_header(f->easy, name, 0, CURLH_HEADER, -1, &h) != CURLHE_OK ||
	    strlen(h->value) >= max)
		return;
	for (const char *p = h->value; *p; p++)
		if (*p < ' ' || *p > '~')
			return;
	(void)snprintf(out, max, "%s", h->value);
}

static enum rc judge_status(const struct fetching *f, long status, struct err *e)
{
	if (status == 200 && !f->out->bytes)
		return fail(f, RC_SHAPE, FETCH_EMPTY, "the file is empty", e);
	/* "The same" says nothing to who has nothing. */
	bool has_old = !str_empty(f->req->etag) || !str_empty(f->req->modified);
	if (status == 200 || (status == 304 && has_old))
		return RC_OK;
	if (status == 404 || status == 410)
		return fail(f, RC_REMOTE, FETCH_GONE, "there is no file at this address", e);
	if (status >= 400 && status < 500)
		return fail(f, RC_REMOTE, FETCH_REFUSED, "it refuses the file", e);
	return fail(f, RC_RETRY, FETCH_SERVER, "it cannot give the file now", e);
}

static enum rc take_answer(const struct fetching *f, struct err *e)
{
	long status = 0;

	easy_must(curl_easy_getinfo(f->easy, CURLINFO_RESPONSE_CODE, &status));
	if (status == 200 && !unpack_end(f->unpack))
		return fail(f, RC_RETRY, FETCH_BROKEN, "the packed file ended early", e);
	if (judge_status(f, status, e)) {
		e->http = (int)status;
		return e->rc;
	}
	f->out->is_same = status == 304;
	keep(f, "ETag", f->out->etag, sizeof(f->out->etag));
	keep(f, "Last-Modified", f->out->modified, sizeof(f->out->modified));
	return RC_OK;
}

/* Where the answer leads to, judged; NULL: nowhere. */
static enum rc next_hop(struct fetching *f, void *mem, const char **next, struct err *e)
{
	char *to = NULL;

	easy_must(curl_easy_getinfo(f->easy, CURLINFO_REDIRECT_URL, &to));
	*next = to ? mem_strdup(mem, to) : NULL;
	if (!to || !judge(f, mem, *next, e))
		return RC_OK;
	err_wrap(e, "redirected");
	err_code(e, FETCH_ELSEWHERE);
	return e->rc;
}

static enum rc follow(struct fetching *f, void *mem, struct err *e)
{
	const char *url = f->req->url;

	if (judge(f, mem, url, e))
		return e->rc;
	for (int hop = 0; url; hop++) {
		if (hop > FETCH_HOPS_MAX)
			return fail(f, RC_REMOTE, FETCH_ELSEWHERE, "it redirects on and on", e);
		if (ask(f, url, e) || next_hop(f, mem, &url, e))
			return e->rc;
	}
	return take_answer(f, e);
}

enum rc fetch_file(const struct fetch_request *req, struct fetched *out, struct err *e)
{
	void *mem = mem_context(NULL, "fetch");
	struct fetching f = {.req = req, .out = out, .easy = curl_easy_init(), .url = curl_url()};

	*out = (struct fetched){0};
	if (!f.easy || !f.url)
		mem_exhausted();
	f.unpack = unpack_new(mem, keep_piece, &f);
	f.end_at = mono_ms() + (req->total_s ? req->total_s : FETCH_TOTAL_S) * TIME_SECOND_MS;
	set_rules(&f);
	set_callbacks(&f);
	set_headers(&f, mem);
	enum rc rc = follow(&f, mem, e);
	curl_easy_cleanup(f.easy);
	curl_url_cleanup(f.url);
	curl_slist_free_all(f.headers);
	mem_free(mem);
	return rc;
}
