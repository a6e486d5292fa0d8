/* What is made, renamed and removed in Allegro's own panel: commands of /sandbox. */
#include <json-c/json.h>

#include "base/compiler.h"
#include "base/mem.h"

#include "control/control.h"
#include "sandbox.h"
#include "terms/terms.h"

enum { FIRST_ROOM = 64, SEED = 7 };

const char *const term_kind_names[] = {"SHIPPING", "RETURNS", "IMPLIED", "WARRANTY",
				       "PRODUCER", "PERSON",  NULL};
_Static_assert(COUNT_OF(term_kind_names) == TERM_KINDS + 1, "a name for each kind");

struct terms *terms_of(struct sandbox *sb)
{
	struct world *w = sb->world;

	if (!w->terms) {
		w->terms = mem_zero(w, struct terms);
		w->terms->rng.state = SEED;
		terms_seed(sb, w->terms);
	}
	return w->terms;
}

struct term *term_add(struct sandbox *sb, struct terms *all, enum term_kind kind,
		      const struct seller *seller, const char *body)
{
	struct term *t = world_take(sb->world, sizeof(*t));

	*t = (struct term){
	    .kind = kind, .seller = seller, .body = body, .changed_at = world_now(sb->world)};
	rng_uuid(&all->rng, t->id);
	if (all->n == all->room) {
		all->room = all->room ? 2 * all->room : FIRST_ROOM;
		all->at = mem_grow(sb->world, all->at, struct term *, all->room);
	}
	all->at[all->n++] = t;
	return t;
}

void term_set(struct world *w, struct term *t, const char *member, const char *text)
{
	struct json_object *o = json_tokener_parse(t->body);

	json_object_object_add(o, member, json_object_new_string(text));
	t->body = world_text(w, json_object_to_json_string_ext(o, JSON_C_TO_STRING_PLAIN));
	t->changed_at = world_now(w);
	json_object_put(o);
}

static struct term *find(const struct terms *all, const char *id)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->at[i]->id, id))
			return all->at[i];
	return NULL;
}

static struct term *first_of(const struct terms *all, const char *kind)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(term_kind_names[all->at[i]->kind], kind))
			return all->at[i];
	return NULL;
}

void control_term_create(struct exchange *x)
{
	struct world *w = x->sb->world;
	struct terms *all = terms_of(x->sb);
	const struct term *like = first_of(all, form_get(x, "kind"));
	const char *seller = form_get(x, "seller");
	const struct seller *whose = str_empty(seller) ? &w->sellers[0] : world_seller(w, seller);

	if (!like || !whose || str_empty(form_get(x, "name"))) {
		control_failed(x, 400, "kind and name are wanted");
		return;
	}
	struct term *t = term_add(x->sb, all, like->kind, whose, like->body);
	term_set(w, t, "name", form_get(x, "name"));
	struct jw out = answer_json(x, 200, MEDIA_JSON);
	jw_object(&out, NULL);
	jw_str(&out, "id", t->id);
	jw_object_end(&out);
}

void control_term_rename(struct exchange *x)
{
	struct term *t = find(terms_of(x->sb), form_get(x, "id"));

	if (!t || str_empty(form_get(x, "name"))) {
		control_failed(x, 404, "no such thing, or no name");
		return;
	}
	term_set(x->sb->world, t, "name", form_get(x, "name"));
	control_done(x);
}

void control_term_remove(struct exchange *x)
{
	struct terms *all = terms_of(x->sb);
	const char *id = form_get(x, "id");
	const char *kind = form_get(x, "kind");
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->at[i]->id, id) || str_eq(term_kind_names[all->at[i]->kind], kind)) {
			all->at[i]->gone = true;
			n++;
		}
	if (n)
		control_done(x);
	else
		control_failed(x, 404, "no such thing");
}

void control_terms(struct exchange *x)
{
	const struct terms *all = terms_of(x->sb);
	struct jw w = answer_json(x, 200, MEDIA_JSON);

	jw_object(&w, NULL);
	jw_array(&w, "terms");
	for (size_t i = 0; i < all->n; i++) {
		const struct term *t = all->at[i];

		if (t->gone)
			continue;
		jw_object(&w, NULL);
		jw_str(&w, "id", t->id);
		jw_str(&w, "kind", term_kind_names[t->kind]);
		jw_str(&w, "name", term_name(x, t));
		jw_str(&w, "seller", t->seller->login);
		jw_object_end(&w);
	}
	jw_array_end(&w);
	jw_object_end(&w);
}
