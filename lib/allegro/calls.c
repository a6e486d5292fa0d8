/* Many calls at once: as many as the budget grants, until one shows that the rest is in vain. */
#include "allegro/calls.h"

#include "allegro/operation.h"
#include "base/mem.h"

/* One attempt at the calls of a list that have no document yet; all of one operation. */
struct round {
	struct allegro *a;
	const struct allegro_call *calls;
	struct allegro_result *results;
	size_t *open; /* indexes into calls */
	size_t n;
	const struct secret *token;
	size_t memory; /* of the documents so far */
};

/* Would every further call meet the same? Then it is not sent: a ban grows when ignored (F49). */
static bool is_systemic(enum rc rc, enum meaning m)
{
	return rc && meaning_reach(m) != REACH_THING;
}

static bool halts(const struct http_exchange *x, const void *arg)
{
	const struct round *r = arg;

	if (x->rc == RC_SHAPE)
		return false; /* too large: this one's own trouble */
	if (x->rc)
		return true;
	const struct answer_ask ask = call_asked(r->a, r->calls[0].op);
	return meaning_reach(answer_meaning(&x->resp, &ask)) != REACH_THING;
}

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

static bool was_halted(const struct err *e)
{
	return str_eq(e->code, "halted");
}

/* Outcomes of what was granted, which begins at the round's at-th call. */
static void finish(void *owner, struct round *r, const struct http_batch *granted, size_t at)
{
	for (size_t i = 0; i < granted->n; i++) {
		struct http_exchange *x = &granted->xs[i];
		struct allegro_result *res = &r->results[r->open[at + i]];
		const struct answer_ask ask = call_asked(r->a, r->calls[r->open[at + i]].op);

		if (!x->rc && !has_room(r, &x->resp))
			x->rc = hold(&x->err);
		*res = (struct allegro_result){
		    .rc = x->rc, .asked = !was_halted(&x->err), .err = x->err};
		(void)snprintf(res->trace, sizeof(res->trace), "%s", x->resp.trace);
		if (!x->rc)
			res->rc = answer_json(owner, &x->resp, &ask, &res->doc, &res->err);
		else if (res->asked)
			res->rc = answer_none(&res->err);
		if (!x->rc && res->rc == RC_SHAPE)
			res->unread = (struct bytes){mem_move(owner, x->resp.body), x->resp.len};
		else
			talloc_free(x->resp.body);
	}
}

/* Send as many as the budget grants, and tell it how they went. */
static enum rc perform_some(struct round *r, void *owner, const struct http_batch *granted,
			    struct err *e)
{
	enum rc rc = http_perform_all(r->a->http, owner, granted, e);

	for (size_t i = 0; i < granted->n; i++) {
		const struct http_exchange *x = &granted->xs[i];
		if (!was_halted(&x->err))
			call_account(r->a, r->calls[0].op, &x->resp, x->rc);
	}
	return rc;
}

static bool any_halts(const struct round *r, const struct http_batch *batch)
{
	for (size_t i = 0; i < batch->n; i++)
		if (!was_halted(&batch->xs[i].err) && halts(&batch->xs[i], r))
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

static enum rc perform_granted(void *owner, struct round *r, struct http_exchange *xs,
			       struct err *e)
{
	size_t at = 0;
	enum rc rc = RC_OK;

	while (at < r->n && !rc && r->memory <= ROUND_MEMORY_MAX) {
		const struct request_ask ask = call_ask(r->calls[r->open[at]].op, r->n - at);
		struct http_batch batch = {xs + at, 0, ALLEGRO_PARALLEL, halts, r};
		rc = budget_take(&r->a->budget, &ask, &batch.n, e);
		if (rc)
			break;
		rc = perform_some(r, xs, &batch, e);
		bool halted = any_halts(r, &batch); /* finish() frees the bodies */
		finish(owner, r, &batch, at);
		at += batch.n;
		if (halted)
			break;
	}
	hold_back(r, at);
	return rc;
}

static enum rc perform_round(void *owner, struct round *r, struct err *e)
{
	void *scratch = mem_context(owner, "round");
	struct http_exchange *xs = mem_array(scratch, struct http_exchange, r->n);
	struct call_headers *headers = mem_array(scratch, struct call_headers, r->n);

	r->memory = 0;
	for (size_t i = 0; i < r->n; i++)
		xs[i].req = call_request(r->a, &r->calls[r->open[i]], r->token, &headers[i]);
	enum rc rc = perform_granted(owner, r, xs, e);
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

		if (res->rc == RC_AUTH || was_halted(&res->err))
			r->open[r->n++] = i;
		refused |= res->rc == RC_AUTH;
	}
	return refused;
}

/* Calls without an outcome of their own take over this one. */
static void spread(struct allegro_result *results, size_t n, const struct err *cause)
{
	for (size_t i = 0; i < n; i++)
		if (!results[i].doc && (!results[i].rc || was_halted(&results[i].err))) {
			results[i].rc = cause->rc;
			results[i].err = *cause;
		}
}

/* The first failure that stands for all that follow. */
static enum rc find_systemic(const struct allegro_result *results, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++)
		if (is_systemic(results[i].rc, results[i].err.meaning) &&
		    !was_halted(&results[i].err)) {
			*e = results[i].err;
			return e->rc;
		}
	return RC_OK;
}

static enum rc perform_rounds(void *owner, struct round *r, size_t n, struct err *e)
{
	const struct token_source *tokens = &r->a->tokens;
	struct secret *token;

	if (tokens->get(tokens->ctx, r->open, &token, e))
		return e->rc;
	r->token = token;
	if (perform_round(owner, r, e))
		return e->rc;
	if (!collect_refused(r, n))
		return find_systemic(r->results, n, e);
	if (tokens->renew(tokens->ctx, r->open, token, &token, e))
		return e->rc;
	r->token = token;
	if (perform_round(owner, r, e))
		return e->rc;
	enum rc rc = find_systemic(r->results, n, e);
	if (rc == RC_AUTH)
		call_refused(r->a, r->calls[0].op);
	return rc;
}

enum rc allegro_call_all(struct allegro *a, void *owner, const struct allegro_call *calls, size_t n,
			 struct allegro_result *results, struct err *e)
{
	struct round r = {a, calls, results, mem_array(owner, size_t, n), n, NULL, 0};

	for (size_t i = 0; i < n; i++) {
		r.open[i] = i;
		results[i] = (struct allegro_result){0};
	}
	enum rc rc = perform_rounds(owner, &r, n, e);
	mem_free(r.open);
	if (rc)
		spread(results, n, e);
	return rc;
}
