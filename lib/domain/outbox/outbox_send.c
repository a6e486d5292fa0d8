/* The way of intents: claim, request, question, end. Those of a kind that takes several at once go
 * together; all others are groups of one. */
#include "domain/outbox/outbox_send.h"

#include <string.h>

#include "base/mem.h"
#include "base/time.h"
#include "domain/outbox/outbox_kind.h"
#include "domain/outbox/outbox_store.h"
#include "domain/outbox/outbox_work.h"

enum {
	PROBLEM_CHARS = 500,
	LEASE_SLACK_S = 45, /* the longest request with its connect */
	OUTAGES_IN_A_ROW = 2,
	UUID_SIZE = 37,
	NAME_MAX_BYTES = 4 << 20,
};

static const char *reason_name(enum outbox_reason reason)
{
	return reason ? outbox_reason_names[reason] : NULL;
}

static struct outbox_command command_of(const struct work *w, struct bytes body)
{
	return (struct outbox_command){w->uuid, body, w->rows, w->n};
}

/* ---- Taking ---------------------------------------------------------------------------------- */

/* What was due, and what is objected to some of it now. */
struct claim {
	struct work *w; /* its rows: what is sent */
	struct outbox_intent *due;
	size_t n_due;
	struct outcome *outcomes; /* without a reason: nothing is objected */
	struct bytes body;
};

/* An obstacle drops it, a doubt holds it for a person. */
static struct outcome objection_outcome(const struct outbox_objection *o)
{
	return (struct outcome){
	    .event = o->obstacle ? OUTBOX_OVERTAKEN : OUTBOX_DOUBTED,
	    .reason = o->obstacle ? o->obstacle : o->doubt,
	    .status = INT64_MIN,
	};
}

static enum rc set_aside(struct db *db, struct claim *c, struct err *e)
{
	struct work *w = c->w;
	struct outbox_objection *found = mem_array(w->mem, struct outbox_objection, c->n_due);

	w->rows = mem_array(w->mem, struct outbox_intent, c->n_due);
	w->n = 0;
	if (outbox_check(db, w->mem, c->due, c->n_due, found, e))
		return e->rc;
	for (size_t i = 0; i < c->n_due; i++) {
		c->outcomes[i] = objection_outcome(&found[i]);
		if (!c->outcomes[i].reason)
			w->rows[w->n++] = c->due[i];
		else if (row_move(w, &c->due[i], &c->outcomes[i], e))
			return e->rc;
	}
	return RC_OK;
}

/* The same decisions in the same bytes are the same command, whoever makes it and however often;
 * what a person releases gets another deadline, and so another command. */
static const char *name_command(const struct work *w, const char *body)
{
	struct str name;
	char *uuid = mem_array(w->mem, char, UUID_SIZE);

	str_init(&name, w->mem, NAME_MAX_BYTES);
	str_addf(&name, "%s:%s", w->rows->kind, body);
	for (size_t i = 0; i < w->n; i++)
		str_addf(&name, ":%s@%lld", w->rows[i].command_id, (long long)w->rows[i].deadline);
	str_uuid_of(name.text, uuid);
	return uuid;
}

static enum rc take(struct db *db, struct claim *c, struct err *e)
{
	struct work *w = c->w;
	const char *body;

	if (w->remote->load && w->remote->load(db, w->mem, w->rows, w->n, &body, e))
		return e->rc;
	if (!w->remote->load)
		body = w->remote->body(w->mem, w->rows, w->n);
	w->uuid = name_command(w, body);
	c->body = (struct bytes){body, strlen(body)};
	const struct outbox_command command = command_of(w, c->body);
	const struct outcome s = {.event = OUTBOX_CLAIMED,
				  .request = w->remote->head(w->mem, &command),
				  .status = INT64_MIN};
	const struct command_row row = {
	    .account_id = w->p->turn->account->id,
	    .uuid = w->uuid,
	    .kind = w->rows->kind,
	    .request = s.request,
	    .body = body,
	    .intents = w->n,
	    .actor = w->p->turn->actor,
	};

	if (command_save(db, &row, &w->command, e))
		return e->rc;
	for (size_t i = 0; i < w->n; i++)
		if (intent_claim(db, &w->rows[i], w->command, e) ||
		    row_step(w, &w->rows[i], &s, OUTBOX_SENT, e))
			return e->rc;
	return RC_OK;
}

static enum rc claim_body(struct db *db, void *arg, struct err *e)
{
	struct claim *c = arg;

	if (set_aside(db, c, e))
		return e->rc;
	return c->w->n ? take(db, c, e) : RC_OK;
}

static void claimed(struct claim *c)
{
	struct work *w = c->w;

	for (size_t i = 0; i < c->n_due; i++)
		if (c->outcomes[i].reason)
			row_moved(w, &c->due[i], &c->outcomes[i]);
	for (size_t i = 0; i < w->n; i++) {
		w->rows[i].state = outbox_state_names[OUTBOX_SENT];
		w->rows[i].reason = NULL;
		w->rows[i].version++;
		w->rows[i].attempts++;
	}
}

/* ---- Requests -------------------------------------------------------------------------------- */

static const char *problem_text(const struct work *w, const char *text)
{
	return str_head(w->mem, text ? mem_strdup(w->mem, text) : NULL, PROBLEM_CHARS);
}

/* What hinders one hinders all: the turn ends, and says why. An outage may concern this one thing
 * alone: the second in a row is one of Allegro. */
static void end_turn_if_all(struct work *w, const struct err *cause)
{
	bool outage = cause->meaning == MEANING_OUTAGE;

	w->p->outages = outage ? w->p->outages + 1 : 0;
	if (outage ? w->p->outages < OUTAGES_IN_A_ROW
		   : meaning_reach(cause->meaning) == REACH_THING)
		return;
	turn_note(w->p->turn, cause);
}

static enum outbox_reason reason_after(const struct outbox_intent *row, enum outbox_event event)
{
	if (event == OUTBOX_CHANGED)
		return OUTBOX_BECAUSE_CHANGED;
	if (event == OUTBOX_REFUSED)
		return OUTBOX_BECAUSE_REFUSED;
	if (event == OUTBOX_BLOCKED)
		return OUTBOX_BECAUSE_BLOCKED;
	if (event != OUTBOX_UNCLEAR)
		return OUTBOX_BECAUSE_NOTHING;
	return str_eq(row->reason, outbox_reason_names[OUTBOX_BECAUSE_ACCEPTED])
		   ? OUTBOX_BECAUSE_ACCEPTED
		   : OUTBOX_BECAUSE_NO_ANSWER;
}

/* What one row is told when the question was answered. */
static struct outcome found_outcome(const struct work *w, const struct outbox_intent *row,
				    const struct outbox_finding *found)
{
	return (struct outcome){
	    .event = found->event,
	    .reason = reason_name(reason_after(row, found->event)),
	    .status = 200,
	    .problem = problem_text(w, found->problem),
	    .found_value = str_head(w->mem, found->value, OUTBOX_VALUE_CHARS),
	    .found_guard = found->guard,
	    .asked = 1,
	};
}

/* And when it was not. The subject is gone: there is nothing left to write to. */
static struct outcome unfound_outcome(const struct work *w, const struct outbox_intent *row,
				      const struct err *asking)
{
	bool gone = asking->meaning == MEANING_GONE;

	return (struct outcome){
	    .event = gone ? OUTBOX_CHANGED : OUTBOX_UNCLEAR,
	    .reason =
		reason_name(gone ? OUTBOX_BECAUSE_NOT_FOUND : reason_after(row, OUTBOX_UNCLEAR)),
	    .status = asking->http ? asking->http : INT64_MIN,
	    .trace = asking->trace,
	    .problem = problem_text(w, asking->msg),
	    .asked = 1,
	};
}

/* Allegro took the request and refuses its intents one by one, because the account may not: nothing
 * else of it is sent. */
static void end_turn_if_blocked(struct work *w, const struct outbox_finding *found)
{
	struct err blocked = {0};

	for (size_t i = 0; i < w->n; i++) {
		if (found[i].event != OUTBOX_BLOCKED)
			continue;
		(void)err_set(&blocked, RC_DENIED, "%s",
			      str_or(found[i].problem, "the account may not do this"));
		blocked.meaning = MEANING_BLOCKED;
		turn_note(w->p->turn, &blocked);
		return;
	}
}

static enum rc ask(struct work *w, struct err *e)
{
	struct outbox_finding *found = mem_array(w->mem, struct outbox_finding, w->n);
	struct outcome *outcomes = mem_array(w->mem, struct outcome, w->n);
	const struct outbox_command command = command_of(w, (struct bytes){0});
	struct err asking = {0};

	for (size_t i = 0; i < w->n; i++)
		found[i].event = OUTBOX_UNCLEAR;
	enum rc rc = w->remote->ask(w->p->turn->api, w->mem, &command, found, &asking);
	if (rc == RC_STOPPED) {
		*e = asking;
		return rc;
	}
	if (rc)
		end_turn_if_all(w, &asking);
	else
		end_turn_if_blocked(w, found);
	for (size_t i = 0; i < w->n; i++)
		outcomes[i] = rc ? unfound_outcome(w, &w->rows[i], &asking)
				 : found_outcome(w, &w->rows[i], &found[i]);
	return work_move(w, outcomes, e);
}

/* May this process still make the request it has claimed? A process that slept may not: its intents
 * stay SENT, and whoever holds the lease asks (F35). */
static bool overslept(const struct work *w, int64_t claimed_at)
{
	return mono_ms() - claimed_at > (w->p->lease_s - LEASE_SLACK_S) * TIME_SECOND_MS;
}

static enum rc request(struct work *w, struct bytes body, struct err *e)
{
	const struct outbox_command command = command_of(w, body);
	struct outcome *outcomes = mem_array(w->mem, struct outcome, w->n);
	struct allegro_receipt *receipt = mem_zero(w->mem, struct allegro_receipt);
	struct err sending = {0};
	enum rc rc = w->remote->send(w->p->turn->api, w->mem, &command, receipt, &sending);
	struct outbox_verdict v = {OUTBOX_ACCEPTED, OUTBOX_BECAUSE_ACCEPTED};

	if (rc)
		v = outbox_judge(&sending, receipt->sent);
	if (rc)
		end_turn_if_all(w, &sending);
	else
		w->p->outages = 0;
	for (size_t i = 0; i < w->n; i++)
		outcomes[i] = (struct outcome){
		    .event = v.event,
		    .reason = reason_name(v.reason),
		    .status = receipt->status ? receipt->status : INT64_MIN,
		    .trace = receipt->trace,
		    .problem = rc ? problem_text(w, sending.msg) : NULL,
		};
	w->receipt = receipt;
	if (work_move(w, outcomes, e))
		return e->rc;
	if (v.event == OUTBOX_CLASHED || (v.event == OUTBOX_ACCEPTED && !w->remote->is_slow))
		return ask(w, e);
	if (rc == RC_STOPPED)
		return err_set(e, RC_STOPPED, "asked to stop");
	return RC_OK;
}

static enum rc send(struct work *w, struct err *e)
{
	struct claim c = {
	    .w = w,
	    .due = w->rows,
	    .n_due = w->n,
	    .outcomes = mem_array(w->mem, struct outcome, w->n),
	};
	int64_t claimed_at = mono_ms();
	enum rc rc = turn_tx(w->p->turn, claim_body, &c, e);

	/* Undone, or switched off, between looking and taking: nothing happens. The lease is
	 * looked at by the next beat. */
	if (rc == RC_CONFLICT) {
		err_clear(e);
		return RC_OK;
	}
	if (rc)
		return rc;
	claimed(&c);
	if (!w->n)
		return RC_OK;
	if (overslept(w, claimed_at))
		return err_set(e, RC_CONFLICT, "this process slept past its lease");
	return request(w, c.body, e);
}

/* ---- A turn ---------------------------------------------------------------------------------- */

/* Those that go with the first: of one that is due, what is due with it; of one in flight, what was
 * sent with it and has no end yet. */
static enum rc gather(struct work *w, struct outbox_intent *first, struct err *e)
{
	bool is_new = str_eq(first->state, outbox_state_names[OUTBOX_NEW]);
	struct db *db = w->p->turn->db;

	w->rows = first;
	w->n = 1;
	w->command = first->command;
	w->uuid = first->command_uuid;
	if (w->remote->at_once <= 1 || (!is_new && !first->command))
		return RC_OK;
	const struct due_ask due = {first, w->remote->at_once, w->remote->one_value};
	return is_new ? intents_due(db, w->mem, &due, &w->rows, &w->n, e)
		      : intents_sent(db, w->mem, first->command, &w->rows, &w->n, e);
}

static enum rc handle(struct work *w, struct outbox_intent *first, struct err *e)
{
	w->remote = outbox_remote_find(first->kind);
	if (!w->remote)
		return err_set(e, RC_INVALID,
			       "intent %llu is of kind %s, which this program does "
			       "not know",
			       (unsigned long long)first->id, first->kind);
	if (gather(w, first, e))
		return e->rc;
	w->p->turn->counts.seen += w->n;
	if (!w->n)
		return RC_OK;
	return str_eq(first->state, outbox_state_names[OUTBOX_NEW]) ? send(w, e) : ask(w, e);
}

/* One request or question; *more: there may be another. */
static enum rc step(struct outbox_push *p, bool *more, struct err *e)
{
	struct work w = {.p = p, .mem = mem_context(NULL, "command")};
	struct outbox_intent first;
	enum rc rc = intent_next(p->turn->db, w.mem, p->turn->account->id, &first, e);

	*more = rc == RC_OK;
	if (rc == RC_NOT_FOUND) {
		err_clear(e);
		rc = RC_OK;
	} else if (!rc) {
		rc = handle(&w, &first, e);
	}
	mem_free(w.mem);
	return rc;
}

enum rc outbox_push(struct outbox_push *p, struct err *e)
{
	bool more = true;

	while (more && !p->turn->trouble.rc)
		if (turn_beat(p->turn, e) || step(p, &more, e))
			return e->rc;
	return RC_OK;
}

enum rc outbox_is_due(struct db *db, uint64_t account_id, bool *due, struct err *e)
{
	void *mem = mem_context(NULL, "due");
	struct outbox_intent next;
	enum rc rc = intent_next(db, mem, account_id, &next, e);

	*due = rc == RC_OK;
	mem_free(mem);
	if (rc == RC_NOT_FOUND)
		err_clear(e);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}
