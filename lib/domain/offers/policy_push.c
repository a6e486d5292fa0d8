/* The kind "offer-policy" at Allegro (FACTS 3.6): terms that no command carries, an offer a
 * request.
 */
#include "allegro/offer_api.h"
#include "base/mem.h"
#include "domain/offers/offer_land.h"
#include "domain/offers/offer_patch.h"
#include "domain/offers/term_value.h"

static const char *body(void *mem, const struct outbox_intent *rows, size_t n UNUSED)
{
	struct offer_body out;
	const char *value = NULL;
	const enum offer_group group = term_value_read(rows->kind, rows->after, &value);

	offer_body_init(&out);
	if (group == GROUP_RETURNS)
		out.returns_id = value;
	else if (group == GROUP_IMPLIED)
		out.implied_id = value;
	else
		out.warranty_id = value;
	return offer_body_json(mem, &out);
}

static enum rc ask(struct allegro *api, void *mem, const struct outbox_command *c,
		   struct outbox_finding *out, struct err *e)
{
	const bool taken = str_eq(c->rows->reason, outbox_reason_names[OUTBOX_BECAUSE_ACCEPTED]);
	const char *value = NULL;
	const enum offer_group group = term_value_read(c->rows->kind, c->rows->after, &value);
	struct offer_body seen;
	struct offer o;

	if (resource_find(api, mem, &offer_resource, c->rows->subject, &o, e) ||
	    offer_body_read(mem, str_or(o.raw, "{}"), &seen, e))
		return e->rc;
	const struct offer_side side = offer_side(mem, &seen, group, NULL);
	out->value = side.exact ? term_value_text(mem, group, side.exact) : NULL;
	if (str_eq(side.exact, value))
		out->event = OUTBOX_CONFIRMED;
	else
		out->event = taken ? OUTBOX_UNCLEAR : OUTBOX_ABSENT;
	return RC_OK;
}

static enum rc land(struct db *db, const struct outbox_intent *i, int64_t *landed, struct err *e)
{
	*landed = TIME_NONE;
	return offer_land_term(db, i, e);
}

extern const struct outbox_remote outbox_offer_policy_remote;
const struct outbox_remote outbox_offer_policy_remote = {.at_once = 1,
							 .head = offer_patch_head,
							 .body = body,
							 .send = offer_patch_send,
							 .ask = ask,
							 .land = land,
							 .renew = offer_patch_renew};
