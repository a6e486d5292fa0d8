/* How the tree is made. */
#include <stdio.h>
#include <string.h>

#include "base/compiler.h"
#include "base/mem.h"

#include "categories/category.h"
#include "sandbox.h"

enum {
	FIRST_ROOM = 512,
	FIRST_NUMBER = 4000, /* of the ids that are numbers */
	CHILDREN_MIN = 5,
	CHILDREN_MAX = 13,
	DEEPEST = 7,
	BRANCHES_PERCENT = 18, /* of drawn nodes have children of their own */
	SEED = 20261130,
};

struct node *node_find(const struct categories *all, const char *id)
{
	for (size_t i = 0; id && i < all->n; i++)
		if (str_eq(all->at[i]->id, id))
			return all->at[i]->gone ? NULL : all->at[i];
	return NULL;
}

struct node *node_add(struct world *w, struct categories *all, const char *name,
		      struct node *parent)
{
	struct node *n = world_take(w, sizeof(*n));

	*n = (struct node){.name = name, .parent = parent};
	/* As at Allegro: main categories are UUIDs, most others numbers. */
	if (parent)
		(void)snprintf(n->id, sizeof(n->id), "%zu", FIRST_NUMBER + 3 * all->n);
	else
		rng_uuid(&all->rng, n->id);
	if (parent)
		parent->n_children++;
	if (all->n == all->room) {
		all->room = all->room ? 2 * all->room : FIRST_ROOM;
		all->at = mem_grow(w, all->at, struct node *, all->room);
	}
	return all->at[all->n++] = n;
}

static struct node *child(struct world *w, struct categories *all, struct node *parent,
			  const char *name)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i]->parent == parent && str_eq(all->at[i]->name, name))
			return all->at[i];
	return node_add(w, all, name, parent);
}

static void add_branch(struct world *w, struct categories *all, const char *line)
{
	char *rest = mem_strdup(w, line);
	char *leaves = strstr(rest, ": ");
	struct node *at = NULL;

	*leaves = '\0';
	leaves += 2;
	for (char *end; rest; rest = end) {
		end = strstr(rest, " > ");
		if (end) {
			*end = '\0';
			end += strlen(" > ");
		}
		at = child(w, all, at, rest);
	}
	for (char *end; leaves; leaves = end) {
		end = strstr(leaves, ", ");
		if (end) {
			*end = '\0';
			end += 2;
		}
		(void)child(w, all, at, leaves);
	}
}

/* ---- Many more ------------------------------------------------------------------------------- */

static const char *const things[] = {
    "Uchwyty",	    "Zestawy",	 "Pokrowce",  "Kable",	    "Filtry",	   "Uszczelki", "Śruby",
    "Obudowy",	    "Stojaki",	 "Ładowarki", "Części",	    "Akcesoria",   "Narzędzia", "Modele",
    "Rękawice",	    "Łączniki",	 "Szczotki",  "Wkłady",	    "Pompy",	   "Silniki",	"Czujniki",
    "Przełączniki", "Łożyska",	 "Zawory",    "Przyłącza",  "Sprężyny",	   "Listwy",	"Wieszaki",
    "Osłony",	    "Podkładki", "Pojemniki", "Mocowania",  "Ozdoby",	   "Kolekcje",	"Zamki",
    "Końcówki",	    "Wirniki",	 "Płytki",    "Wyłączniki", "Bezpieczniki"};
static const char *const kinds[] = {
    "drewniane",   "metalowe",	  "dziecięce",	 "zewnętrzne",	"łazienkowe",  "ogrodowe",
    "samochodowe", "kuchenne",	  "sportowe",	 "biurowe",	"elektryczne", "ręczne",
    "szklane",	   "ceramiczne",  "składane",	 "dekoracyjne", "świąteczne",  "podróżne",
    "zapasowe",	   "uniwersalne", "przemysłowe", "turystyczne", "żeglarskie",  "ślubne"};

static size_t depth(const struct node *n)
{
	size_t d = 0;

	for (; n; n = n->parent)
		d++;
	return d;
}

void categories_grow(struct world *w, struct categories *all, size_t n)
{
	/* Every branch there is gets more children, and some of these, in turn, have some. */
	const size_t first = all->n;

	for (size_t i = 0; all->n < n; i = i + 1 < all->n ? i + 1 : 0) {
		struct node *at = all->at[i];
		const bool branches = i < first ? at->n_children && at->parent
						: rng_chance(&all->rng, BRANCHES_PERCENT);
		size_t more = (size_t)rng_between(&all->rng, CHILDREN_MIN, CHILDREN_MAX);

		if (!branches || depth(at) > DEEPEST)
			continue;
		for (; more && all->n < n; more--)
			(void)node_add(w, all,
				       world_textf(w, "%s %s",
						   things[rng_below(&all->rng, COUNT_OF(things))],
						   kinds[rng_below(&all->rng, COUNT_OF(kinds))]),
				       at);
	}
}

struct categories *categories_of(struct sandbox *sb)
{
	struct world *w = sb->world;

	if (w->categories)
		return w->categories;
	struct categories *all = mem_zero(w, struct categories);
	w->categories = all;
	all->rng.state = SEED;
	for (size_t i = 0; category_branches[i]; i++)
		add_branch(w, all, category_branches[i]);
	categories_grow(w, all, (size_t)sb->n_categories);
	return all;
}
