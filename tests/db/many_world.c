/* The kind, its Allegro, and turns of it. */
#include "many_world.h"

#include "allegro/client.h"
#include "base/mem.h"
#include "base/str.h"
#include "db_test.h"
#include "domain/outbox/outbox_kind.h"
#include "domain/outbox/outbox_remote.h"
#include "order_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct many many;

/* ---- Allegro --------------------------------------------------------------------------------- */

static size_t number_of(const struct outbox_intent *i)
{
	return (size_t)(i->subject[1] - '0');
}

static const char *head(void *owner, const struct outbox_command *c)
{
	return mem_printf(owner, "PUT /many/%s", c->uuid);
}

static const char *body(void *owner, const struct outbox_intent *rows, size_t n)
{
	char *text = mem_strdup(owner, "");

	for (size_t i = 0; i < n; i++)
		text = mem_printf(owner, "%s[\"%s\",\"%s\"]", text, rows[i].subject, rows[i].after);
	return text;
}

static enum rc send(struct allegro *api, void *owner, const struct outbox_command *c,
		    struct allegro_receipt *out, struct err *e)
{
	(void)api, (void)owner;
	many.requests++;
	many.travelled = c->n;
	(void)snprintf(many.uuid, sizeof(many.uuid), "%s", c->uuid);
	many.last_body = mem_strndup(many.mem, c->body.data, c->body.len);
	for (size_t i = 0; i < c->n && many.way != LOST_THERE; i++)
		many.shelf[number_of(&c->rows[i])].effects++;
	*out = (struct allegro_receipt){.sent = true, .status = 202, .trace = "t-1"};
	if (many.way == ARRIVES)
		return RC_OK;
	*out = (struct allegro_receipt){.sent = true};
	(void)err_set(e, RC_RETRY, "lost");
	e->meaning = MEANING_NO_ANSWER;
	return e->rc;
}

static enum rc ask(struct allegro *api, void *owner, const struct outbox_command *c,
		   struct outbox_finding *out, struct err *e)
{
	(void)api, (void)owner, (void)e;
	assert_non_null(c->uuid);
	many.questions++;
	for (size_t i = 0; i < c->n; i++) {
		size_t k = number_of(&c->rows[i]);

		if (many.shelf[k].says != OUTBOX_UNCLEAR)
			out[i] =
			    (struct outbox_finding){.event = many.shelf[k].says, .value = "found"};
		if (many.shelf[k].says == OUTBOX_REFUSED || many.shelf[k].says == OUTBOX_BLOCKED)
			out[i].problem = "too many of these";
		if (!many.shelf[k].effects)
			out[i].event = OUTBOX_ABSENT;
	}
	return RC_OK;
}

static enum rc land(struct db *in, const struct outbox_intent *i, int64_t *landed, struct err *e)
{
	(void)in, (void)i, (void)e;
	*landed = 1;
	return RC_OK;
}

/* ---- The kind -------------------------------------------------------------------------------- */

const struct outbox_remote *__wrap_outbox_remote_find(const char *kind);
const struct outbox_remote *__wrap_outbox_remote_find(const char *kind)
{
	static struct outbox_remote remote = {
	    .at_once = AT_ONCE, .head = head, .body = body, .send = send, .ask = ask, .land = land};

	remote.one_value = many.one_value;
	return str_eq(kind, KIND) ? &remote : NULL;
}

const struct outbox_kind *__wrap_outbox_kind_find(const char *kind);
const struct outbox_kind *__wrap_outbox_kind_find(const char *kind)
{
	static const struct outbox_kind row = {KIND, "thing", 40, "allegro:api:x", false};

	return str_eq(kind, KIND) ? &row : NULL;
}

outbox_check_fn __wrap_outbox_check;
enum rc __wrap_outbox_check(struct db *in, void *owner, const struct outbox_intent *rows, size_t n,
			    struct outbox_objection *out, struct err *e)
{
	(void)in, (void)owner, (void)e;
	for (size_t i = 0; i < n; i++) {
		out[i].obstacle = str_eq(rows[i].subject, many.cancelled) ? "cancelled" : NULL;
		out[i].doubt = str_eq(rows[i].subject, many.doubtful) ? "unpaid" : NULL;
	}
	return RC_OK;
}

/* ---- Deciding and turns ---------------------------------------------------------------------- */

/* A fresh many.account with the first n subjects decided about and due. */
void many_decide(size_t n)
{
	static int made;
	struct outbox_draft drafts[SUBJECTS];
	struct err e = {0};
	size_t posted;

	many.account = world_account(
	    many.db, many.batch = mem_printf(many.mem, "00000000-0000-4000-a000-%012d", ++made));
	db_test_run(many.db,
		    mem_printf(many.mem, "SET @account = %llu", (unsigned long long)many.account));
	memset(many.shelf, 0, sizeof(many.shelf));
	for (size_t i = 0; i < n; i++) {
		drafts[i] = (struct outbox_draft){.account_id = many.account,
						  .subject = mem_printf(many.mem, "s%zu", i),
						  .before = "1",
						  .after = str_or(many.values[i], "2")};
		many.shelf[i].says = OUTBOX_CONFIRMED;
	}
	many.way = ARRIVES;
	many.requests = many.questions = 0;
	many.cancelled = many.doubtful = NULL;
	const struct outbox_switching on = {many.account, KIND, OUTBOX_ARMED, 0};
	const struct outbox_decision d = {
	    .kind = KIND, .batch = many.batch, .actor = "anna", .drafts = drafts, .n = n};
	if (outbox_switch(many.db, &on, "anna", &e) || outbox_post(many.db, &d, &posted, &e) ||
	    posted != n)
		fail_msg("%s", e.msg);
}

enum rc many_push(struct err *e)
{
	struct turn turn = world_turn(many.db, many.account);
	struct outbox_push p = {.turn = &turn, .lease_s = MANY_LEASE_S};

	return outbox_push(&p, e);
}

/* One turn with every pause over. */
void many_turn(void)
{
	struct err e = {0};

	db_test_run(many.db, "UPDATE outbox SET next_at = '2020-01-01'" MINE);
	if (many_push(&e))
		fail_msg("%s", e.msg);
}

int64_t many_count(const char *subject, const char *state)
{
	static const char sql[] =
	    "SELECT COUNT(*) FROM outbox" MINE " AND subject LIKE '%s' AND state = '%s'";

	return world_number(many.db, mem_printf(many.mem, sql, subject, state));
}
