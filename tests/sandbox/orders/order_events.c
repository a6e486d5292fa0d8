/* The journal as a resource. */
#include "base/str.h"

#include "server/errors.h"
#include "oauth/oauth.h"
#include "orders/order_json.h"
#include "orders/orders.h"
#include "sandbox.h"
#include "world/world.h"

enum { LIMIT_MAX = 1000, LIMIT_DEFAULT = 100, RETENTION_DAYS = 60 };

/* Bits of the event types asked for, all when none is; false for a word that is none. */
static bool read_types(const struct exchange *x, unsigned *bits)
{
	*bits = 0;
	for (size_t i = 0; i < x->query.n; i++) {
		if (!str_eq(x->query.at[i].name, "type"))
			continue;
		unsigned type = 0;
		while (type < EVENT_TYPES && !str_eq(event_type_names[type], x->query.at[i].value))
			type++;
		if (type == EVENT_TYPES)
			return false;
		*bits |= 1U << type;
	}
	if (!*bits)
		*bits = (1U << EVENT_TYPES) - 1;
	return true;
}

/* The first place that has not been forgotten yet. */
static size_t oldest_place(const struct world *w, struct journal *j)
{
	int64_t limit = world_now(w) - RETENTION_DAYS * TIME_DAY_MS;

	while (j->first < j->n && j->events[j->first].occurred_at < limit)
		j->first++;
	return j->first;
}

/* Where a reader who knows this id goes on; false when Allegro refuses the id. */
static bool place_after(const struct exchange *x, const struct journal *j, const char *id,
			size_t *place)
{
	enum from_reading reading = x->sb->world->from_reading;
	size_t after;
	bool known = journal_after(x->sb->world, j, id, &after);
	bool kept = known && after > j->first;

	if (!kept && reading == FROM_REFUSED)
		return false;
	if (!known)
		return reading == FROM_OLDEST;
	if (kept)
		*place = after;
	return true;
}

static bool read_start(struct exchange *x, struct journal *j, int64_t limit, size_t *place)
{
	const char *from = query_get(x, "from");

	*place = oldest_place(x->sb->world, j);
	if (!str_empty(from) && !place_after(x, j, from, place))
		return false;
	/* The page that ends where this one should begin, again. */
	if (x->plan[AT_PAGING].number == PAGING_REPEAT && !str_empty(from))
		*place -= (int64_t)(*place - j->first) < limit ? *place - j->first : (size_t)limit;
	if (x->plan[AT_PAGING].number == PAGING_EMPTY)
		*place = j->n;
	return true;
}

void orders_events(struct exchange *x)
{
	struct journal *j = &grant_seller(x->grant)->journal;
	const char *limit_text = query_get(x, "limit");
	int64_t limit = LIMIT_DEFAULT;
	unsigned types;
	size_t place;

	if (limit_text && !str_to_i64(limit_text, 1, LIMIT_MAX, &limit)) {
		answer_error(x, ERROR_LIMITS, "limit", limit_text);
		return;
	}
	if (!read_types(x, &types)) {
		answer_error(x, ERROR_LIMITS, "type", NULL);
		return;
	}
	if (!read_start(x, j, limit, &place)) {
		answer_error(x, ERROR_LIMITS, "from", query_get(x, "from"));
		return;
	}
	limit = orders_page_limit(x, limit);
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, "events");
	for (; place < j->n && limit > 0; place++)
		if (types & 1U << j->events[place].type) {
			event_json(&w, x->sb->world, &j->events[place]);
			limit--;
		}
	jw_array_end(&w);
	jw_object_end(&w);
}

void orders_event_stats(struct exchange *x)
{
	const struct journal *j = &grant_seller(x->grant)->journal;
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	char id[EVENT_ID_SIZE];

	jw_object(&w, NULL);
	if (j->n) {
		const struct event *last = &j->events[j->n - 1];
		journal_event_id(x->sb->world, last, id);
		jw_object(&w, "latestEvent");
		jw_str(&w, "id", id);
		jw_time(&w, "occurredAt", last->occurred_at);
		jw_object_end(&w);
	}
	jw_object_end(&w);
}
