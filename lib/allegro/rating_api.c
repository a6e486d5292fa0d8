/* List, one rating, and what is written about it. */
#include "allegro/rating_api.h"

#include "base/mem.h"
#include "net/http.h"

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

static enum rc read_rating(void *owner, struct json *doc, struct rating *out, struct err *e)
{
	*out = (struct rating){0};
	if (json_decode(owner, doc, rating_fields, out, NULL, e))
		return err_wrap(e, "rating %s", str_or(str_id(out->id), "without an id"));
	if (!str_is_id(out->id))
		return err_set(e, RC_SHAPE, "a rating without an id one could ask for");
	out->form_id = str_id(out->form_id);
	out->recommended = out->said_recommended == TRI_TRUE;
	out->excluded = out->said_excluded == TRI_TRUE;
	if (out->changed_at == TIME_NONE)
		out->changed_at = out->edited_at == TIME_NONE ? out->rated_at : out->edited_at;
	return RC_OK;
}

/* Read one by one: one that cannot be read holds up nobody. */
struct raw_rating {
	const char *raw;
};
struct raw_page {
	struct raw_rating *ratings;
	size_t n;
};
static const struct json_field raw_fields[] = {JF_RAW(struct raw_rating, raw, "", JF_REQUIRED)};
static const struct json_field page_fields[] = {
    JF_LIST(struct raw_page, struct raw_rating, ratings, n, "/ratings", JF_REQUIRED, raw_fields),
};

static enum rc read_page(void *owner, struct json *doc, struct rating_page *out, struct err *e)
{
	struct raw_page raw = {0};

	if (json_decode(owner, doc, page_fields, &raw, NULL, e))
		return err_wrap(e, "GET /sale/user-ratings");
	out->ratings = mem_array(owner, struct rating, raw.n + 1);
	for (size_t i = 0; i < raw.n; i++) {
		struct err unread = {0};
		struct json *one = json_item(json_at(doc, "/ratings"), i);

		if (!read_rating(owner, one, &out->ratings[out->n], &unread))
			out->n++;
		else if (!out->unread++)
			out->why = unread;
	}
	return RC_OK;
}

enum { NUMBER_MAX = 24 };

enum rc ratings_fetch(struct allegro *a, void *owner, const struct rating_query *q,
		      struct rating_page *out, struct err *e)
{
	char limit[NUMBER_MAX], offset[NUMBER_MAX];
	char from[TIME_RFC3339_SIZE] = "", to[TIME_RFC3339_SIZE] = "";
	const struct http_pair query[] = {{"lastChangedAt.gte", q->from == TIME_NONE ? NULL : from},
					  {"lastChangedAt.lte", q->to == TIME_NONE ? NULL : to},
					  {"offset", offset},
					  {"limit", limit},
					  {NULL, NULL}};
	const struct allegro_call call = {.op = OP_RATINGS, .query = query};
	struct json *doc;

	(void)snprintf(limit, sizeof(limit), "%d", RATINGS_MAX);
	(void)snprintf(offset, sizeof(offset), "%lld", (long long)q->offset);
	if (q->from != TIME_NONE)
		time_format_rfc3339(q->from, from);
	if (q->to != TIME_NONE)
		time_format_rfc3339(q->to, to);
	*out = (struct rating_page){0};
	return allegro_call(a, owner, &call, &doc, e) ? e->rc : read_page(owner, doc, out, e);
}

enum rc rating_fetch(struct allegro *a, void *owner, const char *id, struct rating *out,
		     struct err *e)
{
	const struct allegro_call call = {.op = OP_RATING, .id = id};
	struct json *doc;

	if (allegro_call(a, owner, &call, &doc, e) || read_rating(owner, doc, out, e))
		return e->rc;
	if (!str_eq(out->id, id))
		return err_set(e, RC_SHAPE, "GET /sale/user-ratings/%s: the answer is about %s", id,
			       out->id);
	return RC_OK;
}
