/* Offers: the list, the document of one, its price and pieces, and the journal. */
#include "allegro/offer_api.h"

#include "net/http.h"

/* The parameter that holds the number of goods of a product, in each category. */
#define PARAM_EAN "225693"

static const struct json_field word_fields[] = {JF_STR(struct offer_text, text, "", 0)};
static const struct json_field market_fields[] = {JF_STR(struct offer_text, text, "/id", 0)};

static const struct json_field param_fields[] = {
    JF_STR(struct offer_card_param, id, "/id", 0),
    JF_LIST(struct offer_card_param, struct offer_text, values, n_values, "/values", 0,
	    word_fields),
};

static const struct json_field card_fields[] = {
    JF_STR(struct offer_card, id, "/product/id", 0),
    JF_I64(struct offer_card, pieces, "/quantity/value", 0),
    JF_LIST(struct offer_card, struct offer_card_param, params, n_params, "/product/parameters", 0,
	    param_fields),
};

static const struct json_field problem_fields[] = {
    JF_STR(struct offer_problem, code, "/code", 0),
    JF_STR(struct offer_problem, message, "/message", 0),
    JF_STR(struct offer_problem, path, "/path", 0),
    JF_STR(struct offer_problem, user_message, "/userMessage", 0),
};

static const struct json_field offer_fields[] = {
    JF_STR(struct offer, id, "/id", JF_REQUIRED),
    JF_STR(struct offer, name, "/name", 0),
    JF_STR(struct offer, category_id, "/category/id", 0),
    JF_STR(struct offer, image, "/primaryImage/url", 0),
    JF_STR(struct offer, external_id, "/external/id", 0),
    JF_STR(struct offer, format, "/sellingMode/format", 0),
    JF_STR(struct offer, status, "/publication/status", JF_REQUIRED),
    JF_STR(struct offer, ended_by, "/publication/endedBy", 0),
    JF_TIME(struct offer, started_at, "/publication/startedAt", 0),
    JF_TIME(struct offer, ending_at, "/publication/endingAt", 0),
    JF_TIME(struct offer, ended_at, "/publication/endedAt", 0),
    JF_MONEY(struct offer, price, "/sellingMode/price", 0),
    JF_I64(struct offer, available, "/stock/available", 0),
    JF_I64(struct offer, sold, "/stock/sold", 0),
    JF_I64(struct offer, watchers, "/stats/watchersCount", 0),
    JF_I64(struct offer, visits, "/stats/visitsCount", 0),
    JF_STR(struct offer, market, "/publication/marketplaces/base/id", 0),
    JF_LIST(struct offer, struct offer_text, markets, n_markets,
	    "/publication/marketplaces/additional", 0, market_fields),
    JF_STR(struct offer, rule_id, "/sellingMode/priceAutomation/rule/id", 0),
    JF_STR(struct offer, shipping_rates, "/delivery/shippingRates/id", 0),
    JF_STR(struct offer, return_policy, "/afterSalesServices/returnPolicy/id", 0),
    JF_TRI(struct offer, said_fulfillment, "/isFulfillment", 0),
    JF_TIME(struct offer, created_at, "/createdAt", 0),
    JF_LIST(struct offer, struct offer_text, images, n_images, "/images", 0, word_fields),
    JF_LIST(struct offer, struct offer_card, cards, n_cards, "/productSet", 0, card_fields),
    JF_LIST(struct offer, struct offer_problem, problems, n_problems, "/validation/errors", 0,
	    problem_fields),
    JF_RAW(struct offer, raw, "", 0),
};

static const char *ean_of(const struct offer_card *card)
{
	for (size_t i = 0; i < card->n_params; i++)
		if (str_eq(card->params[i].id, PARAM_EAN) && card->params[i].n_values)
			return card->params[i].values[0].text;
	return NULL;
}

static void complete(void *item)
{
	struct offer *o = item;

	/* The list does not say when an offer was made. */
	o->whole = o->created_at != TIME_NONE;
	if (!o->whole)
		o->raw = NULL;
	if (!o->image && o->n_images)
		o->image = o->images[0].text;
	if (o->n_cards)
		o->ean = ean_of(&o->cards[0]);
	o->category_id = str_id(o->category_id);
	if (o->said_fulfillment == TRI_UNKNOWN)
		o->fulfillment = INT64_MIN;
	else
		o->fulfillment = o->said_fulfillment == TRI_TRUE;
}

const struct resource offer_resource = {
    .noun = "offer",
    .list = OP_OFFERS,
    .one = OP_OFFER,
    .items = "/offers",
    .total = "/totalCount",
    .most = OFFERS_MAX,
    RESOURCE_TIMELESS(struct offer, id, offer_fields),
    .complete = complete,
};

enum rc offers_fetch(struct allegro *a, void *owner, const char *const *ids, size_t n,
		     struct resource_page *out, struct err *e)
{
	struct http_pair query[OFFER_IDS_MAX + 2] = {{"limit", "100"}};

	if (n > OFFER_IDS_MAX)
		BUG("%zu offers in one address", n);
	for (size_t i = 0; i < n; i++)
		query[i + 1] = (struct http_pair){"offer.id", ids[i]};
	return resource_where(a, owner, &offer_resource, query, out, e);
}
_Static_assert(OFFER_IDS_MAX == 100, "the limit says so");

/* ---- Price and pieces alone ------------------------------------------------------------------ */

static const struct http_pair both[] = {{"include", "stock"}, {"include", "price"}, {NULL, NULL}};
const struct http_pair *const offer_parts_query = both;

static const struct json_field parts_fields[] = {
    JF_STR(struct offer, id, "/id", JF_REQUIRED),
    JF_MONEY(struct offer, price, "/sellingMode/price", 0), /* an auction has none */
    JF_I64(struct offer, available, "/stock/available", JF_REQUIRED),
};

static void complete_parts(void *item)
{
	struct offer *o = item;

	o->parts = true;
}

const struct resource offer_parts_resource = {
    .noun = "offer",
    .list = OP_OFFERS,
    .one = OP_OFFER_PARTS,
    .items = "/offers",
    RESOURCE_TIMELESS(struct offer, id, parts_fields),
    .complete = complete_parts,
};

/* ---- The journal ----------------------------------------------------------------------------- */

const struct journal offer_journal = {
    .op = OP_OFFER_EVENTS, .items = "/offerEvents", .thing = "/offer/id", .most = 1000};
