/*
 * The kind "order-status": PUT of one value under the revision the person saw, and the question
 * what the order shows (FACTS 2.6). The revision fences: of two equal requests Allegro takes one.
 */
#include "allegro/fulfillment_api.h"
#include "base/mem.h"
#include "domain/outbox/order_status_rule.h"
#include "domain/outbox/order_status_store.h"
#include "domain/outbox/outbox_remote.h"

static const char *head(void *mem, const struct outbox_command *c)
{
	const struct outbox_intent *i = c->rows;

	return mem_printf(mem, "PUT /order/checkout-forms/%s/fulfillment%s%s", i->subject,
			  i->guard ? "?checkoutForm.revision=" : "", str_or(i->guard, ""));
}

static const char *body(void *mem, const struct outbox_intent *rows, size_t n UNUSED)
{
	return fulfillment_body(mem, rows->after);
}

static enum rc send(struct allegro *api, void *mem, const struct outbox_command *c,
		    struct allegro_receipt *out, struct err *e)
{
	const struct fulfillment_put put = {c->rows->subject, c->rows->guard, c->body};

	return fulfillment_put(api, mem, &put, out, e);
}

static enum rc ask(struct allegro *api, void *mem, const struct outbox_command *c,
		   struct outbox_finding *out, struct err *e)
{
	struct order_standing now;

	if (order_standing_fetch(api, mem, c->rows->subject, &now, e))
		return e->rc;
	*out = (struct outbox_finding){
	    .event = order_status_judge(c->rows, now.fulfillment, now.revision),
	    .value = now.fulfillment,
	    .guard = now.revision,
	};
	return RC_OK;
}

static enum rc land(struct db *db, const struct outbox_intent *i, int64_t *landed, struct err *e)
{
	return order_renew(db, i->account_id, i->subject, landed, e);
}

extern const struct outbox_remote outbox_order_status_remote;
const struct outbox_remote outbox_order_status_remote = {
    .at_once = 1,
    .head = head,
    .body = body,
    .send = send,
    .ask = ask,
    .land = land,
};
