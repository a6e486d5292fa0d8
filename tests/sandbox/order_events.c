/* The journal as a resource. */
#include "base/str.h"

#include "errors.h"
#include "oauth.h"
#include "order_json.h"
#include "orders.h"
#include "sandbox.h"
#include "world.h"

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
static size_t oldest_place(const struct world *w, const struct journal *j)
{
	int64_t limit = world_now(w) - RETENTION_DAYS * TIME_DAY_MS;
	size_t place = 0;

	while (place < j->n && j->events[place].occurred_at < limit)
		place++;
	return place;
}

static bool read_start(struct exchange *x, const struct journal *j, size_t *place)
{
	const char *from = query_get(x, "from");

	*place = oldest_place(x->sb->world, j);
	if (str_empty(from))
		return true;
	size_t after;
	if (!journal_after(x->sb->world, j, from, &after))
		return false;
	if (after > *place)
		*place = after;
	return true;
}

void orders_events(struct exchange *x)
{
	const struct journal *j = &grant_seller(x->grant)->journal;
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
	if (!read_start(x, j, &place)) {
		answer_error(x, ERROR_LIMITS, "from", query_get(x, "from"));
		return;
	}
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
