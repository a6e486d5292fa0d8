/* Ways in which an order document is not as usual. */
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
	enum document_fault kind;
} poisons[] = {
    {"currency-missing", REMOVE, "/summary/totalToPay", "currency", NULL, DOCUMENT_BROKEN},
    {"line-currency-missing", REMOVE, "/lineItems/0/price", "currency", NULL, DOCUMENT_BROKEN},
    {"amount-text", REPLACE, "/summary/totalToPay", "amount", "\"dwanaście\"", DOCUMENT_BROKEN},
    {"amount-number", REPLACE, "/summary/totalToPay", "amount", "12.5", DOCUMENT_BROKEN},
    {"amount-decimals", REPLACE, "/lineItems/0/price", "amount", "\"19.999\"", DOCUMENT_BROKEN},
    {"quantity-missing", REMOVE, "/lineItems/0", "quantity", NULL, DOCUMENT_BROKEN},
    {"quantity-text", REPLACE, "/lineItems/0", "quantity", "\"trzy\"", DOCUMENT_BROKEN},
    {"lines-missing", REMOVE, "", "lineItems", NULL, DOCUMENT_BROKEN},
    {"lines-object", REPLACE, "", "lineItems", "{\"0\":{}}", DOCUMENT_BROKEN},
    {"line-id-missing", REMOVE, "/lineItems/0", "id", NULL, DOCUMENT_BROKEN},
    {"buyer-missing", REMOVE, "", "buyer", NULL, DOCUMENT_BROKEN},
    {"summary-null", REPLACE, "", "summary", "null", DOCUMENT_BROKEN},
    {"date-broken", REPLACE, "", "updatedAt", "\"wczoraj po południu\"", DOCUMENT_BROKEN},
    {"status-unknown", REPLACE, "", "status", "\"TELEPORTED\"", DOCUMENT_BROKEN},
    {"address-null", REPLACE, "/delivery", "address", "null", DOCUMENT_ODD},
    {"buyer-address-null", REPLACE, "/buyer", "address", "null", DOCUMENT_ODD},
    {"buyer-names-null", REPLACE, "/buyer", "firstName", "null", DOCUMENT_ODD},
    {"delivery-null", REPLACE, "", "delivery", "null", DOCUMENT_ODD},
    {"invoice-null", REPLACE, "", "invoice", "null", DOCUMENT_ODD},
    {"invoice-address-null", REPLACE, "/invoice", "address", "null", DOCUMENT_ODD},
    {"method-null", REPLACE, "/delivery", "method", "null", DOCUMENT_ODD},
    {"surcharges-missing", REMOVE, "", "surcharges", NULL, DOCUMENT_ODD},
    {"unknown-field", REPLACE, "", "teleport", "{\"to\":\"Mars\"}", DOCUMENT_ODD},
};

static const struct poison *find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(poisons); i++)
		if (str_eq(poisons[i].name, name))
			return &poisons[i];
	return NULL;
}

const char *poison_find(const char *name, enum document_fault kind)
{
	for (size_t i = 0; i < COUNT_OF(poisons); i++)
		if (poisons[i].kind == kind && (str_empty(name) || str_eq(poisons[i].name, name)))
			return poisons[i].name;
	return NULL;
}

bool poison_is_fatal(const char *name)
{
	const struct poison *p = find(name);

	return p && p->kind == DOCUMENT_BROKEN;
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
