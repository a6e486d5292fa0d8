/* The kind "offer-edit" at Allegro (FACTS 3.6): one offer a request, and the document tells what
 * came of it. */
#include "allegro/offer_api.h"
#include "base/mem.h"
#include "domain/offers/edit.h"
#include "domain/offers/offer_land.h"
#include "domain/offers/offer_patch.h"

static enum rc load(struct db *db, void *mem, const struct outbox_intent *rows, size_t n UNUSED,
		    const char **body, struct err *e)
{
	return edit_body(db, mem, rows, body, e);
}

/* What was accepted may be carried out later (202): until then the document shows what was before,
 * which of a request without an answer means that it never arrived. */
static enum rc ask(struct allegro *api, void *mem, const struct outbox_command *c,
		   struct outbox_finding *out, struct err *e)
{
	const bool taken = str_eq(c->rows->reason, outbox_reason_names[OUTBOX_BECAUSE_ACCEPTED]);
	struct offer_body seen;
	struct offer_edit edit;
	struct offer o;

	if (resource_find(api, mem, &offer_resource, c->rows->subject, &o, e) ||
	    offer_body_read(mem, str_or(o.raw, "{}"), &seen, e))
		return e->rc;
	if (!offer_edit_read(c->rows->after, &edit))
		return RC_OK;
	switch (offer_edit_judge(mem, &edit, &seen)) {
	case EDIT_THERE:
		*out = (struct outbox_finding){.event = OUTBOX_CONFIRMED, .value = c->rows->after};
		break;
	case EDIT_NOT_YET:
		out->event = taken ? OUTBOX_UNCLEAR : OUTBOX_ABSENT;
		break;
	case EDIT_OTHER:
	default:
		out->event = OUTBOX_CHANGED;
		break;
	}
	return RC_OK;
}

static enum rc land(struct db *db, const struct outbox_intent *i, int64_t *landed, struct err *e)
{
	struct offer_edit edit;

	*landed = TIME_NONE;
	if (!offer_edit_read(i->after, &edit))
		return offer_reread(db, i->account_id, i->subject, e);
	for (int g = 0; g < OFFER_GROUPS; g++)
		if (edit.groups & GROUP_BIT(g) &&
		    diff_written(db, i->account_id, i->subject, offer_group_names[g], e))
			return e->rc;
	return diffs_count(db, i->account_id, i->subject, e)
		   ? e->rc
		   : offer_reread(db, i->account_id, i->subject, e);
}

extern const struct outbox_remote outbox_offer_edit_remote;
const struct outbox_remote outbox_offer_edit_remote = {.at_once = 1,
						       .head = offer_patch_head,
						       .load = load,
						       .send = offer_patch_send,
						       .ask = ask,
						       .land = land,
						       .renew = offer_patch_renew};
