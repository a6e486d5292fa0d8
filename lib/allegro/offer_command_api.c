/* Commands for offers: bodies, reports, tasks. */
#include "allegro/offer_command_api.h"

#include "allegro/resource.h"
#include "base/mem.h"
#include "net/http.h"

static const struct {
	enum allegro_op put;
	enum allegro_op report;
	enum allegro_op tasks;
} ops[OFFER_COMMAND_KINDS] = {
    [OFFER_COMMAND_PRICE] = {OP_PRICE_COMMAND, OP_PRICE_REPORT, OP_PRICE_TASKS},
    [OFFER_COMMAND_STOCK] = {OP_STOCK_COMMAND, OP_STOCK_REPORT, OP_STOCK_TASKS},
    [OFFER_COMMAND_RULE] = {OP_RULE_COMMAND, OP_RULE_REPORT, OP_RULE_TASKS},
    [OFFER_COMMAND_STATUS] = {OP_STATUS_COMMAND, OP_STATUS_REPORT, OP_STATUS_TASKS},
    [OFFER_COMMAND_FIELDS] = {OP_FIELDS_COMMAND, OP_FIELDS_REPORT, OP_FIELDS_TASKS},
};

/* ---- Bodies ---------------------------------------------------------------------------------- */

struct offer_id {
	const char *id;
};

struct criterion {
	const char *type;
	struct offer_id *offers;
	size_t n_offers;
};

struct body {
	const char *price_type;
	struct money price;
	const char *change_type;
	int64_t pieces;
	const char *action;
	const char *id;
	struct automation_place *set;
	size_t n_set;
	struct automation_place *removed;
	size_t n_removed;
	const char *shipping_id;
	const char *handling;
	struct criterion *criteria;
	size_t n_criteria;
};

static const struct json_field id_fields[] = {JF_STR(struct offer_id, id, "/id", 0)};
static const struct json_field criterion_fields[] = {
    JF_STR(struct criterion, type, "/type", 0),
    JF_LIST(struct criterion, struct offer_id, offers, n_offers, "/offers", 0, id_fields),
};
static const struct json_field place_fields[] = {
    JF_STR(struct automation_place, market, "/marketplace/id", 0),
    JF_STR(struct automation_place, rule_id, "/rule/id", 0),
    JF_STR(struct automation_place, range_type, "/configuration/priceRange/type", 0),
    JF_MONEY(struct automation_place, least, "/configuration/priceRange/minPrice", 0),
    JF_MONEY(struct automation_place, most, "/configuration/priceRange/maxPrice", 0),
};
static const struct json_field body_fields[] = {
    JF_STR(struct body, id, "/id", 0),
    JF_STR(struct body, price_type, "/modification/type", 0),
    JF_MONEY(struct body, price, "/modification/price", 0),
    JF_STR(struct body, change_type, "/modification/changeType", 0),
    JF_I64(struct body, pieces, "/modification/value", 0),
    JF_STR(struct body, action, "/publication/action", 0),
    JF_LIST(struct body, struct automation_place, set, n_set, "/modification/set", 0, place_fields),
    JF_LIST(struct body, struct automation_place, removed, n_removed, "/modification/remove", 0,
	    place_fields),
    JF_STR(struct body, shipping_id, "/modification/delivery/shippingRates/id", 0),
    JF_STR(struct body, handling, "/modification/delivery/handlingTime", 0),
    JF_LIST(struct body, struct criterion, criteria, n_criteria, "/offerCriteria", 0,
	    criterion_fields),
};

char *offer_command_body(void *owner, const struct offer_command *c)
{
	struct offer_id *offers = mem_array(owner, struct offer_id, c->n + 1);
	struct criterion all = {"CONTAINS_OFFERS", offers, c->n};
	struct automation_place place = c->place;
	struct body body = {
	    .price = MONEY_NONE, .pieces = INT64_MIN, .criteria = &all, .n_criteria = 1};

	for (size_t i = 0; i < c->n; i++)
		offers[i].id = c->ids[i];
	if (c->kind == OFFER_COMMAND_PRICE) {
		body.price_type = "FIXED_PRICE";
		body.price = c->price;
	} else if (c->kind == OFFER_COMMAND_STOCK) {
		body.change_type = "FIXED";
		body.pieces = c->pieces;
	} else if (c->kind == OFFER_COMMAND_RULE) {
		body.id = c->id;
		body.set = place.rule_id ? &place : NULL;
		body.removed = place.rule_id ? NULL : &place;
		body.n_set = body.set != NULL;
		body.n_removed = body.removed != NULL;
	} else if (c->kind == OFFER_COMMAND_FIELDS) {
		body.shipping_id = c->shipping_id;
		body.handling = c->handling;
	} else {
		body.action = c->action;
	}
	return json_encode(owner, body_fields, &body);
}

/* ---- Calls ----------------------------------------------------------------------------------- */

const char *offer_command_head(void *mem, enum offer_command_kind kind, const char *id)
{
	return resource_head(mem, ops[kind].put, id);
}

enum rc offer_command_push(struct allegro *a, void *owner, const struct offer_command_name *name,
			   struct bytes body, struct allegro_receipt *out, struct err *e)
{
	const struct allegro_call call = {.op = ops[name->kind].put, .id = name->id, .body = body};

	return allegro_push(a, owner, &call, out, e);
}

static const struct json_field report_fields[] = {
    JF_TIME(struct offer_report, completed_at, "/completedAt", 0),
    JF_I64(struct offer_report, total, "/taskCount/total", JF_REQUIRED),
    JF_I64(struct offer_report, success, "/taskCount/success", JF_REQUIRED),
    JF_I64(struct offer_report, failed, "/taskCount/failed", JF_REQUIRED),
};

enum rc offer_command_report(struct allegro *a, void *owner, const struct offer_command_name *name,
			     struct offer_report *out, struct err *e)
{
	const struct allegro_call call = {.op = ops[name->kind].report, .id = name->id};
	struct json *doc;

	*out = (struct offer_report){.completed_at = TIME_NONE};
	if (allegro_call(a, owner, &call, &doc, e))
		return e->rc;
	return json_decode(owner, doc, report_fields, out, NULL, e)
		   ? err_wrap(e, "the report of command %s", name->id)
		   : RC_OK;
}

/* ---- Tasks ----------------------------------------------------------------------------------- */

/* Allegro lets nobody ask beyond: two tasks an offer. */
enum { TASKS_PAGE = 1000, TASKS_OFFSET_MAX = 999 };

static const struct json_field error_fields[] = {
    JF_STR(struct offer_task_error, code, "/code", 0),
    JF_STR(struct offer_task_error, message, "/message", 0),
    JF_STR(struct offer_task_error, user_message, "/userMessage", 0),
};
static const struct json_field task_fields[] = {
    JF_STR(struct offer_task, offer_id, "/offer/id", JF_REQUIRED),
    JF_STR(struct offer_task, field, "/field", 0),
    JF_STR(struct offer_task, status, "/status", JF_REQUIRED),
    JF_STR(struct offer_task, message, "/message", 0),
    JF_LIST(struct offer_task, struct offer_task_error, errors, n_errors, "/errors", 0,
	    error_fields),
};

struct tasks {
	struct offer_task *tasks;
	size_t n;
};
static const struct json_field tasks_fields[] = {
    JF_LIST(struct tasks, struct offer_task, tasks, n, "/tasks", JF_REQUIRED, task_fields),
};

static enum rc tasks_page(struct allegro *a, void *owner, const struct offer_command_name *name,
			  int64_t offset, struct tasks *out, struct err *e)
{
	const struct http_pair query[] = {
	    {"limit", mem_printf(owner, "%d", TASKS_PAGE)},
	    {"offset", mem_printf(owner, "%lld", (long long)offset)},
	    {NULL, NULL},
	};
	const struct allegro_call call = {
	    .op = ops[name->kind].tasks, .id = name->id, .query = query};
	struct json *doc;

	if (allegro_call(a, owner, &call, &doc, e))
		return e->rc;
	return json_decode(owner, doc, tasks_fields, out, NULL, e)
		   ? err_wrap(e, "the tasks of command %s", name->id)
		   : RC_OK;
}

enum rc offer_command_tasks(struct allegro *a, void *owner, const struct offer_command_name *name,
			    struct offer_task **tasks, size_t *n, struct err *e)
{
	struct tasks page = {.n = TASKS_PAGE};

	*tasks = NULL;
	*n = 0;
	for (int64_t offset = 0; page.n == TASKS_PAGE && offset <= TASKS_OFFSET_MAX;
	     offset += TASKS_OFFSET_MAX) {
		page = (struct tasks){0};
		if (tasks_page(a, owner, name, offset, &page, e))
			return e->rc;
		*tasks = mem_grow(owner, *tasks, struct offer_task, *n + page.n + 1);
		for (size_t i = 0; i < page.n; i++)
			(*tasks)[(*n)++] = page.tasks[i];
	}
	return RC_OK;
}
