/* A decision about the fulfilment status of many orders. */
#include "domain/outbox/order_status.h"

#include "base/mem.h"

static struct outbox_draft draft_of(const struct order_status_outcome *o, const char *word)
{
	const struct order_status *s = o->now;

	return (struct outbox_draft){
	    .account_id = s->account_id,
	    .subject = s->form_id,
	    .guard = order_status_revision(s),
	    .before = order_status_now(s),
	    .after = word,
	    .accepted = o->doubt,
	};
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
		const struct order_status *s = order_status_find(rows, n, ids[i]);

		outcomes[i] = (struct order_status_outcome){.now = s};
		if (!s)
			continue;
		outcomes[i].verdict = order_status_check(s, d->word);
		outcomes[i].doubt = order_status_doubt(s, d->word);
		outcomes[i].changed =
		    s->version != d->picks[i].version ||
		    (outcomes[i].doubt && !str_eq(outcomes[i].doubt, d->picks[i].accepted));
	}
	return RC_OK;
}

/* What has changed between looking and keeping was not decided. */
static void tell_objections(const struct outbox_draft *drafts, size_t n,
			    struct order_status_outcome *outcomes, size_t n_outcomes)
{
	for (size_t i = 0; i < n_outcomes; i++)
		for (size_t k = 0; k < n && outcomes[i].now; k++)
			if (!outbox_is_clear(&drafts[k].objection) &&
			    drafts[k].subject == outcomes[i].now->form_id)
				outcomes[i].changed = true;
}

enum rc order_status_decide(struct db *db, void *mem, const struct order_status_decision *d,
			    struct order_status_outcome *outcomes, size_t *posted, struct err *e)
{
	struct outbox_draft *drafts = mem_array(mem, struct outbox_draft, d->n + 1);
	size_t n = 0;

	*posted = 0;
	if (!str_is_one_of(d->word, order_status_words))
		return err_set(e, RC_INVALID, "%s is no status a seller can set", d->word);
	if (judge(db, mem, d, outcomes, e))
		return e->rc;
	for (size_t i = 0; i < d->n; i++)
		if (outcomes[i].now && !outcomes[i].changed &&
		    outcomes[i].verdict == ORDER_STATUS_OK)
			drafts[n++] = draft_of(&outcomes[i], d->word);
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
	tell_objections(drafts, n, outcomes, d->n);
	return RC_OK;
}
