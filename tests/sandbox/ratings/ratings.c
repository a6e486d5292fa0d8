/* The resources of ratings: list, one, answer, request for removal (FACTS 8). */
#include "ratings/rating.h"

#include <stdlib.h>

#include <json-c/json.h>

#include "base/compiler.h"
#include "base/mem.h"

#include "control/effects.h"
#include "oauth/oauth.h"
#include "orders/orders.h"
#include "ratings/rating_json.h"
#include "sandbox.h"
#include "server/errors.h"

enum { LIMIT_MAX = 100, LIMIT_DEFAULT = 20, OFFSET_MAX = 20000 };

const char *const ratings_list_query[] = {
    "recommended", "lastChangedAt.gte", "lastChangedAt.lte", "offset", "limit", NULL};

struct filter {
	const char *recommended; /* "true", "false", NULL: both */
	int64_t from;
	int64_t to;
	int64_t offset;
	int64_t limit;
};

static bool read_time(struct exchange *x, const char *name, int64_t *to)
{
	const char *text = query_get(x, name);

	if (!text || time_parse_rfc3339(text, to))
		return true;
	answer_error(x, ERROR_QUERY, name, text);
	return false;
}

static bool read_number(struct exchange *x, const char *name, int64_t least, int64_t most,
			int64_t *to)
{
	const char *text = query_get(x, name);

	if (!text || str_to_i64(text, least, most, to))
		return true;
	answer_error(x, ERROR_LIMITS, name, text);
	return false;
}

static bool read_filter(struct exchange *x, struct filter *f)
{
	*f = (struct filter){query_get(x, "recommended"), INT64_MIN, INT64_MAX, 0, LIMIT_DEFAULT};
	if (f->recommended && !str_eq(f->recommended, "true") && !str_eq(f->recommended, "false")) {
		answer_error(x, ERROR_QUERY, "recommended", f->recommended);
		return false;
	}
	return read_time(x, "lastChangedAt.gte", &f->from) &&
	       read_time(x, "lastChangedAt.lte", &f->to) &&
	       read_number(x, "offset", 0, OFFSET_MAX, &f->offset) &&
	       read_number(x, "limit", 1, LIMIT_MAX, &f->limit);
}

static bool is_own(const struct exchange *x, const struct rating *r)
{
	return r->order->seller == grant_seller(x->grant) && rating_is_listed(x->sb->world, r);
}

static bool fits(const struct exchange *x, const struct rating *r, const struct filter *f)
{
	return is_own(x, r) && rating_changed_at(r) >= f->from && rating_changed_at(r) <= f->to &&
	       (!f->recommended || str_eq(f->recommended, r->recommended ? "true" : "false"));
}

static int newest_first(const void *a, const void *b)
{
	const int64_t p = rating_changed_at(*(struct rating *const *)a);
	const int64_t q = rating_changed_at(*(struct rating *const *)b);

	return p < q ? 1 : p > q ? -1 : 0;
}

void ratings_list(struct exchange *x)
{
	const struct ratings *all = ratings_all(x->sb->world);
	struct rating **found = mem_array(x, struct rating *, all->n + 1);
	struct filter f;
	size_t n = 0;

	if (!read_filter(x, &f))
		return;
	if (x->plan[AT_PAGING].number == PAGING_REPEAT)
		f.offset = 0;
	f.limit = orders_page_limit(x, f.limit);
	for (size_t i = 0; i < all->n; i++)
		if (fits(x, all->at[i], &f))
			found[n++] = all->at[i];
	qsort(found, n, sizeof(found[0]), newest_first);
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, "ratings");
	for (size_t i = (size_t)f.offset; i < n && i < (size_t)(f.offset + f.limit); i++)
		rating_json(&w, found[i]);
	jw_array_end(&w);
	jw_object_end(&w);
}

/* The rating of the path when it is the caller's; otherwise answers and returns NULL. */
static struct rating *own_rating(struct exchange *x)
{
	struct rating *r = rating_find(x->sb->world, x->path_id);

	if (r && is_own(x, r))
		return r;
	answer_error(x, ERROR_RATING_NOT_FOUND, NULL, NULL);
	return NULL;
}

void ratings_show(struct exchange *x)
{
	const struct rating *r = own_rating(x);

	if (!r)
		return;
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	rating_json(&w, r);
}

/* ---- Writing --------------------------------------------------------------------------------- */

static size_t count_characters(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

/* The one member of an object, when it is of this name and type; otherwise answers. */
static struct json_object *only_member(struct exchange *x, struct json_object *o, const char *name,
				       enum json_type type)
{
	struct json_object *found = NULL;

	if (!json_object_is_type(o, json_type_object)) {
		answer_error(x, ERROR_BAD_JSON, NULL, NULL);
		return NULL;
	}
	json_object_object_foreach(o, key, value)
	{
		if (!str_eq(key, name)) {
			answer_error(x, ERROR_UNKNOWN_PROPERTY, key, NULL);
			return NULL;
		}
		found = json_object_is_type(value, type) ? value : NULL;
	}
	if (!found)
		answer_error(x, ERROR_RATING_MESSAGE, name, NULL);
	return found;
}

static const char *read_message(struct exchange *x, struct json_object *o)
{
	struct json_object *v = only_member(x, o, "message", json_type_string);
	const char *text = v ? json_object_get_string(v) : NULL;

	if (!v)
		return NULL;
	if (count_characters(text) && count_characters(text) <= RATING_TEXT_MAX)
		return world_text(x->sb->world, text);
	answer_error(x, ERROR_RATING_MESSAGE, "message", NULL);
	return NULL;
}

/* `within`: the member the message stands in; NULL: at the top. */
static const char *read_body(struct exchange *x, const char *within)
{
	struct json_object *body = json_tokener_parse(x->body.text);
	struct json_object *inner = within ? only_member(x, body, within, json_type_object) : body;
	const char *text = within && !inner ? NULL : read_message(x, inner);

	json_object_put(body);
	return text;
}

/* Once a rating is answered or its removal is asked for, another text is refused. */
static bool take_text(struct exchange *x, struct rating_text *to, const char *text,
		      const struct rating *r)
{
	effects_count(x->sb->effects, "ratings", r->id, to == &r->answer ? "answers" : "removals");
	if (to->at != TIME_NONE) {
		answer_error(x, ERROR_RATING_STATE, NULL, NULL);
		return false;
	}
	*to = (struct rating_text){world_now(x->sb->world), text};
	return true;
}

void ratings_answer(struct exchange *x)
{
	struct rating *r = own_rating(x);
	const char *text = r ? read_body(x, NULL) : NULL;

	if (!text || !take_text(x, &r->answer, text, r))
		return;
	struct jw w = answer_json(x, 201, MEDIA_PUBLIC);
	rating_answer_json(&w, NULL, r);
}

void ratings_remove(struct exchange *x)
{
	struct rating *r = own_rating(x);
	const char *text = r ? read_body(x, "request") : NULL;

	if (!text)
		return;
	if (r->recommended || world_now(x->sb->world) > r->removal_until) {
		answer_error(x, ERROR_RATING_STATE, "removal.possibleTo", NULL);
		return;
	}
	if (!take_text(x, &r->removal, text, r))
		return;
	struct jw w = answer_json(x, 201, MEDIA_PUBLIC);
	rating_removal_json(&w, NULL, r);
}
