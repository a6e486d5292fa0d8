/* Transactions and beats of a turn. */
#include "domain/accounts/turn.h"

void turn_count(struct turn_counts *to, const struct turn_counts *more)
{
	to->events += more->events;
	to->seen += more->seen;
	to->added += more->added;
	to->changed += more->changed;
	to->unchanged += more->unchanged;
	to->failed += more->failed;
}

struct fenced {
	struct turn *turn;
	tx_body body;
	void *arg;
};

static enum rc fenced_body(struct db *db, void *arg, struct err *e)
{
	const struct fenced *f = arg;
	struct turn *turn = f->turn;

	turn->lost = turn->fence(db, turn->fence_arg, e) != RC_OK;
	return turn->lost ? e->rc : f->body(db, f->arg, e);
}

enum rc turn_tx(struct turn *turn, tx_body body, void *arg, struct err *e)
{
	struct fenced f = {turn, body, arg};

	return turn->dry ? RC_OK : tx_run(turn->db, fenced_body, &f, e);
}

enum rc turn_beat(struct turn *turn, struct err *e)
{
	return turn->beat(turn->beat_arg, e);
}

void turn_note(struct turn *turn, const struct err *e)
{
	if (!turn->trouble.rc)
		turn->trouble = *e;
}
