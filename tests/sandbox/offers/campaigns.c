/* Badges, AlleDiscount and Allegro Prices. */
#include "offers/campaigns.h"

#include <json-c/json.h>

#include "base/compiler.h"
#include "base/mem.h"
#include "base/str.h"

#include "oauth/oauth.h"
#include "offers/offer.h"
#include "sandbox.h"
#include "server/body.h"
#include "server/errors.h"

#define BADGE_CAMPAIGN	  "OKAZJE_TYGODNIA"
#define DISCOUNT_CAMPAIGN "ALLEOBNIZKA_20261201"

const char *const badge_campaigns_query[] = {"marketplace.id", NULL};
const char *const badges_query[] = {"marketplace.id", "offer.id", "offset", "limit", NULL};
const char *const discount_campaigns_query[] = {"campaignId", NULL};
const char *const discount_offers_query[] = {"limit", "offset", "offerId", "participationId", NULL};

struct page {
	int64_t offset;
	int64_t limit;
	int64_t met;
	int64_t count;
};

/* Offers of one programme of the caller's, and how each is written. */
static void each_offer(struct exchange *x, struct jw *w, unsigned programme, struct page *p,
		       void (*write)(struct jw *w, const struct offer *o, int64_t now))
{
	const struct world *world = x->sb->world;
	const struct shelf *s = shelf_of(world, grant_seller(x->grant));
	const char *only = str_or(query_get(x, "offer.id"), query_get(x, "offerId"));

	for (size_t i = 0; i < s->n; i++) {
		const struct offer *o = s->at[i];

		if (o->archived || !(o->programmes & programme) || (only && !str_eq(only, o->id)))
			continue;
		if (p->met++ < p->offset || p->count == p->limit)
			continue;
		write(w, o, world_now(world));
		p->count++;
	}
}

static bool read_page(struct exchange *x, int64_t most, struct page *p)
{
	const char *limit = query_get(x, "limit");
	const char *offset = query_get(x, "offset");

	if ((!limit || str_to_i64(limit, 1, most, &p->limit)) &&
	    (!offset || str_to_i64(offset, 0, INT32_MAX, &p->offset)))
		return true;
	answer_error(x, ERROR_OFFER_QUERY, limit ? "limit" : "offset", NULL);
	return false;
}

static void id_json(struct jw *w, const char *key, const char *id)
{
	jw_object(w, key);
	jw_str(w, "id", id);
	jw_object_end(w);
}

static void policy_json(struct jw *w, const char *key, int64_t from, int64_t to)
{
	jw_object(w, key);
	jw_str(w, "type", "WITHIN");
	jw_time(w, "from", from);
	jw_time(w, "to", to);
	jw_object_end(w);
}

static void times_json(struct jw *w, int64_t now)
{
	static const char *const keys[] = {"application", "visibility", "publication"};

	for (size_t i = 0; i < COUNT_OF(keys); i++)
		policy_json(w, keys[i], now - 7 * TIME_DAY_MS, now + 7 * TIME_DAY_MS);
}

/* ---- Badges
 * ---------------------------------------------------------------------------------------- */

void campaigns_badges(struct exchange *x)
{
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);

	jw_object(&w, NULL);
	jw_array(&w, "badgeCampaigns");
	jw_object(&w, NULL);
	jw_str(&w, "id", BADGE_CAMPAIGN);
	jw_str(&w, "name", "Okazje tygodnia");
	id_json(&w, "marketplace", "allegro-pl");
	jw_str(&w, "type", "DISCOUNT");
	jw_object(&w, "eligibility");
	jw_bool(&w, "eligible", true);
	jw_array(&w, "refusalReasons");
	jw_array_end(&w);
	jw_object_end(&w);
	times_json(&w, world_now(x->sb->world));
	jw_str(&w, "regulationsLink", "https://allegro.example/regulamin");
	jw_bool(&w, "stockReservationIsRequired", false);
	jw_object_end(&w);
	jw_array_end(&w);
	jw_object_end(&w);
}

static void badge_json(struct jw *w, const struct offer *o, int64_t now)
{
	struct money bargain = o->price;

	bargain.minor = bargain.minor * 9 / 10;
	jw_object(w, NULL);
	id_json(w, "offer", o->id);
	jw_object(w, "campaign");
	jw_str(w, "id", BADGE_CAMPAIGN);
	jw_str(w, "name", "Okazje tygodnia");
	jw_object_end(w);
	policy_json(w, "publication", now - 7 * TIME_DAY_MS, now + 7 * TIME_DAY_MS);
	jw_object(w, "prices");
	jw_money(w, "market", o->price);
	jw_money(w, "bargain", bargain);
	jw_object_end(w);
	jw_object(w, "process");
	jw_str(w, "status", "ACTIVE");
	jw_array(w, "rejectionReasons");
	jw_array_end(w);
	jw_object_end(w);
	jw_object_end(w);
}

void campaigns_badge_offers(struct exchange *x)
{
	struct page p = {.limit = 50};

	if (!query_get(x, "marketplace.id")) {
		answer_error(x, ERROR_OFFER_QUERY, "marketplace.id", NULL);
		return;
	}
	if (!read_page(x, 1000, &p))
		return;
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, "badges");
	if (str_eq(query_get(x, "marketplace.id"), "allegro-pl"))
		each_offer(x, &w, IN_BADGE, &p, badge_json);
	jw_array_end(&w);
	jw_object_end(&w);
}

/* ---- AlleDiscount
 * ------------------------------------------------------------------------------------ */

void campaigns_discounts(struct exchange *x)
{
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);

	jw_object(&w, NULL);
	jw_array(&w, "alleDiscountCampaigns");
	jw_object(&w, NULL);
	jw_str(&w, "id", DISCOUNT_CAMPAIGN);
	jw_str(&w, "name", "AlleObniżka");
	jw_str(&w, "type", "DISCOUNT");
	times_json(&w, world_now(x->sb->world));
	id_json(&w, "marketplace", "allegro-pl");
	jw_object_end(&w);
	jw_array_end(&w);
	jw_object_end(&w);
}

static void discount_json(struct jw *w, const struct offer *o, int64_t now)
{
	struct money proposed = o->price;

	(void)now;
	proposed.minor = proposed.minor * 85 / 100;
	jw_object(w, NULL);
	jw_str(w, "participationId",
	       mem_printf(w->out->owner, "00000000-0000-4000-8000-%012llu",
			  (unsigned long long)offer_hash(o->id)));
	id_json(w, "offer", o->id);
	id_json(w, "campaign", DISCOUNT_CAMPAIGN);
	jw_object(w, "prices");
	jw_money(w, "proposedPrice", proposed);
	jw_money(w, "maximumSellingPrice", o->price);
	jw_object_end(w);
	jw_object(w, "process");
	jw_str(w, "status", "ACTIVE");
	jw_array(w, "errors");
	jw_array_end(w);
	jw_object_end(w);
	jw_object_end(w);
}

void campaigns_discount_offers(struct exchange *x)
{
	struct page p = {.limit = 50};

	if (!str_eq(x->path_id, DISCOUNT_CAMPAIGN)) {
		answer_error(x, ERROR_TERM_NOT_FOUND, NULL, x->path_id);
		return;
	}
	if (!read_page(x, 200, &p))
		return;
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, "submittedOffers");
	each_offer(x, &w, IN_ALLE_DISCOUNT, &p, discount_json);
	jw_array_end(&w);
	jw_int(&w, "count", p.count);
	jw_int(&w, "totalCount", p.met);
	jw_object_end(&w);
}

/* ---- Allegro Prices
 * ------------------------------------------------------------------------------------ */

void campaigns_prices_accounts(struct exchange *x)
{
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);

	jw_object(&w, NULL);
	jw_array(&w, "marketplaces");
	jw_object(&w, NULL);
	jw_str(&w, "id", "allegro-pl");
	jw_str(&w, "status", "ALLOWED");
	jw_object_end(&w);
	jw_array_end(&w);
	jw_object_end(&w);
}

static const struct body_rule questions[] = {
    {1, "/marketplace", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {1, "/marketplace/id", BODY_TEXT, BODY_NEEDED, 0,
     "allegro-pl allegro-cz allegro-sk allegro-hu"},
    {1, "/offer/ids", BODY_LIST, 0, 1000, NULL},
    {1, "/offer/ids/*", BODY_TEXT, BODY_NOT_NULL, 0, NULL},
    {1, "/offer/scope", BODY_TEXT, 0, 0, "WITH_DECLARATION DISCOUNTED EXCLUDED"},
    {1, "/offer/substatus", BODY_TEXT, 0, 0, "DISCOUNT_OPPORTUNITY DISCOUNT_RECOMMENDATION"},
    {1, "/limit", BODY_INT, 0, 0, NULL},
    {1, "/offset", BODY_INT, 0, 0, NULL},
};

static void priced_json(struct jw *w, const struct offer *o, int64_t now)
{
	struct money cut = o->price;

	cut.minor /= 20;
	jw_object(w, NULL);
	jw_str(w, "id", o->id);
	jw_str(w, "name", o->name);
	id_json(w, "marketplace", "allegro-pl");
	jw_money(w, "basePrice", o->price);
	jw_object(w, "discount");
	jw_bool(w, "opportunity", true);
	jw_object_end(w);
	jw_object(w, "declaredPriceReduction");
	jw_str(w, "sellerMaxDeclaredPercentage", "5.00");
	jw_money(w, "sellerMaxDeclaredDiscount", cut);
	jw_object_end(w);
	jw_time(w, "discountedAt", now - TIME_DAY_MS);
	jw_null(w, "excludedAt");
	jw_object_end(w);
}

static bool is_listed(struct json_object *ids, const char *id)
{
	for (size_t i = 0; ids && i < json_object_array_length(ids); i++)
		if (str_eq(json_object_get_string(json_object_array_get_idx(ids, i)), id))
			return true;
	return !ids;
}

static void answer_priced(struct exchange *x, struct json_object *body)
{
	const struct world *world = x->sb->world;
	const struct shelf *s = shelf_of(world, grant_seller(x->grant));
	struct json_object *limit = body_at(body, "/limit");
	const int64_t most = limit ? json_object_get_int64(limit) : 20;
	int64_t skip = json_object_get_int64(body_at(body, "/offset"));
	int64_t total = 0;
	int64_t count = 0;
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);

	jw_object(&w, NULL);
	jw_array(&w, "offers");
	for (size_t i = 0; i < s->n; i++) {
		const struct offer *o = s->at[i];

		if (o->archived || !(o->programmes & IN_ALLEGRO_PRICES) ||
		    !is_listed(body_at(body, "/offer/ids"), o->id))
			continue;
		total++;
		if (skip-- > 0 || count == most)
			continue;
		priced_json(&w, o, world_now(world));
		count++;
	}
	jw_array_end(&w);
	jw_int(&w, "totalCount", total);
	jw_int(&w, "count", count);
	jw_object_end(&w);
}

void campaigns_prices_offers(struct exchange *x)
{
	struct json_object *body = json_tokener_parse(x->body.text);
	struct body_fault fault = {BODY_WRONG, NULL};

	if (json_object_is_type(body, json_type_object))
		fault = body_check(x, questions, COUNT_OF(questions), 1, body);
	if (fault.wrong == BODY_GOOD)
		answer_priced(x, body);
	else
		answer_error(x, fault.path ? ERROR_OFFER_BODY : ERROR_BAD_JSON, fault.path, NULL);
	json_object_put(body);
}
