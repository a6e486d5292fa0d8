#ifndef DOMAIN_MAPPING_CONTRADICTION_H
#define DOMAIN_MAPPING_CONTRADICTION_H

/*
 * What Allegro refuses although its own description of the parameter allows it. Remembered with its
 * words, so that it is not tried again for the other ten thousand products: they wait with a
 *blocker until a person takes another value, Allegro describes the parameter anew, or a person lets
 *it be tried again.
 *
 * Who sends offers and is refused for a parameter whose answer param_check() found right says so:
 *
 *	contradiction_remember(db, &(struct contradiction){.environment = ..., .category_id = ...,
 *		.param_id = v->param->id, .answer = param_answer_print(mem, &v->answer),
 *		.code = error->code, .said = error->user_message}, e)
 */

#include <stdbool.h>

#include "base/err.h"
#include "db/db.h"
#include "domain/mapping/param_answer.h"

enum {
	CONTRADICTION_ANSWER_MAX = 500, /* characters; a longer answer is one product's own */
	CONTRADICTION_SAID_MAX = 1000,
	CONTRADICTIONS_ALL = 3, /* other values of one parameter: then none of them is believed */
};

struct contradiction {
	uint64_t id;
	const char *environment;
	const char *category_id;
	const char *param_id;
	const char *answer;
	const char *code; /* NULL: Allegro told none */
	const char *said;
	int64_t times;
	int64_t first_at;
	int64_t last_at;
};

/* Inside a transaction. Its products are judged anew. Of a parameter that is not known, or an
 * answer that is too long: nothing. */
MUST_CHECK enum rc contradiction_remember(struct db *db, const struct contradiction *c,
					  struct err *e);

/* Those that hold for a category, as Allegro describes its parameters now. */
MUST_CHECK enum rc contradictions_load(struct db *db, void *mem, const char *environment,
				       const char *category_id, struct contradiction **out,
				       size_t *n, struct err *e);

/* It is to be tried again. RC_CONFLICT: that was said already. */
MUST_CHECK enum rc contradiction_forget(struct db *db, uint64_t id, const char *actor,
					struct err *e);

/* The one that keeps this answer from being sent; NULL: none does. Pure. */
const struct contradiction *contradiction_of(const struct contradiction *at, size_t n,
					     const struct param_answer *answer);

#endif
