/* Counters, kept as the JSON they are shown as. */
#include "control/effects.h"

#include <json-c/json.h>

#include "base/compiler.h"
#include "base/mem.h"

struct effects {
	struct json_object *root;
};

static const char *const groups[] = {"requests", "tokens",	    "oauth",	    "orders",
				     "faults",	 "fulfilmentCount", "unknownQuery", "oddities",
				     "ratings",	 "terms",	    "commands",	    "offers"};

static int forget(struct effects *e)
{
	json_object_put(e->root);
	return 0;
}

static void start(struct effects *e)
{
	e->root = json_object_new_object();
	for (size_t i = 0; i < COUNT_OF(groups); i++)
		json_object_object_add(e->root, groups[i], json_object_new_object());
	json_object_object_add(e->root, "fulfilmentChanges", json_object_new_array());
}

struct effects *effects_new(void *owner)
{
	struct effects *e = mem_zero(owner, struct effects);

	talloc_set_destructor(e, forget);
	start(e);
	return e;
}

void effects_clear(struct effects *e)
{
	json_object_put(e->root);
	start(e);
}

static void add_one(struct json_object *in, const char *key)
{
	struct json_object *n = NULL;

	if (json_object_object_get_ex(in, key, &n))
		(void)json_object_int_inc(n, 1);
	else
		json_object_object_add(in, key, json_object_new_int64(1));
}

void effects_count(struct effects *e, const char *group, const char *key, const char *part)
{
	struct json_object *in = NULL;
	struct json_object *deeper = NULL;

	if (!json_object_object_get_ex(e->root, group, &in))
		BUG("no such group of effects: %s", group);
	if (!part) {
		add_one(in, key);
		return;
	}
	if (!json_object_object_get_ex(in, key, &deeper)) {
		deeper = json_object_new_object();
		json_object_object_add(in, key, deeper);
	}
	add_one(deeper, part);
}

void effects_fulfilment(struct effects *e, const char *order, const char *from, const char *to)
{
	struct json_object *list = NULL;
	struct json_object *change = json_object_new_object();

	json_object_object_add(change, "id", json_object_new_string(order));
	json_object_object_add(change, "from", json_object_new_string(from));
	json_object_object_add(change, "to", json_object_new_string(to));
	if (json_object_object_get_ex(e->root, "fulfilmentChanges", &list))
		json_object_array_add(list, change);
	effects_count(e, "fulfilmentCount", order, NULL);
}

const char *effects_json(struct effects *e)
{
	return json_object_to_json_string_ext(e->root, JSON_C_TO_STRING_PLAIN |
							   JSON_C_TO_STRING_NOSLASHESCAPE);
}
