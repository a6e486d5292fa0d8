/* The way of an intent: claim, request, question, end. */
#include "domain/outbox/outbox_send.h"

#include "base/mem.h"
#include "base/time.h"
#include "domain/audit/audit.h"
#include "domain/outbox/outbox_kind.h"
#include "domain/outbox/outbox_remote.h"
#include "domain/outbox/outbox_store.h"

enum {
	PROBLEM_CHARS = 500,
	VALUE_CHARS = 500,  /* of outbox.found_value */
	LEASE_SLACK_S = 45, /* the longest request with its connect */
	OUTAGES_IN_A_ROW = 2,
};

/* An intent being worked on; version and state follow each move. */
struct work {
	struct outbox_push *p;
	const struct outbox_remote *remote;
	void *mem;
	struct outbox_intent i;
	const char *obstacle; /* found when it was to be sent */
};

/* What a move says beside the state. */
struct saying {
	enum outbox_event event;
	const char *reason; /* NULL: none */
	const char *request;
	int64_t status; /* INT64_MIN: no answer */
	const char *trace;
	const char *problem;
	const char *found_value;
	const char *found_guard;
	uint64_t asked;
};

/* ---- Moves: a transaction each --------------------------------------------------------------- */

struct moving {
	struct work *w;
	const struct saying *s;
	enum outbox_state to;
};

static enum rc add_step(struct work *w, const struct saying *s, enum outbox_state to, struct err *e)
{
	const struct step_row step = {
	    .outbox_id = w->i.id,
	    .actor = w->p->turn->actor,
	    .event = outbox_event_names[s->event],
	    .state = outbox_state_names[to],
	    .request = s->request,
	    .status = s->status,
	    .trace = str_empty(s->trace) ? NULL : s->trace,
	    .detail = s->problem ? s->problem : s->found_value,
	};

	return step_add(w->p->turn->db, &step, e);
}

/* The end of a way, with Allegro's trace id, under the job's name: the person's part is there
 * already. */
static enum rc add_trail(struct work *w, const struct saying *s, enum outbox_state to,
			 struct err *e)
{
	const struct audit_entry entry = {
	    .actor = w->p->turn->actor,
	    .action = mem_printf(w->mem, "%s.%s", w->i.kind, outbox_event_names[s->event]),
	    .subject = outbox_subject(w->mem, w->i.kind, w->i.subject),
	    .before = w->i.before,
	    .after = s->found_value ? s->found_value : w->i.after,
	    .trace_id = str_empty(s->trace) ? w->i.trace : s->trace,
	};

	if (outbox_is_open(to))
		return RC_OK;
	return audit_add(w->p->turn->db, &entry, e);
}

static const char *reason_name(enum outbox_reason reason)
{
	return reason ? outbox_reason_names[reason] : NULL;
}

/* What Allegro has is another one than here: the reader of a held change wants to see which. */
static enum rc renew_if_changed(struct db *db, const struct moving *m, struct err *e)
{
	int64_t generation;

	if (m->to != OUTBOX_HELD ||
	    !str_eq(m->s->reason, outbox_reason_names[OUTBOX_BECAUSE_CHANGED]))
		return RC_OK;
	return m->w->remote->land(db, &m->w->i, &generation, e);
}

static enum rc write_move(struct db *db, const struct moving *m, struct err *e)
{
	struct work *w = m->w;
	const struct saying *s = m->s;
	struct job_move move = {
	    .id = w->i.id,
	    .version = w->i.version,
	    .from = w->i.state,
	    .to = outbox_state_names[m->to],
	    .reason = s->reason,
	    .problem = s->problem,
	    .found_value = s->found_value,
	    .found_guard = s->found_guard,
	    .trace = str_empty(s->trace) ? NULL : s->trace,
	    .asked = s->asked,
	    .landed = TIME_NONE,
	    .pause_s = outbox_pause_s(s->asked ? w->i.asks : w->i.attempts),
	};

	if ((m->to == OUTBOX_DONE && w->remote->land(db, &w->i, &move.landed, e)) ||
	    renew_if_changed(db, m, e) || intent_move(db, &move, e))
		return e->rc;
	return add_step(w, s, m->to, e) ? e->rc : add_trail(w, s, m->to, e);
}

static enum rc move_body(struct db *db, void *arg, struct err *e)
{
	return write_move(db, arg, e);
}

static void count(struct work *w, enum outbox_state to)
{
	struct turn_counts *c = &w->p->turn->counts;

	c->changed += to == OUTBOX_DONE;
	c->failed += to == OUTBOX_HELD || to == OUTBOX_FAILED;
	c->unchanged += to == OUTBOX_NEW || to == OUTBOX_UNKNOWN;
}

static enum rc move(struct work *w, const struct saying *s, struct err *e)
{
	struct moving m = {w, s, outbox_move(outbox_state_of(w->i.state), s->event)};

	if (m.to == OUTBOX_NONE)
		BUG("intent %llu: %s while %s", (unsigned long long)w->i.id,
		    outbox_event_names[s->event], w->i.state);
	if (turn_tx(w->p->turn, move_body, &m, e))
		return e->rc;
	w->i.state = outbox_state_names[m.to];
	w->i.reason = s->reason;
	w->i.version++;
	w->i.asks += s->asked;
	if (!str_empty(s->trace))
		w->i.trace = mem_strdup(w->mem, s->trace);
	count(w, m.to);
	return RC_OK;
}

/* It was decided about something that is no longer so. */
static enum rc drop_overtaken(struct db *db, struct work *w, struct err *e)
{
	const struct saying s = {
	    .event = OUTBOX_OVERTAKEN, .reason = w->obstacle, .status = INT64_MIN};
	const struct moving m = {w, &s, outbox_move(outbox_state_of(w->i.state), s.event)};

	return write_move(db, &m, e);
}

static enum rc claim_body(struct db *db, void *arg, struct err *e)
{
	struct work *w = arg;
	const struct saying s = {.event = OUTBOX_CLAIMED,
				 .request = w->remote->head(w->mem, &w->i),
				 .status = INT64_MIN};

	if (outbox_check(db, w->mem, &w->i, 1, &w->obstacle, e))
		return e->rc;
	if (w->obstacle)
		return drop_overtaken(db, w, e);
	return intent_claim(db, &w->i, e) ? e->rc : add_step(w, &s, OUTBOX_SENT, e);
}

/* ---- Requests -------------------------------------------------------------------------------- */

static const char *problem_text(struct work *w, const struct err *e)
{
	return str_head(w->mem, mem_strdup(w->mem, e->msg), PROBLEM_CHARS);
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

static enum outbox_reason reason_after(const struct work *w, enum outbox_event event)
{
	if (event == OUTBOX_CHANGED)
		return OUTBOX_BECAUSE_CHANGED;
	if (event != OUTBOX_UNCLEAR)
		return OUTBOX_BECAUSE_NOTHING;
	return str_eq(w->i.reason, outbox_reason_names[OUTBOX_BECAUSE_ACCEPTED])
		   ? OUTBOX_BECAUSE_ACCEPTED
		   : OUTBOX_BECAUSE_NO_ANSWER;
}

static enum rc ask(struct work *w, struct err *e)
{
	struct outbox_finding found = {.event = OUTBOX_UNCLEAR};
	struct err asking = {0};
	enum rc rc = w->remote->ask(w->p->turn->api, w->mem, &w->i, &found, &asking);

	if (rc == RC_STOPPED) {
		*e = asking;
		return rc;
	}
	/* The subject is gone: there is nothing left to write to. */
	bool gone = asking.meaning == MEANING_GONE;
	if (rc)
		found.event = gone ? OUTBOX_CHANGED : OUTBOX_UNCLEAR;
	if (rc)
		end_turn_if_all(w, &asking);
	const struct saying s = {
	    .event = found.event,
	    .reason = reason_name(gone ? OUTBOX_BECAUSE_NOT_FOUND : reason_after(w, found.event)),
	    .status = rc ? (asking.http ? asking.http : INT64_MIN) : 200,
	    .trace = rc ? asking.trace : NULL,
	    .problem = rc ? problem_text(w, &asking) : NULL,
	    .found_value = str_head(w->mem, found.value, VALUE_CHARS),
	    .found_guard = found.guard,
	    .asked = 1,
	};
	return move(w, &s, e);
}

/* May this process still make the request it has claimed? A process that slept may not: its intent
 * stays SENT, and whoever holds the lease asks (F35). */
static bool overslept(const struct work *w, int64_t claimed_at)
{
	return mono_ms() - claimed_at > (w->p->lease_s - LEASE_SLACK_S) * TIME_SECOND_MS;
}

static enum rc request(struct work *w, struct err *e)
{
	struct allegro_receipt receipt;
	struct err sending = {0};
	enum rc rc = w->remote->send(w->p->turn->api, w->mem, &w->i, &receipt, &sending);
	struct outbox_verdict v = {OUTBOX_ACCEPTED, OUTBOX_BECAUSE_ACCEPTED};

	if (rc)
		v = outbox_judge(&sending, receipt.sent);
	if (rc)
		end_turn_if_all(w, &sending);
	else
		w->p->outages = 0;
	const struct saying s = {
	    .event = v.event,
	    .reason = reason_name(v.reason),
	    .status = receipt.status ? receipt.status : INT64_MIN,
	    .trace = receipt.trace,
	    .problem = rc ? problem_text(w, &sending) : NULL,
	};
	if (move(w, &s, e))
		return e->rc;
	if (v.event == OUTBOX_ACCEPTED || v.event == OUTBOX_CLASHED)
		return ask(w, e);
	if (rc == RC_STOPPED)
		return err_set(e, RC_STOPPED, "asked to stop");
	return RC_OK;
}

static enum rc send(struct work *w, struct err *e)
{
	int64_t claimed_at = mono_ms();
	enum rc rc = turn_tx(w->p->turn, claim_body, w, e);

	/* Undone, or switched off, between looking and taking: nothing happens. The lease is
	 * looked at by the next beat. */
	if (rc == RC_CONFLICT) {
		err_clear(e);
		return RC_OK;
	}
	if (rc)
		return rc;
	if (w->obstacle) {
		count(w, OUTBOX_FAILED);
		return RC_OK;
	}
	w->i.state = outbox_state_names[OUTBOX_SENT];
	w->i.reason = NULL;
	w->i.version++;
	w->i.attempts++;
	if (overslept(w, claimed_at))
		return err_set(e, RC_CONFLICT, "this process slept past its lease");
	return request(w, e);
}

/* ---- A turn ---------------------------------------------------------------------------------- */

static enum rc handle(struct work *w, struct err *e)
{
	w->remote = outbox_remote_find(w->i.kind);
	if (!w->remote)
		return err_set(e, RC_INVALID,
			       "intent %llu is of kind %s, which this program does "
			       "not know",
			       (unsigned long long)w->i.id, w->i.kind);
	w->p->turn->counts.seen++;
	if (str_eq(w->i.state, outbox_state_names[OUTBOX_NEW]))
		return send(w, e);
	return ask(w, e);
}

/* One intent; *more: there may be another. */
static enum rc step(struct outbox_push *p, bool *more, struct err *e)
{
	struct work w = {.p = p, .mem = mem_context(NULL, "intent")};
	enum rc rc = intent_next(p->turn->db, w.mem, p->turn->account->id, &w.i, e);

	*more = rc == RC_OK;
	if (rc == RC_NOT_FOUND) {
		err_clear(e);
		rc = RC_OK;
	} else if (!rc) {
		rc = handle(&w, e);
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

/* ---- Deadlines ------------------------------------------------------------------------------- */

static enum rc expire_one(struct outbox_push *p, void *mem, const struct outbox_intent *i,
			  struct err *e)
{
	struct work w = {.p = p, .mem = mem, .i = *i};
	bool sent = !str_eq(i->state, outbox_state_names[OUTBOX_NEW]);
	const struct saying s = {
	    .event = OUTBOX_EXPIRED,
	    .reason = reason_name(sent ? OUTBOX_BECAUSE_UNCONFIRMED : OUTBOX_BECAUSE_NOT_SENT),
	    .status = INT64_MIN,
	};
	enum rc rc = move(&w, &s, e);

	if (rc != RC_CONFLICT)
		return rc;
	err_clear(e);
	return RC_OK;
}

enum rc outbox_expire(struct outbox_push *p, struct err *e)
{
	void *mem = mem_context(NULL, "overdue");
	struct outbox_intent *rows;
	size_t n = 0;
	enum rc rc = intents_overdue(p->turn->db, mem, &rows, &n, e);

	for (size_t i = 0; i < n && !rc; i++)
		rc = expire_one(p, mem, &rows[i], e);
	mem_free(mem);
	return rc;
}
