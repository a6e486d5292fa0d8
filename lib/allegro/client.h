#ifndef ALLEGRO_CLIENT_H
#define ALLEGRO_CLIENT_H

/*
 * Calls to one environment of Allegro on behalf of one account (or of the application alone).
 *
 * Every operation is a row of a table (client.c): method, path, media types, scope, name. Tokens
 * come from a struct of functions, so that this layer knows no database. A 401 asks the source for
 * another token once and repeats the call once. Nothing else is repeated here: the caller's loop
 * decides by the code. Each request is taken out of the budget first, and its answer told to it.
 *
 *	RC_RETRY	no answer, an outage, a wall, a limit: back off; e->retry_after_s when
 *			told; or not sent at all, see budget.h
 *	RC_AUTH		the token is refused, also after a renewal
 *	RC_DENIED	a permission is missing, or the account may not
 *	RC_NOT_FOUND	the thing is not there, by the code of its resource
 *	RC_CONFLICT	another revision, or a command id used before
 *	RC_REMOTE	refused: the same request fails again
 *	RC_SHAPE	an answer that is not what openapi.yaml promises
 *	RC_STOPPED	the stop flag was raised
 *
 * e->meaning says it exactly (base/meaning.h); e->http, e->code (Allegro's error code) and
 * e->trace (Trace-Id, for support) come with each.
 */

#include <signal.h>

#include "allegro/budget.h"
#include "base/conf.h"
#include "base/secret.h"
#include "json/field.h"

struct http_pair;

/* An environment of Allegro; hosts of sandbox and production are compiled in. */
struct allegro_env {
	const char *name; /* "simulator", "sandbox", "production" */
	const char *api_url;
	const char *auth_url;
	const char *upload_url;
};

/*
 * Find an environment by name. RC_INVALID for an unknown name, for "simulator" when it is not
 * configured, and for a simulator that is neither https nor http on loopback.
 */
MUST_CHECK enum rc allegro_env_find(void *owner, const struct conf *conf, const char *name,
				    struct allegro_env *out, struct err *e);

/* Names of all environments, ended by NULL. */
extern const char *const allegro_env_names[];

/* What resources speak unless FACTS 0.1 says otherwise. */
#define ALLEGRO_MEDIA "application/vnd.allegro.public.v1+json"

/* Who calls: the mandatory User-Agent "Name/Version (+https://contact)" (FACTS 1.8). */
struct allegro_app {
	const char *name;
	const char *version;
	const char *contact_url;
};

/* Build the User-Agent. RC_INVALID with e->code = app_name, app_version or contact_url. */
MUST_CHECK enum rc allegro_user_agent(void *owner, const struct allegro_app *app, char **out,
				      struct err *e);

/*
 * Where access tokens come from. get: the current one. renew: another one than `refused`, by
 * reading again or by refreshing; RC_AUTH when there is none. Both may be called in any call.
 */
struct token_source {
	void *ctx;
	enum rc (*get)(void *ctx, void *owner, struct secret **out, struct err *e);
	enum rc (*renew)(void *ctx, void *owner, const struct secret *refused, struct secret **out,
			 struct err *e);
};

/* Operations of this client; a new one is a row here and in the table of client.c. */
enum allegro_op {
	OP_ME,
	OP_ORDER_EVENTS,
	OP_ORDER_EVENT_STATS,
	OP_CHECKOUT_FORMS,
	OP_CHECKOUT_FORM,
	OP_FULFILLMENT_SET,
	OP_RATINGS,
	OP_RATING,
	OP_RATING_ANSWER,
	OP_RATING_REMOVAL,
	OP_CATEGORIES,
	OP_CATEGORY,
	OP_CATEGORY_PARAMS,
	OP_CATEGORY_EVENTS,
	OP_CATEGORY_CHANGES,
	OP_SHIPPING_RATES,
	OP_RETURN_POLICIES,
	OP_IMPLIED_WARRANTIES,
	OP_WARRANTIES,
	OP_PRODUCERS,
	OP_PRODUCER_NEW,
	OP_PERSONS,
	OP_PERSON_NEW,
	OP_PRICE_RULES,
	OP_PRICE_RULE,
	OP_PRICE_RULE_NEW,
	OP_PRICE_RULE_SET,
	OP_PRICE_RULE_DELETE,
	OP_CATEGORY_MATCHES,
	OP_PRODUCTS,
	OP_PRODUCT,
	OP_OFFERS,
	OP_OFFER,
	OP_OFFER_NEW,
	OP_OFFER_DELETE,
	OP_OFFER_EDIT,
	OP_PRICE_COMMAND,
	OP_PRICE_REPORT,
	OP_PRICE_TASKS,
	OP_STOCK_COMMAND,
	OP_STOCK_REPORT,
	OP_STOCK_TASKS,
	OP_STATUS_COMMAND,
	OP_STATUS_REPORT,
	OP_STATUS_TASKS,
	OP_RULE_COMMAND,
	OP_RULE_REPORT,
	OP_RULE_TASKS,
	OP_AUTOMATION_PLACES,
	OP_FIELDS_COMMAND,
	OP_FIELDS_REPORT,
	OP_FIELDS_TASKS,
	OP_OFFER_PARTS,
	OP_OFFER_EVENTS,
	OP_BADGES,
	OP_DISCOUNT_CAMPAIGNS,
	OP_DISCOUNT_OFFERS,
	OP_PRICES_OFFERS,
	OP_COUNT
};

struct allegro_opts {
	struct allegro_env env;
	struct allegro_app app;
	const char *ca_bundle;
	const volatile sig_atomic_t *stop; /* NULL: cannot be stopped */
	struct token_source tokens;
	const char *scopes;	      /* granted, blank separated; NULL: not known */
	struct request_budget budget; /* all zero: none */
};

struct allegro;

MUST_CHECK enum rc allegro_open(void *owner, const struct allegro_opts *opts, struct allegro **out,
				struct err *e);

/* A call: operation, id for "{id}" in its path, query, body. */
struct allegro_call {
	enum allegro_op op;
	const char *id;
	const struct http_pair *query; /* net/http.h; NULL: none */
	struct bytes body;
	struct bytes *unread; /* takes an answer of RC_SHAPE as it came, for the owner; NULL: no */
};

/* e->code of RC_SHAPE where a page may be read when fewer are asked for: it was too large, or one
 * of several things on it cannot be read. */
#define ALLEGRO_PAGE_PART "page-part"

/* Make the call; the parsed answer belongs to owner. */
MUST_CHECK enum rc allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
				struct json **out, struct err *e);

/* What is known of a write, well or not: the outcome of a call that may change something. */
struct allegro_refusal {
	const char *code; /* texts are NULL where Allegro tells none */
	const char *path;
	const char *message;
	const char *user_message; /* for people */
};
enum { ALLEGRO_REFUSALS_MAX = 50 }; /* read of one answer */

struct allegro_receipt {
	bool sent;			  /* false: surely not executed, it never left */
	int status;			  /* of the answer, 0: none came */
	char trace[ERR_TRACE_MAX];	  /* Allegro's Trace-Id, "" when none */
	struct allegro_refusal *refusals; /* of an answer that is not 2xx; they are the owner's */
	size_t n_refusals;
};

/*
 * Make a call whose answer has no document. RC_OK: answered 2xx, see the status. With any other
 * code but a 4xx a call that was sent may or may not have been executed: ask before it is repeated.
 */
MUST_CHECK enum rc allegro_push(struct allegro *a, void *owner, const struct allegro_call *call,
				struct allegro_receipt *out, struct err *e);

/* What happened to one of many calls made in parallel. */
struct allegro_result {
	enum rc rc;
	bool asked; /* false: not sent, because another call showed that it would be in vain */
	struct err err;
	struct json *doc;
	struct bytes unread; /* the answer of RC_SHAPE as it came; no data: too large to keep */
	char trace[ERR_TRACE_MAX]; /* Allegro's Trace-Id, "" when none */
};

enum { ALLEGRO_PARALLEL = 4 }; /* requests at once for one account (FACTS 15) */

/* n calls in parallel; each result says how its call ended. Same return as documents_fetch(). */
MUST_CHECK enum rc allegro_call_all(struct allegro *a, void *owner,
				    const struct allegro_call *calls, size_t n,
				    struct allegro_result *results, struct err *e);

/* Counters since allegro_open(), for job_run. */
struct allegro_counts {
	uint64_t requests;
	uint64_t throttled; /* answered 429 */
	uint64_t failed;    /* not answered 2xx */
	uint64_t by_op[OP_COUNT];
};

const struct allegro_counts *allegro_counts(const struct allegro *a);

/* Trace-Id of the answer to the last allegro_call(), "" when none. */
const char *allegro_trace(const struct allegro *a) RETURNS_NONNULL;

/* Allegro's clock minus ours in ms by the Date of the last answer (whole seconds), TIME_NONE when
 * no answer came yet. */
int64_t allegro_clock_skew(const struct allegro *a);

#endif
