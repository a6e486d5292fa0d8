/*
 * The kinds "rating-answer" and "rating-removal" at Allegro: PUT of a text that can be given once,
 * and the question whether the rating shows it (FACTS 8).
 */
#include "base/mem.h"
#include "domain/outbox/outbox_remote.h"
#include "domain/ratings/rating.h"
#include "domain/ratings/rating_sync.h"

static bool is_answer(const struct outbox_intent *i)
{
	return str_eq(i->kind, OUTBOX_RATING_ANSWER);
}

static const char *head(void *mem, const struct outbox_command *c)
{
	return mem_printf(mem, "PUT /sale/user-ratings/%s/%s", c->rows->subject,
			  is_answer(c->rows) ? "answer" : "removal");
}

static const struct json_field answer_fields[] = {
    JF_STR(struct outbox_intent, after, "/message", 0)};
static const struct json_field removal_fields[] = {
    JF_STR(struct outbox_intent, after, "/request/message", 0)};

static const char *body(void *mem, const struct outbox_intent *rows, size_t n UNUSED)
{
	return is_answer(rows) ? json_encode(mem, answer_fields, rows)
			       : json_encode(mem, removal_fields, rows);
}

static enum rc send(struct allegro *api, void *mem, const struct outbox_command *c,
		    struct allegro_receipt *out, struct err *e)
{
	const struct allegro_call call = {
	    .op = is_answer(c->rows) ? OP_RATING_ANSWER : OP_RATING_REMOVAL,
	    .id = c->rows->subject,
	    .body = c->body,
	};

	return allegro_push(api, mem, &call, out, e);
}

enum outbox_event rating_outcome(const struct outbox_intent *i, const struct rating *now)
{
	const char *text = is_answer(i) ? now->answer : now->removal;
	bool accepted = str_eq(i->reason, outbox_reason_names[OUTBOX_BECAUSE_ACCEPTED]);

	/* Allegro takes one text alone: after a yes to ours it is ours, however it is spaced. */
	if (text)
		return accepted || str_eq(text, i->after) ? OUTBOX_CONFIRMED : OUTBOX_CHANGED;
	return accepted ? OUTBOX_UNCLEAR : OUTBOX_ABSENT;
}

static enum rc ask(struct allegro *api, void *mem, const struct outbox_command *c,
		   struct outbox_finding *out, struct err *e)
{
	struct rating now;

	if (resource_find(api, mem, &rating_resource, c->rows->subject, &now, e))
		return e->rc;
	*out = (struct outbox_finding){.event = rating_outcome(c->rows, &now),
				       .value = is_answer(c->rows) ? now.answer : now.removal};
	return RC_OK;
}

static enum rc land(struct db *db, const struct outbox_intent *i, int64_t *landed, struct err *e)
{
	*landed = TIME_NONE;
	return walk_renew(db, &rating_walk, i->account_id, i->subject, e);
}

extern const struct outbox_remote outbox_rating_remote;
const struct outbox_remote outbox_rating_remote = {
    .at_once = 1,
    .head = head,
    .body = body,
    .send = send,
    .ask = ask,
    .land = land,
};
