/* A row of the list, and what it has in common with the whole. */
#include "faults/poison.h"
#include "offers/offer_api.h"
#include "offers/offer_members.h"

void id_or_null(struct jw *w, const char *key, const char *id)
{
	if (!id) {
		jw_null(w, key);
		return;
	}
	jw_object(w, key);
	jw_str(w, "id", id);
	jw_object_end(w);
}

void services_json(struct jw *w, const struct offer *o)
{
	jw_object(w, "afterSalesServices");
	id_or_null(w, "impliedWarranty", o->implied);
	id_or_null(w, "returnPolicy", o->returns);
	id_or_null(w, "warranty", o->warranty);
	jw_object_end(w);
}

void marketplaces_json(struct jw *w)
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
	const size_t start = w->out->len + w->comma; /* behind the comma before it */

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
	if (o->poison)
		poison_apply(w->out, start, o->poison);
}
