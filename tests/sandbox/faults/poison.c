/* Ways in which an order document is not as usual. */
#include "faults/poison.h"

#include <json-c/json.h>
#include <json-c/json_pointer.h>
#include <stdio.h>

#include "base/compiler.h"
#include "base/err.h"

enum change { REMOVE, REPLACE, POINT_ZERO };

enum { NUMBER_MAX = 32 };

#define STATUS_UNKNOWN "TELEPORTED"
#define SUMMARY_NULL   "summary-null"

/* Longer than any column that holds a word. */
#define TEN_LETTERS "ABCDEFGHIJ"
#define LONG_WORD                                                                                  \
	TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS        \
	    TEN_LETTERS TEN_LETTERS TEN_LETTERS

static const struct poison {
	const char *name;
	enum change change;
	const char *object; /* JSON Pointer of the object that holds the field */
	const char *field;
	const char *value; /* JSON text that replaces it (REPLACE) */
	enum document_fault kind;
} poisons[] = {
    {"currency-missing", REMOVE, "/summary/totalToPay", "currency", NULL, DOCUMENT_BROKEN},
    {"line-currency-missing", REMOVE, "/lineItems/0/price", "currency", NULL, DOCUMENT_BROKEN},
    {"amount-text", REPLACE, "/summary/totalToPay", "amount", "\"dwanaście\"", DOCUMENT_BROKEN},
    {"amount-exponent", REPLACE, "/summary/totalToPay", "amount", "1e3", DOCUMENT_BROKEN},
    {"amount-decimals", REPLACE, "/lineItems/0/price", "amount", "\"19.999\"", DOCUMENT_BROKEN},
    {"quantity-missing", REMOVE, "/lineItems/0", "quantity", NULL, DOCUMENT_BROKEN},
    {"quantity-text", REPLACE, "/lineItems/0", "quantity", "\"trzy\"", DOCUMENT_BROKEN},
    {"lines-missing", REMOVE, "", "lineItems", NULL, DOCUMENT_BROKEN},
    {"lines-object", REPLACE, "", "lineItems", "{\"0\":{}}", DOCUMENT_BROKEN},
    {"line-id-missing", REMOVE, "/lineItems/0", "id", NULL, DOCUMENT_BROKEN},
    {"buyer-missing", REMOVE, "", "buyer", NULL, DOCUMENT_BROKEN},
    {SUMMARY_NULL, REPLACE, "", "summary", "null", DOCUMENT_ODD},
    {"date-broken", REPLACE, "", "updatedAt", "\"wczoraj po południu\"", DOCUMENT_BROKEN},
    {"status-long", REPLACE, "", "status", "\"" LONG_WORD "\"", DOCUMENT_ODD},
    {"status-unknown", REPLACE, "", "status", "\"" STATUS_UNKNOWN "\"", DOCUMENT_ODD},
    {"currencies-mixed", REPLACE, "/lineItems/0/price", "currency", "\"EUR\"", DOCUMENT_ODD},
    {"quantity-huge", REPLACE, "/lineItems/0", "quantity", "1e400", DOCUMENT_BROKEN},
    {"currency-unknown", REPLACE, "/summary/totalToPay", "currency", "\"XBT\"", DOCUMENT_BROKEN},
    {"text-nul", REPLACE, "/buyer", "firstName", "\"Jan\\u0000Nowak\"", DOCUMENT_BROKEN},
    {"text-astral", REPLACE, "/buyer", "firstName", "\"\\ud835\\udcd9an 🦊\"", DOCUMENT_ODD},
    {"text-half", REPLACE, "/buyer", "firstName", "\"Jan \\ud800\"", DOCUMENT_ODD},
    {"text-long", REPLACE, "/buyer", "firstName", "\"" LONG_WORD LONG_WORD LONG_WORD "\"",
     DOCUMENT_ODD},
    {"quantity-decimal", POINT_ZERO, "/lineItems/0", "quantity", NULL, DOCUMENT_ODD},
    {"address-null", REPLACE, "/delivery", "address", "null", DOCUMENT_ODD},
    {"buyer-address-null", REPLACE, "/buyer", "address", "null", DOCUMENT_ODD},
    {"buyer-names-null", REPLACE, "/buyer", "firstName", "null", DOCUMENT_ODD},
    {"delivery-null", REPLACE, "", "delivery", "null", DOCUMENT_ODD},
    {"invoice-null", REPLACE, "", "invoice", "null", DOCUMENT_ODD},
    {"invoice-address-null", REPLACE, "/invoice", "address", "null", DOCUMENT_ODD},
    {"method-null", REPLACE, "/delivery", "method", "null", DOCUMENT_ODD},
    {"surcharges-missing", REMOVE, "", "surcharges", NULL, DOCUMENT_ODD},
    {"unknown-field", REPLACE, "", "teleport", "{\"to\":\"Mars\"}", DOCUMENT_ODD},
    {"offer-status-unknown", REPLACE, "/publication", "status", "\"" STATUS_UNKNOWN "\"",
     DOCUMENT_OFFER},
    {"offer-status-long", REPLACE, "/publication", "status", "\"" LONG_WORD "\"", DOCUMENT_OFFER},
    {"offer-price-null", REPLACE, "/sellingMode", "price", "null", DOCUMENT_OFFER},
    {"offer-price-text", REPLACE, "/sellingMode/price", "amount", "\"dwanaście\"", DOCUMENT_OFFER},
    {"offer-price-decimals", REPLACE, "/sellingMode/price", "amount", "\"19.999\"", DOCUMENT_OFFER},
    {"offer-currency-unknown", REPLACE, "/sellingMode/price", "currency", "\"XBT\"",
     DOCUMENT_OFFER},
    {"offer-stock-null", REPLACE, "", "stock", "null", DOCUMENT_OFFER},
    {"offer-stock-text", REPLACE, "/stock", "available", "\"trzy\"", DOCUMENT_OFFER},
    {"offer-stock-huge", REPLACE, "/stock", "available", "1e400", DOCUMENT_OFFER},
    {"offer-stock-decimal", POINT_ZERO, "/stock", "available", NULL, DOCUMENT_OFFER},
    {"offer-external-missing", REMOVE, "", "external", NULL, DOCUMENT_OFFER},
    {"offer-name-null", REPLACE, "", "name", "null", DOCUMENT_OFFER},
    {"offer-name-nul", REPLACE, "", "name", "\"Lampa\\u0000nowa\"", DOCUMENT_OFFER},
    {"offer-name-long", REPLACE, "", "name", "\"" LONG_WORD LONG_WORD LONG_WORD "\"",
     DOCUMENT_OFFER},
    {"offer-id-missing", REMOVE, "", "id", NULL, DOCUMENT_OFFER},
    {"offer-publication-null", REPLACE, "", "publication", "null", DOCUMENT_OFFER},
    {"offer-unknown-field", REPLACE, "", "teleport", "{\"to\":\"Mars\"}", DOCUMENT_OFFER},
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

bool poison_hides_total(const char *name)
{
	return str_eq(name, SUMMARY_NULL);
}

const char *poison_status(const char *name)
{
	if (str_eq(name, "status-unknown"))
		return STATUS_UNKNOWN;
	return str_eq(name, "status-long") ? LONG_WORD : NULL;
}

/* As JSON is written, not as it is read. value: until the document is put away. */
static struct json_object *verbatim(const char *value)
{
	struct json_object *v = json_object_new_object();

	json_object_set_serializer(v, json_object_userdata_to_json_string, (void *)(uintptr_t)value,
				   NULL);
	return v;
}

/* The same number with a decimal: 4.0. */
static void add_point_zero(struct json_object *holder, const char *field, char out[NUMBER_MAX])
{
	(void)snprintf(out, NUMBER_MAX, "%lld.0",
		       (long long)json_object_get_int64(json_object_object_get(holder, field)));
	json_object_object_add(holder, field, verbatim(out));
}

void poison_apply(struct str *out, size_t start, const char *name)
{
	const struct poison *p = find(name);
	struct json_object *doc = json_tokener_parse(out->text + start);
	struct json_object *holder = doc;
	char number[NUMBER_MAX];

	if (!p)
		BUG("no poison has the name %s", name);
	if (*p->object && json_pointer_get(doc, p->object, &holder))
		holder = NULL;
	if (holder && p->change == REMOVE)
		json_object_object_del(holder, p->field);
	if (holder && p->change == REPLACE)
		json_object_object_add(holder, p->field, verbatim(p->value));
	if (holder && p->change == POINT_ZERO)
		add_point_zero(holder, p->field, number);
	out->len = start;
	str_add(out, json_object_to_json_string_ext(doc, JSON_C_TO_STRING_PLAIN |
							     JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(doc);
}
