/* Asking offers for their rules, one by one. */
#include "base/mem.h"
#include "base/str.h"
#include "domain/offers/automation_store.h"

struct reading {
	struct turn *turn;
	uint64_t account_id;
	const char *offer_id;
	struct automation_place *places;
	size_t n_places;
};

static enum rc look(struct db *db, void *arg, struct err *e)
{
	const struct reading *g = arg;

	return automation_look(db, g->account_id, e);
}

static bool ends_turn(const struct err *e)
{
	return e->rc == RC_STOPPED || meaning_reach(e->meaning) != REACH_THING;
}

/* ---- Offers ---------------------------------------------------------------------------------- */

static enum rc save_seats(struct db *db, void *arg, struct err *e)
{
	const struct reading *g = arg;

	return automation_seats_save(db, g->account_id, g->offer_id, g->places, g->n_places, e);
}

static enum rc postpone_offer(struct db *db, void *arg, struct err *e)
{
	const struct reading *g = arg;

	return automation_offer_postpone(db, g->account_id, g->offer_id, e);
}

static enum rc read_offer(struct reading *g, void *mem, struct err *e)
{
	struct turn *turn = g->turn;

	if (turn_beat(turn, e))
		return e->rc;
	if (!automation_places_fetch(turn->api, mem, g->offer_id, &g->places, &g->n_places, e)) {
		turn->counts.seen++;
		return turn_tx(turn, save_seats, g, e);
	}
	if (ends_turn(e))
		return e->rc;
	turn->counts.failed++;
	if (e->rc != RC_NOT_FOUND)
		turn_note(turn, e);
	err_clear(e);
	return turn_tx(turn, postpone_offer, g, e);
}

static enum rc read_offers(struct reading *g, void *mem, struct err *e)
{
	struct automation_asked *due;
	size_t n = 0;

	if (automation_offers_due(g->turn->db, mem, g->account_id, &due, &n, e))
		return e->rc;
	for (size_t i = 0; i < n && !e->rc; i++) {
		void *one = mem_context(mem, "offer");

		g->offer_id = due[i].offer_id;
		g->places = NULL;
		g->n_places = 0;
		(void)read_offer(g, one, e);
		mem_free(one);
	}
	return e->rc;
}

/* ---- All of it ------------------------------------------------------------------------------- */

enum rc automation_is_due(struct turn *turn, bool *due, struct err *e)
{
	struct automation_due d = {0};

	*due = false;
	if (str_has_word(turn->account->scopes, AUTOMATION_SCOPE) &&
	    !automation_due(turn->db, turn->account->id, &d, e))
		*due = d.look || d.offers;
	return e->rc;
}

enum rc automation_sync(struct turn *turn, struct err *e)
{
	void *mem = mem_context(NULL, "automation");
	struct reading g = {.turn = turn, .account_id = turn->account->id};
	struct automation_due due = {0};

	if (!automation_due(turn->db, g.account_id, &due, e) &&
	    (!due.look || !turn_tx(turn, look, &g, e)))
		(void)read_offers(&g, mem, e);
	mem_free(mem);
	return e->rc;
}
