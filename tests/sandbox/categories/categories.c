/* The tree, its journal and its parameters as resources. */
#include "base/compiler.h"
#include "base/mem.h"
#include "base/str.h"

#include "categories/category.h"
#include "orders/orders.h"
#include "sandbox.h"
#include "server/errors.h"

enum { LIMIT_MAX = 1000, LIMIT_DEFAULT = 100, PLANNED_DAYS = 90 };

#define ROOT_ID "954b95b6-43cf-4104-8354-dea4d9b10ddf"

const char *const categories_query[] = {"parent.id", NULL};
const char *const category_events_query[] = {"from", "limit", "type", NULL};
const char *const category_changes_query[] = {"scheduledFor.gte",
					      "scheduledFor.lte",
					      "scheduledAt.gte",
					      "scheduledAt.lte",
					      "type",
					      "offset",
					      "limit",
					      NULL};

static void parent_json(struct jw *w, const struct node *parent)
{
	if (!parent) {
		jw_null(w, "parent");
		return;
	}
	jw_object(w, "parent");
	jw_str(w, "id", parent->id);
	jw_object_end(w);
}

/* Who does not ask for Polish is given English names, as by Allegro. */
static const char *name_of(struct exchange *x, const struct node *n)
{
	return str_starts(header_get(x, "Accept-Language"), "pl")
		   ? n->name
		   : mem_printf(x, "English %s", n->name);
}

static void node_json(struct exchange *x, struct jw *w, const struct node *n)
{
	jw_object(w, NULL);
	jw_str(w, "id", n->id);
	jw_str(w, "name", name_of(x, n));
	parent_json(w, n->parent);
	jw_bool(w, "leaf", node_is_leaf(n));
	jw_object(w, "options");
	jw_bool(w, "advertisement", false);
	jw_bool(w, "offersWithProductPublicationEnabled", true);
	jw_bool(w, "productCreationEnabled", node_is_leaf(n));
	jw_bool(w, "sellerCanRequirePurchaseComments", false);
	jw_object_end(w);
	jw_object_end(w);
}

/* The node an id of the path or the query names; otherwise answers and returns NULL. */
static struct node *need_node(struct exchange *x, const char *id)
{
	struct node *n = node_find(categories_of(x->sb), id);

	if (!n)
		answer_error(x, ERROR_CATEGORY_NOT_FOUND, NULL, id);
	return n;
}

void categories_list(struct exchange *x)
{
	const struct categories *all = categories_of(x->sb);
	const char *id = query_get(x, "parent.id");
	const struct node *parent = NULL;

	if (!str_empty(id) && !str_eq(id, ROOT_ID)) {
		parent = need_node(x, id);
		if (!parent)
			return;
	}
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, "categories");
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i]->parent == parent && !all->at[i]->gone)
			node_json(x, &w, all->at[i]);
	jw_array_end(&w);
	jw_object_end(&w);
}

void categories_show(struct exchange *x)
{
	const struct node *n = need_node(x, x->path_id);

	if (!n)
		return;
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	node_json(x, &w, n);
}

void categories_params(struct exchange *x)
{
	const struct node *n = need_node(x, x->path_id);

	if (!n)
		return;
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	params_json(&w, categories_of(x->sb), n, world_now(x->sb->world));
	jw_object_end(&w);
}

/* ---- Journal and plans ----------------------------------------------------------------------- */

const char *const node_event_names[NODE_EVENTS + 1] = {"CATEGORY_CREATED", "CATEGORY_RENAMED",
						       "CATEGORY_MOVED", "CATEGORY_DELETED"};

static bool read_limit(struct exchange *x, const char *name, int64_t min, int64_t max, int64_t *to)
{
	const char *text = query_get(x, name);

	if (!text || str_to_i64(text, min, max, to))
		return true;
	answer_error(x, ERROR_CATEGORY_QUERY, name, text);
	return false;
}

static bool is_asked(const struct exchange *x, enum node_event_type type)
{
	bool any = false;

	for (size_t i = 0; i < x->query.n; i++) {
		if (!str_eq(x->query.at[i].name, "type"))
			continue;
		any = true;
		if (str_eq(x->query.at[i].value, node_event_names[type]))
			return true;
	}
	return !any;
}

/* Where a reader who knows this id goes on; false when nobody ever gave it out. */
static bool place_after(struct exchange *x, const struct categories *all, size_t *place)
{
	const char *from = query_get(x, "from");
	const int64_t kept = world_now(x->sb->world) - CATEGORY_EVENT_DAYS * TIME_DAY_MS;
	size_t first = 0;

	while (first < all->n_events && all->events[first].at < kept)
		first++;
	*place = first;
	for (size_t i = 0; !str_empty(from) && i < all->n_events; i++)
		if (str_eq(all->events[i].id, from)) {
			if (i + 1 > first)
				*place = i + 1;
			return true;
		}
	return str_empty(from) || x->sb->world->from_reading == FROM_OLDEST;
}

static void event_json(struct jw *w, const struct node_event *ev)
{
	jw_object(w, NULL);
	jw_str(w, "id", ev->id);
	jw_time(w, "occurredAt", ev->at);
	jw_str(w, "type", node_event_names[ev->type]);
	jw_object(w, "category");
	jw_str(w, "id", ev->node->id);
	jw_str(w, "name", ev->name);
	if (ev->parent)
		parent_json(w, ev->parent);
	jw_bool(w, "leaf", ev->leaf);
	jw_object_end(w);
	if (ev->type == NODE_DELETED && ev->node->redirect) {
		jw_object(w, "redirectCategory");
		jw_str(w, "id", ev->node->redirect->id);
		jw_object_end(w);
	}
	jw_object_end(w);
}

void categories_events(struct exchange *x)
{
	const struct categories *all = categories_of(x->sb);
	int64_t limit = LIMIT_DEFAULT;
	size_t place;

	if (!read_limit(x, "limit", 1, LIMIT_MAX, &limit))
		return;
	if (!place_after(x, all, &place)) {
		answer_error(x, ERROR_CATEGORY_QUERY, "from", query_get(x, "from"));
		return;
	}
	limit = orders_page_limit(x, limit);
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, "events");
	for (; place < all->n_events && limit > 0; place++)
		if (is_asked(x, all->events[place].type)) {
			event_json(&w, &all->events[place]);
			limit--;
		}
	jw_array_end(&w);
	jw_object_end(&w);
}

struct window {
	int64_t for_from, for_to, at_from, at_to;
	int64_t offset, limit;
};

static bool read_time(struct exchange *x, const char *name, int64_t *to)
{
	const char *text = query_get(x, name);

	if (!text || time_parse_rfc3339(text, to))
		return true;
	answer_error(x, ERROR_CATEGORY_QUERY, name, text);
	return false;
}

static bool read_window(struct exchange *x, struct window *f)
{
	*f = (struct window){INT64_MIN, INT64_MAX, INT64_MIN, INT64_MAX, 0, LIMIT_DEFAULT};
	return read_time(x, "scheduledFor.gte", &f->for_from) &&
	       read_time(x, "scheduledFor.lte", &f->for_to) &&
	       read_time(x, "scheduledAt.gte", &f->at_from) &&
	       read_time(x, "scheduledAt.lte", &f->at_to) &&
	       read_limit(x, "offset", 0, INT32_MAX, &f->offset) &&
	       read_limit(x, "limit", 1, LIMIT_MAX, &f->limit);
}

/* What is to come within three months. */
static bool is_listed(const struct window *f, const struct node_change *c, int64_t now)
{
	return c->due_at > now && c->due_at < now + PLANNED_DAYS * TIME_DAY_MS &&
	       c->due_at >= f->for_from && c->due_at <= f->for_to && c->decided_at >= f->at_from &&
	       c->decided_at <= f->at_to && !c->node->gone;
}

static void change_json(struct jw *w, const struct node_change *c)
{
	jw_object(w, NULL);
	jw_str(w, "type", "REQUIREMENT_CHANGE");
	jw_time(w, "scheduledAt", c->decided_at);
	jw_time(w, "scheduledFor", c->due_at);
	jw_object(w, "category");
	jw_str(w, "id", c->node->id);
	jw_object_end(w);
	jw_object(w, "parameter");
	jw_str(w, "id", c->param);
	jw_object_end(w);
	jw_object_end(w);
}

void categories_changes(struct exchange *x)
{
	const struct categories *all = categories_of(x->sb);
	const int64_t now = world_now(x->sb->world);
	struct window f;

	if (!read_window(x, &f))
		return;
	if (x->plan[AT_PAGING].number == PAGING_REPEAT)
		f.offset = 0;
	f.limit = orders_page_limit(x, f.limit);
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, "scheduledChanges");
	for (size_t i = 0; i < all->n_changes && f.limit > 0; i++)
		if (is_listed(&f, &all->changes[i], now) && f.offset-- <= 0) {
			change_json(&w, &all->changes[i]);
			f.limit--;
		}
	jw_array_end(&w);
	jw_object_end(&w);
}
