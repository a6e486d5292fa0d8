/* Rules of the fulfilment status, and a decision about many orders. */
#include "domain/outbox/order_status.h"

#include "base/mem.h"
#include "base/time.h"
#include "domain/accounts/account.h"
#include "domain/outbox/outbox_kind.h"

const char *const order_status_words[] = {
    "NEW",  "PROCESSING", "READY_FOR_SHIPMENT", "READY_FOR_PICKUP",
    "SENT", "PICKED_UP",  "SUSPENDED",		"CANCELLED",
    NULL,
};

/* ---- Where it stands ------------------------------------------------------------------------- */

static enum outbox_state state_of(const struct order_status *s)
{
	return outbox_state_of(s->state);
}

/* Confirmed at Allegro, while the document here is from before. */
static bool is_ahead(const struct order_status *s)
{
	return state_of(s) == OUTBOX_DONE && s->landed != TIME_NONE &&
	       (int64_t)s->clean_gen < s->landed;
}

const char *order_status_now(const struct order_status *s)
{
	return is_ahead(s) ? s->after : s->fulfillment;
}

const char *order_status_revision(const struct order_status *s)
{
	return is_ahead(s) ? s->found_guard : s->revision;
}

bool order_status_is_pending(const struct order_status *s)
{
	enum outbox_state state = state_of(s);

	return outbox_is_open(state) || state == OUTBOX_HELD || is_ahead(s);
}

/* ---- Whether it may be set ------------------------------------------------------------------- */

static bool is_in_flight(const struct order_status *s)
{
	return state_of(s) == OUTBOX_SENT || state_of(s) == OUTBOX_UNKNOWN;
}

/* A change that waits has its say before the document has. */
static bool is_so(const struct order_status *s, const char *word)
{
	if (state_of(s) == OUTBOX_NEW)
		return str_eq(s->after, word);
	return str_eq(order_status_now(s), word);
}

enum order_status_verdict order_status_obstacle(const struct order_status *s)
{
	if (str_eq(s->place, "merged"))
		return ORDER_STATUS_MERGED;
	if (str_eq(s->status, "CANCELLED"))
		return ORDER_STATUS_CANCELLED;
	if (str_eq(s->provider, "ALLEGRO"))
		return ORDER_STATUS_ALLEGRO_SENDS;
	if (str_eq(order_status_now(s), "RETURNED"))
		return ORDER_STATUS_RETURNED;
	return s->writes >= ORDER_STATUS_WRITES_MAX ? ORDER_STATUS_EXHAUSTED : ORDER_STATUS_OK;
}

enum order_status_verdict order_status_check(const struct order_status *s, const char *word)
{
	const enum order_status_verdict obstacle = order_status_obstacle(s);
	const struct {
		bool holds;
		enum order_status_verdict verdict;
	} rules[] = {
	    {obstacle != ORDER_STATUS_OK, obstacle},
	    {is_in_flight(s), ORDER_STATUS_IN_FLIGHT},
	    {is_so(s, word), ORDER_STATUS_SAME},
	    {!str_eq(s->account_state, ACCOUNT_CONNECTED), ORDER_STATUS_DISCONNECTED},
	    {!str_has_word(s->scopes, outbox_kind_find(OUTBOX_ORDER_STATUS)->scope),
	     ORDER_STATUS_NO_PERMISSION},
	    {s->armed != 1, ORDER_STATUS_OFF},
	};

	for (size_t i = 0; i < COUNT_OF(rules); i++)
		if (rules[i].holds)
			return rules[i].verdict;
	return ORDER_STATUS_OK;
}

/* FACTS 2.6: in these the buyer cannot cancel any more. */
static bool ends_cancelling(const char *word)
{
	static const char *const words[] = {"PROCESSING", "READY_FOR_SHIPMENT", "SENT"};

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_eq(words[i], word))
			return true;
	return false;
}

unsigned order_status_warnings(const struct order_status *s, const char *word)
{
	unsigned out = 0;

	if (ends_cancelling(word) && !ends_cancelling(order_status_now(s)))
		out |= ORDER_STATUS_ENDS_CANCELLING;
	if (str_eq(word, "CANCELLED"))
		out |= ORDER_STATUS_IS_NO_CANCEL;
	if (str_eq(s->place, "unpaid"))
		out |= ORDER_STATUS_UNPAID;
	if (s->writes >= ORDER_STATUS_WRITES_MANY)
		out |= ORDER_STATUS_NEAR_LIMIT;
	return out;
}

/* ---- Deciding -------------------------------------------------------------------------------- */

static const struct order_status *find(const struct order_status *rows, size_t n,
				       const char *form_id)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].form_id, form_id))
			return &rows[i];
	return NULL;
}

static struct outbox_draft draft_of(const struct order_status *s, const char *word)
{
	return (struct outbox_draft){
	    .account_id = s->account_id,
	    .subject = s->form_id,
	    .guard = order_status_revision(s),
	    .before = order_status_now(s),
	    .after = word,
	};
}

static bool is_settable(const char *word)
{
	for (const char *const *w = order_status_words; *w; w++)
		if (str_eq(*w, word))
			return true;
	return false;
}

static enum rc judge(struct db *db, void *mem, const struct order_status_decision *d,
		     struct order_status_outcome *outcomes, struct err *e)
{
	const char **ids = mem_array(mem, const char *, d->n);
	struct order_status *rows;
	size_t n;

	for (size_t i = 0; i < d->n; i++)
		ids[i] = d->picks[i].subject;
	if (order_status_list(db, mem, ids, d->n, &rows, &n, e))
		return e->rc;
	for (size_t i = 0; i < d->n; i++) {
		const struct order_status *s = find(rows, n, ids[i]);

		outcomes[i] = (struct order_status_outcome){.now = s};
		if (!s)
			continue;
		outcomes[i].verdict = order_status_check(s, d->word);
		outcomes[i].changed = s->version != d->picks[i].version;
	}
	return RC_OK;
}

/* What has changed between looking and keeping was not decided. */
static void tell_obstacles(const struct outbox_draft *drafts, size_t n,
			   struct order_status_outcome *outcomes, size_t n_outcomes)
{
	for (size_t i = 0; i < n_outcomes; i++)
		for (size_t k = 0; k < n && outcomes[i].now; k++)
			if (drafts[k].obstacle && drafts[k].subject == outcomes[i].now->form_id)
				outcomes[i].changed = true;
}

enum rc order_status_decide(struct db *db, void *mem, const struct order_status_decision *d,
			    struct order_status_outcome *outcomes, size_t *posted, struct err *e)
{
	struct outbox_draft *drafts = mem_array(mem, struct outbox_draft, d->n + 1);
	size_t n = 0;

	*posted = 0;
	if (!is_settable(d->word))
		return err_set(e, RC_INVALID, "%s is no status a seller can set", d->word);
	if (judge(db, mem, d, outcomes, e))
		return e->rc;
	for (size_t i = 0; i < d->n; i++)
		if (outcomes[i].now && !outcomes[i].changed &&
		    outcomes[i].verdict == ORDER_STATUS_OK)
			drafts[n++] = draft_of(outcomes[i].now, d->word);
	const struct outbox_decision decision = {
	    .kind = OUTBOX_ORDER_STATUS,
	    .batch = d->batch,
	    .actor = d->actor,
	    .delay_s = OUTBOX_UNDO_S,
	    .drafts = drafts,
	    .n = n,
	};
	if (n && outbox_post(db, &decision, posted, e))
		return e->rc;
	tell_obstacles(drafts, n, outcomes, d->n);
	return RC_OK;
}

/* ---- Looking again --------------------------------------------------------------------------- */

/* As outbox.reason keeps them; explained in cgi-bin/outbox/outbox_words.c. */
static const char *const obstacle_words[ORDER_STATUS_VERDICT_COUNT] = {
    [ORDER_STATUS_MERGED] = "merged",	    [ORDER_STATUS_CANCELLED] = "cancelled",
    [ORDER_STATUS_RETURNED] = "returned",   [ORDER_STATUS_ALLEGRO_SENDS] = "allegro-sends",
    [ORDER_STATUS_EXHAUSTED] = "exhausted",
};

/* Up to ORDER_STATUS_MAX of them. */
static enum rc check_some(struct db *db, void *mem, const struct outbox_intent *rows, size_t n,
			  const char **obstacles, struct err *e)
{
	const char *ids[ORDER_STATUS_MAX];
	struct order_status *orders;
	size_t found;

	for (size_t i = 0; i < n; i++)
		ids[i] = rows[i].subject;
	if (order_status_list(db, mem, ids, n, &orders, &found, e))
		return e->rc;
	/* Of one that is not here nothing is known: Allegro decides. */
	for (size_t i = 0; i < n; i++) {
		const struct order_status *s = find(orders, found, ids[i]);
		obstacles[i] = s ? obstacle_words[order_status_obstacle(s)] : NULL;
	}
	return RC_OK;
}

outbox_check_fn outbox_order_status_check;
enum rc outbox_order_status_check(struct db *db, void *mem, const struct outbox_intent *rows,
				  size_t n, const char **obstacles, struct err *e)
{
	for (size_t i = 0, some; i < n; i += some) {
		some = n - i < ORDER_STATUS_MAX ? n - i : ORDER_STATUS_MAX;
		if (check_some(db, mem, &rows[i], some, &obstacles[i], e))
			return e->rc;
	}
	return RC_OK;
}
