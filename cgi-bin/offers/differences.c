/* What people decide about differences between an offer and its product. */
#include "base/mem.h"
#include "base/str.h"
#include "domain/offers/difference_look.h"
#include "domain/offers/edit_value.h"
#include "domain/outbox/outbox.h"
#include "offers/difference_view.h"
#include "offers/offers.h"
#include "outbox/outbox_words.h"
#include "urls.h"
#include "web/page.h"

#include <string.h>

enum { GROUP_CHARS = 40 };

enum deed { DEED_ACCEPT, DEED_LEAVE, DEED_BACK };
static const char *const deed_names[] = {"accept", "leave", "back", NULL};

const struct field offer_differences_fields[] = {
    {"act", .type = FIELD_ENUM, .values = deed_names, .flags = FIELD_REQUIRED},
    {"batch", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {"group", .type = FIELD_TEXT, .max = GROUP_CHARS, .flags = FIELD_MANY},
    {0},
};

struct deciding {
	struct request *rq;
	struct offer_row offer;
	struct diff_row *rows;
	size_t n;
	unsigned groups; /* chosen */
	const char *problem;
};

static const struct diff_row *row_of(const struct deciding *d, const char *seen)
{
	for (size_t i = 0; i < d->n; i++)
		if (str_eq(difference_seen(d->rq, &d->rows[i]), seen))
			return &d->rows[i];
	return NULL;
}

/* Each as somebody saw it. */
static void choose(struct deciding *d)
{
	size_t n;
	const char *const *seen = form_values(d->rq->form, "group", &n);

	if (!n)
		d->problem = _("Select what to change first.");
	for (size_t i = 0; i < n && !d->problem; i++) {
		const struct diff_row *row = row_of(d, seen[i]);

		if (row)
			d->groups |= GROUP_BIT(offer_group_of(row->group));
		else
			d->problem = _("This has changed in the meantime. Take another look.");
	}
}

/* What is decided already and waits goes with it: there is one change of an offer at a time. */
static enum rc add_waiting(struct deciding *d, struct err *e)
{
	const struct outbox_filter filter = {.view = OUTBOX_VIEW_OPEN,
					     .account_id = d->offer.account_id,
					     .subject = d->offer.offer_id};
	struct outbox_intent *rows;
	size_t n;

	if (outbox_list(d->rq->db, d->rq, &filter, &rows, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		struct offer_edit edit;

		if (str_eq(rows[i].kind, OUTBOX_OFFER_EDIT) && str_eq(rows[i].state, "NEW") &&
		    offer_edit_read(rows[i].after, &edit) && !edit.back)
			d->groups |= edit.groups & diff_open_groups(d->rows, d->n);
	}
	return RC_OK;
}

static enum rc post(struct deciding *d, const struct plan_change *change, struct err *e)
{
	struct outbox_draft draft = {.account_id = d->offer.account_id,
				     .subject = d->offer.offer_id,
				     .after = change->after};
	const struct outbox_decision decision = {.kind = OUTBOX_OFFER_EDIT,
						 .batch = form_text(d->rq->form, "batch"),
						 .actor = d->rq->session->login,
						 .delay_s = OUTBOX_UNDO_S,
						 .drafts = &draft,
						 .n = 1};
	size_t posted;

	if (!str_is_uuid(decision.batch))
		return err_set(e, RC_INVALID, "the batch is no UUID");
	if (outbox_post(d->rq->db, &decision, &posted, e) == RC_CONFLICT) {
		err_clear(e);
		d->problem = _("Another change of this offer is on its way; wait for its end.");
	}
	if (!e->rc && !outbox_is_clear(&draft.objection))
		d->problem = outbox_reason_text(
		    OUTBOX_OFFER_EDIT, str_or(draft.objection.obstacle, draft.objection.doubt));
	return e->rc;
}

static enum rc accept(struct deciding *d, struct err *e)
{
	if (add_waiting(d, e))
		return e->rc;
	const struct plan_change change = diff_change(d->rq, d->rows, d->n, d->groups);
	return post(d, &change, e);
}

static enum rc put_back(struct deciding *d, struct err *e)
{
	struct plan_change change;

	if (diff_change_back(d->rq, d->rows, d->n, d->groups, &change, e))
		return e->rc;
	if (change.after)
		return post(d, &change, e);
	d->problem = _("What was before is not known.");
	return RC_OK;
}

static enum rc leave(struct deciding *d, struct err *e)
{
	const struct diff_leaving l = {.account_id = d->offer.account_id,
				       .offer_id = d->offer.offer_id,
				       .groups = d->groups,
				       .actor = d->rq->session->login};

	return differences_leave(d->rq->db, &l, e);
}

static enum rc decide(struct deciding *d, const char *act, struct err *e)
{
	if (str_eq(act, deed_names[DEED_LEAVE]))
		return leave(d, e);
	return str_eq(act, deed_names[DEED_ACCEPT]) ? accept(d, e) : put_back(d, e);
}

enum rc do_offer_differences(struct request *rq, struct err *e)
{
	const char *act = form_text(rq->form, "act");
	struct deciding d = {.rq = rq};

	if (offer_find(rq->db, rq, 0, req_param(rq, "id"), &d.offer, e))
		return e->rc;
	const struct offer_keys keys = {d.offer.account_id, &d.offer.offer_id, 1};
	if (diff_rows(rq->db, rq, &keys, &d.rows, &d.n, e))
		return e->rc;
	choose(&d);
	if (!d.problem && decide(&d, act, e))
		return e->rc;
	if (d.problem)
		return offer_show(rq, (struct offer_problems){.differences = d.problem}, 409, e);
	if (flash(rq,
		  str_eq(act, deed_names[DEED_LEAVE])
		      ? _("Noted.")
		      : _("It goes to Allegro in a minute; you can undo it until then."),
		  e))
		return e->rc;
	return redirect(rq, url_offers_id(rq, d.offer.offer_id));
}
