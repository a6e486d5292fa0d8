/* Ways to break an order document. */
#include "poison.h"

#include <json-c/json.h>
#include <json-c/json_pointer.h>

#include "base/compiler.h"
#include "base/err.h"

enum change { REMOVE, REPLACE };

static const struct poison {
	const char *name;
	enum change change;
	const char *object; /* JSON Pointer of the object that holds the field */
	const char *field;
	const char *value; /* JSON text that replaces it */
} poisons[] = {
    {"currency-missing", REMOVE, "/summary/totalToPay", "currency", NULL},
    {"line-currency-missing", REMOVE, "/lineItems/0/price", "currency", NULL},
    {"amount-text", REPLACE, "/summary/totalToPay", "amount", "\"dwanaście\""},
    {"amount-number", REPLACE, "/summary/totalToPay", "amount", "12.5"},
    {"amount-decimals", REPLACE, "/lineItems/0/price", "amount", "\"19.999\""},
    {"quantity-missing", REMOVE, "/lineItems/0", "quantity", NULL},
    {"quantity-text", REPLACE, "/lineItems/0", "quantity", "\"trzy\""},
    {"lines-missing", REMOVE, "", "lineItems", NULL},
    {"lines-object", REPLACE, "", "lineItems", "{\"0\":{}}"},
    {"line-id-missing", REMOVE, "/lineItems/0", "id", NULL},
    {"buyer-missing", REMOVE, "", "buyer", NULL},
    {"summary-null", REPLACE, "", "summary", "null"},
    {"date-broken", REPLACE, "", "updatedAt", "\"wczoraj po południu\""},
    {"status-unknown", REPLACE, "", "status", "\"TELEPORTED\""},
};

static const struct poison *find(const char *name)
{
	if (str_empty(name))
		return &poisons[0];
	for (size_t i = 0; i < COUNT_OF(poisons); i++)
		if (str_eq(poisons[i].name, name))
			return &poisons[i];
	return NULL;
}

const char *poison_find(const char *name)
{
	const struct poison *p = find(name);

	return p ? p->name : NULL;
}

void poison_apply(struct str *out, size_t start, const char *name)
{
	const struct poison *p = find(name);
	struct json_object *doc = json_tokener_parse(out->text + start);
	struct json_object *holder = doc;

	if (!p)
		BUG("no poison has the name %s", name);
	if (*p->object && json_pointer_get(doc, p->object, &holder))
		holder = NULL;
	if (holder && p->change == REMOVE)
		json_object_object_del(holder, p->field);
	if (holder && p->change == REPLACE)
		json_object_object_add(holder, p->field, json_tokener_parse(p->value));
	out->len = start;
	str_add(out, json_object_to_json_string_ext(doc, JSON_C_TO_STRING_PLAIN |
							     JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(doc);
}
