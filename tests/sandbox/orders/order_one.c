/* One order: reading it and setting its fulfilment. */
#include <json-c/json.h>

#include "control/effects.h"
#include "server/errors.h"
#include "world/life.h"
#include "oauth/oauth.h"
#include "orders/order_json.h"
#include "orders/orders.h"
#include "sandbox.h"
#include "world/world.h"

/* The order of the path when it is the caller's; otherwise answers and returns NULL. */
static struct order *own_order(struct exchange *x)
{
	if (!str_is_uuid(x->path_id)) {
		answer_error(x, ERROR_FORM_ID, "id", x->path_id);
		return NULL;
	}
	struct order *o = world_order(x->sb->world, x->path_id);
	if (o && o->seller == grant_seller(x->grant) && !order_is_gone(o))
		return o;
	answer_error(x, ERROR_FORM_NOT_FOUND, NULL, NULL);
	return NULL;
}

void orders_show(struct exchange *x)
{
	struct order *o = own_order(x);

	if (!o)
		return;
	x->shown = o;
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	order_json(&w, o);
}

struct change {
	int64_t status;
	int64_t sent; /* -1: as it is */
};

static int64_t word_number(const char *const *words, struct json_object *v)
{
	const char *word = json_object_get_string(v);

	for (int64_t i = 0; words[i]; i++)
		if (str_eq(words[i], word))
			return i;
	return -1;
}

/* Answers and returns false when the object has a property the resource does not know. */
static bool only_knows(struct exchange *x, struct json_object *o, const char *const *known)
{
	json_object_object_foreach(o, key, value)
	{
		const char *const *k = known;
		(void)value;
		while (*k && !str_eq(*k, key))
			k++;
		if (!*k) {
			answer_error(x, ERROR_UNKNOWN_PROPERTY, key, NULL);
			return false;
		}
	}
	return true;
}

static bool read_change(struct exchange *x, struct json_object *body, struct change *out)
{
	static const char *const known[] = {"status", "shipmentSummary", "provider", NULL};
	struct json_object *v = NULL;
	struct json_object *sent = NULL;

	if (!json_object_is_type(body, json_type_object)) {
		answer_error(x, ERROR_BAD_JSON, NULL, NULL);
		return false;
	}
	if (!only_knows(x, body, known))
		return false;
	out->status =
	    json_object_object_get_ex(body, "status", &v) ? word_number(fulfilment_names, v) : -1;
	if (out->status < 0 || out->status == FUL_RETURNED) {
		answer_error(x, ERROR_STATUS, "status", json_object_get_string(v));
		return false;
	}
	out->sent = -1;
	if (json_object_object_get_ex(body, "shipmentSummary", &v) &&
	    json_object_object_get_ex(v, "lineItemsSent", &sent)) {
		out->sent = word_number(lines_sent_names, sent);
		if (out->sent < 0) {
			answer_error(x, ERROR_STATUS, "shipmentSummary.lineItemsSent", NULL);
			return false;
		}
	}
	return true;
}

/* FACTS 2.6: announced in the journal, but updatedAt stays. */
static void apply_change(struct exchange *x, struct order *o, const struct change *c)
{
	struct world *w = x->sb->world;

	effects_fulfilment(x->sb->effects, o->id, fulfilment_names[o->fulfilment],
			   fulfilment_names[c->status]);
	life_set_fulfilment(w, o, (enum fulfilment)c->status,
			    c->sent < 0 ? o->sent : (enum lines_sent)c->sent);
	journal_add(w, o, EVENT_FULFILMENT_CHANGED, world_now(w));
}

void orders_set_fulfilment(struct exchange *x)
{
	struct order *o = own_order(x);
	const char *revision = query_get(x, "checkoutForm.revision");
	struct change c;

	if (!o)
		return;
	struct json_object *body = json_tokener_parse(x->body.text);
	bool good = read_change(x, body, &c);
	json_object_put(body);
	if (!good)
		return;
	if (o->n_changes >= FULFILMENT_CHANGES_MAX) {
		answer_error(x, ERROR_CHANGES, NULL, NULL);
		return;
	}
	if (revision && !str_eq(revision, o->revision)) {
		answer_error(x, ERROR_REVISION, "checkoutForm.revision", NULL);
		return;
	}
	apply_change(x, o, &c);
	answer_empty(x, 204);
}
