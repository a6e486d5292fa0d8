/* What an offer would cost, and which parameters offers lack. */
#include "offers/fees.h"

#include <json-c/json.h>
#include <string.h>

#include "base/compiler.h"
#include "base/str.h"

#include "categories/category.h"
#include "oauth/oauth.h"
#include "offers/offer_api.h"
#include "offers/offer_rules.h"
#include "offers/pace.h"
#include "sandbox.h"
#include "server/body.h"
#include "server/errors.h"

enum {
	LEAST_PERCENT = 5, /* of commissions; each category has its own */
	PERCENTS = 9,
	PROMOTION = 1990, /* grosze in ten days */
	UNFILLED_LIMIT = 100,
	UNFILLED_LIMIT_MAX = 1000,
};

#define OFFER "/offer"
static const struct body_rule rules[] = {
    {1, OFFER, BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {1, OFFER "/name", BODY_TEXT, BODY_NEEDED, 0, NULL},
    {1, OFFER "/id", BODY_TEXT, 0, 0, NULL},
    {1, OFFER "/category", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {1, OFFER "/category/id", BODY_TEXT, BODY_NEEDED, 0, NULL},
    {1, OFFER "/fundraisingCampaign", BODY_ANY, 0, 0, NULL},
    {1, OFFER "/parameters", BODY_ANY, 0, 0, NULL},
    {1, OFFER "/promotion/emphasized1d", BODY_FLAG, 0, 0, NULL},
    {1, OFFER "/promotion/emphasized10d", BODY_FLAG, 0, 0, NULL},
    {1, OFFER "/promotion/departmentPage", BODY_FLAG, 0, 0, NULL},
    {1, OFFER "/publication/duration", BODY_TEXT, 0, 0, NULL},
    {1, OFFER "/sellingMode", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {1, OFFER "/sellingMode/format", BODY_TEXT, 0, 0, "BUY_NOW AUCTION ADVERTISEMENT"},
    {1, OFFER "/sellingMode/price", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {1, OFFER "/sellingMode/price/amount", BODY_AMOUNT, BODY_NEEDED, 0, NULL},
    {1, OFFER "/sellingMode/price/currency", BODY_TEXT, BODY_NEEDED, 3, NULL},
    {1, OFFER "/sellingMode/minimalPrice", BODY_ANY, 0, 0, NULL},
    {1, OFFER "/sellingMode/startingPrice", BODY_ANY, 0, 0, NULL},
    {1, OFFER "/sellingMode/netPrice", BODY_ANY, 0, 0, NULL},
    {1, "/classifiedsPackages", BODY_ANY, 0, 0, NULL},
    {1, "/marketplaceId", BODY_TEXT, 0, 0, NULL},
};

static void fee_json(struct jw *w, const char *name, const char *type, int64_t minor)
{
	jw_object(w, NULL);
	jw_str(w, "name", name);
	jw_str(w, "type", type);
	jw_money(w, "fee", (struct money){.minor = minor, .currency = "PLN"});
}

static void fees_json(struct exchange *x, const struct node *category, int64_t price, bool promoted)
{
	const int64_t percent = LEAST_PERCENT + offer_hash(category->id) % PERCENTS;
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);

	jw_object(&w, NULL);
	jw_array(&w, "commissions");
	fee_json(&w, "Prowizja od sprzedaży", "commissionFee", (price * percent + 50) / 100);
	jw_object_end(&w);
	jw_array_end(&w);
	jw_array(&w, "quotes");
	if (promoted) {
		fee_json(&w, "Wyróżnienie", "emphasized", PROMOTION);
		jw_str(&w, "cycleDuration", "PT240H");
		jw_object_end(&w);
	}
	jw_array_end(&w);
	jw_object_end(&w);
}

static void preview(struct exchange *x, struct json_object *body)
{
	const struct body_fault fault = body_check(x, rules, COUNT_OF(rules), 1, body);
	const struct node *category;
	struct money price;
	struct err e = {0};

	if (fault.wrong != BODY_GOOD) {
		answer_error(
		    x, fault.wrong == BODY_UNKNOWN ? ERROR_UNKNOWN_PROPERTY : ERROR_OFFER_BODY,
		    fault.path, NULL);
		return;
	}
	category = node_find(categories_of(x->sb), body_text(body, OFFER "/category/id"));
	if (!category || !node_is_leaf(category))
		answer_error(x, ERROR_OFFER_BODY, "offer.category.id", NULL);
	else if (money_parse(body_text(body, OFFER "/sellingMode/price/amount"),
			     body_text(body, OFFER "/sellingMode/price/currency"), &price,
			     &e) != RC_OK ||
		 !offer_price_fits(price.minor))
		answer_error(x, ERROR_OFFER_BODY, "offer.sellingMode.price", NULL);
	else
		fees_json(x, category, price.minor,
			  json_object_get_boolean(body_at(body, OFFER "/promotion/emphasized10d")));
}

void fees_preview(struct exchange *x)
{
	struct json_object *body;

	if (!offer_pace_take(x, PACE_FEES))
		return;
	body = json_tokener_parse(x->body.text);
	if (json_object_is_type(body, json_type_object))
		preview(x, body);
	else
		answer_error(x, ERROR_BAD_JSON, NULL, NULL);
	json_object_put(body);
}

/* ---- Parameters that are missing
 * ------------------------------------------------------------------ */

const char *const unfilled_query[] = {"offer.id", "parameterType", "offset", "limit", NULL};

static bool has_param(struct json_object *params, const char *id)
{
	for (size_t i = 0; params && i < json_object_array_length(params); i++)
		if (str_eq(body_text(json_object_array_get_idx(params, i), "/id"), id))
			return true;
	return false;
}

static bool lacks(struct exchange *x, const struct offer *o, const char *param)
{
	struct str text;
	struct jw w = {.out = &text};
	struct json_object *whole;
	bool has;

	str_init(&text, x, ANSWER_MAX);
	offer_whole_json(&w, x->sb, o);
	whole = json_tokener_parse(text.text);
	has = has_param(body_at(whole, "/parameters"), param) ||
	      has_param(body_at(whole, "/productSet/0/product/parameters"), param);
	json_object_put(whole);
	return !has;
}

/* The changes of categories that are due already, or not yet. */
static size_t missing_of(struct exchange *x, const struct offer *o, bool planned,
			 const char *ids[CHANGES_MAX])
{
	const struct categories *all = categories_of(x->sb);
	const int64_t now = world_now(x->sb->world);
	size_t n = 0;

	for (size_t i = 0; i < all->n_changes; i++)
		if (all->changes[i].node == o->category &&
		    (all->changes[i].due_at > now) == planned && lacks(x, o, all->changes[i].param))
			ids[n++] = all->changes[i].param;
	return n;
}

static void unfilled_json(struct jw *w, const struct offer *o, const char *const *ids, size_t n)
{
	jw_object(w, NULL);
	jw_str(w, "id", o->id);
	jw_array(w, "parameters");
	for (size_t i = 0; i < n; i++) {
		jw_object(w, NULL);
		jw_str(w, "id", ids[i]);
		jw_object_end(w);
	}
	jw_array_end(w);
	jw_object(w, "category");
	jw_str(w, "id", o->category->id);
	jw_object_end(w);
	jw_object_end(w);
}

static bool is_asked_for(const struct exchange *x, const struct offer *o)
{
	bool any = true;

	for (size_t i = 0; i < x->query.n; i++) {
		if (!str_eq(x->query.at[i].name, "offer.id"))
			continue;
		if (str_eq(x->query.at[i].value, o->id))
			return true;
		any = false;
	}
	return any;
}

struct question {
	bool planned;
	int64_t limit;
	int64_t offset;
};

static bool read_number(struct exchange *x, const char *name, int64_t least, int64_t most,
			int64_t *to)
{
	const char *text = query_get(x, name);

	if (!text || str_to_i64(text, least, most, to))
		return true;
	answer_error(x, ERROR_OFFER_QUERY, name, text);
	return false;
}

static bool read_question(struct exchange *x, struct question *q)
{
	const char *type = str_or(query_get(x, "parameterType"), "REQUIRED");

	q->planned = str_eq(type, "REQUIREMENT_PLANNED");
	q->limit = UNFILLED_LIMIT;
	if (!q->planned && !str_eq(type, "REQUIRED")) {
		answer_error(x, ERROR_OFFER_QUERY, "parameterType", type);
		return false;
	}
	return read_number(x, "limit", 1, UNFILLED_LIMIT_MAX, &q->limit) &&
	       read_number(x, "offset", 0, INT32_MAX, &q->offset);
}

void offers_unfilled(struct exchange *x)
{
	const struct shelf *s = shelf_of(x->sb->world, grant_seller(x->grant));
	const char *ids[CHANGES_MAX];
	struct question q = {0};
	int64_t met = 0;
	int64_t count = 0;

	if (!read_question(x, &q))
		return;
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, "offers");
	for (size_t i = 0; i < s->n; i++) {
		const struct offer *o = s->at[i];
		const bool shown = !o->archived && o->status == OFFER_ACTIVE && is_asked_for(x, o);
		const size_t n = shown ? missing_of(x, o, q.planned, ids) : 0;

		if (!n || met++ < q.offset || count == q.limit)
			continue;
		unfilled_json(&w, o, ids, n);
		count++;
	}
	jw_array_end(&w);
	jw_int(&w, "count", count);
	jw_int(&w, "totalCount", met);
	jw_object_end(&w);
}
