/* One offer is to become something else: its price, its stock, its status; or a draft nothing. */
#include "base/mem.h"
#include "base/str.h"
#include "common/amount.h"
#include "domain/offers/change_judge.h"
#include "domain/offers/offer.h"
#include "domain/offers/offer_value.h"
#include "domain/outbox/outbox.h"
#include "domain/outbox/outbox_state.h"
#include "offers/offers.h"
#include "outbox/outbox_words.h"
#include "urls.h"
#include "web/page.h"

enum { VALUE_CHARS = 20, SEEN_CHARS = 40, PIECES_MAX = 999999999 };

static const char *const settable[] = {"price", "stock", "status", "delete", NULL};

const struct field offer_set_fields[] = {
    {"what", .type = FIELD_ENUM, .values = settable, .flags = FIELD_REQUIRED},
    {"value", .type = FIELD_TEXT, .max = VALUE_CHARS, .flags = FIELD_REQUIRED},
    {"seen", .type = FIELD_TEXT, .max = SEEN_CHARS},
    {"batch", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {0},
};
const struct field offer_settle_fields[] = {
    {"change", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .flags = FIELD_REQUIRED},
    {"how", .type = FIELD_ENUM, .values = offer_settling_names, .flags = FIELD_REQUIRED},
    {"batch", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {0},
};

static const char *kind_of(void *mem, const char *what)
{
	return mem_printf(mem, "offer-%s", what);
}

static const char *read_price(struct request *rq, const struct offer_row *row, const char *typed)
{
	struct money price;

	return !money_is_none(row->s.price) && amount_read(rq, typed, row->s.price.currency, &price)
		   ? offer_price_text(rq, price)
		   : NULL;
}

/* What a person typed as a value of offer_value.h; NULL: it is none. */
static const char *read_value(struct request *rq, const struct offer_row *row, const char *what)
{
	char *typed = str_squeeze(rq, form_text(rq->form, "value"));
	int64_t pieces;

	if (str_eq(what, "status"))
		return str_eq(typed, OFFER_ACTIVE) || str_eq(typed, OFFER_ENDED) ? typed : NULL;
	if (str_eq(what, "delete"))
		return str_eq(typed, OFFER_DELETED) ? typed : NULL;
	if (str_eq(what, "stock"))
		return str_to_i64(typed, 1, PIECES_MAX, &pieces) ? offer_stock_text(rq, pieces)
								 : NULL;
	return read_price(rq, row, typed);
}

enum rc offer_decide(struct request *rq, const struct offer_row *row, const char *what,
		     struct outbox_draft *draft, const char **objection, struct err *e)
{
	const struct outbox_decision d = {.kind = kind_of(rq, what),
					  .batch = form_text(rq->form, "batch"),
					  .actor = rq->session->login,
					  .delay_s = OUTBOX_UNDO_S,
					  .drafts = draft,
					  .n = 1};
	size_t posted;

	draft->account_id = row->account_id;
	draft->subject = row->offer_id;
	*objection = NULL;
	if (!str_is_uuid(d.batch))
		return err_set(e, RC_INVALID, "the batch is no UUID");
	if (outbox_post(rq->db, &d, &posted, e) == RC_CONFLICT) {
		err_clear(e);
		*objection = _("Another change of this offer is on its way; wait for its end.");
	}
	if (!e->rc && !outbox_is_clear(&draft->objection))
		*objection =
		    outbox_reason_text(d.kind, draft->objection.obstacle ? draft->objection.obstacle
									 : draft->objection.doubt);
	return e->rc;
}

enum rc offer_decided(struct request *rq, const struct offer_row *row, struct err *e)
{
	if (flash(rq, _("It goes to Allegro in a minute; you can undo it until then."), e))
		return e->rc;
	return redirect(rq, url_offers_id(rq, row->offer_id));
}

static const char *unreadable(const char *what)
{
	if (str_eq(what, "price"))
		return _("This is no price.");
	return _("The number of pieces must be at least 1; end the offer to sell none.");
}

enum rc do_offer_set(struct request *rq, struct err *e)
{
	const char *what = form_text(rq->form, "what");
	const char *seen = form_text(rq->form, "seen");
	struct offer_problems problems = {.set = NULL};
	struct outbox_draft draft = {.before = str_empty(seen) ? NULL : seen};
	struct offer_row row;

	if (offer_find(rq->db, rq, 0, req_param(rq, "id"), &row, e))
		return e->rc;
	draft.after = read_value(rq, &row, what);
	if (!draft.after) {
		problems.set = unreadable(what);
		return offer_show(rq, problems, 422, e);
	}
	if (offer_decide(rq, &row, what, &draft, &problems.set, e))
		return e->rc;
	return problems.set ? offer_show(rq, problems, 409, e) : offer_decided(rq, &row, e);
}

/* ---- Changes by others ----------------------------------------------------------------------- */

static const struct offer_change *change_of(const struct offer_change *rows, size_t n, uint64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].id == id)
			return &rows[i];
	return NULL;
}

/* What was before is put back: decided first, so that a change counts as taken back only then. */
static enum rc put_back(struct request *rq, const struct offer_row *row,
			const struct offer_change *c, const char **objection, struct err *e)
{
	const char *kind = kind_of(rq, c->field);
	struct outbox_draft draft = {.before = c->after,
				     .after = offer_value_back(kind, c->before, c->after)};

	*objection = _("What was before is not known.");
	return draft.after ? offer_decide(rq, row, c->field, &draft, objection, e) : RC_OK;
}

enum rc do_offer_settle(struct request *rq, struct err *e)
{
	const char *how = form_text(rq->form, "how");
	struct offer_settle s = {.change_id = (uint64_t)form_int(rq->form, "change", 0),
				 .actor = rq->session->login};
	struct offer_problems problems = {.set = NULL};
	struct offer_change *changes;
	struct offer_row row;
	size_t n;

	while (!str_eq(offer_settling_names[s.how], how))
		s.how++;
	if (offer_find(rq->db, rq, 0, req_param(rq, "id"), &row, e) ||
	    offer_changes(rq->db, rq, row.account_id, row.offer_id, &changes, &n, e))
		return e->rc;
	const struct offer_change *c = change_of(changes, n, s.change_id);
	if (!c)
		return err_set(e, RC_NOT_FOUND, "the offer has no such change");
	if (s.how == OFFER_UNDONE && put_back(rq, &row, c, &problems.set, e))
		return e->rc;
	if (problems.set)
		return offer_show(rq, problems, 409, e);
	if (offer_change_settle(rq->db, &s, e))
		return page_conflict(rq, _("Someone has decided about this change already."), e);
	if (flash(rq,
		  s.how == OFFER_UNDONE
		      ? _("It goes to Allegro in a minute; you can undo it until then.")
		      : _("Noted."),
		  e))
		return e->rc;
	return redirect(rq, url_offers_id(rq, row.offer_id));
}
