/* The table of faults and the faults that are switched on. */
#include "faults.h"

#include <fnmatch.h>
#include <stdio.h>

#include "base/compiler.h"
#include "base/mem.h"

#include "effects.h"
#include "errors.h"
#include "life.h"
#include "page.h"
#include "poison.h"
#include "routes.h"
#include "sandbox.h"
#include "world.h"

enum { FAULTS_MAX = 64 };

enum stage {
	STAGE_REPLY,   /* number: status of the answer */
	STAGE_LATENCY, /* value: milliseconds */
	STAGE_WIRE,    /* number: enum wire */
	STAGE_WORLD,   /* done at once by apply() */
};

struct fault_kind {
	const char *name;
	enum stage stage;
	int number;
	void (*reply)(struct exchange *x, int status, const char *value);
	const char *(*apply)(struct sandbox *sb, const struct fault_request *r);
	const char *about;
};

static void reply_error(struct exchange *x, int status, const char *value)
{
	(void)value;
	answer_error(x,
		     status == 404   ? ERROR_FORM_NOT_FOUND
		     : status == 406 ? ERROR_NOT_ACCEPTABLE
		     : status == 409 ? ERROR_REVISION
		     : status == 422 ? ERROR_LIMITS
				     : ERROR_ACCESS_DENIED,
		     NULL, "fault");
}

static void reply_unauthorized(struct exchange *x, int status, const char *value)
{
	(void)value;
	answer_auth_error(x, status, "invalid_token", "Access token expired");
}

static void reply_too_many(struct exchange *x, int status, const char *value)
{
	(void)status;
	answer_error(x, ERROR_TOO_MANY, NULL, NULL);
	if (!str_empty(value))
		answer_header(x, "Retry-After", value);
}

static void reply_page(struct exchange *x, const char *file, int status)
{
	const char *text = page_file(x, x->sb->pages_dir, file);

	answer_text(x, status, MEDIA_HTML, str_or(text, ""));
}

/* value "empty": no body; a number: Retry-After with the page. */
static void reply_server_error(struct exchange *x, int status, const char *value)
{
	int64_t seconds;

	if (str_eq(value, "empty"))
		answer_empty(x, status);
	else
		reply_page(x, "server-error.html", status);
	if (str_to_i64(value, 0, 86400, &seconds))
		answer_header(x, "Retry-After", value);
}

static void reply_html(struct exchange *x, int status, const char *value)
{
	(void)value;
	reply_page(x, "server-error.html", status);
}

static void reply_empty(struct exchange *x, int status, const char *value)
{
	(void)value;
	answer_text(x, status, MEDIA_PUBLIC, "");
}

static const char *apply_repeat(struct sandbox *sb, const struct fault_request *r)
{
	sb->world->repeat_events += (unsigned)(r->count < 0 ? INT32_MAX : r->count);
	return NULL;
}

static const char *apply_repeat_new_id(struct sandbox *sb, const struct fault_request *r)
{
	sb->world->repeat_events_new_id += (unsigned)(r->count < 0 ? INT32_MAX : r->count);
	return NULL;
}

static const char *apply_swap(struct sandbox *sb, const struct fault_request *r)
{
	sb->world->swap_events += (unsigned)(r->count < 0 ? INT32_MAX : r->count);
	return NULL;
}

/* value: ORDER_ID or ORDER_ID/WAY. The order changes visibly, so that it is read again. */
static const char *apply_poison(struct sandbox *sb, const struct fault_request *r)
{
	char id[UUID_SIZE];
	struct order *o;

	(void)snprintf(id, sizeof(id), "%.36s", str_or(r->value, ""));
	o = world_order(sb->world, id);
	if (!o)
		return "value must be the id of an order, then optionally / and a way to break it";
	const char *way = r->value[36] == '/' ? r->value + 37 : "";
	if (!poison_find(way))
		return "no such way to break an order";
	o->poison = poison_find(way);
	life_announce(sb->world, o, EVENT_BUYER_MODIFIED);
	return NULL;
}

static const char *apply_hide(struct sandbox *sb, const struct fault_request *r)
{
	struct order *o = world_order(sb->world, r->value);

	if (!o)
		return "value must be the id of an order";
	o->seller->n_hidden += !o->hidden;
	o->hidden = true;
	return NULL;
}

#define REPLY(status, function, text)                                                              \
	{                                                                                          \
#status, STAGE_REPLY, status, function, NULL, text                                 \
	}
static const struct fault_kind kinds[] = {
    REPLY(401, reply_unauthorized, "token nieważny"),
    REPLY(403, reply_error, "brak dostępu"),
    REPLY(404, reply_error, "nie znaleziono"),
    REPLY(406, reply_error, "zły nagłówek Accept"),
    REPLY(409, reply_error, "zmieniło się w międzyczasie"),
    REPLY(422, reply_error, "dane odrzucone"),
    REPLY(429, reply_too_many, "za dużo zapytań; wartość: Retry-After w sekundach"),
    REPLY(500, reply_server_error, "błąd serwera; wartość: empty lub Retry-After"),
    REPLY(502, reply_server_error, "błąd bramy; wartość: empty lub Retry-After"),
    REPLY(503, reply_server_error, "niedostępne; wartość: empty lub Retry-After"),
    REPLY(504, reply_server_error, "brak odpowiedzi; wartość: empty lub Retry-After"),
    {"html-200", STAGE_REPLY, 200, reply_html, NULL, "strona HTML zamiast danych"},
    {"empty-200", STAGE_REPLY, 200, reply_empty, NULL, "pusta odpowiedź 200"},
    {"latency", STAGE_LATENCY, 0, NULL, NULL, "opóźnienie; wartość: milisekundy"},
    {"drop-before", STAGE_WIRE, WIRE_DROP_BEFORE, NULL, NULL, "zerwanie przed skutkiem"},
    {"drop-after", STAGE_WIRE, WIRE_DROP_AFTER, NULL, NULL, "zerwanie po skutku"},
    {"truncate", STAGE_WIRE, WIRE_TRUNCATE, NULL, NULL, "odpowiedź urwana w połowie"},
    {"event-repeat", STAGE_WORLD, 0, NULL, apply_repeat, "zdarzenia dwa razy, ten sam id"},
    {"event-repeat-new-id", STAGE_WORLD, 0, NULL, apply_repeat_new_id,
     "zdarzenia dwa razy, inny id"},
    {"event-swap", STAGE_WORLD, 0, NULL, apply_swap, "zdarzenia w odwrotnej kolejności"},
    {"poison", STAGE_WORLD, 0, NULL, apply_poison, "zepsuty dokument; wartość: id/sposób"},
    {"form-404", STAGE_WORLD, 0, NULL, apply_hide, "zamówienie znika; wartość: id"},
};

struct fault {
	const struct fault_kind *kind;
	char *path;
	char *value;
	int64_t left;
};

struct faults {
	struct fault active[FAULTS_MAX];
	size_t n;
};

struct faults *faults_new(void *owner)
{
	return mem_zero(owner, struct faults);
}

static const struct fault_kind *kind_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (str_eq(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

const char *faults_add(struct sandbox *sb, const struct fault_request *r)
{
	const struct fault_kind *kind = kind_find(r->kind);
	struct faults *f = sb->faults;
	int64_t ms;

	if (!kind)
		return "no such kind of fault";
	if (kind->stage == STAGE_WORLD)
		return kind->apply(sb, r);
	if (kind->stage == STAGE_LATENCY && !str_to_i64(r->value, 1, 3600000, &ms))
		return "value must be milliseconds";
	if (f->n == FAULTS_MAX)
		return "too many faults at once";
	f->active[f->n++] = (struct fault){.kind = kind,
					   .path = mem_strdup(f, r->path),
					   .value = mem_strdup(f, r->value),
					   .left = r->count};
	return NULL;
}

void faults_clear(struct sandbox *sb)
{
	struct world *w = sb->world;

	sb->faults->n = 0;
	w->repeat_events = w->repeat_events_new_id = w->swap_events = 0;
	journal_release(w);
	for (size_t i = 0; i < SELLERS; i++) {
		struct order_index *x = &w->sellers[i].by_arrival;
		w->sellers[i].n_hidden = 0;
		for (size_t k = 0; k < x->n; k++) {
			struct order *o = x->at[k];
			o->hidden = false;
			if (!o->poison)
				continue;
			o->poison = NULL;
			life_announce(w, o, EVENT_BUYER_MODIFIED);
		}
	}
}

static bool concerns(const struct fault *f, const struct exchange *x)
{
	if (!f->left)
		return false;
	if (str_empty(f->path))
		return !x->route || x->route->host == HOST_API;
	return fnmatch(f->path, x->path, 0) == 0;
}

static void put_into_plan(struct fault_plan *plan, const struct fault *f)
{
	switch (f->kind->stage) {
	case STAGE_REPLY:
		plan->reply = f->kind;
		plan->reply_value = f->value;
		break;
	case STAGE_LATENCY:
		(void)str_to_i64(f->value, 0, INT32_MAX, &plan->latency_ms);
		break;
	case STAGE_WIRE:
		plan->wire = (enum wire)f->kind->number;
		break;
	case STAGE_WORLD:
		break;
	}
}

/* Has the plan got one of this stage already? Then the fault waits for the next exchange. */
static bool is_taken(const struct fault_plan *plan, enum stage stage)
{
	return (stage == STAGE_REPLY && plan->reply) || (stage == STAGE_WIRE && plan->wire) ||
	       (stage == STAGE_LATENCY && plan->latency_ms);
}

void faults_plan(struct exchange *x)
{
	struct faults *all = x->sb->faults;

	for (size_t i = 0; i < all->n; i++) {
		struct fault *f = &all->active[i];
		if (!concerns(f, x) || is_taken(&x->plan, f->kind->stage))
			continue;
		put_into_plan(&x->plan, f);
		f->left -= f->left > 0;
		effects_count(x->sb->effects, "faults", f->kind->name, NULL);
	}
	size_t kept = 0;
	for (size_t i = 0; i < all->n; i++)
		if (all->active[i].left)
			all->active[kept++] = all->active[i];
	all->n = kept;
}

void fault_reply(struct exchange *x)
{
	x->plan.reply->reply(x, x->plan.reply->number, x->plan.reply_value);
}

void faults_json(struct jw *w, const struct faults *f)
{
	jw_object(w, NULL);
	jw_array(w, "kinds");
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		jw_object(w, NULL);
		jw_str(w, "kind", kinds[i].name);
		jw_str(w, "about", kinds[i].about);
		jw_object_end(w);
	}
	jw_array_end(w);
	jw_array(w, "active");
	for (size_t i = 0; i < f->n; i++) {
		jw_object(w, NULL);
		jw_str(w, "kind", f->active[i].kind->name);
		jw_str(w, "path", f->active[i].path);
		jw_str(w, "value", f->active[i].value);
		jw_int(w, "left", f->active[i].left);
		jw_object_end(w);
	}
	jw_array_end(w);
	jw_object_end(w);
}
