/* Offers as documents. */
#include <json-c/json.h>
#include <string.h>

#include "base/compiler.h"
#include "base/mem.h"
#include "base/str.h"

#include "catalogue/card.h"
#include "offers/offer_api.h"
#include "sandbox.h"
#include "server/body.h"

static void id_or_null(struct jw *w, const char *key, const char *id)
{
	if (!id) {
		jw_null(w, key);
		return;
	}
	jw_object(w, key);
	jw_str(w, "id", id);
	jw_object_end(w);
}

/* What was written of this member; false: nothing, so that it is as it was made. */
static bool written(struct jw *w, const struct offer *o, const char *path)
{
	struct json_object *body = o->body ? json_tokener_parse(o->body) : NULL;
	struct json_object *v = body ? body_at(body, path) : NULL;

	if (v) {
		const char *text = json_object_to_json_string_ext(v, JSON_C_TO_STRING_PLAIN);
		jw_raw(w, strrchr(path, '/') + 1, text, strlen(text));
	}
	json_object_put(body);
	return v;
}

static void services_json(struct jw *w, const struct offer *o)
{
	jw_object(w, "afterSalesServices");
	id_or_null(w, "impliedWarranty", o->implied);
	id_or_null(w, "returnPolicy", o->returns);
	id_or_null(w, "warranty", o->warranty);
	jw_object_end(w);
}

static void marketplaces_json(struct jw *w)
{
	jw_object(w, "marketplaces");
	id_or_null(w, "base", "allegro-pl");
	jw_array(w, "additional");
	jw_array_end(w);
	jw_object_end(w);
}

/* ---- A row of the list ------------------------------------------------------------------------
 */

static void stats_json(struct jw *w, const struct offer *o)
{
	if (o->status == OFFER_INACTIVE) {
		jw_null(w, "stats");
		return;
	}
	jw_object(w, "stats");
	jw_int(w, "watchersCount", o->watchers);
	jw_int(w, "visitsCount", o->visits);
	jw_object_end(w);
}

static void selling_row_json(struct jw *w, const struct offer *o)
{
	jw_object(w, "sellingMode");
	jw_str(w, "format", "BUY_NOW");
	jw_money(w, "price", o->price);
	if (o->rule) {
		jw_object(w, "priceAutomation");
		id_or_null(w, "rule", o->rule);
		jw_object_end(w);
	}
	jw_object_end(w);
	jw_object(w, "saleInfo");
	jw_int(w, "biddersCount", 0);
	jw_object_end(w);
}

static void publication_row_json(struct jw *w, const struct offer *o)
{
	jw_object(w, "publication");
	jw_str(w, "status", offer_status_names[o->status]);
	jw_time(w, "startedAt", o->started_at);
	jw_time(w, "endedAt", o->ended_at);
	marketplaces_json(w);
	jw_object_end(w);
}

void offer_row_json(struct jw *w, const struct offer *o)
{
	jw_object(w, NULL);
	jw_str(w, "id", o->id);
	jw_str(w, "name", o->name);
	id_or_null(w, "category", o->category->id);
	if (o->image) {
		jw_object(w, "primaryImage");
		jw_str(w, "url", o->image);
		jw_object_end(w);
	}
	selling_row_json(w, o);
	jw_object(w, "stock");
	jw_int(w, "available", o->stock);
	jw_int(w, "sold", o->sold);
	jw_object_end(w);
	stats_json(w, o);
	publication_row_json(w, o);
	services_json(w, o);
	jw_null(w, "additionalServices");
	id_or_null(w, "external", o->sku);
	jw_object(w, "delivery");
	id_or_null(w, "shippingRates", o->shipping);
	jw_object_end(w);
	jw_object(w, "b2b");
	jw_bool(w, "buyableOnlyByBusiness", false);
	jw_object_end(w);
	jw_null(w, "fundraisingCampaign");
	jw_bool(w, "isFulfillment", o->fulfilment);
	jw_object(w, "additionalMarketplaces");
	jw_object_end(w);
	jw_object_end(w);
}

/* ---- The whole of it --------------------------------------------------------------------------
 */

/* The card it was listed with; one made up when the catalogue has none, with an empty id. */
static struct card card_of_offer(struct sandbox *sb, void *mem, const struct offer *o)
{
	struct card c = {.name = o->name, .category = o->category};
	const struct card *known;

	if (o->demo == OFFER_OF_NO_DEMO)
		return c;
	known = card_of(cards_of(sb), o->demo);
	if (known)
		return *known;
	c.of = demo_product(mem, o->demo);
	c.brand = c.of->brand;
	c.ean = c.of->ean;
	c.mpn = c.of->mpn;
	return c;
}

static void product_json(struct jw *w, struct sandbox *sb, const struct offer *o, const char *id)
{
	void *mem = mem_context(w->out->owner, "card");
	const struct card c = card_of_offer(sb, mem, o);

	jw_object(w, "product");
	if (!id && !*c.id)
		jw_null(w, "id");
	else
		jw_str(w, "id", id ? id : c.id);
	jw_object(w, "publication");
	jw_str(w, "status",
	       id	    ? "LISTED"
	       : !*c.id	    ? "NOT_LISTED"
	       : c.proposed ? "PROPOSED"
			    : "LISTED");
	jw_object_end(w);
	if (c.of) {
		card_offer_params_json(w, categories_of(sb), &c);
	} else {
		jw_array(w, "parameters");
		jw_array_end(w);
	}
	jw_object_end(w);
	mem_free(mem);
}

static void member_json(struct jw *w, struct sandbox *sb, const struct offer *o, const char *id)
{
	jw_object(w, NULL);
	product_json(w, sb, o, id);
	jw_object(w, "quantity");
	jw_int(w, "value", 1);
	jw_object_end(w);
	jw_null(w, "responsiblePerson");
	jw_null(w, "responsibleProducer");
	jw_null(w, "safetyInformation");
	jw_null(w, "marketedBeforeGPSRObligation");
	jw_array(w, "deposits");
	jw_array_end(w);
	jw_object_end(w);
}

static void product_set_json(struct jw *w, struct sandbox *sb, const struct offer *o)
{
	const struct product *p = o->demo == OFFER_OF_NO_DEMO ? o->product : NULL;

	jw_array(w, "productSet");
	member_json(w, sb, o, p ? p->product_id : NULL);
	if (p && p->second_id)
		member_json(w, sb, o, p->second_id);
	jw_array_end(w);
}

static void state_param_json(struct jw *w)
{
	jw_array(w, "parameters");
	jw_object(w, NULL);
	jw_str(w, "id", "11323");
	jw_str(w, "name", "Stan");
	jw_array(w, "values");
	jw_str(w, NULL, "Nowy");
	jw_array_end(w);
	jw_array(w, "valuesIds");
	jw_str(w, NULL, "11323_1");
	jw_array_end(w);
	jw_null(w, "rangeValue");
	jw_object_end(w);
	jw_array_end(w);
}

static void texts_json(struct jw *w, const struct offer *o)
{
	jw_array(w, "images");
	jw_str(w, NULL, o->image);
	jw_array_end(w);
	jw_object(w, "description");
	jw_array(w, "sections");
	jw_object(w, NULL);
	jw_array(w, "items");
	jw_object(w, NULL);
	jw_str(w, "type", "TEXT");
	jw_str(w, "content", "<p>Solidny wyrób na lata, wysyłka w 24 godziny.</p>");
	jw_object_end(w);
	jw_array_end(w);
	jw_object_end(w);
	jw_array_end(w);
	jw_object_end(w);
}

static void location_json(struct jw *w)
{
	jw_object(w, "location");
	jw_str(w, "city", "Poznań");
	jw_str(w, "countryCode", "PL");
	jw_str(w, "postCode", "61-867");
	jw_str(w, "province", "WIELKOPOLSKIE");
	jw_object_end(w);
}

static void terms_json(struct jw *w, const struct offer *o)
{
	services_json(w, o);
	jw_object(w, "delivery");
	if (!written(w, o, "/delivery/handlingTime"))
		jw_str(w, "handlingTime", "PT24H");
	id_or_null(w, "shippingRates", o->shipping);
	jw_null(w, "additionalInfo");
	jw_null(w, "shipmentDate");
	jw_object_end(w);
	if (!written(w, o, "/location"))
		location_json(w);
	if (!written(w, o, "/payments")) {
		jw_object(w, "payments");
		jw_str(w, "invoice", "VAT");
		jw_object_end(w);
	}
	if (!written(w, o, "/taxSettings"))
		jw_null(w, "taxSettings");
}

static void publication_json(struct jw *w, const struct offer *o)
{
	jw_object(w, "publication");
	jw_str(w, "status", offer_status_names[o->status]);
	if (!written(w, o, "/publication/duration"))
		jw_null(w, "duration");
	jw_time(w, "startingAt", o->started_at);
	jw_null(w, "endingAt");
	jw_bool(w, "republish", false);
	if (o->status == OFFER_ENDED)
		jw_str(w, "endedBy", offer_end_names[o->ended_by]);
	else
		jw_null(w, "endedBy");
	marketplaces_json(w);
	jw_object_end(w);
}

static void numbers_json(struct jw *w, const struct offer *o)
{
	jw_object(w, "sellingMode");
	jw_str(w, "format", "BUY_NOW");
	jw_money(w, "price", o->price);
	jw_null(w, "minimalPrice");
	jw_null(w, "startingPrice");
	jw_object_end(w);
	jw_object(w, "stock");
	jw_int(w, "available", o->stock);
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
	jw_object(w, "validation");
	jw_array(w, "errors");
	jw_array_end(w);
	jw_array(w, "warnings");
	jw_array_end(w);
	jw_time(w, "validatedAt", o->updated_at);
	jw_object_end(w);
}

void offer_whole_json(struct jw *w, struct sandbox *sb, const struct offer *o)
{
	jw_object(w, NULL);
	jw_str(w, "id", o->id);
	jw_str(w, "name", o->name);
	id_or_null(w, "category", o->category->id);
	id_or_null(w, "external", o->sku);
	product_set_json(w, sb, o);
	state_param_json(w);
	numbers_json(w, o);
	texts_json(w, o);
	terms_json(w, o);
	publication_json(w, o);
	validation_json(w, o);
	nothings_json(w);
	jw_str(w, "language", "pl-PL");
	jw_time(w, "createdAt", o->created_at);
	jw_time(w, "updatedAt", o->updated_at);
	jw_object_end(w);
}
