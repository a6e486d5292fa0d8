/* GET /sale/offer-events. */
#include "base/str.h"

#include "oauth/oauth.h"
#include "offers/offer_api.h"
#include "offers/offer_journal.h"
#include "orders/orders.h"
#include "sandbox.h"
#include "server/errors.h"

enum { LIMIT_MAX = 1000, LIMIT_DEFAULT = 100 };

const char *const offer_events_query[] = {"from", "limit", "type", NULL};

static void refuse(struct exchange *x, const char *path)
{
	answer_error(x, ERROR_OFFER_QUERY, path, query_get(x, path));
	x->answer.media = MEDIA_JSON;
}

/* Bits of the types asked for, all when none is; false for a word that is none. */
static bool read_types(const struct exchange *x, unsigned *bits)
{
	*bits = 0;
	for (size_t i = 0; i < x->query.n; i++) {
		unsigned type = 0;

		if (!str_eq(x->query.at[i].name, "type"))
			continue;
		while (type < OFFER_EVENT_TYPES &&
		       !str_eq(offer_event_names[type], x->query.at[i].value))
			type++;
		if (type == OFFER_EVENT_TYPES)
			return false;
		*bits |= 1U << type;
	}
	if (!*bits)
		*bits = (1U << OFFER_EVENT_TYPES) - 1;
	return true;
}

/* The first place that has not been forgotten yet. */
static size_t oldest_place(const struct world *w, struct offer_journal *j)
{
	const int64_t limit = world_now(w) - OFFER_EVENT_HOURS * TIME_HOUR_MS;

	while (j->first < j->n && j->at[j->first].at < limit)
		j->first++;
	return j->first;
}

/* Behind the event with this id; what is forgotten leads to the oldest, and nobody is told. */
static bool place_after(const struct exchange *x, const struct offer_journal *j, const char *id,
			size_t *place)
{
	const enum from_reading reading = x->sb->world->from_reading;
	uint64_t number;

	if (!offer_event_number(x->sb->world, j, id, &number))
		return reading == FROM_OLDEST;
	for (size_t i = j->n; i > j->first; i--)
		if (j->at[i - 1].number == number) {
			*place = i;
			return true;
		}
	return reading != FROM_REFUSED;
}

static bool read_start(struct exchange *x, struct offer_journal *j, int64_t limit, size_t *place)
{
	const char *from = query_get(x, "from");

	*place = oldest_place(x->sb->world, j);
	if (!str_empty(from) && !place_after(x, j, from, place))
		return false;
	if (x->plan[AT_PAGING].number == PAGING_REPEAT && !str_empty(from))
		*place -= (int64_t)(*place - j->first) < limit ? *place - j->first : (size_t)limit;
	if (x->plan[AT_PAGING].number == PAGING_EMPTY)
		*place = j->n;
	return true;
}

static void id_member(struct jw *w, const char *key, const char *id)
{
	jw_object(w, key);
	jw_str(w, "id", id);
	jw_object_end(w);
}

static bool is_bid(const struct offer_event *ev)
{
	return ev->type == OFFER_EVENT_BID_PLACED || ev->type == OFFER_EVENT_BID_CANCELED;
}

static void members_json(struct jw *w, const struct offer_event *ev)
{
	if (ev->type == OFFER_EVENT_ENDED) {
		jw_object(w, "publication");
		jw_str(w, "endedBy", offer_end_names[ev->ended_by]);
		jw_object_end(w);
	}
	if (ev->type == OFFER_EVENT_PRICE) {
		jw_array(w, "marketplaces");
		jw_object(w, NULL);
		jw_str(w, "id", "allegro-pl");
		jw_str(w, "changeType", ev->automatic ? "AUTOMATIC" : "MANUAL");
		jw_object_end(w);
		jw_array_end(w);
	}
}

static void event_json(struct jw *w, const struct world *world, const struct offer_event *ev)
{
	char id[OFFER_EVENT_ID_SIZE];

	offer_event_id(world, ev, id);
	jw_object(w, NULL);
	jw_str(w, "id", id);
	jw_time(w, "occurredAt", ev->at);
	jw_str(w, "type", offer_event_names[ev->type]);
	jw_object(w, "offer");
	jw_str(w, "id", ev->offer->id);
	if (!is_bid(ev) && ev->sku)
		id_member(w, "external", ev->sku);
	else if (!is_bid(ev))
		jw_null(w, "external");
	members_json(w, ev);
	jw_object_end(w);
	jw_object_end(w);
}

void offers_events(struct exchange *x)
{
	struct world *world = x->sb->world;
	struct offer_journal *j = &shelf_of(world, grant_seller(x->grant))->journal;
	const char *limit_text = query_get(x, "limit");
	int64_t limit = LIMIT_DEFAULT;
	unsigned types;
	size_t place;

	(void)offers_step(world);
	offer_journal_settle(j, world_now(world));
	if (limit_text && !str_to_i64(limit_text, 1, LIMIT_MAX, &limit)) {
		refuse(x, "limit");
		return;
	}
	if (!read_types(x, &types)) {
		refuse(x, "type");
		return;
	}
	if (!read_start(x, j, limit, &place)) {
		refuse(x, "from");
		return;
	}
	limit = orders_page_limit(x, limit);
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, "offerEvents");
	for (; place < j->n && limit > 0; place++) {
		const struct offer_event *ev = &j->at[place];

		if (!(types & 1U << ev->type) || ev->shown_from > ev->at)
			continue;
		event_json(&w, world, ev);
		limit--;
	}
	jw_array_end(&w);
	jw_object_end(&w);
}
