/*
 * The client: builds a request out of the table of operations, sends it with the account's token,
 * heals one 401, and hands back a document or an error with its meaning.
 */
#include "allegro/calls.h"

#include "allegro/answer.h"
#include "allegro/operation.h"
#include "base/mem.h"
#include "base/time.h"
#include "net/http.h"

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
	a->scopes = mem_strdup(a, opts->scopes);
	a->budget = opts->budget;
	a->skew_ms = TIME_NONE;
	const struct http_opts http = {
	    .ca_bundle = opts->ca_bundle, .user_agent = a->agent, .stop = opts->stop};
	if (http_open(a, &http, &a->http, e))
		return e->rc;
	*out = a;
	return RC_OK;
}

const struct allegro_counts *allegro_counts(const struct allegro *a)
{
	return &a->counts;
}

const char *allegro_trace(const struct allegro *a)
{
	return a->trace;
}

int64_t allegro_clock_skew(const struct allegro *a)
{
	return a->skew_ms;
}

/* --- One call --------------------------------------------------------------------------------- */

struct http_request call_request(const struct allegro *a, const struct allegro_call *call,
				 const struct secret *token, struct call_headers *headers)
{
	const struct operation *op = &operations[call->op];

	*headers = (struct call_headers){{{"Accept", op->accept},
					  {"Content-Type", op->content_type},
					  {"Accept-Language", op->language},
					  {NULL, NULL}}};
	return (struct http_request){
	    .method = op->method,
	    .base = a->env.api_url,
	    .path = op->path,
	    .id = call->id,
	    .query = call->query,
	    .headers = headers->rows,
	    .bearer = token,
	    .body = call->body,
	    .max_bytes = answer_max[call->op],
	};
}

struct request_ask call_ask(enum allegro_op op, size_t want)
{
	return (struct request_ask){operations[op].urgency, operations[op].limit, want,
				    operations[op].resource};
}

struct answer_ask call_asked(const struct allegro *a, enum allegro_op op)
{
	const struct operation *o = &operations[op];
	enum tri granted = TRI_UNKNOWN;

	if (o->scope && a->scopes)
		granted = str_has_word(a->scopes, o->scope) ? TRI_TRUE : TRI_FALSE;
	return (struct answer_ask){.what = o->name,
				   .scope = o->scope,
				   .granted = granted,
				   .names_thing = strstr(o->path, "{id}") != NULL &&
						  !strstr(o->path, "-commands/"), /* our id */
				   .form = o->method == HTTP_GET ? ANSWERS_JSON : ANSWERS_NOTHING};
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

void call_account(struct allegro *a, enum allegro_op op, const struct http_response *r, enum rc rc)
{
	const struct answer_ask ask = call_asked(a, op);
	const struct request_told told = {
	    .resource = operations[op].resource,
	    .meaning = rc ? MEANING_NO_ANSWER : answer_meaning(r, &ask),
	    .retry_after_s = r->retry_after_s,
	};

	count(a, op, r);
	budget_tell(&a->budget, &told);
}

void call_refused(struct allegro *a, enum allegro_op op)
{
	const struct request_told told = {
	    .resource = operations[op].resource, .meaning = MEANING_TOKEN, .token_is_fresh = true};

	budget_tell(&a->budget, &told);
}

/* Where the answer of a call goes: its document, or the receipt of a write. */
struct taker {
	void *owner;
	struct json **doc;
	struct bytes *unread; /* NULL: not wanted */
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

static enum rc take(struct allegro *a, const struct taker *to, enum allegro_op op,
		    const struct http_response *r, struct err *e)
{
	const struct answer_ask ask = call_asked(a, op);

	if (!to->receipt) {
		enum rc rc = answer_json(to->owner, r, &ask, to->doc, e);
		if (rc == RC_SHAPE && to->unread)
			*to->unread = (struct bytes){mem_move(to->owner, r->body), r->len};
		return rc;
	}
	to->receipt->status = r->status;
	(void)snprintf(to->receipt->trace, sizeof(to->receipt->trace), "%s", r->trace);
	if (r->status >= 300)
		answer_refusals(to->owner, r, &to->receipt->refusals, &to->receipt->n_refusals);
	return answer_check(r, &ask, e);
}

static enum rc try_call(struct allegro *a, const struct taker *to, const struct allegro_call *call,
			const struct secret *token, struct err *e)
{
	void *scratch = mem_context(to->owner, "answer");
	struct http_response r = {0};
	struct call_headers headers;
	struct http_request req = call_request(a, call, token, &headers);
	const struct request_ask one = call_ask(call->op, 1);
	size_t granted;
	enum rc rc = budget_take(&a->budget, &one, &granted, e);

	if (!rc) {
		rc = http_perform(a->http, scratch, &req, &r, e);
		call_account(a, call->op, &r, rc);
		(void)snprintf(a->trace, sizeof(a->trace), "%s", r.trace);
		if (to->receipt)
			to->receipt->sent = !rc || !never_left(e);
		rc = rc ? answer_none(e) : take(a, to, call->op, &r, e);
	}
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
	if (rc == RC_AUTH && e->meaning == MEANING_TOKEN) {
		err_clear(e);
		if (to->receipt)
			*to->receipt = (struct allegro_receipt){0}; /* a 401 was not executed */
		rc = a->tokens.renew(a->tokens.ctx, scratch, token, &token, e);
		if (!rc)
			rc = try_call(a, to, call, token, e);
		if (rc == RC_AUTH && e->meaning == MEANING_TOKEN)
			call_refused(a, call->op);
	}
	mem_free(scratch);
	return rc;
}

enum rc allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
		     struct json **out, struct err *e)
{
	const struct taker to = {.owner = owner, .doc = out, .unread = call->unread};

	return call_with_token(a, &to, call, e);
}

enum rc allegro_push(struct allegro *a, void *owner, const struct allegro_call *call,
		     struct allegro_receipt *out, struct err *e)
{
	const struct taker to = {.owner = owner, .receipt = out};

	*out = (struct allegro_receipt){0};
	return call_with_token(a, &to, call, e);
}
