/* Changes of an offer's groups: to what its product says, or back to what Allegro had before. */
#include "domain/offers/edit.h"

#include "base/mem.h"
#include "base/str.h"

struct plan_change diff_change(void *mem, const struct diff_row *rows, size_t n, unsigned groups)
{
	struct difference *all = mem_array(mem, struct difference, OFFER_GROUPS);
	const size_t n_all = diff_marks_of(rows, n, all);
	struct offer_edit edit;

	offer_edit_of(groups, all, n_all, &edit);
	return (struct plan_change){.kind = OUTBOX_OFFER_EDIT,
				    .offer_id = rows->offer_id,
				    .after = offer_edit_text(mem, &edit)};
}

/* ---- Back ------------------------------------------------------------------------------------ */

/* What Kram wrote and Allegro shows: its document was read since. */
static bool can_be_taken_back(const struct diff_row *row)
{
	return row->back && !str_eq(row->state, diff_state_names[DIFF_WRITTEN]);
}

unsigned diff_back_groups(const struct diff_row *rows, size_t n)
{
	unsigned groups = 0;

	for (size_t i = 0; i < n; i++)
		if (can_be_taken_back(&rows[i]) && offer_group_of(rows[i].group) < OFFER_GROUPS)
			groups |= GROUP_BIT(offer_group_of(rows[i].group));
	return groups;
}

enum rc diff_back_body(void *mem, const struct diff_row *rows, size_t n, unsigned groups,
		       struct offer_body *out, struct err *e)
{
	offer_body_init(out);
	for (size_t i = 0; i < n; i++) {
		const enum offer_group group = offer_group_of(rows[i].group);
		struct offer_body was;

		if (group == OFFER_GROUPS || !(groups & GROUP_BIT(group)))
			continue;
		if (!rows[i].back)
			return err_set(e, RC_CONFLICT, "what was before is not known");
		if (offer_body_read(mem, rows[i].back, &was, e))
			return e->rc;
		offer_groups_copy(GROUP_BIT(group), &was, out);
	}
	return RC_OK;
}

enum rc diff_change_back(void *mem, const struct diff_row *rows, size_t n, unsigned groups,
			 struct plan_change *out, struct err *e)
{
	struct difference *all = mem_array(mem, struct difference, OFFER_GROUPS);
	struct offer_body was;
	struct offer_edit edit;

	groups &= diff_back_groups(rows, n);
	*out = (struct plan_change){.kind = OUTBOX_OFFER_EDIT, .offer_id = n ? rows->offer_id : ""};
	if (!groups)
		return RC_OK;
	if (diff_back_body(mem, rows, n, groups, &was, e))
		return e->rc;
	offer_edit_of(groups, all, diff_marks_of(rows, n, all), &edit);
	edit.back = true;
	offer_edit_seen(mem, groups, &was, edit.ours, edit.shown);
	out->after = offer_edit_text(mem, &edit);
	return RC_OK;
}

enum rc edits_again(struct db *db, void *mem, const struct edits_wish *w, struct plan_change *out,
		    size_t *used, struct err *e)
{
	*used = 0;
	for (size_t i = 0; i < w->n; i++) {
		const struct offer_keys keys = {w->account_id, &w->parts[i].subject, 1};
		struct plan_change *change = &out[*used];
		struct offer_edit edit;
		struct diff_row *rows;
		size_t n_rows;

		if (!offer_edit_read(w->parts[i].after, &edit))
			continue;
		if (diff_rows(db, mem, &keys, &rows, &n_rows, e))
			return e->rc;
		/* What took back is repeated so, what is taken back becomes the product's again. */
		if (edit.back == w->back)
			*change = n_rows ? diff_change(mem, rows, n_rows, edit.groups)
					 : (struct plan_change){.after = NULL};
		else if (diff_change_back(mem, rows, n_rows, edit.groups, change, e))
			return e->rc;
		*used += change->after != NULL;
	}
	return RC_OK;
}
