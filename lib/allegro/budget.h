#ifndef ALLEGRO_BUDGET_H
#define ALLEGRO_BUDGET_H

/*
 * The right to send requests. All processes and hosts of one application share Allegro's limits
 * (FACTS 1.9, 15), so each request is taken out of a common budget first, and each answer is told
 * to it: after a 429, or at a wall against robots, nobody asks again before its time (F49).
 *
 * This layer knows no database: a budget is a struct of functions, as a token source is. One
 * without functions grants everything.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* What a request is for, the most urgent first: a class leaves a reserve to those above (F53). */
enum request_class {
	CLASS_TOKEN,
	CLASS_ORDERS,
	CLASS_FULFILLMENT,
	CLASS_STOCK,
	CLASS_PRICE,
	CLASS_CATALOGUE,
	CLASS_COUNT
};

/* Limits of Allegro; rows of request_rates. A request counts against LIMIT_ALL and its own. */
enum request_limit {
	LIMIT_ALL,
	LIMIT_TOKENS,
	LIMIT_CARRIERS,
	LIMIT_SHIPMENTS,
	LIMIT_OFFER_READ,
	LIMIT_OFFER_WRITE,
	LIMIT_OFFER_CREATE,
	LIMIT_CATEGORY_MATCH,
	LIMIT_PRODUCTS,
	LIMIT_PRICE_RULES,
	LIMIT_RETURNS,
	LIMIT_COUNT
};

enum request_scope { PER_APPLICATION, PER_ACCOUNT };

/* n requests in window_s seconds. */
struct request_rate {
	const char *name; /* as stored */
	int64_t n;
	int64_t window_s;
	enum request_scope scope;
};
extern const struct request_rate request_rates[LIMIT_COUNT];

struct request_ask {
	enum request_class urgency;
	enum request_limit limit;
	size_t want;
	const char *resource; /* what Allegro may limit by itself; NULL: the server as a whole */
};

/* How one request was answered. */
struct request_told {
	const char *resource; /* as asked for */
	enum meaning meaning; /* MEANING_NO_ANSWER: none came */
	int retry_after_s;    /* 0: not said */
	bool token_is_fresh;  /* with MEANING_TOKEN: it was obtained a moment ago */
};

struct request_budget {
	void *ctx;
	/* Wait until some requests may be sent: 1..want of them. RC_RETRY with e->code "blocked"
	 * while Allegro's ban lasts, "budget" when none came free in time; RC_STOPPED. */
	enum rc (*take)(void *ctx, const struct request_ask *ask, size_t *granted, struct err *e);
	/* What one of them was answered. */
	void (*tell)(void *ctx, const struct request_told *told);
};

MUST_CHECK enum rc budget_take(const struct request_budget *b, const struct request_ask *ask,
			       size_t *granted, struct err *e);
void budget_tell(const struct request_budget *b, const struct request_told *told);

#endif
