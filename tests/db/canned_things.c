/* Things as Allegro lists them, by time and by offset. */
#include "canned_things.h"
#include "walk_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "net/http.h"

#include <string.h>

struct canned_things canned_things;

static const char *one(void *owner, const struct thing *t)
{
	char at[TIME_RFC3339_SIZE];

	time_format_rfc3339(canned_things.began - t->hours * TIME_HOUR_MS, at);
	return mem_printf(owner, "{\"id\":\"t%d\",\"at\":\"%s\"}", t->says ? t->says : t->id, at);
}

static const char *page(void *owner, const struct allegro_call *call)
{
	int64_t skip = walk_asked(call, "offset", 0);
	const char *text = "{\"things\":[";
	int n = 0;

	for (int i = 0; i < canned_things.n && n < CANNED_PAGE; i++) {
		int64_t at = canned_things.began - canned_things.things[i].hours * TIME_HOUR_MS;
		if (at > walk_asked(call, "to", INT64_MAX) || at < walk_asked(call, "from", 0) ||
		    skip-- > 0)
			continue;
		text = mem_printf(owner, "%s%s%s", text, n++ ? "," : "",
				  one(owner, &canned_things.things[i]));
	}
	canned_things.pages++;
	if (canned_things.between)
		canned_things.between(canned_things.pages);
	return mem_printf(owner, "%s]}", text);
}

const char *canned_thing(void *owner, const struct allegro_call *call)
{
	if (!call->id)
		return page(owner, call);
	canned_things.singles++;
	for (int i = 0; i < canned_things.n; i++)
		if (str_eq(call->id, mem_printf(owner, "t%d", canned_things.things[i].id)))
			return one(owner, &canned_things.things[i]);
	return NULL;
}

void canned_drop_first(int pages)
{
	if (pages == 1 && !canned_things.things[0].id)
		memmove(canned_things.things, canned_things.things + 1,
			sizeof(struct thing) * (size_t)--canned_things.n);
}

void canned_add_at(int i, struct thing t)
{
	memmove(canned_things.things + i + 1, canned_things.things + i,
		sizeof(struct thing) * (size_t)(canned_things.n++ - i));
	canned_things.things[i] = t;
}

void canned_add_first(int pages)
{
	if (pages == 1 && canned_things.things[0].id != CANNED_ADDED)
		canned_add_at(0, (struct thing){CANNED_ADDED, 0, 0});
}
