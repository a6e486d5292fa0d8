/* The kind "offer-edit": whether groups of an offer may still become what somebody agreed to. */
#include "domain/offers/edit.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/offers/offer_value.h"
#include "domain/offers/offer_write.h"
#include "domain/outbox/outbox_kind.h"

/* ---- The judgement --------------------------------------------------------------------------- */

/* Sides that moved since are decided about anew. */
static struct outbox_objection objection(const struct offer_edit *want,
					 const struct offer_edit *now)
{
	struct outbox_objection o = {.obstacle = NULL};

	if (now->groups != want->groups)
		o.obstacle = "unsaid";
	else if (!want->back && str_eq(now->shown, want->shown) && str_eq(now->theirs, now->ours))
		o.obstacle = OFFER_SAME;
	else if (!str_eq(now->theirs, want->theirs) ||
		 (!want->back && !str_eq(now->ours, want->ours)))
		o.obstacle = "edited"; /* it is still there, to be decided about */
	return o;
}

/* What may be written to it whatever it is: drafts can be mended, too. */
static const char *row_obstacle(const struct offer_row *row)
{
	const char *always = offer_obstacle(row);

	if (always && !str_eq(always, OFFER_IS_DRAFT))
		return always;
	return str_eq(row->s.status, OFFER_ENDED) ? "ended" : NULL;
}

struct outbox_objection edit_objection(const struct offer_row *row, const char *after,
				       const struct difference *all, size_t n)
{
	struct outbox_objection o = {.obstacle = row_obstacle(row)};
	struct offer_edit want, now;

	if (o.obstacle)
		return o;
	if (!offer_edit_read(after, &want)) {
		o.obstacle = "value";
		return o;
	}
	offer_edit_of(want.groups, all, n, &now);
	return objection(&want, &now);
}

/* ---- As it was found last -------------------------------------------------------------------- */

enum rc edits_judge(struct db *db, void *mem, const struct outbox_intent *rows, size_t n,
		    const struct offer_row *offers, size_t n_offers, struct offer_judged *out,
		    struct err *e)
{
	struct difference *all = mem_array(mem, struct difference, OFFER_GROUPS);
	const char *ids[OFFER_KEYS_MAX];
	const struct offer_keys keys = {rows->account_id, ids, n};
	struct diff_row *diffs;
	size_t n_diffs;

	for (size_t i = 0; i < n; i++)
		ids[i] = rows[i].subject;
	if (diff_rows(db, mem, &keys, &diffs, &n_diffs, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		const struct offer_row *row = offer_row_of(offers, n_offers, rows[i].subject);
		size_t some;
		const struct diff_row *of_it =
		    diff_rows_find(diffs, n_diffs, rows[i].subject, &some);

		out[i] = (struct offer_judged){.objection.obstacle = row ? NULL : "not-found"};
		if (row)
			out[i].objection = edit_objection(row, rows[i].after, all,
							  diff_marks_of(of_it, some, all));
	}
	return RC_OK;
}

/* ---- As it is now ---------------------------------------------------------------------------- */

static enum rc check_one(struct db *db, void *mem, const struct outbox_intent *i,
			 struct outbox_objection *out, struct err *e)
{
	struct comparison now;
	struct offer_row row;

	if (offer_find(db, mem, i->account_id, i->subject, &row, e) == RC_NOT_FOUND) {
		err_clear(e);
		out->obstacle = "not-found";
		return RC_OK;
	}
	if (e->rc)
		return e->rc;
	if (compare_one(db, mem, i->account_id, i->subject, &now, e) == RC_NOT_FOUND) {
		err_clear(e);
		now.n = 0;
	}
	if (!e->rc)
		*out = edit_objection(&row, i->after, now.at, now.n);
	return e->rc;
}

outbox_check_fn outbox_offer_edit_check;
enum rc outbox_offer_edit_check(struct db *db, void *mem UNUSED, const struct outbox_intent *rows,
				size_t n, struct outbox_objection *out, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < n && !rc; i++) {
		void *one = mem_context(db, "edit");
		rc = check_one(db, one, &rows[i], &out[i], e);
		mem_free(one);
	}
	return rc;
}

/* ---- What is sent ---------------------------------------------------------------------------- */

static enum rc take_back(struct db *db, void *mem, const struct outbox_intent *i,
			 const struct offer_edit *edit, struct offer_body *ours, struct err *e)
{
	const struct offer_keys keys = {i->account_id, &i->subject, 1};
	struct diff_row *rows;
	size_t n;

	if (diff_rows(db, mem, &keys, &rows, &n, e))
		return e->rc;
	return diff_back_body(mem, rows, n, edit->groups, ours, e);
}

static enum rc keep_back(struct db *db, void *mem, const struct outbox_intent *i, unsigned groups,
			 const struct offer_body *theirs, struct err *e)
{
	for (int g = 0; g < OFFER_GROUPS; g++) {
		struct offer_body before;

		if (!(groups & GROUP_BIT(g)))
			continue;
		offer_groups_body(mem, GROUP_BIT(g), theirs, theirs, &before);
		const struct diff_back row = {offer_body_json(mem, &before), i->account_id,
					      i->subject, offer_group_names[g]};
		if (diff_keep_back(db, &row, e))
			return e->rc;
	}
	return RC_OK;
}

enum rc edit_body(struct db *db, void *mem, const struct outbox_intent *i, const char **body,
		  struct err *e)
{
	struct comparison now;
	struct offer_body out;
	struct offer_edit edit;

	if (!offer_edit_read(i->after, &edit))
		return err_set(e, RC_INVALID, "no such value: %s", i->after);
	if (compare_one(db, mem, i->account_id, i->subject, &now, e))
		return e->rc;
	if (edit.back && take_back(db, mem, i, &edit, &now.ours, e))
		return e->rc;
	offer_groups_body(mem, edit.groups, &now.ours, &now.theirs, &out);
	*body = offer_body_json(mem, &out);
	return keep_back(db, mem, i, edit.groups, &now.theirs, e);
}
