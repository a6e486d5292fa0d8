/* The kind "offer-delete" at Allegro: a draft is thrown away (FACTS 3.8). */
#include "allegro/offer_api.h"
#include "domain/offers/offer_land.h"
#include "domain/offers/offer_patch.h"
#include "domain/offers/offer_value.h"

static const char *head(void *mem, const struct outbox_command *c)
{
	return resource_head(mem, OP_OFFER_DELETE, c->rows->subject);
}

static const char *body(void *mem UNUSED, const struct outbox_intent *rows UNUSED, size_t n UNUSED)
{
	return "";
}

/* Somebody else was quicker: it is as it was wanted. */
static enum rc send(struct allegro *api, void *mem, const struct outbox_command *c,
		    struct allegro_receipt *out, struct err *e)
{
	const struct allegro_call call = {.op = OP_OFFER_DELETE, .id = c->rows->subject};

	if (allegro_push(api, mem, &call, out, e) && e->meaning == MEANING_GONE)
		err_clear(e);
	return e->rc;
}

static enum rc ask(struct allegro *api, void *mem, const struct outbox_command *c,
		   struct outbox_finding *out, struct err *e)
{
	struct offer o;
	const enum rc rc = resource_find(api, mem, &offer_resource, c->rows->subject, &o, e);

	if (rc && e->meaning == MEANING_GONE) {
		err_clear(e);
		*out = (struct outbox_finding){.event = OUTBOX_CONFIRMED, .value = OFFER_DELETED};
		return RC_OK;
	}
	if (rc)
		return rc;
	out->value = o.status;
	out->event = str_eq(o.status, "INACTIVE") ? OUTBOX_ABSENT : OUTBOX_CHANGED;
	return RC_OK;
}

static enum rc land(struct db *db, const struct outbox_intent *i, int64_t *landed, struct err *e)
{
	*landed = TIME_NONE;
	return offer_land_deleted(db, i, e);
}

extern const struct outbox_remote outbox_offer_delete_remote;
const struct outbox_remote outbox_offer_delete_remote = {.at_once = 1,
							 .head = head,
							 .body = body,
							 .send = send,
							 .ask = ask,
							 .land = land,
							 .renew = offer_patch_renew};
