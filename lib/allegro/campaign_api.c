/* Lists of offers in campaigns: two of them asked by GET, one by a question with a body. */
#include "allegro/campaign_api.h"

#include "base/mem.h"
#include "net/http.h"

#include <string.h>

#define C struct campaign_offer

static const struct json_field badge_fields[] = {
    JF_STR(C, offer_id, "/offer/id", JF_REQUIRED),
    JF_STR(C, campaign_id, "/campaign/id", JF_REQUIRED),
    JF_STR(C, name, "/campaign/name", 0),
    JF_STR(C, status, "/process/status", 0),
};
static const struct json_field discount_fields[] = {
    JF_STR(C, offer_id, "/offer/id", JF_REQUIRED),
    JF_STR(C, campaign_id, "/campaign/id", 0),
    JF_STR(C, status, "/process/status", 0),
};
static const struct json_field prices_fields[] = {
    JF_STR(C, offer_id, "/id", JF_REQUIRED),
    JF_STR(C, campaign_id, "/marketplace/id", 0),
};

static const struct json_field campaign_fields[] = {
    JF_STR(struct discount_campaign, id, "/id", JF_REQUIRED),
    JF_STR(struct discount_campaign, name, "/name", 0),
    JF_STR(struct discount_campaign, market, "/marketplace/id", 0),
};
const struct resource discount_campaign_resource = {
    .noun = "campaign of AlleDiscount",
    .list = OP_DISCOUNT_CAMPAIGNS,
    .one = OP_COUNT,
    .items = "/alleDiscountCampaigns",
    RESOURCE_TIMELESS(struct discount_campaign, id, campaign_fields),
};

static const struct listed {
	enum allegro_op op;
	const char *items;
	const struct json_field *fields;
	size_t n_fields;
} lists[CAMPAIGN_KINDS] = {
    [CAMPAIGN_BADGE] = {OP_BADGES, "/badges", badge_fields, COUNT_OF(badge_fields)},
    [CAMPAIGN_DISCOUNT] = {OP_DISCOUNT_OFFERS, "/submittedOffers", discount_fields,
			   COUNT_OF(discount_fields)},
    [CAMPAIGN_PRICES] = {OP_PRICES_OFFERS, "/offers", prices_fields, COUNT_OF(prices_fields)},
};

bool campaign_binds(const char *status)
{
	return !str_eq(status, "FINISHED") && !str_eq(status, "DECLINED");
}

/* The question about Allegro Prices. */
struct prices_question {
	const char *market;
	const char *scope;
	int64_t limit;
	int64_t offset;
};
static const struct json_field question_fields[] = {
    JF_STR(struct prices_question, market, "/marketplace/id", 0),
    JF_STR(struct prices_question, scope, "/offer/scope", 0),
    JF_I64(struct prices_question, limit, "/limit", 0),
    JF_I64(struct prices_question, offset, "/offset", 0),
};

static struct bytes question(void *owner, const struct campaign_ask *ask)
{
	const struct prices_question q = {ask->market, ask->scope, CAMPAIGN_PAGE, ask->offset};
	const char *text = json_encode(owner, question_fields, &q);

	return (struct bytes){text, strlen(text)};
}

static void read_items(void *owner, const struct listed *l, struct json *list,
		       struct campaign_page *out)
{
	const size_t n = json_length(list);

	out->at = mem_array(owner, struct campaign_offer, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct campaign_offer *item = &out->at[out->n];
		struct err unread = {0};

		*item = (struct campaign_offer){0};
		if (!json_decode_(owner, json_item(list, i), l->fields, l->n_fields, item, NULL,
				  &unread) &&
		    str_is_id(item->offer_id))
			out->n++;
		else if (!out->unread++)
			out->why = unread;
	}
}

enum rc campaign_offers(struct allegro *a, void *owner, const struct campaign_ask *ask,
			struct campaign_page *out, struct err *e)
{
	const struct listed *l = &lists[ask->kind];
	const bool asks = ask->kind == CAMPAIGN_PRICES;
	const struct http_pair query[] = {
	    {"marketplace.id", ask->kind == CAMPAIGN_BADGE ? ask->market : NULL},
	    {"offset", mem_printf(owner, "%lld", (long long)ask->offset)},
	    {"limit", mem_printf(owner, "%d", CAMPAIGN_PAGE)},
	    {NULL, NULL}};
	struct allegro_call call = {
	    .op = l->op, .id = ask->campaign_id, .query = asks ? NULL : query};
	struct json *doc;
	struct json *list;

	*out = (struct campaign_page){0};
	if (asks)
		call.body = question(owner, ask);
	if (allegro_call(a, owner, &call, &doc, e) || json_list_at(doc, l->items, &list, e))
		return e->rc;
	read_items(owner, l, list, out);
	return RC_OK;
}
