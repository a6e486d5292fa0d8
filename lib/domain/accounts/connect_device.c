/* Device flow: a short code the seller confirms on another page, polled at the told interval. */
#include "base/mem.h"
#include "domain/accounts/connect.h"
#include "domain/accounts/connect_keys.h"

enum { FLOW_TOKEN_BYTES = 32 };

static const struct {
	const char *word;
	enum connect_state state;
} states[] = {{"OPEN", CONNECT_OPEN}, {"FAILED", CONNECT_FAILED}};

static void show(const struct flow_row *f, const char *id, struct connect_flow *out)
{
	*out = (struct connect_flow){
	    .id = id,
	    .environment = f->environment,
	    .name = f->account_name,
	    .state = CONNECT_OPEN,
	    .problem = f->result,
	    .account_id = f->account_id,
	    .user_code = f->user_code,
	    .verification_uri = f->verification_uri,
	    .verification_uri_complete = f->verification_uri_complete,
	    .interval_s = f->interval_s,
	    .expires_at = f->expires_at,
	};
	for (size_t i = 0; i < COUNT_OF(states); i++)
		if (str_eq(states[i].word, f->state))
			out->state = states[i].state;
	/* USED without a result is a code flow between its use and its end. */
	if (str_eq(f->state, "USED") && str_eq(f->result, "OK"))
		out->state = CONNECT_DONE;
}

static enum rc save_device_flow(struct vault *v, void *owner, const char *id,
				const struct oauth_device *d, struct flow_row *f, struct err *e)
{
	f->id = flow_id(owner, id);
	f->kind = "device";
	f->user_code = d->user_code;
	f->verification_uri = d->verification_uri;
	f->verification_uri_complete = d->verification_uri_complete;
	f->interval_s = (uint64_t)d->interval_s;
	f->expires_at = time_now_ms() + d->life_s * TIME_SECOND_MS;
	f->sealed = seal(owner, v->key, flow_context(owner, f->environment, f->id), d->device_code);
	return flow_insert(v->db, f, e);
}

enum rc connect_device_start(struct vault *v, void *owner, const struct connect_ask *ask,
			     struct connect_flow *out, struct err *e)
{
	struct oauth_device device;
	struct flow_row f;
	struct oauth *oauth;

	if (flow_prepare(v, owner, ask, &f, e) ||
	    vault_oauth(v, owner, ask->environment, &oauth, e))
		return e->rc;
	enum rc rc = oauth_device_start(oauth, owner, &device, e);
	v->requests += oauth_requests(oauth);
	if (rc)
		return rc == RC_AUTH ? vault_cause(e, "keys") : rc;
	const char *id = secret_random_text(owner, FLOW_TOKEN_BYTES);
	if (save_device_flow(v, owner, id, &device, &f, e))
		return e->rc;
	f.state = "OPEN";
	show(&f, id, out);
	return RC_OK;
}

static enum rc load(struct vault *v, void *owner, const char *id, struct bytes session,
		    struct flow_row *f, struct err *e)
{
	enum rc rc = flow_load(v->db, owner, flow_id(owner, id), f, e);

	if (rc == RC_NOT_FOUND || (!rc && !flow_is_of(f, session))) {
		err_set(e, RC_NOT_FOUND, "there is no such connection");
		return vault_cause(e, "gone");
	}
	return rc;
}

enum rc connect_find(struct vault *v, void *owner, const char *id, struct bytes session,
		     struct connect_flow *out, struct err *e)
{
	struct flow_row f = {0};

	if (load(v, owner, id, session, &f, e))
		return e->rc;
	show(&f, id, out);
	return RC_OK;
}

/* Allegro calls a device code that is used up or too old an invalid request (FACTS 1.4). */
static enum rc explain_poll(enum rc rc, struct err *e)
{
	if (rc == RC_AUTH)
		return vault_cause(e, "keys");
	if (rc == RC_REMOTE && str_eq(e->code, "invalid_request"))
		return vault_cause(e, "device-code");
	return rc;
}

static enum rc ask_allegro(struct vault *v, void *scratch, const struct flow_row *f,
			   enum oauth_poll *state, struct oauth_tokens *out, struct err *e)
{
	struct secret *device_code;
	struct oauth *oauth;

	if (seal_open(scratch, v->key, flow_context(scratch, f->environment, f->id), f->sealed,
		      &device_code, e))
		return vault_cause(e, "key");
	if (vault_oauth(v, scratch, f->environment, &oauth, e))
		return e->rc;
	enum rc rc = oauth_device_poll(oauth, scratch, device_code, state, out, e);
	v->requests += oauth_requests(oauth);
	return rc ? explain_poll(rc, e) : RC_OK;
}

/* A poll whose turn it is: pending leaves the flow open, anything else closes it; trouble on the
 * way to Allegro is neither. */
static enum rc poll_now(struct vault *v, void *scratch, const struct flow_row *f, struct err *e)
{
	struct oauth_tokens tokens = {0};
	enum oauth_poll state;
	uint64_t account_id = 0;
	enum rc rc = ask_allegro(v, scratch, f, &state, &tokens, e);

	if (!rc && state == OAUTH_POLL_SLOW_DOWN)
		return flow_slow_down(v->db, f->id, OAUTH_SLOW_DOWN_SECONDS, e);
	if ((!rc && state == OAUTH_POLL_PENDING) || rc == RC_RETRY || rc == RC_STOPPED) {
		struct err unreleased = {0};
		if (flow_release_poll(v->db, f->id, &unreleased))
			err_clear(&unreleased); /* the claim ends by itself */
		return rc;
	}
	if (!rc)
		rc = flow_adopt(v, f, &tokens, &account_id, e);
	return flow_close(v, f->id, rc, account_id, e);
}

static enum rc poll_if_due(struct vault *v, void *scratch, const struct flow_row *f, struct err *e)
{
	if (f->expires_at <= time_now_ms()) {
		err_set(e, RC_INVALID, "nobody confirmed the code in time");
		vault_cause(e, "device-code");
		return flow_close(v, f->id, e->rc, 0, e);
	}
	if (flow_claim_poll(v->db, f->id, e) == RC_CONFLICT) {
		err_clear(e);
		return RC_OK;
	}
	return e->rc ? e->rc : poll_now(v, scratch, f, e);
}

enum rc connect_device_poll(struct vault *v, void *owner, const char *id, struct bytes session,
			    struct connect_flow *out, struct err *e)
{
	struct flow_row f = {0};

	if (load(v, owner, id, session, &f, e))
		return e->rc;
	if (str_eq(f.state, "OPEN") && poll_if_due(v, owner, &f, e))
		return e->rc;
	return connect_find(v, owner, id, session, out, e);
}
