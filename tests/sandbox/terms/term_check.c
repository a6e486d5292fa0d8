/* Bodies of terms: what each kind may and must say. */
#include <json-c/json.h>

#include "base/compiler.h"

#include "sandbox.h"
#include "server/body.h"
#include "server/errors.h"
#include "terms/terms.h"

#define OF(kind)  (1U << (kind))
#define PARTIES	  (OF(TERM_PRODUCER) | OF(TERM_PERSON))
#define WARRANTED (OF(TERM_IMPLIED) | OF(TERM_WARRANTY))
#define EU	  "AT BE BG HR CY CZ DK EE FI FR GR ES IE LT LU LV MT NL DE PL PT RO SK SI SE HU IT"

/* Of openapi.yaml (FACTS 3). */
static const struct body_rule rules[] = {
    {OF(TERM_RETURNS), "/availability", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {OF(TERM_IMPLIED), "/individual", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {OF(TERM_PRODUCER), "/producerData", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {OF(TERM_PRODUCER), "/producerData/address", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {OF(TERM_PRODUCER), "/producerData/contact", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {OF(TERM_PERSON), "/personalData", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {OF(TERM_PERSON), "/personalData/address", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {OF(TERM_PERSON), "/personalData/contact", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {OF(TERM_KINDS) - 1, "/id", BODY_ANY, 0, 0, NULL},
    {OF(TERM_SHIPPING), "/name", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 64, NULL},
    {OF(TERM_SHIPPING), "/rates", BODY_LIST, BODY_NEEDED, 0, NULL},
    {OF(TERM_SHIPPING), "/type", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 0, "PHYSICAL ELECTRONIC"},
    {OF(TERM_SHIPPING), "/dispatchCountry", BODY_TEXT, BODY_TIDY, 2, NULL},
    {OF(TERM_SHIPPING), "/lastModified", BODY_TEXT, BODY_TIDY, 0, NULL},
    {OF(TERM_RETURNS) | WARRANTED, "/name", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 200, NULL},
    {OF(TERM_RETURNS), "/isFulfillment", BODY_FLAG, 0, 0, NULL},
    {OF(TERM_RETURNS), "/availability/range", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 0,
     "FULL RESTRICTED DISABLED"},
    {OF(TERM_RETURNS), "/availability/restrictionCause", BODY_ANY, 0, 0, NULL},
    {OF(TERM_RETURNS), "/withdrawalPeriod", BODY_TEXT, BODY_TIDY, 0, "P14D P30D P60D P90D P365D"},
    {OF(TERM_RETURNS), "/returnCost", BODY_ANY, 0, 0, NULL},
    {OF(TERM_RETURNS), "/contact", BODY_ANY, 0, 0, NULL},
    {OF(TERM_RETURNS), "/options", BODY_ANY, 0, 0, NULL},
    {OF(TERM_RETURNS) | OF(TERM_IMPLIED), "/address", BODY_ANY, 0, 0, NULL},
    {OF(TERM_IMPLIED), "/individual/period", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 0,
     "P1Y P2Y P3Y P4Y P5Y"},
    {OF(TERM_IMPLIED), "/corporate/period", BODY_TEXT, BODY_TIDY, 0, "P1Y P2Y P3Y P4Y P5Y"},
    {OF(TERM_WARRANTY), "/type", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 0, "MANUFACTURER SELLER"},
    {OF(TERM_WARRANTY), "/individual", BODY_ANY, 0, 0, NULL},
    {OF(TERM_WARRANTY), "/corporate", BODY_ANY, 0, 0, NULL},
    {OF(TERM_WARRANTY), "/attachment", BODY_ANY, 0, 0, NULL},
    {WARRANTED, "/description", BODY_TEXT, BODY_TIDY, 10240, NULL},
    {PARTIES, "/name", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 50, NULL},
    {OF(TERM_PRODUCER), "/producerData/tradeName", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 200, NULL},
    {OF(TERM_PRODUCER), "/producerData/address/countryCode", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 2,
     NULL},
    {OF(TERM_PRODUCER), "/producerData/address/street", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 200,
     NULL},
    {OF(TERM_PRODUCER), "/producerData/address/postalCode", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 20,
     NULL},
    {OF(TERM_PRODUCER), "/producerData/address/city", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 100,
     NULL},
    {OF(TERM_PRODUCER), "/producerData/contact/email", BODY_TEXT, BODY_TIDY, 50, NULL},
    {OF(TERM_PRODUCER), "/producerData/contact/phoneNumber", BODY_TEXT, BODY_TIDY, 30, NULL},
    {OF(TERM_PRODUCER), "/producerData/contact/formUrl", BODY_TEXT, BODY_TIDY, 80, NULL},
    {OF(TERM_PERSON), "/personalData/name", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 200, NULL},
    {OF(TERM_PERSON), "/personalData/address/countryCode", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 2,
     EU},
    {OF(TERM_PERSON), "/personalData/address/street", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 200,
     NULL},
    {OF(TERM_PERSON), "/personalData/address/postalCode", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 20,
     NULL},
    {OF(TERM_PERSON), "/personalData/address/city", BODY_TEXT, BODY_NEEDED | BODY_TIDY, 100, NULL},
    {OF(TERM_PERSON), "/personalData/contact/email", BODY_TEXT, BODY_TIDY, 50, NULL},
    {OF(TERM_PERSON), "/personalData/contact/phoneNumber", BODY_TEXT, BODY_TIDY, 30, NULL},
    {OF(TERM_PERSON), "/personalData/contact/formUrl", BODY_TEXT, BODY_TIDY, 80, NULL},
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

/* An address or a form to write to. */
static bool is_reachable(enum term_kind kind, struct json_object *o)
{
	const bool producer = kind == TERM_PRODUCER;

	if (kind != TERM_PRODUCER && kind != TERM_PERSON)
		return true;
	return body_at(o,
		       producer ? "/producerData/contact/email" : "/personalData/contact/email") ||
	       body_at(o, producer ? "/producerData/contact/formUrl"
				   : "/personalData/contact/formUrl");
}

static const char *read_object(struct exchange *x, enum term_kind kind, struct json_object *o)
{
	struct body_fault fault = body_check(x, rules, COUNT_OF(rules), OF(kind), o);

	if (fault.wrong == BODY_GOOD && str_eq(body_text(o, "/type"), "PHYSICAL") &&
	    !body_text(o, "/dispatchCountry"))
		fault = (struct body_fault){BODY_MISSING, "dispatchCountry"};
	if (fault.wrong == BODY_GOOD && !is_reachable(kind, o))
		fault = (struct body_fault){BODY_MISSING, "contact"};
	if (fault.wrong != BODY_GOOD)
		return refuse(x, kind,
			      fault.wrong == BODY_UNKNOWN ? ERROR_UNKNOWN_PROPERTY : ERROR_TERM,
			      fault.path);
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
