/* Fields of an offer that commands and bodies set, and what must be true of them. */
#include <json-c/json.h>
#include <json-c/json_pointer.h>

#include "base/mem.h"
#include "base/str.h"

#include "offers/offer_rules.h"
#include "sandbox.h"
#include "server/body.h"
#include "terms/terms.h"

/* A term of this seller with this id; NULL: there is none. */
static const char *own_term(struct world *w, const struct offer *o, enum term_kind kind,
			    const char *id)
{
	const struct terms *all = terms_of(w->offers->sb);

	for (size_t i = 0; id && i < all->n; i++)
		if (all->at[i]->kind == kind && all->at[i]->seller == o->seller &&
		    !all->at[i]->gone && str_eq(all->at[i]->id, id))
			return all->at[i]->id;
	return NULL;
}

void offer_body_set(struct world *w, struct offer *o, const char *field, const char *json)
{
	struct json_object *body = o->body ? json_tokener_parse(o->body) : json_object_new_object();
	struct json_object *at = body;
	const char *rest = field;

	for (;;) {
		char *name = str_take(w->offers, &rest, ".");
		struct json_object *next = NULL;

		if (!*rest) {
			json_object_object_add(at, name, json_tokener_parse(json));
			mem_free(name);
			break;
		}
		if (!json_object_object_get_ex(at, name, &next)) {
			next = json_object_new_object();
			json_object_object_add(at, name, next);
		}
		at = next;
		mem_free(name);
	}
	o->body = world_text(w, json_object_to_json_string_ext(body, JSON_C_TO_STRING_PLAIN));
	json_object_put(body);
}

static const char *set_term(struct world *w, struct offer *o, const char *field,
			    struct json_object *v)
{
	const char *id = body_text(v, "/id");

	if (str_eq(field, "delivery.shippingRates")) {
		const char *rates = own_term(w, o, TERM_SHIPPING, id);
		if (!rates)
			return "ShippingRatesNotFoundException";
		o->shipping = rates;
	}
	if (str_eq(field, "responsibleProducer") && !own_term(w, o, TERM_PRODUCER, id))
		return "ResponsibleProducerNotFoundException";
	if (str_eq(field, "responsiblePerson") && !own_term(w, o, TERM_PERSON, id))
		return "ResponsiblePersonNotFoundException";
	return NULL;
}

const char *offer_set_field(struct world *w, struct offer *o, const char *field, const char *json)
{
	struct json_object *v = json_tokener_parse(json);
	const char *why = set_term(w, o, field, v);

	json_object_put(v);
	if (why)
		return why;
	if (!str_eq(field, "delivery.shippingRates"))
		offer_body_set(w, o, field, json);
	offer_changed(w, o);
	return NULL;
}

void offer_publish(struct world *w, struct offer *o)
{
	const int64_t ms = w->offers->trouble[ACTIVATION_SLOW].value;

	if (trouble_take(w, ACTIVATION_SLOW, o->id))
		offer_activate_at(w, o, world_now(w) + ms);
	else
		(void)offer_activate(w, o);
}
