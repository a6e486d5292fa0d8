/* Cards read whole, and categories for names of products. */
#include "domain/mapping/match_steps.h"

#include "base/mem.h"
#include "domain/mapping/ready.h"

#define HOLDS_MS (30 * TIME_DAY_MS)

enum { NAME_CHARS = 250, MATCHES_MAX = 5 };

/* ---- Cards ----------------------------------------------------------------------------------- */

struct reading {
	struct turn *turn;
	void *mem;
	const char *id;
	int64_t now;
	struct card_saved got;
	struct err err; /* how it was refused */
};

/* Does it say the same as before, where a judgement or a count looks? */
static bool is_same(const struct card_row *was, const struct card_saved *now)
{
	return was->gone_at == TIME_NONE && str_eq(was->category_id, now->c.category_id) &&
	       str_eq(was->similar_ids, now->similar_ids) &&
	       str_eq(was->params, now->c.raw_params) && str_eq(was->images, now->c.raw_images) &&
	       str_eq(was->safety, now->c.raw_safety) &&
	       str_eq(was->requirements, now->c.raw_requirements) &&
	       was->has_description == (now->c.raw_description != NULL);
}

/* Its products are judged anew, and counted where it stands now. */
static enum rc touch(struct db *db, const struct reading *r, struct err *e)
{
	const char *environment = r->turn->account->environment;
	struct card_product *of = NULL;
	size_t n = 0;

	if (card_products(db, r->mem, environment, r->id, &of, &n, e) || !n)
		return e->rc;
	uint64_t *ids = mem_array(r->mem, uint64_t, n);
	const char **keys = mem_array(r->mem, const char *, n);
	size_t n_keys = 0;
	for (size_t i = 0; i < n; i++) {
		ids[i] = of[i].id;
		if (of[i].shop_key)
			keys[n_keys++] = of[i].shop_key;
	}
	return proposals_stale(db, environment, keys, n_keys, e)
		   ? e->rc
		   : ready_touch_products(db, environment, ids, n, e);
}

static enum rc save_reading(struct db *db, void *arg, struct err *e)
{
	const struct reading *r = arg;
	const char *environment = r->turn->account->environment;
	struct card_row was;

	if (r->err.rc && !product_is_unknown(&r->err))
		return card_postpone(db, environment, r->id, e);
	if (card_find(db, r->mem, environment, r->id, &was, e) ||
	    (r->err.rc ? card_gone(db, environment, r->id, r->now, e)
		       : cards_save(db, r->mem, &r->got, 1, CARD_WHOLE, e)))
		return e->rc;
	return !r->err.rc && is_same(&was, &r->got) ? RC_OK : touch(db, r, e);
}

static enum rc fetch(struct reading *r, struct err *e)
{
	struct turn *turn = r->turn;
	struct match_sweep now;

	if (turn_beat(turn, e) ||
	    match_sweep_load(turn->db, r->mem, turn->account->environment, &now, e))
		return e->rc;
	r->now = now.now;
	r->got = (struct card_saved){
	    .environment = now.environment, .seen_at = now.now, .next_at = now.now + HOLDS_MS};
	if (product_fetch(turn->api, r->mem, r->id, &r->got.c, &r->err) &&
	    !match_is_ones_own(&r->err) && !product_is_unknown(&r->err)) {
		*e = r->err;
		return e->rc;
	}
	r->got.similar_ids = match_similar(r->mem, &r->got.c);
	turn->counts.seen++;
	if (r->err.rc && !product_is_unknown(&r->err)) {
		turn->counts.failed++;
		turn_note(turn, &r->err);
	}
	return RC_OK;
}

static enum rc read_card(struct turn *turn, const char *id, struct err *e)
{
	struct reading r = {.turn = turn, .mem = mem_context(NULL, "card"), .id = id};
	enum rc rc = fetch(&r, e);

	if (!rc)
		rc = turn_tx(turn, save_reading, &r, e);
	mem_free(r.mem);
	return rc;
}

static enum rc want_body(struct db *db, void *arg, struct err *e)
{
	const struct turn *turn = arg;

	return cards_want_named(db, turn->account->environment, e);
}

enum rc match_read_cards(struct turn *turn, struct err *e)
{
	size_t n = 1;
	enum rc rc = turn_tx(turn, want_body, turn, e);

	while (n && !rc) {
		void *mem = mem_context(NULL, "cards");
		struct card_id *ids = NULL;

		rc = cards_due(turn->db, mem, turn->account->environment, &ids, &n, e);
		for (size_t i = 0; i < n && !rc; i++)
			rc = read_card(turn, ids[i].id, e);
		mem_free(mem);
		if (turn->dry)
			break;
	}
	return rc;
}

/* ---- Names ----------------------------------------------------------------------------------- */

struct naming {
	struct turn *turn;
	void *mem;
	const char *key;
	struct proposal_saved *at;
	size_t n;
	struct err err; /* how it was refused */
};

static void add_vote(struct naming *g, const char *category_id, int64_t place, int64_t of_names)
{
	size_t i = 0;

	while (i < g->n && !str_eq(g->at[i].category_id, category_id))
		i++;
	if (i == g->n)
		g->at[g->n++] =
		    (struct proposal_saved){.environment = g->turn->account->environment,
					    .shop_key = g->key,
					    .category_id = category_id,
					    .place = place};
	g->at[i].votes++;
	g->at[i].of_names = of_names;
	if (g->at[i].place > place)
		g->at[i].place = place;
}

static enum rc ask_name(struct naming *g, const char *name, int64_t of_names, struct err *e)
{
	struct category_matches found;

	if (turn_beat(g->turn, e))
		return e->rc;
	if (category_matches_fetch(g->turn->api, g->mem, str_head(g->mem, name, NAME_CHARS), &found,
				   &g->err)) {
		if (!match_is_ones_own(&g->err))
			*e = g->err;
		return e->rc;
	}
	g->turn->counts.seen++;
	for (size_t i = 0; i < found.n && i < MATCHES_MAX; i++)
		add_vote(g, found.at[i].id, (int64_t)i, of_names);
	return RC_OK;
}

static enum rc save_names(struct db *db, void *arg, struct err *e)
{
	const struct naming *g = arg;
	const char *environment = g->turn->account->environment;

	return g->err.rc ? names_postpone(db, environment, g->key, g->err.msg, e)
			 : names_save(db, environment, g->key, g->at, g->n, e);
}

static enum rc ask_all_names(struct naming *g, struct err *e)
{
	struct product_name *names = NULL;
	size_t n = 0;

	if (names_of(g->turn->db, g->mem, g->key, &names, &n, e))
		return e->rc;
	g->at = mem_array(g->mem, struct proposal_saved, n * MATCHES_MAX + 1);
	for (size_t i = 0; i < n && !g->err.rc; i++)
		if (ask_name(g, names[i].name, (int64_t)n, e))
			return e->rc;
	if (g->err.rc) {
		g->turn->counts.failed++;
		turn_note(g->turn, &g->err);
	}
	return RC_OK;
}

static enum rc ask_shop(struct turn *turn, const char *key, struct err *e)
{
	struct naming g = {.turn = turn, .mem = mem_context(NULL, "names"), .key = key};
	enum rc rc = ask_all_names(&g, e);

	if (!rc)
		rc = turn_tx(turn, save_names, &g, e);
	mem_free(g.mem);
	return rc;
}

enum rc match_ask_names(struct turn *turn, struct err *e)
{
	size_t n = 1;
	enum rc rc = RC_OK;

	while (n && !rc) {
		void *mem = mem_context(NULL, "shops");
		struct shop_key *keys = NULL;

		rc = names_due(turn->db, mem, turn->account->environment, &keys, &n, e);
		for (size_t i = 0; i < n && !rc; i++)
			rc = ask_shop(turn, keys[i].key, e);
		mem_free(mem);
		if (turn->dry)
			break;
	}
	return rc;
}
