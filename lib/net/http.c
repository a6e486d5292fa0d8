/* The client: a pool of handles on one multi handle, and the loop that drives them. */
#include "net/transfer.h"

#include "base/mem.h"

enum { POLL_MS = 200 }; /* how soon a raised stop flag is seen */

static int http_destroy(struct http *h)
{
	mem_free(h->transfers);
	for (size_t i = 0; i < h->n_idle; i++)
		curl_easy_cleanup(h->idle[i]);
	(void)curl_multi_cleanup(h->multi);
	return 0;
}

enum rc http_open(void *owner, const struct http_opts *opts, struct http **out, struct err *e)
{
	static bool started;

	if (!started && curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return err_set(e, RC_IO, "libcurl cannot start");
	started = true;
	struct http *h = mem_zero(owner, struct http);
	h->opts = *opts;
	h->opts.ca_bundle = mem_strdup(h, opts->ca_bundle);
	h->opts.user_agent = mem_strdup(h, opts->user_agent);
	h->transfers = mem_context(h, "transfers");
	h->multi = curl_multi_init();
	if (!h->multi)
		mem_exhausted();
	talloc_set_destructor(h, http_destroy);
	(void)curl_multi_setopt(h->multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
	(void)curl_multi_setopt(h->multi, CURLMOPT_MAXCONNECTS, (long)HTTP_PARALLEL_MAX);
	*out = h;
	return RC_OK;
}

static bool stopped(const struct http *h)
{
	return h->opts.stop && *h->opts.stop;
}

struct progress {
	const struct http_batch *batch;
	size_t next;	/* first exchange not begun */
	size_t running; /* begun and not finished */
	bool halted;
};

static void end(struct progress *p, CURL *easy, CURLcode code)
{
	const struct http_exchange *x = transfer_end(easy, code);

	p->running--;
	if (p->batch->halt && p->batch->halt(x, p->batch->halt_arg))
		p->halted = true;
}

static void reap(struct http *h, struct progress *p)
{
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(h->multi, &left)) != NULL)
		if (m->msg == CURLMSG_DONE)
			end(p, m->easy_handle, m->data.result);
}

static void begin(struct http *h, void *owner, struct progress *p)
{
	const struct http_batch *b = p->batch;

	while (!p->halted && p->next < b->n && p->running < b->max_parallel)
		if (transfer_start(h, owner, &b->xs[p->next++]) == RC_OK)
			p->running++;
}

static void spin(struct http *h)
{
	int running;

	(void)curl_multi_perform(h->multi, &running);
	if (running)
		(void)curl_multi_poll(h->multi, NULL, 0, POLL_MS, NULL);
}

/* Give every exchange without an outcome this one. */
static void give_up(const struct http_batch *b, enum rc rc, const char *word, const char *text)
{
	for (size_t i = 0; i < b->n; i++) {
		struct http_exchange *x = &b->xs[i];

		if (x->rc || x->resp.status)
			continue;
		x->rc = err_set(&x->err, rc, "%s", text);
		(void)snprintf(x->err.code, sizeof(x->err.code), "%s", word);
	}
}

enum rc http_perform_all(struct http *h, void *owner, const struct http_batch *batch, struct err *e)
{
	struct progress p = {.batch = batch};

	if (batch->max_parallel < 1 || batch->max_parallel > HTTP_PARALLEL_MAX)
		BUG("%zu parallel requests", batch->max_parallel);
	while (p.running || (p.next < batch->n && !p.halted)) {
		if (stopped(h)) {
			talloc_free_children(h->transfers);
			give_up(batch, RC_STOPPED, "stopped", "asked to stop");
			return err_set(e, RC_STOPPED, "asked to stop during a request");
		}
		begin(h, owner, &p);
		spin(h);
		reap(h, &p);
	}
	give_up(batch, RC_RETRY, "halted", "not sent after the failure of another request");
	return RC_OK;
}

enum rc http_perform(struct http *h, void *owner, const struct http_request *req,
		     struct http_response *out, struct err *e)
{
	struct http_exchange x = {.req = *req};

	if (http_perform_all(h, owner, &(struct http_batch){.xs = &x, .n = 1, .max_parallel = 1},
			     e))
		return e->rc;
	*out = x.resp;
	if (x.rc)
		*e = x.err;
	return x.rc;
}
