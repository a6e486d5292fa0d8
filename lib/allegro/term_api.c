/* Lists of terms; producers and persons as bodies. */
#include "allegro/term_api.h"

#define ID_AND_NAME                                                                                \
	JF_STR(struct term, id, "/id", JF_REQUIRED), JF_STR(struct term, name, "/name", JF_REQUIRED)
#define WHOLE JF_RAW(struct term, raw, "", 0)

static const struct json_field shipping_fields[] = {
    ID_AND_NAME,
    JF_TRI(struct term, managed, "/features/managedByAllegro", 0),
    JF_TRI(struct term, warehouse, "/features/isFulfillment", 0),
    WHOLE,
};

static const struct json_field returns_fields[] = {
    ID_AND_NAME,
    JF_STR(struct term, range, "/availability/range", 0),
    JF_STR(struct term, period, "/withdrawalPeriod", 0),
    JF_STR(struct term, title, "/address/name", 0),
    JF_STR(struct term, street, "/address/street", 0),
    JF_STR(struct term, post_code, "/address/postCode", 0),
    JF_STR(struct term, city, "/address/city", 0),
    JF_STR(struct term, country, "/address/countryCode", 0),
    JF_TRI(struct term, warehouse, "/isFulfillment", 0),
    WHOLE,
};

static const struct json_field named_fields[] = {ID_AND_NAME, WHOLE};

/* A producer and a person differ in what their data is called. */
#define PARTY_FIELDS(data, title_path)                                                             \
	JF_STR(struct term, name, "/name", JF_REQUIRED),                                           \
	    JF_STR(struct term, title, data title_path, 0),                                        \
	    JF_STR(struct term, country, data "/address/countryCode", 0),                          \
	    JF_STR(struct term, street, data "/address/street", 0),                                \
	    JF_STR(struct term, post_code, data "/address/postalCode", 0),                         \
	    JF_STR(struct term, city, data "/address/city", 0),                                    \
	    JF_STR(struct term, email, data "/contact/email", 0),                                  \
	    JF_STR(struct term, phone, data "/contact/phoneNumber", 0),                            \
	    JF_STR(struct term, form_url, data "/contact/formUrl", 0)

static const struct json_field producer_fields[] = {
    PARTY_FIELDS("/producerData", "/tradeName"),
    JF_STR(struct term, id, "/id", JF_REQUIRED),
    WHOLE,
};
static const struct json_field person_fields[] = {
    PARTY_FIELDS("/personalData", "/name"),
    JF_STR(struct term, id, "/id", JF_REQUIRED),
    WHOLE,
};
enum { PARTY_MEMBERS = COUNT_OF(producer_fields) - 2 };

#define LISTED(what, op, at, limit, table)                                                         \
	{                                                                                          \
		.noun = (what), .list = (op), .one = OP_COUNT, .items = (at), .most = (limit),     \
		RESOURCE_TIMELESS(struct term, id, table)                                          \
	}
static const struct json_field pricing_fields[] = {
    ID_AND_NAME,
    JF_STR(struct term, title, "/type", JF_REQUIRED),
    JF_TRI(struct term, managed, "/default", 0),
    WHOLE,
};

enum { REGISTER_MAX = 1000, CONDITIONS_MAX = 60 };

const struct resource term_resources[TERM_KINDS] = {
    [TERM_SHIPPING] =
	LISTED("set of shipping rates", OP_SHIPPING_RATES, "/shippingRates", 0, shipping_fields),
    [TERM_RETURNS] = LISTED("return policy", OP_RETURN_POLICIES, "/returnPolicies", CONDITIONS_MAX,
			    returns_fields),
    [TERM_IMPLIED] = LISTED("implied warranty", OP_IMPLIED_WARRANTIES, "/impliedWarranties",
			    CONDITIONS_MAX, named_fields),
    [TERM_WARRANTY] =
	LISTED("warranty", OP_WARRANTIES, "/warranties", CONDITIONS_MAX, named_fields),
    [TERM_PRODUCER] = LISTED("responsible producer", OP_PRODUCERS, "/responsibleProducers",
			     REGISTER_MAX, producer_fields),
    [TERM_PERSON] = LISTED("responsible person", OP_PERSONS, "/responsiblePersons", REGISTER_MAX,
			   person_fields),
    [TERM_PRICING] = LISTED("price rule", OP_PRICE_RULES, "/rules", 0, pricing_fields),
};

static const struct json_field *party_fields(enum term_kind kind)
{
	return kind == TERM_PERSON ? person_fields : producer_fields;
}

const char *party_body(void *mem, enum term_kind kind, const struct term *t)
{
	return json_encode_(mem, party_fields(kind), PARTY_MEMBERS, t);
}
