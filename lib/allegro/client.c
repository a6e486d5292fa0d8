/*
 * The client: builds a request out of the table of operations, sends it with the account's token,
 * heals one 401, and hands back a document or an error with its meaning.
 */
#include "allegro/client.h"

#include "allegro/answer.h"
#include "allegro/operation.h"
#include "base/mem.h"
#include "base/time.h"
#include "net/http.h"

struct allegro {
	struct allegro_env env;
	struct token_source tokens;
	struct http *http;
	char *agent;
	struct request_budget budget;
	struct allegro_counts counts;
	int64_t skew_ms;
};

enum rc allegro_open(void *owner, const struct allegro_opts *opts, struct allegro **out,
		     struct err *e)
{
	struct allegro *a = mem_zero(owner, struct allegro);

	if (allegro_user_agent(a, &opts->app, &a->agent, e))
		return e->rc;
	a->env = (struct allegro_env){
	    mem_strdup(a, opts->env.name), mem_strdup(a, opts->env.api_url),
	    mem_strdup(a, opts->env.auth_url), mem_strdup(a, opts->env.upload_url)};
	a->tokens = opts->tokens;
	a->budget = opts->budget;
	a->skew_ms = TIME_NONE;
	const struct http_opts http = {opts->ca_bundle, a->agent, opts->stop};
	if (http_open(a, &http, &a->http, e))
		return e->rc;
	*out = a;
	return RC_OK;
}

const struct allegro_counts *allegro_counts(const struct allegro *a)
{
	return &a->counts;
}

int64_t allegro_clock_skew(const struct allegro *a)
{
	return a->skew_ms;
}

/* --- One call --------------------------------------------------------------------------------- */

/* Headers of a call; the array must outlive the request. */
struct call_headers {
	struct http_pair rows[3];
};

static struct http_request request_of(const struct allegro *a, const struct allegro_call *call,
				      const struct secret *token, struct call_headers *headers)
{
	const struct operation *op = &operations[call->op];

	*headers = (struct call_headers){
	    {{"Accept", op->accept}, {"Content-Type", op->content_type}, {NULL, NULL}}};
	return (struct http_request){
	    .method = op->method,
	    .base = a->env.api_url,
	    .path = op->path,
	    .id = call->id,
	    .query = call->query,
	    .headers = headers->rows,
	    .bearer = token,
	    .body = call->body,
	};
}

static struct request_ask ask_of(enum allegro_op op, size_t want)
{
	return (struct request_ask){operations[op].urgency, operations[op].limit, want};
}

static void count(struct allegro *a, enum allegro_op op, const struct http_response *r)
{
	a->counts.requests++;
	a->counts.by_op[op]++;
	a->counts.throttled += r->status == 429;
	a->counts.failed += r->status < 200 || r->status >= 300;
	if (r->date_ms != TIME_NONE && r->status)
		a->skew_ms = r->date_ms - time_now_ms();
}

/* The document of an answer; a refusal names the permission it is most often about. */
static enum rc read_answer(void *owner, enum allegro_op op, const struct http_response *r,
			   struct json **out, struct err *e)
{
	const struct operation *o = &operations[op];
	enum rc rc = answer_json(owner, r, o->name, out, e);

	if (rc == RC_DENIED && o->scope)
		err_wrap(e, "without %s", o->scope);
	return rc;
}

/* Where the answer of a call goes: its document, or the receipt of a write. */
struct taker {
	void *owner;
	struct json **doc;
	struct allegro_receipt *receipt;
};

/* Did the request surely never leave? Words of net/http.h. */
static bool never_left(const struct err *e)
{
	static const char *const words[] = {"resolve", "connect", "certificate", "url", "halted"};

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_eq(e->code, words[i]))
			return true;
	return false;
}

static enum rc take(const struct taker *to, enum allegro_op op, const struct http_response *r,
		    struct err *e)
{
	if (!to->receipt)
		return read_answer(to->owner, op, r, to->doc, e);
	to->receipt->status = r->status;
	(void)snprintf(to->receipt->trace, sizeof(to->receipt->trace), "%s", r->trace);
	if (answer_check(r, operations[op].name, e) == RC_DENIED)
		err_wrap(e, "without %s", operations[op].scope);
	return e->rc;
}

static enum rc try_call(struct allegro *a, const struct taker *to, const struct allegro_call *call,
			const struct secret *token, struct err *e)
{
	void *scratch = mem_context(to->owner, "answer");
	struct http_response r = {0};
	struct call_headers headers;
	struct http_request req = request_of(a, call, token, &headers);
	const struct request_ask one = ask_of(call->op, 1);
	size_t granted;
	enum rc rc = budget_take(&a->budget, &one, &granted, e);

	if (!rc) {
		rc = http_perform(a->http, scratch, &req, &r, e);
		count(a, call->op, &r);
		if (to->receipt)
			to->receipt->sent = !rc || !never_left(e);
		budget_tell(&a->budget, r.status, r.retry_after_s);
	}
	if (!rc)
		rc = take(to, call->op, &r, e);
	mem_free(scratch);
	return rc;
}

static enum rc call_with_token(struct allegro *a, const struct taker *to,
			       const struct allegro_call *call, struct err *e)
{
	void *scratch = mem_context(to->owner, "call");
	struct secret *token;
	enum rc rc = a->tokens.get(a->tokens.ctx, scratch, &token, e);

	if (!rc)
		rc = try_call(a, to, call, token, e);
	if (rc == RC_AUTH && e->http == 401) {
		err_clear(e);
		if (to->receipt)
			*to->receipt = (struct allegro_receipt){0}; /* a 401 was not executed */
		rc = a->tokens.renew(a->tokens.ctx, scratch, token, &token, e);
		if (!rc)
			rc = try_call(a, to, call, token, e);
	}
	mem_free(scratch);
	return rc;
}

enum rc allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
		     struct json **out, struct err *e)
{
	const struct taker to = {.owner = owner, .doc = out};

	return call_with_token(a, &to, call, e);
}

enum rc allegro_push(struct allegro *a, void *owner, const struct allegro_call *call,
		     struct allegro_receipt *out, struct err *e)
{
	const struct taker to = {.owner = owner, .receipt = out};

	*out = (struct allegro_receipt){0};
	return call_with_token(a, &to, call, e);
}

/* --- Many calls ------------------------------------------------------------------------------- */

/* Would every further call meet the same? Then it is not sent: a ban grows when ignored (F49). */
static bool is_systemic(enum rc rc, int http)
{
	return rc == RC_AUTH || rc == RC_DENIED || rc == RC_STOPPED ||
	       (rc == RC_RETRY && (http == 0 || http == 429));
}

static bool halts(const struct http_exchange *x)
{
	int s = x->resp.status;

	return s == 0 || s == 401 || s == 403 || s == 429;
}

/* One attempt at the calls of a list that have no document yet. */
struct round {
	const struct allegro_call *calls;
	struct allegro_result *results;
	size_t *open; /* indexes into calls */
	size_t n;
	const struct secret *token;
};

static void finish(struct allegro *a, void *owner, const struct round *r, struct http_exchange *xs)
{
	for (size_t i = 0; i < r->n; i++) {
		struct allegro_result *res = &r->results[r->open[i]];
		const struct allegro_call *call = &r->calls[r->open[i]];

		*res = (struct allegro_result){
		    .rc = xs[i].rc, .asked = !str_eq(xs[i].err.code, "halted"), .err = xs[i].err};
		if (res->asked)
			count(a, call->op, &xs[i].resp);
		if (!xs[i].rc)
			res->rc = read_answer(owner, call->op, &xs[i].resp, &res->doc, &res->err);
		talloc_free(xs[i].resp.body);
	}
}

static bool was_sent(const struct http_exchange *x)
{
	return x->resp.status || (x->rc && !str_eq(x->err.code, "halted"));
}

/* Send as many as the budget grants, and tell it how they went. */
static enum rc perform_some(struct allegro *a, void *owner, const struct http_batch *granted,
			    struct err *e)
{
	enum rc rc = http_perform_all(a->http, owner, granted, e);

	for (size_t i = 0; i < granted->n; i++)
		if (was_sent(&granted->xs[i]))
			budget_tell(&a->budget, granted->xs[i].resp.status,
				    granted->xs[i].resp.retry_after_s);
	return rc;
}

static bool any_halts(const struct http_batch *batch)
{
	for (size_t i = 0; i < batch->n; i++)
		if (halts(&batch->xs[i]))
			return true;
	return false;
}

/* Not sent, for a reason found out before. */
static void hold_back(struct http_exchange *xs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		xs[i].rc = err_set(&xs[i].err, RC_RETRY, "not sent");
		(void)snprintf(xs[i].err.code, sizeof(xs[i].err.code), "halted");
	}
}

static enum rc perform_granted(struct allegro *a, void *owner, const struct round *r,
			       struct http_exchange *xs, struct err *e)
{
	size_t at = 0;
	enum rc rc = RC_OK;

	while (at < r->n && !rc) {
		const struct request_ask ask = ask_of(r->calls[r->open[at]].op, r->n - at);
		struct http_batch batch = {xs + at, 0, ALLEGRO_PARALLEL, halts};
		rc = budget_take(&a->budget, &ask, &batch.n, e);
		if (rc)
			break;
		rc = perform_some(a, owner, &batch, e);
		at += batch.n;
		if (any_halts(&batch))
			break;
	}
	hold_back(xs + at, r->n - at);
	return rc;
}

static enum rc perform_round(struct allegro *a, void *owner, const struct round *r, struct err *e)
{
	void *scratch = mem_context(owner, "round");
	struct http_exchange *xs = mem_array(scratch, struct http_exchange, r->n);
	struct call_headers *headers = mem_array(scratch, struct call_headers, r->n);

	for (size_t i = 0; i < r->n; i++)
		xs[i].req = request_of(a, &r->calls[r->open[i]], r->token, &headers[i]);
	enum rc rc = perform_granted(a, scratch, r, xs, e);
	finish(a, owner, r, xs);
	mem_free(scratch);
	return rc;
}

/* Collect what was refused for its token or not sent at all; true when a token was refused. */
static bool collect_refused(struct round *r, size_t n)
{
	bool refused = false;

	r->n = 0;
	for (size_t i = 0; i < n; i++) {
		const struct allegro_result *res = &r->results[i];

		if (res->rc == RC_AUTH || str_eq(res->err.code, "halted"))
			r->open[r->n++] = i;
		refused |= res->rc == RC_AUTH;
	}
	return refused;
}

/* Calls without an outcome of their own take over this one. */
static void spread(struct allegro_result *results, size_t n, const struct err *cause)
{
	for (size_t i = 0; i < n; i++)
		if (!results[i].doc && (!results[i].rc || str_eq(results[i].err.code, "halted"))) {
			results[i].rc = cause->rc;
			results[i].err = *cause;
		}
}

/* The first failure that stands for all that follow. */
static enum rc find_systemic(const struct allegro_result *results, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++)
		if (is_systemic(results[i].rc, results[i].err.http) &&
		    !str_eq(results[i].err.code, "halted")) {
			*e = results[i].err;
			return e->rc;
		}
	return RC_OK;
}

static enum rc perform_rounds(struct allegro *a, void *owner, struct round *r, size_t n,
			      struct err *e)
{
	struct secret *token;

	if (a->tokens.get(a->tokens.ctx, r->open, &token, e))
		return e->rc;
	r->token = token;
	if (perform_round(a, owner, r, e))
		return e->rc;
	if (!collect_refused(r, n))
		return find_systemic(r->results, n, e);
	if (a->tokens.renew(a->tokens.ctx, r->open, token, &token, e))
		return e->rc;
	r->token = token;
	if (perform_round(a, owner, r, e))
		return e->rc;
	return find_systemic(r->results, n, e);
}

enum rc allegro_call_all(struct allegro *a, void *owner, const struct allegro_call *calls, size_t n,
			 struct allegro_result *results, struct err *e)
{
	struct round r = {calls, results, mem_array(owner, size_t, n), n, NULL};

	for (size_t i = 0; i < n; i++) {
		r.open[i] = i;
		results[i] = (struct allegro_result){0};
	}
	enum rc rc = perform_rounds(a, owner, &r, n, e);
	mem_free(r.open);
	if (rc)
		spread(results, n, e);
	return rc;
}
