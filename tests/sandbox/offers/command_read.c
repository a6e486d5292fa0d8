/* Bodies of commands. */
#include <string.h>

#include "base/compiler.h"
#include "base/mem.h"
#include "base/str.h"

#include "offers/command.h"
#include "sandbox.h"
#include "server/body.h"
#include "server/errors.h"

enum { OFFERS_MAX = 1000, BULK_MAX = 25, BULK_CHANGES = 11, FIELDS_MAX = 16 };

#define OF(kind) (1U << (kind))
#define LISTED                                                                                     \
	(OF(COMMAND_PUBLICATION) | OF(COMMAND_PRICE) | OF(COMMAND_QUANTITY) | OF(COMMAND_FIELDS) | \
	 OF(COMMAND_RULES))
#define MOD "/modification"
#define HOURS                                                                                      \
	"PT0S PT24H PT48H PT72H PT96H PT120H PT168H PT240H PT336H PT504H PT720H PT1440H P2D P3D "  \
	"P4D P5D P7D P10D P14D P21D P30D P60D"
#define DAYS "PT72H PT120H PT168H PT240H PT480H PT720H P3D P5D P7D P10D P20D P30D"

static const struct body_rule rules[] = {
    {LISTED, "/offerCriteria", BODY_LIST, BODY_NEEDED, 0, NULL},
    {LISTED, "/offerCriteria/*/type", BODY_TEXT, BODY_NEEDED, 0, "CONTAINS_OFFERS"},
    {LISTED, "/offerCriteria/*/offers", BODY_LIST, BODY_NEEDED, OFFERS_MAX, NULL},
    {LISTED, "/offerCriteria/*/offers/*/id", BODY_TEXT, BODY_NEEDED, 20, NULL},
    {OF(COMMAND_PUBLICATION), "/publication", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_PUBLICATION), "/publication/action", BODY_TEXT, BODY_NEEDED, 0, "ACTIVATE END"},
    {OF(COMMAND_PUBLICATION), "/publication/scheduledFor", BODY_TEXT, 0, 0, NULL},
    {LISTED & ~OF(COMMAND_PUBLICATION), MOD, BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_PRICE), MOD "/type", BODY_TEXT, BODY_NEEDED, 0,
     "FIXED_PRICE INCREASE_PRICE DECREASE_PRICE INCREASE_PERCENTAGE DECREASE_PERCENTAGE"},
    {OF(COMMAND_PRICE), MOD "/marketplaceId", BODY_TEXT, 0, 0, NULL},
    {OF(COMMAND_PRICE), MOD "/price/amount", BODY_AMOUNT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_PRICE), MOD "/price/currency", BODY_TEXT, BODY_NEEDED, 3, NULL},
    {OF(COMMAND_PRICE), MOD "/value/amount", BODY_AMOUNT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_PRICE), MOD "/value/currency", BODY_TEXT, BODY_NEEDED, 3, NULL},
    {OF(COMMAND_PRICE), MOD "/percentage", BODY_AMOUNT, 0, 0, NULL},
    {OF(COMMAND_QUANTITY), MOD "/changeType", BODY_TEXT, BODY_NEEDED, 0, "FIXED GAIN"},
    {OF(COMMAND_QUANTITY), MOD "/value", BODY_INT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_FIELDS), MOD "/additionalServicesGroup/id", BODY_TEXT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_FIELDS), MOD "/delivery/shippingRates/id", BODY_TEXT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_FIELDS), MOD "/delivery/handlingTime", BODY_TEXT, 0, 0, HOURS},
    {OF(COMMAND_FIELDS), MOD "/discounts/wholesalePriceList/id", BODY_TEXT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_FIELDS), MOD "/location/city", BODY_TEXT, BODY_NEEDED, 50, NULL},
    {OF(COMMAND_FIELDS), MOD "/location/countryCode", BODY_TEXT, BODY_NEEDED, 2, NULL},
    {OF(COMMAND_FIELDS), MOD "/location/postCode", BODY_TEXT, 0, 12, NULL},
    {OF(COMMAND_FIELDS), MOD "/location/province", BODY_TEXT, 0, 0, NULL},
    {OF(COMMAND_FIELDS), MOD "/payments/invoice", BODY_TEXT, 0, 0,
     "VAT VAT_MARGIN WITHOUT_VAT NO_INVOICE"},
    {OF(COMMAND_FIELDS), MOD "/payments/tax/percentage", BODY_TEXT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_FIELDS), MOD "/sizeTable/id", BODY_TEXT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_FIELDS), MOD "/publication/duration", BODY_TEXT, 0, 0, DAYS},
    {OF(COMMAND_FIELDS), MOD "/publication/durationUnlimited", BODY_FLAG, 0, 0, NULL},
    {OF(COMMAND_FIELDS), MOD "/responsiblePerson/id", BODY_TEXT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_FIELDS), MOD "/responsibleProducer/id", BODY_TEXT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_FIELDS), MOD "/safetyInformation/type", BODY_TEXT, BODY_NEEDED, 0,
     "TEXT ATTACHMENTS NO_SAFETY_INFORMATION"},
    {OF(COMMAND_FIELDS), MOD "/safetyInformation/description", BODY_TEXT, 0, 5000, NULL},
    {OF(COMMAND_FIELDS), MOD "/safetyInformation/attachments/*/id", BODY_TEXT, BODY_NEEDED, 0,
     NULL},
    {OF(COMMAND_RULES), "/id", BODY_TEXT, 0, 36, NULL},
    {OF(COMMAND_RULES), MOD "/set/*/marketplace", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_RULES), MOD "/set/*/marketplace/id", BODY_TEXT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_RULES), MOD "/set/*/rule", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_RULES), MOD "/set/*/rule/id", BODY_TEXT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_RULES), MOD "/set/*/configuration/priceRange/type", BODY_TEXT, BODY_NEEDED, 0,
     "BASE_MARKETPLACE_CURRENCY MARKETPLACE_CURRENCY"},
    {OF(COMMAND_RULES), MOD "/set/*/configuration/priceRange/minPrice/amount", BODY_AMOUNT,
     BODY_NEEDED, 0, NULL},
    {OF(COMMAND_RULES), MOD "/set/*/configuration/priceRange/minPrice/currency", BODY_TEXT,
     BODY_NEEDED, 3, NULL},
    {OF(COMMAND_RULES), MOD "/set/*/configuration/priceRange/maxPrice/amount", BODY_AMOUNT,
     BODY_NEEDED, 0, NULL},
    {OF(COMMAND_RULES), MOD "/set/*/configuration/priceRange/maxPrice/currency", BODY_TEXT,
     BODY_NEEDED, 3, NULL},
    {OF(COMMAND_RULES), MOD "/remove/*/marketplace", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_RULES), MOD "/remove/*/marketplace/id", BODY_TEXT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_BULK), "/commandId", BODY_TEXT, BODY_NEEDED, 36, NULL},
    {OF(COMMAND_BULK), "/modifications", BODY_LIST, BODY_NEEDED, BULK_MAX, NULL},
    {OF(COMMAND_BULK), "/modifications/*/offerId", BODY_TEXT, BODY_NEEDED, 20, NULL},
    {OF(COMMAND_BULK), "/modifications/*/prices/*/changeType", BODY_TEXT, BODY_NEEDED, 0,
     "FIXED GAIN PERCENTAGE"},
    {OF(COMMAND_BULK), "/modifications/*/prices/*/value/amount", BODY_TEXT, BODY_NEEDED, 0, NULL},
    {OF(COMMAND_BULK), "/modifications/*/prices/*/value/currency", BODY_TEXT, BODY_NEEDED, 3, NULL},
    {OF(COMMAND_BULK), "/modifications/*/prices/*/percentage", BODY_TEXT, 0, 0, NULL},
    {OF(COMMAND_BULK), "/modifications/*/stock/changeType", BODY_TEXT, BODY_NEEDED, 0,
     "FIXED GAIN"},
    {OF(COMMAND_BULK), "/modifications/*/stock/value", BODY_INT, BODY_NEEDED, 0, NULL},
};

static bool refuse(struct exchange *x, const char *path)
{
	answer_error(x, ERROR_OFFER_BODY, path, NULL);
	return false;
}

/* "12.34", with a sign when that is allowed, as hundredths. */
static bool hundredths(const char *text, bool with_sign, int64_t *out)
{
	const bool minus = with_sign && text && *text == '-';
	struct money m;
	struct err e = {0};

	if (!text || money_parse(text + minus, "PLN", &m, &e) != RC_OK)
		return false;
	*out = minus ? -m.minor : m.minor;
	return true;
}

/* ---- Each kind --------------------------------------------------------------------------------
 */

static bool read_publication(struct exchange *x, struct json_object *body, struct change *c)
{
	const char *at = body_text(body, "/publication/scheduledFor");

	*c = (struct change){.field = "publication",
			     .what = str_eq(body_text(body, "/publication/action"), "END")
					 ? CHANGE_END
					 : CHANGE_ACTIVATE,
			     .number = TIME_NONE};
	if (at && (c->what == CHANGE_END || !time_parse_rfc3339(at, &c->number)))
		return refuse(x, "publication.scheduledFor");
	return true;
}

static bool read_price(struct exchange *x, struct json_object *body, struct change *c)
{
	const char *type = body_text(body, MOD "/type");
	const bool fixed = str_eq(type, "FIXED_PRICE");
	const bool percent = str_starts(strchr(type, '_'), "_PERCENT");
	const char *holder = fixed ? "price" : percent ? "percentage" : "value";
	const char *text = body_text(body, percent ? MOD "/percentage"
					   : fixed ? MOD "/price/amount"
						   : MOD "/value/amount");

	*c = (struct change){.field = "price",
			     .what = fixed     ? CHANGE_PRICE_TO
				     : percent ? CHANGE_PRICE_PERCENT
					       : CHANGE_PRICE_BY};
	if (!hundredths(text, false, &c->number))
		return refuse(x, mem_printf(x, "modification.%s", holder));
	if (str_starts(type, "DECREASE"))
		c->number = -c->number;
	c->currency = world_text(
	    x->sb->world, body_text(body, fixed ? MOD "/price/currency" : MOD "/value/currency"));
	c->market = world_text(x->sb->world, body_text(body, MOD "/marketplaceId"));
	return true;
}

static void read_stock(struct json_object *holder, const char *field, struct change *c)
{
	*c = (struct change){.field = field,
			     .what = str_eq(body_text(holder, "/changeType"), "FIXED")
					 ? CHANGE_STOCK_TO
					 : CHANGE_STOCK_BY,
			     .number = json_object_get_int64(body_at(holder, "/value"))};
}

/* A task for each field that is told, in the names of Allegro's own answers. */
static bool read_fields(struct exchange *x, struct json_object *body, struct changes *out)
{
	static const char *const fields[] = {"additionalServicesGroup",
					     "delivery.shippingRates",
					     "delivery.handlingTime",
					     "discounts.wholesalePriceList",
					     "location",
					     "payments.invoice",
					     "payments.tax",
					     "sizeTable",
					     "publication.duration",
					     "publication.durationUnlimited",
					     "responsiblePerson",
					     "responsibleProducer",
					     "safetyInformation"};

	for (size_t i = 0; i < COUNT_OF(fields); i++) {
		char *path = mem_printf(x, MOD "/%s", fields[i]);
		struct json_object *v;

		for (char *dot = strchr(path, '.'); dot; dot = strchr(dot, '.'))
			*dot = '/';
		v = body_at(body, path);
		if (v)
			out->at[out->n++] = (struct change){
			    .field = fields[i],
			    .what = CHANGE_FIELD,
			    .text = world_text(x->sb->world, json_object_to_json_string(v))};
	}
	return out->n || refuse(x, "modification");
}

static bool read_range(struct exchange *x, struct json_object *set, struct change *c)
{
	const char *least = body_text(set, "/configuration/priceRange/minPrice/amount");
	const char *most = body_text(set, "/configuration/priceRange/maxPrice/amount");

	if (!body_at(set, "/configuration/priceRange"))
		return true;
	if (!hundredths(least, false, &c->least) || !hundredths(most, false, &c->most) ||
	    c->least > c->most)
		return refuse(x, "modification.set[0].configuration.priceRange");
	c->currency =
	    world_text(x->sb->world, body_text(set, "/configuration/priceRange/minPrice/currency"));
	return str_eq(body_text(set, "/configuration/priceRange/type"), "MARKETPLACE_CURRENCY") ||
	       refuse(x, "modification.set[0].configuration.priceRange.type");
}

static bool read_rules(struct exchange *x, struct json_object *body, struct change *c)
{
	struct json_object *set = body_at(body, MOD "/set/0");
	struct json_object *off = body_at(body, MOD "/remove/0");
	struct json_object *one = set ? set : off;

	if (!set == !off ||
	    json_object_array_length(body_at(body, set ? MOD "/set" : MOD "/remove")) > 1)
		return refuse(x, "modification");
	*c = (struct change){.field = "priceAutomation",
			     .what = set ? CHANGE_RULE_TO : CHANGE_RULE_OFF,
			     .text = world_text(x->sb->world, body_text(one, "/rule/id")),
			     .market = world_text(x->sb->world, body_text(one, "/marketplace/id"))};
	return !set || read_range(x, set, c);
}

static bool read_bulk_price(struct exchange *x, const char *market, struct json_object *v,
			    struct change *c)
{
	const char *type = body_text(v, "/changeType");
	const char *text = body_text(v, "/value/amount");

	*c = (struct change){.field = "prices",
			     .what = str_eq(type, "FIXED")  ? CHANGE_PRICE_TO
				     : str_eq(type, "GAIN") ? CHANGE_PRICE_BY
							    : CHANGE_PRICE_PERCENT,
			     .market = world_text(x->sb->world, market),
			     .currency = world_text(x->sb->world, body_text(v, "/value/currency"))};
	if (c->what == CHANGE_PRICE_PERCENT) { /* "-10%" */
		const char *percent = str_or(body_text(v, "/percentage"), "");
		text = mem_strndup(x, percent, strcspn(percent, "%"));
	}
	return hundredths(text, c->what != CHANGE_PRICE_TO, &c->number) ||
	       refuse(x, "modifications[0].prices");
}

static bool add_bulk(struct exchange *x, struct json_object *m, struct changes *out)
{
	const char *id = body_text(m, "/offerId");
	struct json_object *prices = body_at(m, "/prices");
	struct json_object *stock = body_at(m, "/stock");

	if (!prices == !stock)
		return refuse(x, "modifications[0]");
	if (stock) {
		out->ids[out->n] = id;
		read_stock(stock, "stock", &out->at[out->n++]);
		return true;
	}
	json_object_object_foreach(prices, market, v)
	{
		if (out->n >= (size_t)BULK_MAX * BULK_CHANGES)
			return refuse(x, "modifications");
		out->ids[out->n] = id;
		if (!read_bulk_price(x, market, v, &out->at[out->n++]))
			return false;
	}
	return true;
}

static bool read_bulk(struct exchange *x, struct json_object *body, struct changes *out)
{
	struct json_object *all = body_at(body, "/modifications");

	out->ids = mem_array(x, const char *, (size_t)BULK_MAX *BULK_CHANGES);
	for (size_t i = 0; i < json_object_array_length(all); i++)
		if (!add_bulk(x, json_object_array_get_idx(all, i), out))
			return false;
	out->n_ids = out->n;
	return out->n || refuse(x, "modifications");
}

/* ---- All of them ------------------------------------------------------------------------------
 */

static bool read_ids(struct exchange *x, struct json_object *body, struct changes *out)
{
	struct json_object *lists = body_at(body, "/offerCriteria");
	const size_t n = json_object_array_length(lists);

	out->ids = mem_array(x, const char *, n *OFFERS_MAX + 1);
	for (size_t i = 0; i < n; i++) {
		struct json_object *list = body_at(json_object_array_get_idx(lists, i), "/offers");
		for (size_t k = 0; k < json_object_array_length(list); k++)
			out->ids[out->n_ids++] =
			    body_text(json_object_array_get_idx(list, k), "/id");
	}
	return (out->n_ids && out->n_ids <= OFFERS_MAX) || refuse(x, "offerCriteria[0].offers");
}

static bool read_one(struct exchange *x, enum command_kind kind, struct json_object *body,
		     struct changes *out)
{
	out->at = mem_array(x, struct change, (size_t)BULK_MAX * BULK_CHANGES);
	if (kind == COMMAND_BULK)
		return read_bulk(x, body, out);
	if (!read_ids(x, body, out))
		return false;
	if (kind == COMMAND_FIELDS)
		return read_fields(x, body, out);
	out->n = 1;
	if (kind == COMMAND_PUBLICATION)
		return read_publication(x, body, out->at);
	if (kind == COMMAND_PRICE)
		return read_price(x, body, out->at);
	if (kind == COMMAND_RULES)
		return read_rules(x, body, out->at);
	read_stock(body_at(body, MOD), "quantity", out->at);
	return true;
}

/* The id stands in the body of what is posted; without one Allegro chooses. */
static bool read_id(struct exchange *x, struct json_object *body, struct changes *out)
{
	char *made;

	if (out->command_id)
		return true;
	out->command_id = body_text(body, "/commandId");
	if (!out->command_id)
		out->command_id = body_text(body, "/id");
	if (!out->command_id) {
		made = mem_array(x, char, UUID_SIZE);
		rng_uuid(&x->sb->noise, made);
		out->command_id = made;
	}
	return str_is_uuid(out->command_id) || refuse(x, "commandId");
}

static int put_away(struct json_object **body)
{
	json_object_put(*body);
	return 0;
}

bool command_read(struct exchange *x, enum command_kind kind, struct changes *out)
{
	struct json_object **body = mem_zero(x, struct json_object *);
	struct body_fault fault;

	*body = json_tokener_parse(x->body.text);
	talloc_set_destructor(body, put_away);
	if (!json_object_is_type(*body, json_type_object)) {
		answer_error(x, ERROR_BAD_JSON, NULL, NULL);
		return false;
	}
	fault = body_check(x, rules, COUNT_OF(rules), OF(kind), *body);
	if (fault.wrong != BODY_GOOD) {
		answer_error(
		    x, fault.wrong == BODY_UNKNOWN ? ERROR_UNKNOWN_PROPERTY : ERROR_OFFER_BODY,
		    fault.path, NULL);
		return false;
	}
	return read_id(x, *body, out) && read_one(x, kind, *body, out);
}
