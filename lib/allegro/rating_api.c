/* List, one rating, and what is written about it. */
#include "allegro/rating_api.h"

static const struct json_field offer_fields[] = {
    JF_STR(struct rating_offer, id, "/id", JF_REQUIRED),
    JF_STR(struct rating_offer, title, "/title", 0),
};

static const struct json_field rating_fields[] = {
    JF_STR(struct rating, id, "/id", JF_REQUIRED),
    JF_TIME(struct rating, rated_at, "/createdAt", JF_REQUIRED),
    JF_TIME(struct rating, edited_at, "/editedAt", 0),
    JF_TIME(struct rating, changed_at, "/lastChangedAt", 0),
    JF_STR(struct rating, login, "/buyer/login", JF_REQUIRED),
    JF_TRI(struct rating, said_recommended, "/recommended", JF_REQUIRED),
    JF_STR(struct rating, comment, "/comment", 0),
    JF_I64(struct rating, delivery, "/rates/delivery", 0),
    JF_I64(struct rating, delivery_cost, "/rates/deliveryCost", 0),
    JF_I64(struct rating, description, "/rates/description", 0),
    JF_I64(struct rating, service, "/rates/service", 0),
    JF_STR(struct rating, form_id, "/order/id", 0),
    JF_LIST(struct rating, struct rating_offer, offers, n_offers, "/order/offers", 0, offer_fields),
    JF_STR(struct rating, answer, "/answer/message", 0),
    JF_TIME(struct rating, answered_at, "/answer/createdAt", 0),
    JF_TIME(struct rating, removal_until, "/removal/possibleTo", 0),
    JF_STR(struct rating, removal, "/removal/request/message", 0),
    JF_TIME(struct rating, removal_at, "/removal/request/createdAt", 0),
    JF_TRI(struct rating, said_excluded, "/excludedFromAverageRates", 0),
};

static void complete(void *item)
{
	struct rating *r = item;

	r->form_id = str_id(r->form_id);
	r->recommended = r->said_recommended == TRI_TRUE;
	r->excluded = r->said_excluded == TRI_TRUE;
	if (r->changed_at == TIME_NONE)
		r->changed_at = r->edited_at == TIME_NONE ? r->rated_at : r->edited_at;
}

const struct resource rating_resource = {
    .noun = "rating",
    .list = OP_RATINGS,
    .one = OP_RATING,
    .items = "/ratings",
    .from = "lastChangedAt.gte",
    .to = "lastChangedAt.lte",
    .most = RATINGS_MAX,
    RESOURCE_ITEM(struct rating, id, changed_at, rating_fields),
    .complete = complete,
};
