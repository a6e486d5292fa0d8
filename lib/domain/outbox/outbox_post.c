/*
 * Deciding: one transaction a decision, and a few statements for a thousand drafts.
 *
 * What a plan brings to the outbox is as many drafts as a request of Allegro's takes, so that
 * drafts go by runs of one account: known ones are asked for, waiting ones give way, the rest is
 * inserted with its steps and its rows of the trail, each as one set.
 */
#include "domain/outbox/outbox_store.h"

#include "base/mem.h"
#include "db/stmt.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/outbox/outbox_kind.h"

#include <stdlib.h>
#include <string.h>

struct posting {
	void *mem; /* of objections */
	const struct outbox_decision *d;
	size_t posted;
};

/* Drafts of one account that nothing is said against, no subject twice. */
struct run {
	void *mem;
	const struct outbox_decision *d;
	uint64_t account_id;
	const struct outbox_draft **drafts;
	size_t n;
};

/* ---- Which of them are new ------------------------------------------------------------------ */

/* By subject, and of one subject the first draft first. */
static int by_subject(const void *a, const void *b)
{
	const struct outbox_draft *x = *(const struct outbox_draft *const *)a;
	const struct outbox_draft *y = *(const struct outbox_draft *const *)b;
	const int order = strcmp(x->subject, y->subject);

	return order ? order : (x > y) - (x < y);
}

static int by_place(const void *a, const void *b)
{
	const struct outbox_draft *x = *(const struct outbox_draft *const *)a;
	const struct outbox_draft *y = *(const struct outbox_draft *const *)b;

	return (x > y) - (x < y);
}

/* Of a subject the first draft counts. */
static void drop_repeated(struct run *r)
{
	size_t kept = 0;

	qsort(r->drafts, r->n, sizeof(struct outbox_draft *), by_subject);
	for (size_t i = 0; i < r->n; i++)
		if (!kept || !str_eq(r->drafts[kept - 1]->subject, r->drafts[i]->subject))
			r->drafts[kept++] = r->drafts[i];
	r->n = kept;
	qsort(r->drafts, r->n, sizeof(struct outbox_draft *), by_place);
}

static struct intent_ask ask_of(const struct run *r)
{
	const char **subjects = mem_array(r->mem, const char *, r->n + 1);

	for (size_t i = 0; i < r->n; i++)
		subjects[i] = r->drafts[i]->subject;
	return (struct intent_ask){r->account_id, r->d->kind, r->d->batch, subjects, r->n};
}

/* What the same form decided before. */
static enum rc drop_known(struct db *db, struct run *r, struct err *e)
{
	const struct intent_ask ask = ask_of(r);
	struct intent_id *known;
	size_t n, k = 0, kept = 0;

	if (intents_known(db, r->mem, &ask, &known, &n, e))
		return e->rc;
	for (size_t i = 0; i < r->n; i++) {
		if (k < n && str_eq(known[k].subject, r->drafts[i]->subject))
			k++;
		else
			r->drafts[kept++] = r->drafts[i];
	}
	r->n = kept;
	return RC_OK;
}

/* Whatever waits for a subject gives way; what is in flight does not. One by one: it is rare that
 * something waits. */
static enum rc make_way(struct db *db, const struct run *r, struct err *e)
{
	const struct intent_ask ask = ask_of(r);
	struct open_row *rows;
	size_t n;

	if (intents_open(db, r->mem, &ask, &rows, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		if (intent_replace(db, &rows[i], r->d->actor, e))
			return err_wrap(e, "%s", rows[i].subject);
	return RC_OK;
}

/* ---- Keeping them --------------------------------------------------------------------------- */

static struct intent_row row_of(const struct run *r, const struct outbox_draft *draft)
{
	const struct outbox_decision *d = r->d;
	const char *key = mem_printf(r->mem, "%s:%s:%s", d->kind, draft->subject, d->batch);
	char *command_id = mem_array(r->mem, char, 37);

	str_uuid_of(mem_printf(r->mem, "%llu:%s", (unsigned long long)draft->account_id, key),
		    command_id);
	return (struct intent_row){
	    .account_id = draft->account_id,
	    .key = key,
	    .command_id = command_id,
	    .kind = d->kind,
	    .class = outbox_kind_find(d->kind)->class,
	    .subject = draft->subject,
	    .batch = d->batch,
	    .guard = draft->guard,
	    .before = draft->before,
	    .after = draft->after,
	    .accepted = draft->accepted,
	    .actor = d->actor,
	    .delay_s = d->delay_s,
	    .deadline_s = OUTBOX_DEADLINE_S,
	};
}

static enum rc insert(struct db *db, const struct run *r, struct err *e)
{
	struct intent_row *rows = mem_array(r->mem, struct intent_row, r->n);

	for (size_t i = 0; i < r->n; i++)
		rows[i] = row_of(r, r->drafts[i]);
	return intents_insert(db, rows, r->n, e);
}

static struct step_row step_of(const struct run *r, const struct outbox_draft *draft, uint64_t id)
{
	const char *values =
	    mem_printf(r->mem, "%s -> %s", str_or(draft->before, ""), str_or(draft->after, ""));

	return (struct step_row){
	    .outbox_id = id,
	    .actor = r->d->actor,
	    .event = "decided",
	    .state = outbox_state_names[OUTBOX_NEW],
	    .status = INT64_MIN,
	    .detail = outbox_told(r->d->kind, str_head(r->mem, values, OUTBOX_VALUE_CHARS)),
	};
}

static struct audit_entry entry_of(const struct run *r, const struct outbox_draft *draft)
{
	const char *kind = r->d->kind;

	return (struct audit_entry){
	    .actor = r->d->actor,
	    .action = mem_printf(r->mem, "%s.decided", kind),
	    .subject = outbox_subject(r->mem, kind, draft->subject),
	    .before = outbox_told(kind, draft->before),
	    .after = outbox_told(kind, draft->after),
	};
}

/* How they came about: in the steps of each, and in the trail. */
static enum rc tell(struct db *db, const struct run *r, struct err *e)
{
	struct step_row *steps = mem_array(r->mem, struct step_row, r->n);
	struct audit_entry *entries = mem_array(r->mem, struct audit_entry, r->n);
	const struct intent_ask ask = ask_of(r);
	struct intent_id *made;
	size_t n;

	if (intents_known(db, r->mem, &ask, &made, &n, e))
		return e->rc;
	if (n != r->n)
		return err_set(e, RC_INVALID, "%zu of %zu changes can be found", n, r->n);
	for (size_t i = 0; i < n; i++) {
		steps[i] = step_of(r, r->drafts[i], made[i].id);
		entries[i] = entry_of(r, r->drafts[i]);
	}
	return steps_add(db, steps, n, e) ? e->rc : audit_add_all(db, entries, n, e);
}

static enum rc post_run(struct db *db, struct run *r, struct err *e)
{
	if (!r->n)
		return RC_OK;
	drop_repeated(r);
	if (drop_known(db, r, e) || !r->n || make_way(db, r, e) || insert(db, r, e))
		return e->rc;
	return tell(db, r, e);
}

/* ---- A decision ------------------------------------------------------------------------------ */

/* What was seen when it was decided is looked at again in the transaction that keeps it. */
static enum rc find_objections(struct db *db, void *mem, const struct outbox_decision *d,
			       struct err *e)
{
	struct outbox_intent *rows = mem_array(mem, struct outbox_intent, d->n + 1);
	struct outbox_objection *found = mem_array(mem, struct outbox_objection, d->n + 1);

	for (size_t i = 0; i < d->n; i++) {
		const struct outbox_draft *draft = &d->drafts[i];

		rows[i] = (struct outbox_intent){
		    .kind = d->kind,
		    .account_id = draft->account_id,
		    .subject = draft->subject,
		    .guard = draft->guard,
		    .before = draft->before,
		    .after = draft->after,
		    .accepted = draft->accepted,
		};
	}
	if (outbox_check(db, mem, rows, d->n, found, e))
		return e->rc;
	for (size_t i = 0; i < d->n; i++)
		d->drafts[i].objection = found[i];
	return RC_OK;
}

/* The drafts from one on that are of its account, those that are objected to left out; returns how
 * many were looked at. */
static size_t gather(const struct outbox_decision *d, size_t from, struct run *out)
{
	size_t at = from;

	out->account_id = d->drafts[from].account_id;
	for (; at < d->n && at - from < STMT_BULK_ROWS; at++) {
		if (d->drafts[at].account_id != out->account_id)
			break;
		if (outbox_is_clear(&d->drafts[at].objection))
			out->drafts[out->n++] = &d->drafts[at];
	}
	return at - from;
}

static enum rc post_body(struct db *db, void *arg, struct err *e)
{
	struct posting *p = arg;
	size_t some;

	p->posted = 0;
	if (find_objections(db, p->mem, p->d, e))
		return e->rc;
	for (size_t i = 0; i < p->d->n && !e->rc; i += some) {
		void *mem = mem_context(NULL, "intents");
		struct run r = {.mem = mem,
				.d = p->d,
				.drafts = mem_array(mem, const struct outbox_draft *, p->d->n - i)};

		some = gather(p->d, i, &r);
		(void)post_run(db, &r, e);
		p->posted += r.n;
		mem_free(mem);
	}
	return e->rc;
}

static enum rc post(struct db *db, outbox_run_fn *run, const struct outbox_decision *d,
		    size_t *posted, struct err *e)
{
	struct posting p = {.mem = mem_context(NULL, "decision"), .d = d};

	if (!outbox_kind_find(d->kind))
		BUG("a decision of kind %s, which is none", d->kind);
	enum rc rc = run(db, post_body, &p, e);
	mem_free(p.mem);
	*posted = rc ? 0 : p.posted;
	return rc;
}

enum rc outbox_post(struct db *db, const struct outbox_decision *d, size_t *posted, struct err *e)
{
	return post(db, tx_run, d, posted, e);
}

enum rc outbox_post_within(struct db *db, const struct outbox_decision *d, size_t *posted,
			   struct err *e)
{
	return post(db, outbox_run_within, d, posted, e);
}
