/* The kinds "producer-new" and "person-new" at Allegro (FACTS 3). */
#include "domain/registers/register.h"

#include "base/mem.h"
#include "domain/outbox/outbox_remote.h"
#include "domain/terms/terms.h"

/* More than Allegro lets one page through. */
enum { PAGES_MAX = 60 };

static enum allegro_op op_of(enum term_kind kind)
{
	return kind == TERM_PERSON ? OP_PERSON_NEW : OP_PRODUCER_NEW;
}

static const char *body_of(void *mem, const struct outbox_intent *i)
{
	struct term t;

	register_read(mem, i->after, &t);
	return party_body(mem, register_term_kind(i->kind), &t);
}

static const char *head(void *mem, const struct outbox_command *c)
{
	return resource_head(mem, op_of(register_term_kind(c->rows->kind)), "");
}

static const char *body(void *mem, const struct outbox_intent *rows, size_t n UNUSED)
{
	return body_of(mem, rows);
}

/* ---- Looking for it -------------------------------------------------------------------------- */

struct search {
	const struct outbox_intent *i;
	enum term_kind kind;
	const char *name;
	const char *body;
	const char *other; /* an entry of the name that says something else; NULL: none */
	bool found;
	bool unread; /* something of the list could not be read: it may be the one */
};

static struct search search_of(void *mem, const struct outbox_intent *i)
{
	struct term t;

	register_read(mem, i->after, &t);
	return (struct search){
	    .i = i, .kind = register_term_kind(i->kind), .name = t.name, .body = body_of(mem, i)};
}

static void look_at(void *mem, struct search *s, const struct term *t)
{
	if (!str_eq(t->name, s->name))
		return;
	if (str_eq(party_body(mem, s->kind, t), s->body))
		s->found = true;
	else
		s->other = register_text(mem, t);
}

static enum rc search(struct allegro *api, void *mem, struct search *s, struct err *e)
{
	const struct resource *r = &term_resources[s->kind];
	struct resource_query q = {.from = TIME_NONE, .to = TIME_NONE};

	for (size_t page = 0; page < PAGES_MAX && !s->found; page++) {
		struct resource_page got;

		if (resource_list(api, mem, r, &q, &got, e))
			return e->rc;
		const struct term *terms = got.items;
		for (size_t i = 0; i < got.n; i++)
			look_at(mem, s, &terms[i]);
		s->unread |= got.unread > 0;
		q.offset += (int64_t)(got.n + got.unread);
		if ((int64_t)(got.n + got.unread) < r->most)
			return RC_OK;
	}
	s->unread |= !s->found;
	return RC_OK;
}

/* ---- Sending --------------------------------------------------------------------------------- */

/* What is here may be a day old. A name that the register has by now is no failure of ours: what it
 * says is asked for, as after any clash. */
static enum rc send(struct allegro *api, void *mem, const struct outbox_command *c,
		    struct allegro_receipt *out, struct err *e)
{
	const struct allegro_call call = {.op = op_of(register_term_kind(c->rows->kind)),
					  .body = c->body};
	struct search s = search_of(mem, c->rows);

	*out = (struct allegro_receipt){.sent = false};
	if (search(api, mem, &s, e))
		return e->rc;
	if (!s.found && !s.other)
		return allegro_push(api, mem, &call, out, e);
	out->sent = true;
	(void)err_set(e, RC_CONFLICT, "the register has an entry of this name by now");
	e->meaning = MEANING_CONFLICT;
	return e->rc;
}

/* ---- What became of it ----------------------------------------------------------------------- */

/* After a yes it is there, whatever the list shows already; only a list read whole that has no such
 * name says that it was not made. */
static enum outbox_event outcome(const struct search *s)
{
	if (s->found)
		return OUTBOX_CONFIRMED;
	if (s->other)
		return OUTBOX_CHANGED;
	return s->unread || str_eq(s->i->reason, outbox_reason_names[OUTBOX_BECAUSE_ACCEPTED])
		   ? OUTBOX_UNCLEAR
		   : OUTBOX_ABSENT;
}

static enum rc ask(struct allegro *api, void *mem, const struct outbox_command *c,
		   struct outbox_finding *out, struct err *e)
{
	struct search s = search_of(mem, c->rows);

	if (search(api, mem, &s, e))
		return e->rc;
	*out = (struct outbox_finding){.event = outcome(&s),
				       .value = s.found ? c->rows->after : s.other};
	return RC_OK;
}

static enum rc land(struct db *db, const struct outbox_intent *i, int64_t *landed, struct err *e)
{
	*landed = TIME_NONE;
	return terms_renew_within(db, i->account_id, e);
}

extern const struct outbox_remote outbox_producer_new_remote;
extern const struct outbox_remote outbox_person_new_remote;
#define REMOTE                                                                                     \
	{                                                                                          \
		.at_once = 1, .head = head, .body = body, .send = send, .ask = ask, .land = land   \
	}
const struct outbox_remote outbox_producer_new_remote = REMOTE;
const struct outbox_remote outbox_person_new_remote = REMOTE;
