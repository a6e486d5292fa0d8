/* Many calls at once: as many as the budget grants, until one shows that the rest is in vain. */
#include "allegro/calls.h"

#include "allegro/operation.h"
#include "base/mem.h"

/* Would every further call meet the same? Then it is not sent: a ban grows when ignored (F49). */
static bool is_systemic(enum rc rc, int http)
{
	return rc == RC_AUTH || rc == RC_DENIED || rc == RC_STOPPED ||
	       (rc == RC_RETRY && (http == 0 || http == 429));
}

static bool halts(const struct http_exchange *x)
{
	int s = x->resp.status;

	if (x->rc == RC_SHAPE)
		return false; /* too large: this one's own trouble */
	return s == 0 || s == 401 || s == 403 || s == 429;
}

/* One attempt at the calls of a list that have no document yet. */
struct round {
	const struct allegro_call *calls;
	struct allegro_result *results;
	size_t *open; /* indexes into calls */
	size_t n;
	const struct secret *token;
	size_t memory; /* of the documents so far */
};

enum {
	ROUND_MEMORY_MAX = 24 * 1024 * 1024, /* thousands of orders; the rest is asked later */
};

static enum rc hold(struct err *e)
{
	(void)err_set(e, RC_RETRY, "not sent");
	(void)snprintf(e->code, sizeof(e->code), "halted");
	return e->rc;
}

/* Room for one more document? There always is for the first. */
static bool has_room(struct round *r, const struct http_response *resp)
{
	size_t weight = json_weight((struct bytes){resp->body, resp->len});

	if (weight == SIZE_MAX)
		return true; /* will be refused as text */
	r->memory += weight;
	return r->memory == weight || r->memory <= ROUND_MEMORY_MAX;
}

/* Outcomes of what was granted, which begins at the round's at-th call. */
static void finish(struct allegro *a, void *owner, struct round *r,
		   const struct http_batch *granted, size_t at)
{
	for (size_t i = 0; i < granted->n; i++) {
		struct http_exchange *x = &granted->xs[i];
		struct allegro_result *res = &r->results[r->open[at + i]];
		enum allegro_op op = r->calls[r->open[at + i]].op;

		if (!x->rc && !has_room(r, &x->resp))
			x->rc = hold(&x->err);
		*res = (struct allegro_result){
		    .rc = x->rc, .asked = !str_eq(x->err.code, "halted"), .err = x->err};
		(void)snprintf(res->trace, sizeof(res->trace), "%s", x->resp.trace);
		if (res->asked)
			call_count(a, op, &x->resp);
		if (!x->rc)
			res->rc = call_read(owner, op, &x->resp, &res->doc, &res->err);
		talloc_free(x->resp.body);
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
static void hold_back(const struct round *r, size_t at)
{
	for (; at < r->n; at++) {
		struct allegro_result *res = &r->results[r->open[at]];
		*res = (struct allegro_result){0};
		res->rc = hold(&res->err);
	}
}

static enum rc perform_granted(struct allegro *a, void *owner, struct round *r,
			       struct http_exchange *xs, struct err *e)
{
	size_t at = 0;
	enum rc rc = RC_OK;

	while (at < r->n && !rc && r->memory <= ROUND_MEMORY_MAX) {
		const struct request_ask ask = call_ask(r->calls[r->open[at]].op, r->n - at);
		struct http_batch batch = {xs + at, 0, ALLEGRO_PARALLEL, halts};
		rc = budget_take(&a->budget, &ask, &batch.n, e);
		if (rc)
			break;
		rc = perform_some(a, xs, &batch, e);
		finish(a, owner, r, &batch, at);
		at += batch.n;
		if (any_halts(&batch))
			break;
	}
	hold_back(r, at);
	return rc;
}

static enum rc perform_round(struct allegro *a, void *owner, struct round *r, struct err *e)
{
	void *scratch = mem_context(owner, "round");
	struct http_exchange *xs = mem_array(scratch, struct http_exchange, r->n);
	struct call_headers *headers = mem_array(scratch, struct call_headers, r->n);

	r->memory = 0;
	for (size_t i = 0; i < r->n; i++)
		xs[i].req = call_request(a, &r->calls[r->open[i]], r->token, &headers[i]);
	enum rc rc = perform_granted(a, owner, r, xs, e);
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
	struct round r = {calls, results, mem_array(owner, size_t, n), n, NULL, 0};

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
