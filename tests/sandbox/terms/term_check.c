/* Bodies of terms: what each kind may and must say. */
#include <string.h>

#include <json-c/json.h>

#include "base/compiler.h"
#include "base/mem.h"

#include "sandbox.h"
#include "server/errors.h"
#include "terms/terms.h"

enum value { TEXT, FLAG, LIST, ANY };
enum { NEEDED = 1 };

struct rule {
	unsigned kinds; /* bits of enum term_kind */
	const char *path;
	enum value value;
	int need;
	size_t most;	   /* characters; 0: any number */
	const char *words; /* blank separated; NULL: any */
};

#define OF(kind)  (1U << (kind))
#define PARTIES	  (OF(TERM_PRODUCER) | OF(TERM_PERSON))
#define WARRANTED (OF(TERM_IMPLIED) | OF(TERM_WARRANTY))
#define EU	  "AT BE BG HR CY CZ DK EE FI FR GR ES IE LT LU LV MT NL DE PL PT RO SK SI SE HU IT"

/* Of openapi.yaml (FACTS 3). */
static const struct rule rules[] = {
    {OF(TERM_SHIPPING), "/name", TEXT, NEEDED, 64, NULL},
    {OF(TERM_SHIPPING), "/rates", LIST, NEEDED, 0, NULL},
    {OF(TERM_SHIPPING), "/type", TEXT, NEEDED, 0, "PHYSICAL ELECTRONIC"},
    {OF(TERM_SHIPPING), "/dispatchCountry", TEXT, 0, 2, NULL},
    {OF(TERM_SHIPPING), "/lastModified", TEXT, 0, 0, NULL},
    {OF(TERM_RETURNS) | WARRANTED, "/name", TEXT, NEEDED, 200, NULL},
    {OF(TERM_RETURNS), "/isFulfillment", FLAG, 0, 0, NULL},
    {OF(TERM_RETURNS), "/availability/range", TEXT, NEEDED, 0, "FULL RESTRICTED DISABLED"},
    {OF(TERM_RETURNS), "/availability/restrictionCause", ANY, 0, 0, NULL},
    {OF(TERM_RETURNS), "/withdrawalPeriod", TEXT, 0, 0, "P14D P30D P60D P90D P365D"},
    {OF(TERM_RETURNS), "/returnCost", ANY, 0, 0, NULL},
    {OF(TERM_RETURNS), "/contact", ANY, 0, 0, NULL},
    {OF(TERM_RETURNS), "/options", ANY, 0, 0, NULL},
    {OF(TERM_RETURNS) | OF(TERM_IMPLIED), "/address", ANY, 0, 0, NULL},
    {OF(TERM_IMPLIED), "/individual/period", TEXT, NEEDED, 0, "P1Y P2Y P3Y P4Y P5Y"},
    {OF(TERM_IMPLIED), "/corporate/period", TEXT, 0, 0, "P1Y P2Y P3Y P4Y P5Y"},
    {OF(TERM_WARRANTY), "/type", TEXT, NEEDED, 0, "MANUFACTURER SELLER"},
    {OF(TERM_WARRANTY), "/individual", ANY, 0, 0, NULL},
    {OF(TERM_WARRANTY), "/corporate", ANY, 0, 0, NULL},
    {OF(TERM_WARRANTY), "/attachment", ANY, 0, 0, NULL},
    {WARRANTED, "/description", TEXT, 0, 10240, NULL},
    {PARTIES, "/name", TEXT, NEEDED, 50, NULL},
    {OF(TERM_PRODUCER), "/producerData/tradeName", TEXT, NEEDED, 200, NULL},
    {OF(TERM_PRODUCER), "/producerData/address/countryCode", TEXT, NEEDED, 2, NULL},
    {OF(TERM_PRODUCER), "/producerData/address/street", TEXT, NEEDED, 200, NULL},
    {OF(TERM_PRODUCER), "/producerData/address/postalCode", TEXT, NEEDED, 20, NULL},
    {OF(TERM_PRODUCER), "/producerData/address/city", TEXT, NEEDED, 100, NULL},
    {OF(TERM_PRODUCER), "/producerData/contact/email", TEXT, 0, 50, NULL},
    {OF(TERM_PRODUCER), "/producerData/contact/phoneNumber", TEXT, 0, 30, NULL},
    {OF(TERM_PRODUCER), "/producerData/contact/formUrl", TEXT, 0, 80, NULL},
    {OF(TERM_PERSON), "/personalData/name", TEXT, NEEDED, 200, NULL},
    {OF(TERM_PERSON), "/personalData/address/countryCode", TEXT, NEEDED, 2, EU},
    {OF(TERM_PERSON), "/personalData/address/street", TEXT, NEEDED, 200, NULL},
    {OF(TERM_PERSON), "/personalData/address/postalCode", TEXT, NEEDED, 20, NULL},
    {OF(TERM_PERSON), "/personalData/address/city", TEXT, NEEDED, 100, NULL},
    {OF(TERM_PERSON), "/personalData/contact/email", TEXT, 0, 50, NULL},
    {OF(TERM_PERSON), "/personalData/contact/phoneNumber", TEXT, 0, 30, NULL},
    {OF(TERM_PERSON), "/personalData/contact/formUrl", TEXT, 0, 80, NULL},
};

/* Which errors an operation declares differs: registers say 422 with a body, after-sales conditions
 * 422 without one (FACTS 0.1). */
static const char *refuse(struct exchange *x, enum term_kind kind, enum api_error error,
			  const char *path)
{
	if (kind == TERM_RETURNS || kind == TERM_IMPLIED || kind == TERM_WARRANTY) {
		answer_empty(x, 422);
		return NULL;
	}
	answer_error(x, error, path, NULL);
	if (kind != TERM_SHIPPING)
		x->answer.media = MEDIA_JSON;
	return NULL;
}

static const struct rule *rule_of(enum term_kind kind, const char *path)
{
	for (size_t i = 0; i < COUNT_OF(rules); i++)
		if (rules[i].kinds & OF(kind) && str_eq(rules[i].path, path))
			return &rules[i];
	return NULL;
}

static bool leads_on(enum term_kind kind, const char *path)
{
	const size_t n = strlen(path);

	for (size_t i = 0; i < COUNT_OF(rules); i++)
		if (rules[i].kinds & OF(kind) && str_starts(rules[i].path, path) &&
		    rules[i].path[n] == '/')
			return true;
	return false;
}

static size_t characters(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

/* "Can't start or end with whitespace. Can't contain multiple spaces in a row." */
static bool is_tidy(const char *text)
{
	const size_t n = strlen(text);

	return n && text[0] != ' ' && text[n - 1] != ' ' && !strstr(text, "  ") &&
	       !strpbrk(text, "\t\r\n");
}

static bool fits(const struct rule *r, struct json_object *v)
{
	static const enum json_type types[] = {json_type_string, json_type_boolean,
					       json_type_array};
	const char *text;

	if (r->value == ANY || (!v && !r->need))
		return true;
	if (!json_object_is_type(v, types[r->value]))
		return false;
	if (r->value != TEXT)
		return true;
	text = json_object_get_string(v);
	return is_tidy(text) && (!r->most || characters(text) <= r->most) &&
	       (!r->words || str_has_word(r->words, text));
}

/* The first member that is unknown or wrong; NULL: none. */
static const char *first_wrong(struct exchange *x, enum term_kind kind, struct json_object *o,
			       const char *at, enum api_error *error)
{
	json_object_object_foreach(o, key, value)
	{
		const char *path = mem_printf(x, "%s/%s", at, key);
		const struct rule *r = rule_of(kind, path);
		const char *wrong = NULL;

		if (!str_empty(at) || !str_eq(key, "id")) {
			*error = ERROR_UNKNOWN_PROPERTY;
			if (r && !fits(r, value)) {
				*error = ERROR_TERM;
				wrong = path;
			} else if (!r && !leads_on(kind, path)) {
				wrong = path;
			} else if (!r) {
				*error = ERROR_TERM;
				wrong = json_object_is_type(value, json_type_object)
					    ? first_wrong(x, kind, value, path, error)
					    : path;
			}
		}
		if (wrong)
			return wrong;
	}
	return NULL;
}

static struct json_object *value_at(struct json_object *o, const char *path)
{
	struct json_object *v = NULL;

	return json_pointer_get(o, path, &v) ? NULL : v;
}

/* An address or a form to write to. */
static bool is_reachable(enum term_kind kind, struct json_object *o)
{
	const bool producer = kind == TERM_PRODUCER;

	if (kind != TERM_PRODUCER && kind != TERM_PERSON)
		return true;
	return value_at(o,
			producer ? "/producerData/contact/email" : "/personalData/contact/email") ||
	       value_at(o, producer ? "/producerData/contact/formUrl"
				    : "/personalData/contact/formUrl");
}

static const char *first_missing(enum term_kind kind, struct json_object *o)
{
	for (size_t i = 0; i < COUNT_OF(rules); i++)
		if (rules[i].kinds & OF(kind) && rules[i].need && !value_at(o, rules[i].path))
			return rules[i].path;
	if (str_eq(json_object_get_string(value_at(o, "/type")), "PHYSICAL") &&
	    !value_at(o, "/dispatchCountry"))
		return "/dispatchCountry";
	return is_reachable(kind, o) ? NULL : "/contact";
}

static const char *read_object(struct exchange *x, enum term_kind kind, struct json_object *o)
{
	enum api_error error = ERROR_TERM;
	const char *wrong = first_wrong(x, kind, o, "", &error);

	if (wrong)
		return refuse(x, kind, error, wrong);
	wrong = first_missing(kind, o);
	if (wrong)
		return refuse(x, kind, ERROR_TERM, wrong);
	json_object_object_del(o, "id");
	json_object_object_del(o, "lastModified");
	json_object_object_del(o, "isFulfillment");
	return world_text(x->sb->world, json_object_to_json_string_ext(o, JSON_C_TO_STRING_PLAIN));
}

const char *term_read(struct exchange *x, enum term_kind kind)
{
	struct json_object *o = json_tokener_parse(x->body.text);
	const char *body = NULL;

	if (json_object_is_type(o, json_type_object))
		body = read_object(x, kind, o);
	else
		refuse(x, kind, ERROR_BAD_JSON, NULL);
	json_object_put(o);
	return body;
}
