/* Offers as documents. */
#include <json-c/json.h>
#include <string.h>

#include "base/compiler.h"
#include "base/mem.h"
#include "base/str.h"

#include "catalogue/card.h"
#include "faults/poison.h"
#include "offers/offer_api.h"
#include "offers/offer_members.h"
#include "sandbox.h"
#include "server/body.h"

/* The whole of an offer while it is written down. */
struct whole {
	struct jw *w;
	struct sandbox *sb;
	const struct offer *o;
	struct json_object *body; /* what was written; NULL: nothing */
};

/* What was written of this member; false: nothing, so that it is as it was made. */
static bool written(const struct whole *h, const char *path)
{
	struct json_object *v = h->body ? body_at(h->body, path) : NULL;

	if (v) {
		const char *text = json_object_to_json_string_ext(
		    v, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
		jw_raw(h->w, strrchr(path, '/') + 1, text, strlen(text));
	}
	return v;
}

/* ---- The whole of it --------------------------------------------------------------------------
 */

static void text_list(struct jw *w, const char *key, struct json_object *list)
{
	jw_array(w, key);
	for (size_t i = 0; list && i < json_object_array_length(list); i++)
		jw_str(w, NULL, json_object_get_string(json_object_array_get_idx(list, i)));
	jw_array_end(w);
}

/* Parameters come back with all their members, whatever was sent. */
static void params_list(struct jw *w, struct json_object *list)
{
	jw_array(w, "parameters");
	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		struct json_object *one = json_object_array_get_idx(list, i);
		struct json_object *range = body_at(one, "/rangeValue");

		jw_object(w, NULL);
		jw_str(w, "id", body_text(one, "/id"));
		jw_str(w, "name", body_text(one, "/name"));
		text_list(w, "values", body_at(one, "/values"));
		text_list(w, "valuesIds", body_at(one, "/valuesIds"));
		if (range)
			jw_raw(w, "rangeValue", json_object_to_json_string(range),
			       strlen(json_object_to_json_string(range)));
		else
			jw_null(w, "rangeValue");
		jw_object_end(w);
	}
	jw_array_end(w);
}

static void product_begin(struct jw *w, const char *id, const char *status)
{
	jw_object(w, NULL);
	jw_object(w, "product");
	if (str_empty(id))
		jw_null(w, "id");
	else
		jw_str(w, "id", id);
	jw_object(w, "publication");
	jw_str(w, "status", status);
	jw_object_end(w);
}

static const char *status_of(const struct card *c)
{
	return !c ? "NOT_LISTED" : c->proposed ? "PROPOSED" : "LISTED";
}

/* An offer that the world began with: the card of its product of the shop, or one that its data
 * would make. */
static void demo_product_json(const struct whole *h)
{
	void *mem = mem_context(h->w->out->owner, "card");
	const struct card *known = card_of(cards_of(h->sb), h->o->demo);
	struct card made = {.category = h->o->category, .of = demo_product(mem, h->o->demo)};

	made.brand = made.of->brand;
	made.ean = made.of->ean;
	made.mpn = made.of->mpn;
	product_begin(h->w, known ? known->id : NULL, status_of(known));
	card_offer_params_json(h->w, categories_of(h->sb), known ? known : &made);
	jw_object_end(h->w);
	mem_free(mem);
}

static void member_end(const struct whole *h, struct json_object *element)
{
	static const char *const nullable[] = {"responsiblePerson", "responsibleProducer",
					       "safetyInformation", "marketedBeforeGPSRObligation"};
	struct json_object *quantity = body_at(element, "/quantity/value");
	const struct whole in = {.w = h->w, .body = element};

	jw_object(h->w, "quantity");
	jw_int(h->w, "value", quantity ? json_object_get_int64(quantity) : 1);
	jw_object_end(h->w);
	for (size_t i = 0; i < COUNT_OF(nullable); i++) {
		const char *id = body_text(element, i == 0 ? "/responsiblePerson/id"
							   : "/responsibleProducer/id");

		if (i < 2)
			id_or_null(h->w, nullable[i], id);
		else if (!written(&in, mem_printf(h->w->out->owner, "/%s", nullable[i])))
			jw_null(h->w, nullable[i]);
	}
	if (!written(&in, "/deposits")) {
		jw_array(h->w, "deposits");
		jw_array_end(h->w);
	}
	jw_object_end(h->w);
}

/* What somebody has sent: its card's facts, or those it was described by. */
static void sent_product_json(const struct whole *h, struct json_object *element)
{
	const struct card *c = h->o->card;

	product_begin(h->w, c ? c->id : h->o->product_id, status_of(c));
	if (c)
		card_offer_params_json(h->w, categories_of(h->sb), c);
	else
		params_list(h->w, body_at(element, "/product/parameters"));
	jw_object_end(h->w);
	member_end(h, element);
}

static void product_set_json(const struct whole *h)
{
	struct json_object *set = body_at(h->body, "/productSet");
	const struct product *p = h->o->product;
	const char *ids[] = {p ? p->product_id : NULL, p ? p->second_id : NULL};

	jw_array(h->w, "productSet");
	for (size_t i = 0; set && i < json_object_array_length(set); i++)
		sent_product_json(h, json_object_array_get_idx(set, i));
	if (!set && h->o->demo != OFFER_OF_NO_DEMO) {
		demo_product_json(h);
		member_end(h, NULL);
	}
	for (size_t i = 0; !set && h->o->demo == OFFER_OF_NO_DEMO && i < COUNT_OF(ids); i++) {
		if (!ids[i])
			continue;
		product_begin(h->w, ids[i], "LISTED");
		jw_array(h->w, "parameters");
		jw_array_end(h->w);
		jw_object_end(h->w);
		member_end(h, NULL);
	}
	jw_array_end(h->w);
}

static void texts_json(const struct whole *h)
{
	static const char text[] =
	    "{\"sections\":[{\"items\":[{\"type\":\"TEXT\",\"content\":\"<p>Solidny wyrób na lata, "
	    "wysyłka w 24 godziny.</p>\"}]}]}";
	static const char state[] = "[{\"id\":\"11323\",\"values\":[\"Nowy\"],\"valuesIds\":["
				    "\"11323_1\"],\"name\":\"Stan\"}]";
	struct json_object *sent = body_at(h->body, "/parameters");
	struct json_object *usual = json_tokener_parse(state);

	params_list(h->w, sent ? sent : usual);
	json_object_put(usual);
	if (!written(h, "/images")) {
		jw_array(h->w, "images");
		jw_str(h->w, NULL, h->o->image);
		jw_array_end(h->w);
	}
	if (!written(h, "/description"))
		jw_raw(h->w, "description", text, sizeof(text) - 1);
}

static void location_json(struct jw *w)
{
	static const char place[] = "{\"city\":\"Poznań\",\"countryCode\":\"PL\",\"postCode\":"
				    "\"61-867\",\"province\":\"WIELKOPOLSKIE\"}";

	jw_raw(w, "location", place, sizeof(place) - 1);
}

static void terms_json(const struct whole *h)
{
	struct jw *w = h->w;

	services_json(w, h->o);
	jw_object(w, "delivery");
	if (!written(h, "/delivery/handlingTime"))
		jw_str(w, "handlingTime", "PT24H");
	id_or_null(w, "shippingRates", h->o->shipping);
	jw_null(w, "additionalInfo");
	jw_null(w, "shipmentDate");
	jw_object_end(w);
	if (!written(h, "/location"))
		location_json(w);
	if (!written(h, "/payments")) {
		jw_object(w, "payments");
		jw_str(w, "invoice", "VAT");
		jw_object_end(w);
	}
	if (!written(h, "/taxSettings"))
		jw_null(w, "taxSettings");
}

static void publication_json(const struct whole *h)
{
	struct jw *w = h->w;

	jw_object(w, "publication");
	jw_str(w, "status", offer_status_names[h->o->status]);
	if (!written(h, "/publication/duration"))
		jw_null(w, "duration");
	jw_time(w, "startingAt", h->o->started_at);
	jw_null(w, "endingAt");
	jw_bool(w, "republish", false);
	if (h->o->status == OFFER_ENDED)
		jw_str(w, "endedBy", offer_end_names[h->o->ended_by]);
	else
		jw_null(w, "endedBy");
	marketplaces_json(w);
	jw_object_end(w);
}

static void numbers_json(const struct whole *h)
{
	struct jw *w = h->w;

	jw_object(w, "sellingMode");
	jw_str(w, "format", "BUY_NOW");
	if (h->o->price.minor)
		jw_money(w, "price", h->o->price);
	jw_null(w, "minimalPrice");
	jw_null(w, "startingPrice");
	jw_object_end(w);
	jw_object(w, "stock");
	jw_int(w, "available", h->o->stock);
	if (!written(h, "/stock/unit"))
		jw_str(w, "unit", "UNIT");
	jw_object_end(w);
}

static void nothings_json(struct jw *w)
{
	static const char *const nulls[] = {"fundraisingCampaign", "additionalServices",
					    "compatibilityList",   "contact",
					    "sizeTable",	   "messageToSellerSettings"};

	for (size_t i = 0; i < COUNT_OF(nulls); i++)
		jw_null(w, nulls[i]);
	jw_array(w, "attachments");
	jw_array_end(w);
	jw_object(w, "additionalMarketplaces");
	jw_object_end(w);
	jw_object(w, "b2b");
	jw_bool(w, "buyableOnlyByBusiness", false);
	jw_object_end(w);
	jw_object(w, "discounts");
	jw_null(w, "wholesalePriceList");
	jw_object_end(w);
}

static void validation_json(struct jw *w, const struct offer *o)
{
	const char *errors = str_or(o->validation, "[]");

	jw_object(w, "validation");
	jw_raw(w, "errors", errors, strlen(errors));
	jw_array(w, "warnings");
	jw_array_end(w);
	jw_time(w, "validatedAt", o->updated_at);
	jw_object_end(w);
}

void offer_whole_json(struct jw *w, struct sandbox *sb, const struct offer *o)
{
	const struct whole h = {
	    .w = w, .sb = sb, .o = o, .body = o->body ? json_tokener_parse(o->body) : NULL};

	const size_t start = w->out->len;

	jw_object(w, NULL);
	jw_str(w, "id", o->id);
	jw_str(w, "name", o->name);
	id_or_null(w, "category", o->category->id);
	id_or_null(w, "external", o->sku);
	product_set_json(&h);
	numbers_json(&h);
	texts_json(&h);
	terms_json(&h);
	publication_json(&h);
	validation_json(w, o);
	nothings_json(w);
	jw_str(w, "language", "pl-PL");
	jw_time(w, "createdAt", o->created_at);
	jw_time(w, "updatedAt", o->updated_at);
	jw_object_end(w);
	json_object_put(h.body);
	if (o->poison)
		poison_apply(w->out, start, o->poison);
}
