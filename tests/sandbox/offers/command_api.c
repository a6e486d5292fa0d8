/* The resources of commands: accepted, reported, told task by task. */
#include <string.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/mem.h"

#include "oauth/oauth.h"
#include "offers/command_store.h"
#include "offers/offer_rules.h"
#include "sandbox.h"
#include "server/errors.h"
#include "server/routes.h"

enum { LIMIT_MAX = 1000, LIMIT_DEFAULT = 100, OFFSET_MAX = 999 };

const char *const command_tasks_query[] = {"limit", "offset", NULL};

/* FACTS 15: offers an hour. */
static const struct {
	const char *path;
	int64_t per_hour;
	bool by_subject; /* its tasks name offer and field together */
} kinds[COMMAND_KINDS] = {
    [COMMAND_PUBLICATION] = {"/sale/offer-publication-commands", 250000, false},
    [COMMAND_PRICE] = {"/sale/offer-price-change-commands", 150000, false},
    [COMMAND_QUANTITY] = {"/sale/offer-quantity-change-commands", 250000, false},
    [COMMAND_FIELDS] = {"/sale/offer-modification-commands", 250000, false},
    [COMMAND_BULK] = {"/sale/offer-bulk-modification-commands", 150000, true},
    [COMMAND_RULES] = {"/sale/offer-price-automation-commands", 150000, false},
};

static enum command_kind kind_of(const struct exchange *x)
{
	for (size_t i = 0; i < COMMAND_KINDS; i++)
		if (str_starts(x->path, kinds[i].path))
			return (enum command_kind)i;
	BUG("no kind of command at %s", x->path);
}

/* ---- Reports ----------------------------------------------------------------------------------
 */

static void report_json(struct jw *w, const struct command *c)
{
	int64_t failed = 0;
	int64_t done = 0;

	for (size_t i = 0; i < c->n; i++) {
		failed += c->tasks[i].status == TASK_FAIL;
		done += c->tasks[i].status == TASK_SUCCESS;
	}
	jw_object(w, NULL);
	jw_str(w, "id", c->id);
	jw_time(w, "createdAt", c->created_at);
	if (c->completed_at == TIME_NONE)
		jw_null(w, "completedAt");
	else
		jw_time(w, "completedAt", c->completed_at);
	jw_object(w, "taskCount");
	jw_int(w, "failed", failed);
	jw_int(w, "success", done);
	jw_int(w, "total", c->begun ? (int64_t)c->n : 0);
	jw_object_end(w);
	jw_object_end(w);
}

static void told_json(struct jw *w, struct exchange *x, const struct task *t, bool by_subject)
{
	static const char *const names[] = {"NEW", "SUCCESS", "FAIL"};
	const struct refusal why = offer_refusal(x, str_or(t->code, ""), NULL);

	jw_object(w, NULL);
	jw_object(w, by_subject ? "subject" : "offer");
	jw_str(w, by_subject ? "offerId" : "id", t->offer_id);
	if (by_subject)
		jw_str(w, "field", t->change.field);
	jw_object_end(w);
	if (!by_subject)
		jw_str(w, "field", t->change.field);
	jw_str(w, "status", names[t->status]);
	jw_str(w, "message", t->code ? why.message : "");
	jw_array(w, "errors");
	if (t->code)
		refusal_json(w, &why);
	jw_array_end(w);
	jw_object_end(w);
}

/* The command of the path when it is the caller's; otherwise answers and returns NULL. */
static const struct command *own_command(struct exchange *x)
{
	const struct command *c;

	(void)offers_step(x->sb->world);
	c = command_find(x, kind_of(x), x->path_id);
	if (c && c->seller == grant_seller(x->grant) && !c->unknown)
		return c;
	answer_error(x, ERROR_COMMAND_NOT_FOUND, NULL, x->path_id);
	return NULL;
}

void commands_report(struct exchange *x)
{
	const struct command *c = own_command(x);

	if (!c)
		return;
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	report_json(&w, c);
}

void commands_tasks(struct exchange *x)
{
	const struct command *c = own_command(x);
	const char *limit_text = query_get(x, "limit");
	const char *offset_text = query_get(x, "offset");
	int64_t limit = LIMIT_DEFAULT;
	int64_t offset = 0;

	if (!c)
		return;
	if ((limit_text && !str_to_i64(limit_text, 1, LIMIT_MAX, &limit)) ||
	    (offset_text && !str_to_i64(offset_text, 0, OFFSET_MAX, &offset))) {
		answer_error(x, ERROR_LIMITS, limit_text ? "limit" : "offset", NULL);
		return;
	}
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, "tasks");
	for (size_t i = 0; i < c->n && c->begun; i++)
		for (size_t times = c->tasks[i].told; times > 0 && limit > 0; times--) {
			if (offset-- > 0)
				continue;
			told_json(&w, x, &c->tasks[i], kinds[c->kind].by_subject);
			limit--;
		}
	jw_array_end(&w);
	jw_object_end(&w);
}

/* ---- Accepting --------------------------------------------------------------------------------
 */

static bool take_quota(struct exchange *x, enum command_kind kind, size_t n)
{
	struct world *w = x->sb->world;
	const struct trouble *t = &w->offers->trouble[QUOTA];
	struct quota *q = &w->offers->commands->quotas[grant_seller(x->grant) - w->sellers][kind];
	const int64_t most = t->left ? t->value : kinds[kind].per_hour;
	const int64_t hour = world_now(w) / TIME_HOUR_MS;

	if (q->hour != hour)
		*q = (struct quota){.hour = hour};
	if (q->used + (int64_t)n > most) {
		answer_error(x, ERROR_TOO_MANY, NULL, NULL);
		return false;
	}
	q->used += (int64_t)n;
	return true;
}

/* An id is good for one command for ever. */
static bool is_used(struct exchange *x, enum command_kind kind, const char *id)
{
	const struct command *c = command_find(x, kind, id);

	if (!c)
		return false;
	answer_error(
	    x, c->body_hash == offer_hash(x->body.text) ? ERROR_COMMAND_USED : ERROR_COMMAND_OTHER,
	    NULL, id);
	return true;
}

/* A task for each change of each offer. */
static struct command *make(struct exchange *x, enum command_kind kind, const struct changes *in)
{
	struct world *w = x->sb->world;
	struct command *c = world_take(w, sizeof(*c));
	const bool own = kind == COMMAND_BULK; /* each change has an offer of its own */

	memcpy(c->id, in->command_id, sizeof(c->id));
	c->kind = kind;
	c->seller = grant_seller(x->grant);
	c->body_hash = offer_hash(x->body.text);
	c->tasks = world_take(w, (own ? in->n : in->n * in->n_ids) * sizeof(struct task));
	for (size_t i = 0; i < in->n_ids; i++)
		for (size_t k = own ? i : 0; k < (own ? i + 1 : in->n); k++) {
			struct offer *o = offer_find(w, in->ids[i]);

			c->tasks[c->n++] = (struct task){.offer_id = world_text(w, in->ids[i]),
							 .offer = o,
							 .told = 1,
							 .change = in->at[k]};
		}
	return c;
}

static void take_in(struct exchange *x, enum command_kind kind, const struct changes *in)
{
	if (!take_quota(x, kind, in->n_ids))
		return;
	struct command *c = make(x, kind, in);
	command_keep(x, c);
	struct jw w = answer_json(x, 201, x->route->flags & ROUTE_BETA ? MEDIA_BETA : MEDIA_PUBLIC);
	report_json(&w, c);
}

void commands_put(struct exchange *x)
{
	const enum command_kind kind = kind_of(x);
	struct changes in = {.command_id = x->path_id};

	(void)offers_step(x->sb->world);
	if (!str_is_uuid(x->path_id)) {
		answer_error(x, ERROR_OFFER_BODY, "commandId", x->path_id);
		return;
	}
	if (!is_used(x, kind, x->path_id) && command_read(x, kind, &in))
		take_in(x, kind, &in);
}

void commands_post(struct exchange *x)
{
	const enum command_kind kind = kind_of(x);
	struct changes in = {0};

	(void)offers_step(x->sb->world);
	if (command_read(x, kind, &in) && !is_used(x, kind, in.command_id))
		take_in(x, kind, &in);
}
