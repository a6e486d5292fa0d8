/* Buyers rate, change their minds and take a rating back: commands of /sandbox. */
#include "base/compiler.h"
#include "base/mem.h"

#include "control/control.h"
#include "ratings/rating.h"
#include "ratings/rating_json.h"
#include "sandbox.h"

enum { FIRST_ROOM = 64, DAYS_AGO_MAX = 3650, LATE_HOURS_MAX = 1000, MARK_MAX = 5 };

const struct ratings *ratings_all(const struct world *w)
{
	static const struct ratings none;

	return w->ratings ? w->ratings : &none;
}

int64_t rating_changed_at(const struct rating *r)
{
	return r->edited_at == TIME_NONE ? r->created_at : r->edited_at;
}

bool rating_is_listed(const struct world *w, const struct rating *r)
{
	return !r->withdrawn && r->listed_from <= world_now(w);
}

struct rating *rating_find(const struct world *w, const char *id)
{
	const struct ratings *all = ratings_all(w);

	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->at[i]->id, id))
			return all->at[i];
	return NULL;
}

static void keep(struct world *w, struct rating *r)
{
	if (!w->ratings)
		w->ratings = mem_zero(w, struct ratings);
	struct ratings *all = w->ratings;
	if (all->n == all->room) {
		all->room = all->room ? 2 * all->room : FIRST_ROOM;
		all->at = mem_grow(w, all->at, struct rating *, all->room);
	}
	all->at[all->n++] = r;
}

static int64_t draw_mark(struct world *w, bool recommended)
{
	return recommended ? rng_between(&w->rng, MARK_MAX - 1, MARK_MAX)
			   : rng_between(&w->rng, 1, MARK_MAX - 2);
}

static struct rating *add(struct world *w, struct order *o, bool recommended, int64_t at)
{
	struct rating *r = world_take(w, sizeof(*r));

	*r = (struct rating){
	    .order = o,
	    .recommended = recommended,
	    .created_at = at,
	    .edited_at = TIME_NONE,
	    .listed_from = at,
	    .removal_until = at + RATING_REMOVAL_DAYS * TIME_DAY_MS,
	    .answer.at = TIME_NONE,
	    .removal.at = TIME_NONE,
	};
	rng_hex(&w->rng, r->id, RATING_ID_DIGITS);
	for (size_t i = 0; i < COUNT_OF(r->marks); i++)
		r->marks[i] = draw_mark(w, r->recommended);
	keep(w, r);
	return r;
}

void ratings_seed(struct world *w, int64_t n)
{
	static const char *const good[] = {"Wszystko zgodnie z opisem, polecam.",
					   "Szybka wysyłka, solidnie zapakowane.", NULL,
					   "Drugi raz tu kupuję i na pewno wrócę."};
	static const char *const bad[] = {"Kubek przyszedł w kawałkach.",
					  "Kolor zupełnie inny niż na zdjęciu.",
					  "Paczka szła dwa tygodnie, nikt nie odpisuje."};
	enum { ARRIVES_DAYS = 3, EACH_BAD = 4 };
	const struct order_index *orders = &w->sellers[0].by_bought;

	for (size_t i = 0; i < orders->n && n > 0; i++) {
		struct order *o = orders->at[i];
		const int64_t at = o->bought_at + ARRIVES_DAYS * TIME_DAY_MS;
		const bool recommended = n % EACH_BAD != 0;

		if (o->fulfilment != FUL_SENT || at > w->start_ms || order_is_gone(o))
			continue;
		struct rating *r = add(w, o, recommended, at);
		r->comment =
		    recommended ? good[(size_t)n % COUNT_OF(good)] : bad[(size_t)n % COUNT_OF(bad)];
		n--;
	}
}

static struct rating *rate(struct exchange *x, struct order *o, int64_t days_ago, int64_t late)
{
	struct world *w = x->sb->world;
	struct rating *r = add(w, o, !str_eq(form_get(x, "recommended"), "no"),
			       world_now(w) - days_ago * TIME_DAY_MS);

	r->comment = world_text(w, form_get(x, "comment"));
	r->excluded = !str_empty(form_get(x, "excluded"));
	r->unreadable = !str_empty(form_get(x, "unreadable"));
	if (late)
		r->listed_from = world_now(w) + late * TIME_HOUR_MS;
	return r;
}

static bool read_number(struct exchange *x, const char *name, int64_t most, int64_t *to)
{
	const char *text = form_get(x, name);

	*to = 0;
	return str_empty(text) || str_to_i64(text, 0, most, to);
}

void control_rate(struct exchange *x)
{
	struct order *o = world_order(x->sb->world, form_get(x, "order"));
	int64_t days_ago;
	int64_t late;

	if (!o || order_is_gone(o) || !read_number(x, "days-ago", DAYS_AGO_MAX, &days_ago) ||
	    !read_number(x, "late-hours", LATE_HOURS_MAX, &late)) {
		control_failed(x, 400, "order must be one, days-ago and late-hours numbers");
		return;
	}
	const struct rating *r = rate(x, o, days_ago, late);
	if (control_from_browser(x)) {
		control_done(x);
		return;
	}
	struct jw w = answer_json(x, 200, MEDIA_JSON);
	jw_object(&w, NULL);
	jw_str(&w, "id", r->id);
	jw_object_end(&w);
}

/* The rating a command is about; otherwise answers and returns NULL. */
static struct rating *asked(struct exchange *x)
{
	struct rating *r = rating_find(x->sb->world, form_get(x, "id"));

	if (!r)
		control_failed(x, 404, "no such rating");
	return r;
}

void control_rating_edit(struct exchange *x)
{
	struct rating *r = asked(x);
	const char *recommended = form_get(x, "recommended");

	if (!r)
		return;
	r->comment = world_text(x->sb->world, form_get(x, "comment"));
	if (!str_empty(recommended))
		r->recommended = !str_eq(recommended, "no");
	r->unreadable = false;
	r->edited_at = world_now(x->sb->world);
	control_done(x);
}

void control_rating_withdraw(struct exchange *x)
{
	struct rating *r = asked(x);

	if (!r)
		return;
	r->withdrawn = true;
	control_done(x);
}

static void settle(struct world *w, struct rating_text *to, const char *text)
{
	if (!str_empty(text))
		*to = (struct rating_text){world_now(w), world_text(w, text)};
}

void control_rating_settle(struct exchange *x)
{
	struct rating *r = asked(x);

	if (!r)
		return;
	settle(x->sb->world, &r->answer, form_get(x, "answer"));
	settle(x->sb->world, &r->removal, form_get(x, "removal"));
	control_done(x);
}

void control_ratings(struct exchange *x)
{
	const struct ratings *all = ratings_all(x->sb->world);
	struct jw w = answer_json(x, 200, MEDIA_JSON);

	jw_object(&w, NULL);
	jw_array(&w, "ratings");
	for (size_t i = 0; i < all->n; i++)
		if (rating_is_listed(x->sb->world, all->at[i]))
			rating_json(&w, all->at[i]);
	jw_array_end(&w);
	jw_object_end(&w);
}
