/* Differences are found, and those that rules decide are planned. */
#include "domain/offers/difference_sync.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/offers/difference_store.h"
#include "domain/offers/edit_value.h"
#include "domain/offers/plan.h"

/* ---- Finding --------------------------------------------------------------------------------- */

struct finding {
	struct turn *turn;
	void *mem;
	struct comparison *all;
	size_t n;
	struct diff_row *was;
	size_t n_was;
	struct diff_saved *puts;
	size_t n_puts;
	struct diff_saved *drops;
	size_t n_drops;
};

static const struct diff_row *row_of(const struct finding *f, const char *offer_id,
				     enum offer_group group)
{
	size_t n;
	const struct diff_row *rows = diff_rows_find(f->was, f->n_was, offer_id, &n);

	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].group, offer_group_names[group]))
			return &rows[i];
	return NULL;
}

static enum diff_state state_of(const char *name)
{
	int s = 0;

	while (s < DIFF_STATES && !str_eq(diff_state_names[s], name))
		s++;
	return s == DIFF_STATES ? DIFF_OPEN : (enum diff_state)s;
}

static enum diff_moved moved_of(const char *name)
{
	int m = 0;

	while (m < DIFF_MOVES && !str_eq(diff_moved_names[m], name))
		m++;
	return m == DIFF_MOVES ? DIFF_BOTH : (enum diff_moved)m;
}

static void judge(struct finding *f, const struct comparison *c, const struct difference *d)
{
	const struct diff_row *row = row_of(f, c->key.offer_id, d->group);
	struct diff_was was = {.ours = NULL};

	if (row)
		was = (struct diff_was){row->ours_mark, row->theirs_mark, state_of(row->state),
					moved_of(row->moved)};
	const struct diff_verdict v = difference_judge(&was, &d->marks);
	const bool same = v.state == DIFF_SAME;
	if (!v.is_new)
		return;
	f->puts[f->n_puts++] = (struct diff_saved){
	    .account_id = c->key.account_id,
	    .offer_id = c->key.offer_id,
	    .group = offer_group_names[d->group],
	    .state = diff_state_names[v.state],
	    .moved = diff_moved_names[v.moved],
	    .ours_mark = d->marks.ours,
	    .theirs_mark = d->marks.theirs,
	    .shown_mark = d->marks.shown,
	    .ours = same ? NULL : d->ours.text,
	    .theirs = same ? NULL : d->theirs.text,
	};
}

static bool is_said(const struct comparison *c, const char *group)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(offer_group_names[c->at[i].group], group))
			return true;
	return false;
}

/* What its product says nothing about any more is no difference. */
static void drop_unsaid(struct finding *f, const struct comparison *c)
{
	size_t n;
	const struct diff_row *rows = diff_rows_find(f->was, f->n_was, c->key.offer_id, &n);

	for (size_t i = 0; i < n; i++)
		if (!is_said(c, rows[i].group))
			f->drops[f->n_drops++] =
			    (struct diff_saved){.account_id = c->key.account_id,
						.offer_id = c->key.offer_id,
						.group = rows[i].group};
}

static enum rc save_body(struct db *db, void *arg, struct err *e)
{
	struct finding *f = arg;
	const char **ids = mem_array(f->mem, const char *, f->n);
	struct compared *keys = mem_array(f->mem, struct compared, f->n);
	const struct offer_keys these = {f->turn->account->id, ids, f->n};

	for (size_t i = 0; i < f->n; i++) {
		keys[i] = f->all[i].key;
		ids[i] = keys[i].offer_id;
	}
	f->n_puts = f->n_drops = 0;
	if (diff_rows(db, f->mem, &these, &f->was, &f->n_was, e))
		return e->rc;
	f->puts = mem_array(f->mem, struct diff_saved, f->n * OFFER_GROUPS);
	f->drops = mem_array(f->mem, struct diff_saved, f->n_was + 1);
	for (size_t i = 0; i < f->n; i++) {
		const struct comparison *c = &f->all[i];
		for (size_t k = 0; k < c->n; k++)
			judge(f, c, &c->at[k]);
		drop_unsaid(f, c);
	}
	if (diffs_put(db, f->puts, f->n_puts, e) || diffs_drop(db, f->drops, f->n_drops, e) ||
	    compared_put(db, keys, f->n, e))
		return e->rc;
	for (size_t i = 0; i < f->n; i++)
		if (diffs_count(db, these.account_id, ids[i], e))
			return e->rc;
	return RC_OK;
}

/* *n: of them there were. */
static enum rc find_some(struct turn *turn, struct compare_base *base,
			 const struct compare_range *range, size_t *n, struct err *e)
{
	struct finding f = {.turn = turn, .mem = mem_context(NULL, "differences")};
	struct compared *due;
	enum rc rc = compare_due(turn->db, f.mem, range, &due, &f.n, e);

	*n = f.n;
	if (!rc && f.n)
		rc = compare_all(base, f.mem, due, f.n, &f.all, e)
			 ? e->rc
			 : turn_tx(turn, save_body, &f, e);
	turn->counts.seen += f.n;
	turn->counts.changed += f.n_puts;
	mem_free(f.mem);
	return rc ? rc : turn_beat(turn, e);
}

static enum rc end_body(struct db *db, void *arg, struct err *e)
{
	const struct compare_range *range = arg;

	return compare_forget(db, range, e) ? e->rc
					    : compare_move(db, range->account_id, range->to, e);
}

static enum rc find_all(struct turn *turn, void *mem, struct err *e)
{
	struct compare_range range = {.account_id = turn->account->id};
	struct compare_base *base;
	size_t n = 1;

	if (compare_slice(turn->db, mem, range.account_id, &range.after, &range.to, e) ||
	    str_empty(range.to) || compare_begin(turn->db, mem, range.account_id, &base, e))
		return e->rc;
	while (n)
		if (find_some(turn, base, &range, &n, e))
			return e->rc;
	return turn_tx(turn, end_body, &range, e);
}

/* ---- Following ------------------------------------------------------------------------------- */

struct following {
	struct turn *turn;
	uint64_t plan_id;
};

/* Rows of one offer that its account's rules let follow: what the product changed. */
static unsigned groups_to_follow(const struct diff_row *rows, size_t n)
{
	unsigned groups = 0;

	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].rule, diff_rule_names[DIFF_FOLLOW]) &&
		    str_eq(rows[i].moved, diff_moved_names[DIFF_OURS]))
			groups |= diff_open_groups(&rows[i], 1);
	return groups;
}

static enum rc begin(struct following *f, struct err *e)
{
	const struct plan_making m = {.account_id = f->turn->account->id,
				      .topic = PLAN_EDIT,
				      .origin = PLAN_BY_PRODUCT,
				      .actor = f->turn->actor};

	return f->plan_id ? RC_OK : plan_begin(f->turn->db, &m, &f->plan_id, e);
}

static enum rc follow_some(struct following *f, void *mem, const char *const *ids, size_t n,
			   struct err *e)
{
	const struct offer_keys keys = {f->turn->account->id, ids, n};
	struct plan_change *changes = mem_array(mem, struct plan_change, n + 1);
	struct diff_row *rows;
	size_t n_rows, n_changes = 0;

	if (diff_rows(f->turn->db, mem, &keys, &rows, &n_rows, e))
		return e->rc;
	for (size_t at = 0, some; at < n_rows; at += some) {
		some = diff_rows_of_one(&rows[at], n_rows - at);
		const unsigned groups = groups_to_follow(&rows[at], some);
		if (groups)
			changes[n_changes++] = diff_change(mem, &rows[at], some, groups);
	}
	return begin(f, e) ? e->rc : plan_add(f->turn->db, f->plan_id, changes, n_changes, e);
}

static enum rc follow_all(struct turn *turn, void *mem, struct err *e)
{
	struct following f = {.turn = turn};
	struct follower *offers;
	size_t n = 0;

	if (followers(turn->db, mem, turn->account->id, &offers, &n, e))
		return e->rc;
	for (size_t at = 0; at < n; at += OFFER_KEYS_MAX) {
		const char *ids[OFFER_KEYS_MAX];
		size_t some = 0;

		for (; some < OFFER_KEYS_MAX && at + some < n; some++)
			ids[some] = offers[at + some].offer_id;
		if (follow_some(&f, mem, ids, some, e) || turn_beat(turn, e))
			return e->rc;
	}
	if (!f.plan_id || plan_seal(turn->db, f.plan_id, e))
		return e->rc;
	const struct plan_act act = {.id = f.plan_id, .actor = turn->actor};
	/* A brake holds it: then it waits for a person. */
	if (plan_start(turn->db, &act, e) == RC_CONFLICT)
		err_clear(e);
	return e->rc;
}

enum rc offer_differences_find(struct turn *turn, struct err *e)
{
	void *mem = mem_context(NULL, "differences");

	if (!turn->dry && !find_all(turn, mem, e))
		(void)follow_all(turn, mem, e);
	mem_free(mem);
	return e->rc;
}
