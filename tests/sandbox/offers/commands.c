/* Commands that were accepted: when and how they are done. */
#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

#include "control/effects.h"
#include "offers/command_store.h"
#include "sandbox.h"
#include "world/table.h"

enum { FIRST_ROOM = 64, NEVER_MS = 3600000 };

const char *const command_kind_names[] = {"publication", "price", "quantity", "fields",
					  "bulk",	 "rules", NULL};

void commands_begin(struct world *w)
{
	w->offers->commands = mem_zero(w->offers, struct commands);
	w->offers->commands->by_key = table_new(w->offers->commands);
}

static const char *key_of(void *owner, enum command_kind kind, const char *id)
{
	return mem_printf(owner, "%d %s", (int)kind, id);
}

struct command *command_find(struct exchange *x, enum command_kind kind, const char *id)
{
	return table_get(x->sb->world->offers->commands->by_key, key_of(x, kind, id));
}

/* A newer command for the price of an offer makes an older one too late. */
static void take_turns(struct command *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->tasks[i].offer && c->tasks[i].change.what <= CHANGE_PRICE_PERCENT &&
		    c->tasks[i].change.what >= CHANGE_PRICE_TO)
			c->tasks[i].offer->price_turn = c->turn;
}

static int64_t late_ms(struct world *w, const char *path)
{
	const int64_t ms = w->offers->trouble[COMMAND_LATE].value;

	return trouble_take(w, COMMAND_LATE, path) ? ms : 0;
}

void command_keep(struct exchange *x, struct command *c)
{
	struct world *w = x->sb->world;
	struct commands *all = w->offers->commands;
	const int64_t part = w->offers->trouble[COMMAND_PARTIAL].value;

	c->turn = ++all->turns;
	c->created_at = world_now(w);
	c->due_at = c->created_at + late_ms(w, x->path);
	c->completed_at = TIME_NONE;
	c->at_once = trouble_take(w, COMMAND_PARTIAL, x->path) ? (size_t)part : c->n;
	c->stuck = trouble_take(w, COMMAND_STUCK, x->path);
	table_put(all->by_key, world_text(w, key_of(x, c->kind, c->id)), c);
	if (trouble_take(w, COMMAND_LOST, x->path)) {
		c->unknown = true;
		return;
	}
	take_turns(c);
	if (all->n == all->room) {
		all->room = all->room ? 2 * all->room : FIRST_ROOM;
		all->pending = mem_grow(all, all->pending, struct command *, all->room);
	}
	all->pending[all->n++] = c;
	offers_wake(w, c->due_at);
}

/* ---- Doing them ------------------------------------------------------------------------------ */

static const char *do_change(struct world *w, const struct command *c, struct task *t)
{
	const bool is_price =
	    t->change.what >= CHANGE_PRICE_TO && t->change.what <= CHANGE_PRICE_PERCENT;

	if (!t->offer)
		return "OfferNotFoundException";
	if (t->offer->seller != c->seller)
		return "OfferAccessDeniedException";
	if (t->offer->archived)
		return "OfferNotFoundException";
	if (trouble_take(w, SELLER_BLOCKED, t->offer_id))
		return "ConstraintViolationException.ValidSeller";
	if (is_price && t->offer->price_turn > c->turn)
		return "COMMAND_OUTDATED";
	return command_apply(w, t->offer, &t->change);
}

static void do_task(struct world *w, struct command *c, struct task *t)
{
	const char *said = w->offers->trouble[TASK_FAILS].text;

	t->told = trouble_take(w, TASK_MISSING, t->offer_id) ? 0
		  : trouble_take(w, TASK_EXTRA, t->offer_id) ? 2
							     : 1;
	if (trouble_take(w, TASK_FAILS, t->offer_id)) {
		t->code = str_or(said, "OFFER_SERVICE_ERROR");
		t->status = TASK_FAIL;
		return;
	}
	if (trouble_take(w, TASK_LIES_DONE, t->offer_id)) {
		t->status = TASK_SUCCESS;
		return;
	}
	t->code = do_change(w, c, t);
	if (!t->code && trouble_take(w, TASK_LIES_FAILED, t->offer_id))
		t->code = "OFFER_SERVICE_ERROR";
	t->status = t->code ? TASK_FAIL : TASK_SUCCESS;
}

/* The part of its tasks whose time has come; true: all of them are done. */
static bool run(struct world *w, struct command *c)
{
	const size_t to = c->begun || c->at_once > c->n ? c->n : c->at_once;

	for (size_t i = 0; i < to && !c->stuck; i++) {
		struct task *t = &c->tasks[i];

		if (t->status != TASK_NEW)
			continue;
		do_task(w, c, t);
		effects_count(w->offers->sb->effects, "commands", command_kind_names[c->kind],
			      t->status == TASK_FAIL ? t->code : "SUCCESS");
	}
	c->begun = true;
	if (c->stuck || to < c->n) {
		c->due_at = world_now(w) + NEVER_MS;
		return false;
	}
	c->completed_at = world_now(w);
	c->unknown = trouble_take(w, COMMAND_FORGOTTEN, command_kind_names[c->kind]);
	return true;
}

/* The one that is due first; those that are due together in the order they came. */
static struct command **next_due(struct commands *all, int64_t now)
{
	struct command **found = NULL;

	for (size_t i = 0; i < all->n; i++) {
		struct command **c = &all->pending[i];

		if ((*c)->due_at <= now &&
		    (!found || (*c)->due_at < (*found)->due_at ||
		     ((*c)->due_at == (*found)->due_at && (*c)->turn < (*found)->turn)))
			found = c;
	}
	return found;
}

void commands_run(struct world *w)
{
	struct commands *all = w->offers->commands;
	const int64_t now = world_now(w);

	for (struct command **c; (c = next_due(all, now));)
		if (run(w, *c))
			*c = all->pending[--all->n];
	for (size_t i = 0; i < all->n; i++)
		offers_wake(w, all->pending[i]->due_at);
}

void commands_release(struct world *w)
{
	struct commands *all = w->offers->commands;

	for (size_t i = 0; i < all->n; i++) {
		all->pending[i]->due_at = world_now(w);
		all->pending[i]->stuck = false;
		all->pending[i]->at_once = all->pending[i]->n;
	}
	offers_wake(w, world_now(w));
}
