/* The judgement of a day: verdicts in slices, then the seal. */
#include "domain/days/day_audit_step.h"

#include "base/mem.h"
#include "base/i18n.h"
#include "base/secret.h"
#include "base/str.h"
#include "domain/alarms/alarm.h"
#include "domain/feed/feed_thing_store.h"
#include "domain/orders/order_feed.h"

#include <inttypes.h>
#include <string.h>

enum { SEAL_TEXT_MAX = 64 * 1024 * 1024 }; /* half a million forms of one day */

struct judge {
	struct day_audit_step *step;
	int64_t now;
	struct day_count count;
	struct str text; /* the seal is its hash */
	uint64_t found;
	/* Of one slice: */
	const char *after;
	struct day_listed *listed;
	struct day_unlisted *unlisted;
	size_t n;
};

/* ---- Forms of the list ------------------------------------------------------------------------
 */

/* What one slice leads to. */
struct findings {
	struct day_audit_find *finds;
	struct feed_event *marks;
	size_t n;
};

static struct findings findings_new(void *mem, size_t n)
{
	return (struct findings){mem_array(mem, struct day_audit_find, n + 1),
				 mem_array(mem, struct feed_event, n + 1), 0};
}

static void find_add(struct findings *f, const struct judge *j, struct day_audit_find find,
		     int64_t updated_at)
{
	const struct day_audit_day *day = &j->step->day;

	find.account_id = day->account_id;
	find.day_at = day->day_at;
	find.found_by = j->step->audit->turn->actor;
	f->finds[f->n] = find;
	/* The time of change tells feed_fetch() where in the list to look. */
	f->marks[f->n++] = (struct feed_event){
	    .account_id = day->account_id, .thing_id = find.form_id, .occurred_at = updated_at};
}

static enum rc findings_save(struct db *db, const struct findings *f, struct err *e)
{
	if (day_audit_finds_save(db, f->finds, f->n, e))
		return e->rc;
	return feed_things_mark(db, order_kind.table, f->marks, f->n, e);
}

static void judge_form(const struct judge *j, const struct day_listed *form,
		       enum day_verdict verdict, struct findings *f)
{
	if (verdict != DAY_VERDICT_MISSING && verdict != DAY_VERDICT_DIFFERS)
		return;
	find_add(f, j,
		 (struct day_audit_find){
		     .form_id = form->form_id,
		     .kind = day_verdict_names[verdict],
		     .doc_hash = form->doc_hash,
		     .had_event = form->has_event,
		 },
		 form->updated_at);
}

static enum rc save_verdicts(struct db *db, void *mem, const struct judge *j,
			     const enum day_verdict *verdicts, struct err *e)
{
	const struct day_listed *forms = j->listed;
	struct day_audit_verdict *rows = mem_array(mem, struct day_audit_verdict, j->n + 1);

	for (size_t i = 0; i < j->n; i++)
		rows[i] = (struct day_audit_verdict){day_verdict_names[verdicts[i]],
						     j->step->day.account_id, j->step->day.day_at,
						     forms[i].form_id};
	return day_audit_verdicts_save(db, rows, j->n, e);
}

/* The body is run again after a deadlock: it counts into itself and is added when it is over. */
struct slice_tx {
	struct judge *judge;
	void *mem; /* of the slice */
	struct day_count count;
	uint64_t found;
	const char *last; /* form id */
};

static enum rc judge_listed(struct db *db, void *arg, struct err *e)
{
	struct slice_tx *tx = arg;
	struct judge *j = tx->judge;

	if (day_audit_listed(db, tx->mem, &j->step->day, j->after, &j->listed, &j->n, e))
		return e->rc;
	const struct day_listed *forms = j->listed;
	enum day_verdict *verdicts = mem_array(tx->mem, enum day_verdict, j->n + 1);
	struct findings f = findings_new(tx->mem, j->n);
	tx->count = (struct day_count){0};
	for (size_t i = 0; i < j->n; i++) {
		verdicts[i] = day_verdict_of(&forms[i]);
		tx->count.verdicts[verdicts[i]]++;
		tx->count.here += forms[i].has_order;
		judge_form(j, &forms[i], verdicts[i], &f);
		tx->last = forms[i].form_id;
	}
	tx->count.theirs = (int64_t)j->n;
	tx->found = f.n;
	if (save_verdicts(db, tx->mem, j, verdicts, e))
		return e->rc;
	return findings_save(db, &f, e);
}

/* ---- Ours that are not in the list ------------------------------------------------------------
 */

static enum rc judge_unlisted(struct db *db, void *arg, struct err *e)
{
	static const uint8_t no_document[SECRET_HASH_BYTES];
	struct slice_tx *tx = arg;
	struct judge *j = tx->judge;

	if (day_audit_unlisted(db, tx->mem, &j->step->day, j->after, &j->unlisted, &j->n, e))
		return e->rc;
	const struct day_unlisted *orders = j->unlisted;
	struct findings f = findings_new(tx->mem, j->n);
	tx->count = (struct day_count){0};
	for (size_t i = 0; i < j->n; i++) {
		enum day_absence absence = day_absence_of(&orders[i]);
		tx->count.absences[absence]++;
		tx->last = orders[i].form_id;
		if (absence == DAY_ABSENCE_ASKED && !orders[i].was_asked)
			find_add(
			    &f, j,
			    (struct day_audit_find){.form_id = orders[i].form_id,
						    .kind = "ONLY_HERE",
						    .doc_hash = {no_document, sizeof(no_document)}},
			    TIME_NONE);
	}
	return findings_save(db, &f, e);
}

/* ---- Slices -----------------------------------------------------------------------------------
 */

static void add_count(struct day_count *to, const struct day_count *from)
{
	for (size_t i = 0; i < DAY_VERDICT_COUNT; i++)
		to->verdicts[i] += from->verdicts[i];
	for (size_t i = 0; i < DAY_ABSENCE_COUNT; i++)
		to->absences[i] += from->absences[i];
	to->theirs += from->theirs;
	to->here += from->here;
}

static void seal_listed(struct judge *j)
{
	const struct day_listed *forms = j->listed;

	for (size_t i = 0; i < j->n; i++)
		day_seal_line(&j->text, forms[i].form_id, forms[i].revision, forms[i].updated_at);
}

static enum rc judge_slices(struct judge *j, tx_body body, struct err *e)
{
	struct turn *turn = j->step->audit->turn;
	bool more = true;
	enum rc rc = RC_OK;

	j->after = "";
	while (more && !rc) {
		struct slice_tx tx = {.judge = j};
		tx.mem = mem_context(j->step->mem, "audit slice");
		rc = turn_tx(turn, body, &tx, e);
		more = !rc && j->n == DAY_AUDIT_SLICE;
		if (!rc && body == judge_listed)
			seal_listed(j);
		if (more)
			j->after = mem_strdup(j->step->mem, tx.last);
		mem_free(tx.mem);
		add_count(&j->count, &tx.count);
		j->found += tx.found;
		if (more && !rc)
			rc = turn_beat(turn, e);
	}
	return rc;
}

/* ---- The end ----------------------------------------------------------------------------------
 */

static bool same_hash(struct bytes a, struct bytes b)
{
	return a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

/* What the history is told; NULL: nothing has changed. */
static const char *action_of(const struct day_audit_day *day, const struct day_audit_result *r)
{
	bool was_sealed = str_eq(day->state, day_state_names[DAY_SEALED]);
	bool is_sealed = str_eq(r->state, day_state_names[DAY_SEALED]);

	if (was_sealed && is_sealed)
		return same_hash(day->seal_hash, r->seal_hash) ? NULL : "RESEALED";
	if (is_sealed)
		return "SEALED";
	if (was_sealed)
		return "UNSEALED";
	return str_eq(day->state, r->state) ? NULL : "DIFFERENT";
}

static int64_t or_now(int64_t at, int64_t now)
{
	return at == TIME_NONE ? now : at;
}

static struct bytes seal_of(struct judge *j)
{
	uint8_t *hash = mem_array(j->step->mem, uint8_t, SECRET_HASH_BYTES);

	secret_hash(j->text.text, hash);
	return (struct bytes){hash, SECRET_HASH_BYTES};
}

static struct day_audit_result result_of(struct judge *j, enum day_outcome outcome)
{
	const struct day_audit_day *day = &j->step->day;
	struct day_audit_result r = {.account_id = day->account_id,
				     .day_at = day->day_at,
				     .version = day->version,
				     .count = j->count,
				     .state = day->state,
				     .seal_hash = day->seal_hash,
				     .sealed_at = day->sealed_at,
				     .different_since = day->different_since,
				     .unsettled_since = TIME_NONE};

	r.next_check_at =
	    day_next_check(day->day_at, outcome, day->tries, j->step->audit->hour, j->now);
	r.tries = outcome == DAY_OUTCOME_SEALED ? 0 : day->tries + 1;
	/* A day in motion proves nothing: what was sealed stays sealed as it was. */
	if (outcome == DAY_OUTCOME_UNSETTLED)
		r.unsettled_since = or_now(day->unsettled_since, j->now);
	else
		r.seal_hash = seal_of(j);
	if (outcome == DAY_OUTCOME_SEALED) {
		r.state = day_state_names[DAY_SEALED];
		r.sealed_at = or_now(day->sealed_at, j->now);
		r.different_since = TIME_NONE;
	}
	if (outcome == DAY_OUTCOME_DIFFERENT) {
		r.state = day_state_names[DAY_DIFFERENT];
		r.sealed_at = TIME_NONE;
		r.different_since = or_now(day->different_since, j->now);
	}
	return r;
}

struct close_tx {
	struct judge *judge;
	struct day_audit_result result;
};

static enum rc write_seal(struct db *db, const struct close_tx *tx, struct err *e)
{
	const struct day_audit_step *s = tx->judge->step;
	const struct day_seal seal = {
	    .actor = s->audit->turn->actor,
	    .action = action_of(&s->day, &tx->result),
	    .theirs = tx->result.count.theirs,
	    .equal = tx->result.count.verdicts[DAY_VERDICT_EQUAL],
	    .seal_hash = tx->result.seal_hash,
	};

	return seal.action ? day_audit_seal_save(db, &s->day, &seal, e) : RC_OK;
}

/* A repair takes a minute: a difference that outlives an hour is somebody's business. */
static enum rc tell_people(struct db *db, const struct close_tx *tx, struct err *e)
{
	const struct day_audit_day *day = &tx->judge->step->day;
	const struct day_audit_result *r = &tx->result;
	void *mem = tx->judge->step->mem;
	struct tm tm;

	time_local(day->day_at, &tm);
	const char *date =
	    mem_printf(mem, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
	if (str_eq(r->state, day_state_names[DAY_SEALED]))
		return alarm_clear(db, ALARM_DAY_DIFFERENCE, day->account_id, date, e);
	if (r->different_since == TIME_NONE || tx->judge->now - r->different_since < DAY_SETTLE_MS)
		return RC_OK;
	return alarm_raise(
	    db,
	    &(struct alarm){
		.kind = ALARM_DAY_DIFFERENCE,
		.account_id = day->account_id,
		.subject = date,
		.text = N_("%s: orders at Allegro: %s, in Kram and matching: %s."),
		.values = {date, mem_printf(mem, "%" PRId64, r->count.theirs),
			   mem_printf(mem, "%" PRId64, r->count.verdicts[DAY_VERDICT_EQUAL])},
	    },
	    e);
}

static enum rc close_check(struct db *db, void *arg, struct err *e)
{
	struct close_tx *tx = arg;
	struct day_audit_step *s = tx->judge->step;
	const struct day_audit_day *day = &s->day;

	if (day_audit_forms_forget(db, day, e) ||
	    day_latency(db, day->account_id, day->day_at, day->until_at, &tx->result.latency, e))
		return e->rc;
	if (day_audit_finish(db, &tx->result, e))
		return e->rc;
	if (write_seal(db, tx, e))
		return e->rc;
	return tell_people(db, tx, e);
}

enum rc day_audit_judge(struct day_audit_step *s, struct err *e)
{
	struct judge j = {.step = s, .now = time_now_ms(), .count.told = s->told};

	str_init(&j.text, s->mem, SEAL_TEXT_MAX);
	if (judge_slices(&j, judge_listed, e) || judge_slices(&j, judge_unlisted, e))
		return e->rc;
	if (j.text.overflow)
		return err_set(e, RC_INVALID, "a day of more than %d bytes of order numbers",
			       SEAL_TEXT_MAX);
	enum day_outcome outcome = day_outcome(&j.count, s->day.unsettled_since, j.now);
	struct close_tx tx = {&j, result_of(&j, outcome)};
	if (turn_tx(s->audit->turn, close_check, &tx, e))
		return e->rc;
	s->audit->sealed += outcome == DAY_OUTCOME_SEALED;
	s->audit->found += j.found;
	s->audit->turn->counts.changed += j.found;
	return RC_OK;
}
