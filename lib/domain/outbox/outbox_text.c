/* Requests with one text, by their rows. */
#include "domain/outbox/outbox_text.h"

#include "base/mem.h"

#include <string.h>

const char *text_head(void *mem, const struct outbox_text *text, const struct outbox_command *c)
{
	return resource_head(mem, text->op, c->rows->subject);
}

const char *text_body(void *mem, const struct outbox_text *text, const struct outbox_intent *rows)
{
	return json_encode_(mem, text->fields, text->n_fields, rows);
}

enum rc text_send(struct allegro *api, void *mem, const struct outbox_text *text,
		  const struct outbox_command *c, struct allegro_receipt *out, struct err *e)
{
	const struct allegro_call call = {
	    .op = text->op,
	    .id = c->rows->subject,
	    .body = c->body,
	};

	return allegro_push(api, mem, &call, out, e);
}

enum outbox_event text_outcome(const struct outbox_intent *i, const char *shown)
{
	bool accepted = str_eq(i->reason, outbox_reason_names[OUTBOX_BECAUSE_ACCEPTED]);

	/* Allegro takes one text alone: after a yes to ours it is ours, however it is spaced. */
	if (shown)
		return accepted || str_eq(shown, i->after) ? OUTBOX_CONFIRMED : OUTBOX_CHANGED;
	return accepted ? OUTBOX_UNCLEAR : OUTBOX_ABSENT;
}

enum rc text_ask(struct allegro *api, void *mem, const struct outbox_text *text,
		 const struct outbox_command *c, struct outbox_finding *out, struct err *e)
{
	char *now = mem_array(mem, char, text->resource->size);
	const char *shown;

	if (resource_find(api, mem, text->resource, c->rows->subject, now, e))
		return e->rc;
	memcpy(&shown, now + text->shown, sizeof(shown));
	*out = (struct outbox_finding){.event = text_outcome(c->rows, shown), .value = shown};
	return RC_OK;
}

enum rc text_land(struct db *db, const struct outbox_text *text, const struct outbox_intent *i,
		  int64_t *landed, struct err *e)
{
	*landed = TIME_NONE;
	return walk_renew(db, text->walk, i->account_id, i->subject, e);
}
