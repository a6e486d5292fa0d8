/* The kind "offer-new" at Allegro (FACTS 3.5). */
#include "base/mem.h"
#include "domain/mapping/refusal.h"
#include "domain/offers/listing_store.h"
#include "domain/offers/offer.h"
#include "domain/outbox/outbox_remote.h"
#include "domain/stock/stock_link.h"

#include <stdlib.h>

static uint64_t product_of(const struct outbox_intent *i)
{
	return strtoull(i->subject, NULL, 10);
}

static const char *head(void *mem, const struct outbox_command *c UNUSED)
{
	return resource_head(mem, OP_OFFER_NEW, "");
}

static enum rc load(struct db *db, void *mem, const struct outbox_intent *rows, size_t n UNUSED,
		    const char **body, struct err *e)
{
	return listing_body(db, mem, rows->account_id, product_of(rows), body, e);
}

/* The offer with the signature of the intent that has not been archived; NULL: none is listed. */
static enum rc find(struct allegro *api, void *mem, const struct outbox_intent *i,
		    const struct offer **out, struct err *e)
{
	const struct resource_query q = {
	    .from = TIME_NONE, .to = TIME_NONE, .only = "external.id", .value = i->after};
	struct resource_page page;

	*out = NULL;
	if (resource_list(api, mem, &offer_resource, &q, &page, e))
		return e->rc;
	const struct offer *offers = page.items;
	for (size_t k = 0; k < page.n && !*out; k++)
		if (str_eq(offers[k].external_id, i->after))
			*out = &offers[k];
	return RC_OK;
}

/* Allegro has no key against repetition: what is there already is not made again. */
static enum rc send(struct allegro *api, void *mem, const struct outbox_command *c,
		    struct allegro_receipt *out, struct err *e)
{
	const struct allegro_call call = {.op = OP_OFFER_NEW, .body = c->body};
	const struct offer *known;

	*out = (struct allegro_receipt){.sent = false};
	if (find(api, mem, c->rows, &known, e))
		return e->rc;
	if (!known)
		return allegro_push(api, mem, &call, out, e);
	out->sent = true; /* Allegro has answered, by showing it */
	(void)err_set(e, RC_REMOTE, "the account has offer %s with this signature", known->id);
	e->meaning = MEANING_REFUSED;
	return e->rc;
}

/* The list tells a little late, and has told too little before: that it shows none proves nothing
 * (RELIABILITY 0.2). */
static enum rc ask(struct allegro *api, void *mem, const struct outbox_command *c,
		   struct outbox_finding *out, struct err *e)
{
	const struct offer *known;

	if (find(api, mem, c->rows, &known, e))
		return e->rc;
	if (known) {
		out->event = OUTBOX_CONFIRMED;
		out->value = known->id;
	}
	return RC_OK;
}

static enum rc land(struct db *db, const struct outbox_intent *i, int64_t *landed UNUSED,
		    struct err *e)
{
	const struct stock_link link = {.product_id = product_of(i), .pieces = 1};
	const struct listing_landed l = {i->account_id, product_of(i), i->found_value};

	if (!l.offer_id)
		return RC_OK;
	if (listing_land(db, &l, e))
		return e->rc;
	return stock_link_set(db, i->account_id, l.offer_id, &link, 1, i->actor, e);
}

static enum rc refused(struct db *db, void *mem, const struct outbox_intent *i,
		       const struct allegro_receipt *receipt, struct err *e)
{
	struct listing_says sent;
	struct refusal_says says;

	if (!receipt->n_refusals)
		return RC_OK;
	if (listing_says(db, mem, i->account_id, product_of(i), &sent, e))
		return e->rc;
	const struct refusal_of of = {.environment = sent.environment,
				      .account_id = i->account_id,
				      .product_id = product_of(i),
				      .category_id = str_or(sent.category_id, "")};
	refusal_says_parse(mem, sent.says, &says);
	return refusals_remember(db, &of, &says, receipt->refusals, receipt->n_refusals, e);
}

extern const struct outbox_remote outbox_offer_new_remote;
const struct outbox_remote outbox_offer_new_remote = {
    .at_once = 1,
    .head = head,
    .load = load,
    .send = send,
    .ask = ask,
    .land = land,
    .refused = refused,
};
