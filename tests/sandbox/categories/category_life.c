/* Allegro works on its tree: commands of /sandbox. */
#include "base/compiler.h"
#include "base/mem.h"

#include "categories/category.h"
#include "control/control.h"
#include "sandbox.h"

enum { FIRST_ROOM = 64, EVENT_WORD = 14, DAYS_MAX = 89, DAYS_DEFAULT = 30 };

static void tell(struct exchange *x, const struct node *n, enum node_event_type type)
{
	struct categories *all = categories_of(x->sb);

	if (all->n_events == all->room_events) {
		all->room_events = all->room_events ? 2 * all->room_events : FIRST_ROOM;
		all->events =
		    mem_grow(x->sb->world, all->events, struct node_event, all->room_events);
	}
	struct node_event *ev = &all->events[all->n_events++];
	*ev = (struct node_event){.type = type,
				  .at = world_now(x->sb->world),
				  .node = n,
				  .name = n->name,
				  .parent = n->parent,
				  .leaf = node_is_leaf(n)};
	rng_word(&all->rng, ev->id, EVENT_WORD);
}

/* The node of a field; otherwise answers and returns NULL. */
static struct node *need(struct exchange *x, const char *field)
{
	struct node *n = node_find(categories_of(x->sb), form_get(x, field));

	if (!n)
		control_failed(x, 400, "no such category");
	return n;
}

static void answer_id(struct exchange *x, const struct node *n)
{
	struct jw w = answer_json(x, 200, MEDIA_JSON);

	jw_object(&w, NULL);
	jw_str(&w, "id", n->id);
	jw_object_end(&w);
}

void control_category_create(struct exchange *x)
{
	struct world *w = x->sb->world;
	struct categories *all = categories_of(x->sb);
	const bool main = str_empty(form_get(x, "parent"));
	struct node *parent = main ? NULL : need(x, "parent");

	if (!main && !parent)
		return;
	const struct node *n =
	    node_add(w, all, world_text(w, str_or(form_get(x, "name"), "Nowa kategoria")), parent);
	tell(x, n, NODE_CREATED);
	answer_id(x, n);
}

void control_category_rename(struct exchange *x)
{
	struct node *n = need(x, "id");

	if (!n)
		return;
	n->name = world_text(x->sb->world, str_or(form_get(x, "name"), "Inna nazwa"));
	tell(x, n, NODE_RENAMED);
	control_done(x);
}

static bool is_within(const struct node *n, const struct node *above)
{
	for (; n; n = n->parent)
		if (n == above)
			return true;
	return false;
}

void control_category_move(struct exchange *x)
{
	struct node *n = need(x, "id");
	struct node *parent = n ? need(x, "parent") : NULL;

	if (!parent)
		return;
	if (is_within(parent, n)) {
		control_failed(x, 400, "below itself");
		return;
	}
	if (n->parent)
		n->parent->n_children--;
	n->parent = parent;
	parent->n_children++;
	tell(x, n, NODE_MOVED);
	control_done(x);
}

void control_category_delete(struct exchange *x)
{
	struct node *n = need(x, "id");

	if (!n)
		return;
	if (!node_is_leaf(n)) {
		control_failed(x, 400, "it has children");
		return;
	}
	n->redirect = node_find(categories_of(x->sb), form_get(x, "redirect"));
	tell(x, n, NODE_DELETED);
	n->gone = true;
	if (n->parent)
		n->parent->n_children--;
	control_done(x);
}

void control_category_schedule(struct exchange *x)
{
	struct categories *all = categories_of(x->sb);
	const struct node *n = need(x, "id");
	const char *days = form_get(x, "days");
	int64_t in = DAYS_DEFAULT;

	if (!n)
		return;
	if (!param_exists(form_get(x, "param")) || all->n_changes == CHANGES_MAX ||
	    (!str_empty(days) && !str_to_i64(days, 1, DAYS_MAX, &in))) {
		control_failed(x, 400, "a parameter and 1 to 89 days are wanted");
		return;
	}
	const int64_t now = world_now(x->sb->world);
	all->changes[all->n_changes++] = (struct node_change){
	    n, world_text(x->sb->world, form_get(x, "param")), now, now + in * TIME_DAY_MS};
	control_done(x);
}

void control_category_renumber(struct exchange *x)
{
	struct categories *all = categories_of(x->sb);
	const char *from = form_get(x, "value");
	const char *to = form_get(x, "becomes");

	if (str_empty(from) || str_empty(to) || all->n_renumberings == RENUMBERINGS_MAX) {
		control_failed(x, 400, "value and becomes are wanted");
		return;
	}
	all->renumberings[all->n_renumberings++] =
	    (struct renumbering){world_text(x->sb->world, from), world_text(x->sb->world, to)};
	control_done(x);
}

void control_categories(struct exchange *x)
{
	const struct categories *all = categories_of(x->sb);
	struct jw w = answer_json(x, 200, MEDIA_JSON);

	jw_object(&w, NULL);
	jw_array(&w, "categories");
	for (size_t i = 0; i < all->n; i++) {
		const struct node *n = all->at[i];

		if (n->gone)
			continue;
		jw_object(&w, NULL);
		jw_str(&w, "id", n->id);
		jw_str(&w, "name", n->name);
		jw_str(&w, "parent", n->parent ? n->parent->id : NULL);
		jw_bool(&w, "leaf", node_is_leaf(n));
		jw_object_end(&w);
	}
	jw_array_end(&w);
	jw_object_end(&w);
}
