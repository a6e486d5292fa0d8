/* Which cards there are. */
#include <string.h>

#include "base/mem.h"

#include "catalogue/card.h"
#include "control/control.h"
#include "sandbox.h"

enum {
	SEED = 20261201,
	FIRST_ROOM = 1024,
	KNOWN = 800,	   /* products: those of the demonstration, and others' */
	UNSAFE_EVERY = 12, /* says nothing of safety */
	PROPOSED_EVERY = 40
};

const struct node *node_at(const struct categories *tree, const char *path)
{
	const struct node *at = NULL;

	while (path) {
		const char *end = strstr(path, " > ");
		const size_t len = end ? (size_t)(end - path) : strlen(path);
		const struct node *next = NULL;

		for (size_t i = 0; i < tree->n && !next; i++)
			if (tree->at[i]->parent == at && strlen(tree->at[i]->name) == len &&
			    !strncmp(tree->at[i]->name, path, len))
				next = tree->at[i];
		if (!next)
			return NULL;
		at = next;
		path = end ? end + strlen(" > ") : NULL;
	}
	return at;
}

static struct card *keep(struct world *w, struct cards *all, const struct card *like)
{
	struct card *c = world_take(w, sizeof(*c));

	*c = *like;
	rng_uuid(&all->rng, c->id);
	if (all->n == all->room) {
		all->room = all->room ? 2 * all->room : FIRST_ROOM;
		all->at = mem_grow(w, all->at, struct card *, all->room);
	}
	return all->at[all->n++] = c;
}

static void add(struct world *w, struct cards *all, const struct categories *tree, size_t i)
{
	const struct demo_product *p = demo_product(w, i);
	const struct node *home = node_at(tree, p->category->allegro);
	const struct node *also = p->category->also ? node_at(tree, p->category->also) : NULL;
	struct card c = {.of = p,
			 .category = p->is_other ? also : home,
			 .similar = p->is_other ? home : also,
			 .name = p->name,
			 .brand = p->brand,
			 .ean = p->ean,
			 .mpn = p->mpn,
			 .safe = i % UNSAFE_EVERY != 5,
			 .proposed = i % PROPOSED_EVERY == 1};

	if (!c.category || p->known == DEMO_NEVER || p->known == DEMO_WRONG_EAN ||
	    p->known == DEMO_HANDMADE)
		return;
	if (p->known == DEMO_MPN_OTHER)
		c.brand = "Inna Marka";
	(void)keep(w, all, &c);
	if (p->known != DEMO_TWICE && p->known != DEMO_MPN_TWICE)
		return;
	c.name = world_textf(w, "%s wersja 2", p->name);
	(void)keep(w, all, &c);
}

struct cards *cards_of(struct sandbox *sb)
{
	struct world *w = sb->world;

	if (w->cards)
		return w->cards;
	struct cards *all = mem_zero(w, struct cards);
	w->cards = all;
	all->rng.state = SEED;
	for (size_t i = 0; i < KNOWN; i++)
		add(w, all, categories_of(sb), i);
	return all;
}

struct card *card_find(const struct cards *all, const char *id)
{
	for (size_t i = 0; id && i < all->n; i++)
		if (str_eq(all->at[i]->id, id))
			return all->at[i]->gone ? NULL : all->at[i];
	return NULL;
}

struct card *card_of(const struct cards *all, size_t i)
{
	for (size_t k = 0; k < all->n; k++)
		if (all->at[k]->of->i == i && !all->at[k]->gone)
			return all->at[k];
	return NULL;
}

/* ---- Allegro works on its catalogue ---------------------------------------------------------- */

static struct card *need(struct exchange *x)
{
	struct card *c = card_find(cards_of(x->sb), form_get(x, "id"));

	if (!c)
		control_failed(x, 400, "no such product");
	return c;
}

void control_product_forget(struct exchange *x)
{
	struct card *c = need(x);

	if (!c)
		return;
	c->gone = true;
	control_done(x);
}

void control_product_copy(struct exchange *x)
{
	const struct card *c = need(x);

	if (!c)
		return;
	struct card copy = *c;
	copy.name = world_text(x->sb->world, str_or(form_get(x, "name"), c->name));
	c = keep(x->sb->world, cards_of(x->sb), &copy);
	struct jw w = answer_json(x, 200, MEDIA_JSON);
	jw_object(&w, NULL);
	jw_str(&w, "id", c->id);
	jw_object_end(&w);
}

void control_product_move(struct exchange *x)
{
	struct card *c = need(x);
	const struct node *to = c ? node_find(categories_of(x->sb), form_get(x, "category")) : NULL;

	if (!c)
		return;
	if (!to) {
		control_failed(x, 400, "no such category");
		return;
	}
	c->category = to;
	control_done(x);
}

void control_products(struct exchange *x)
{
	const struct cards *all = cards_of(x->sb);
	struct jw w = answer_json(x, 200, MEDIA_JSON);

	jw_object(&w, NULL);
	jw_array(&w, "products");
	for (size_t i = 0; i < all->n; i++) {
		const struct card *c = all->at[i];

		if (c->gone)
			continue;
		jw_object(&w, NULL);
		jw_str(&w, "id", c->id);
		jw_str(&w, "name", c->name);
		jw_str(&w, "brand", c->brand);
		jw_str(&w, "ean", c->ean);
		jw_str(&w, "mpn", c->mpn);
		jw_str(&w, "category", c->category->id);
		jw_bool(&w, "safe", c->safe);
		jw_object_end(&w);
	}
	jw_array_end(&w);
	jw_object_end(&w);
}
