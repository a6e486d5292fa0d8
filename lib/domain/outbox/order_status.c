/* Rules of the fulfilment status. */
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

static struct order_facts facts_of(const struct order_status *s)
{
	return (struct order_facts){
	    .status = s->status,
	    .fulfillment = order_status_now(s),
	    .provider = s->provider,
	    .lines_sent = s->lines_sent,
	    .place = s->place,
	    .payment_state = s->payment_state,
	    .withdrawn_at = s->withdrawn_at,
	    .doc_state = s->doc_state,
	};
}

const char *order_status_obstacle(const struct order_status *s)
{
	const struct order_facts facts = facts_of(s);
	enum order_hold hold = order_hold_of(&facts);

	if (order_hold_is_final(hold))
		return order_hold_names[hold];
	return s->writes >= ORDER_STATUS_WRITES_MAX ? "exhausted" : NULL;
}

/* Judged as if nobody had marked or sent it yet, so that no mark hides what else there is. */
const char *order_status_doubt(const struct order_status *s, const char *word)
{
	static const char *const carry_on[] = {
	    "PROCESSING", "READY_FOR_SHIPMENT", "READY_FOR_PICKUP", "SENT", "PICKED_UP", NULL,
	};
	struct order_facts facts = facts_of(s);

	if (!str_is_one_of(word, carry_on))
		return NULL;
	if (str_is_one_of(facts.fulfillment, order_status_words))
		facts.fulfillment = NULL;
	facts.lines_sent = NULL;
	enum order_hold hold = order_hold_of(&facts);
	return hold == ORDER_HOLD_NONE || order_hold_is_final(hold) ? NULL : order_hold_names[hold];
}

enum order_status_verdict order_status_check(const struct order_status *s, const char *word)
{
	const struct {
		bool holds;
		enum order_status_verdict verdict;
	} rules[] = {
	    {order_status_obstacle(s) != NULL, ORDER_STATUS_BARRED},
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
	static const char *const words[] = {"PROCESSING", "READY_FOR_SHIPMENT", "SENT", NULL};

	return str_is_one_of(word, words);
}

unsigned order_status_warnings(const struct order_status *s, const char *word)
{
	unsigned out = 0;

	if (ends_cancelling(word) && !ends_cancelling(order_status_now(s)))
		out |= ORDER_STATUS_ENDS_CANCELLING;
	if (str_eq(word, "CANCELLED"))
		out |= ORDER_STATUS_IS_NO_CANCEL;
	if (s->writes >= ORDER_STATUS_WRITES_MANY)
		out |= ORDER_STATUS_NEAR_LIMIT;
	return out;
}

const struct order_status *order_status_find(const struct order_status *rows, size_t n,
					     const char *form_id)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].form_id, form_id))
			return &rows[i];
	return NULL;
}

/* ---- Looking again --------------------------------------------------------------------------- */

/* Up to ORDER_STATUS_MAX of them. */
static enum rc check_some(struct db *db, void *mem, const struct outbox_intent *rows, size_t n,
			  struct outbox_objection *out, struct err *e)
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
		const struct order_status *s = order_status_find(orders, found, ids[i]);

		if (s)
			out[i] = (struct outbox_objection){
			    order_status_obstacle(s),
			    order_status_doubt(s, rows[i].after),
			};
	}
	return RC_OK;
}

outbox_check_fn outbox_order_status_check;
enum rc outbox_order_status_check(struct db *db, void *mem, const struct outbox_intent *rows,
				  size_t n, struct outbox_objection *out, struct err *e)
{
	for (size_t i = 0, some; i < n; i += some) {
		some = n - i < ORDER_STATUS_MAX ? n - i : ORDER_STATUS_MAX;
		if (check_some(db, mem, &rows[i], some, &out[i], e))
			return e->rc;
	}
	return RC_OK;
}
