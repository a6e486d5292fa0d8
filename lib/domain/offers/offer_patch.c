/* One request changes one offer. */
#include "domain/offers/offer_patch.h"

#include "allegro/offer_api.h"
#include "domain/offers/offer_land.h"

const char *offer_patch_head(void *mem, const struct outbox_command *c)
{
	return resource_head(mem, OP_OFFER_EDIT, c->rows->subject);
}

enum rc offer_patch_send(struct allegro *api, void *mem, const struct outbox_command *c,
			 struct allegro_receipt *out, struct err *e)
{
	const struct allegro_call call = {
	    .op = OP_OFFER_EDIT, .id = c->rows->subject, .body = c->body};

	return allegro_push(api, mem, &call, out, e);
}

enum rc offer_patch_renew(struct db *db, const struct outbox_intent *i, int64_t *landed,
			  struct err *e)
{
	*landed = TIME_NONE;
	return offer_reread(db, i->account_id, i->subject, e);
}
