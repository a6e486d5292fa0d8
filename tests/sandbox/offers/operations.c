/* Operations on offers. */
#include "offers/operation.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

#include "oauth/oauth.h"
#include "offers/offer_api.h"
#include "offers/offer_rules.h"
#include "sandbox.h"
#include "server/errors.h"

const struct operation *operation_of(const struct world *w, const struct offer *o)
{
	const struct operation *op = w->offers->operations;

	while (op && (op->offer != o || op->done))
		op = op->next;
	return op;
}

static void finish(struct world *w, struct operation *op)
{
	op->done = true;
	if (op->fails)
		return;
	if (str_eq(op->then, "ACTIVE"))
		offer_publish(w, op->offer);
	if (str_eq(op->then, "ENDED"))
		offer_end(w, op->offer, END_BY_USER);
}

struct operation *operation_begin(struct world *w, struct offer *o, const char *then, int64_t ms)
{
	struct operation *op = world_take(w, sizeof(*op));
	const struct trouble *late = &w->offers->trouble[OPERATION_LATE];
	const char *fails = str_or(w->offers->trouble[OPERATION_FAILS].text, "OFFER_SERVICE_ERROR");

	if (trouble_take(w, OPERATION_LATE, o->id))
		ms = late->value;
	op->fails = trouble_take(w, OPERATION_FAILS, o->id) ? fails : NULL;
	op->forgotten = trouble_take(w, OPERATION_FORGOTTEN, o->id);
	if ((op->fails || op->forgotten) && !ms)
		ms = 1; /* what is done at once has no operation */
	rng_uuid(&w->offers->rng, op->id);
	op->offer = o;
	op->then = then;
	op->started_at = world_now(w);
	op->due_at = op->started_at + ms;
	op->next = w->offers->operations;
	w->offers->operations = op;
	if (ms)
		offers_wake(w, op->due_at);
	else
		finish(w, op);
	return op;
}

void operations_run(struct world *w)
{
	const int64_t now = world_now(w);

	for (struct operation *op = w->offers->operations; op; op = op->next) {
		if (op->done)
			continue;
		if (op->due_at <= now)
			finish(w, op);
		else
			offers_wake(w, op->due_at);
	}
}

static const char *own_url(struct exchange *x, const char *path)
{
	return mem_printf(x, "http://%s%s", str_or(header_get(x, "Host"), "127.0.0.1"), path);
}

static void retry_after(struct exchange *x, const struct operation *op)
{
	const int64_t ms = op->due_at - world_now(x->sb->world);

	answer_header(
	    x, "Retry-After",
	    mem_printf(x, "%" PRId64, ms > 0 ? (ms + TIME_SECOND_MS - 1) / TIME_SECOND_MS : 1));
}

void operation_accepted(struct exchange *x, const struct operation *op)
{
	answer_header(x, "Location",
		      own_url(x, mem_printf(x, "/sale/product-offers/%s/operations/%s",
					    op->offer->id, op->id)));
	retry_after(x, op);
}

static void status_json(struct jw *w, const struct operation *op)
{
	jw_object(w, NULL);
	jw_object(w, "offer");
	jw_str(w, "id", op->offer->id);
	jw_object_end(w);
	jw_object(w, "operation");
	jw_str(w, "id", op->id);
	jw_str(w, "status", "IN_PROGRESS");
	jw_time(w, "startedAt", op->started_at);
	jw_object_end(w);
	jw_object_end(w);
}

void offers_operation(struct exchange *x)
{
	const struct operation *op = x->sb->world->offers->operations;
	const char *id = strrchr(x->path, '/') + 1;

	(void)offers_step(x->sb->world);
	while (op && !str_eq(op->id, id))
		op = op->next;
	if (!op || op->forgotten || !str_eq(op->offer->id, x->path_id) ||
	    op->offer->seller != grant_seller(x->grant)) {
		answer_error(x, ERROR_OFFER_NOT_FOUND, NULL, id);
	} else if (!op->done) {
		struct jw w = answer_json(x, 202, MEDIA_PUBLIC);
		status_json(&w, op);
		retry_after(x, op);
	} else if (op->fails) {
		const struct refusal why = offer_refusal(x, op->fails, NULL);
		answer_refusals(x, 422, &why, 1);
	} else {
		answer_empty(x, 303);
		answer_header(x, "Location",
			      own_url(x, mem_printf(x, "/sale/product-offers/%s", op->offer->id)));
	}
}
