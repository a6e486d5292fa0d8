/* Setting and asking for the fulfilment status of an order. */
#include "allegro/fulfillment_api.h"

#include "net/http.h"

static const struct json_field standing_fields[] = {
    JF_STR(struct order_standing, id, "/id", JF_REQUIRED),
    JF_STR(struct order_standing, status, "/status", 0),
    JF_STR(struct order_standing, fulfillment, "/fulfillment/status", 0),
    JF_STR(struct order_standing, revision, "/revision", 0),
};

struct body {
	const char *status;
};

const char *fulfillment_body(void *owner, const char *status)
{
	static const struct json_field fields[] = {JF_STR(struct body, status, "/status", 0)};

	return json_encode(owner, fields, &(struct body){status});
}

enum rc fulfillment_put(struct allegro *a, void *owner, const struct fulfillment_put *p,
			struct allegro_receipt *out, struct err *e)
{
	const struct http_pair query[] = {{"checkoutForm.revision", p->revision}, {NULL, NULL}};
	const struct allegro_call call = {
	    .op = OP_FULFILLMENT_SET, .id = p->form_id, .query = query, .body = p->body};

	return allegro_push(a, owner, &call, out, e);
}

enum rc order_standing_fetch(struct allegro *a, void *owner, const char *form_id,
			     struct order_standing *out, struct err *e)
{
	const struct allegro_call call = {.op = OP_CHECKOUT_FORM, .id = form_id};
	struct json *doc;

	*out = (struct order_standing){0};
	if (allegro_call(a, owner, &call, &doc, e))
		return e->rc;
	if (json_decode(owner, doc, standing_fields, out, NULL, e))
		return err_wrap(e, "GET /order/checkout-forms/%s", form_id);
	if (!str_eq(out->id, form_id))
		return err_set(e, RC_SHAPE, "GET /order/checkout-forms/%s: the answer is about %s",
			       form_id, out->id);
	out->revision = str_id(out->revision);
	return RC_OK;
}
