/* What orders are drawn from. */
#include "order_crowd.h"

#include "db_test.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "db/stmt.h"
#include "db/tx.h"
#include "domain/outbox/order_status.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PAID_AT "2026-11-20T10:05:00.000Z"
#define IDS	"c0000000-0000-4000-8000-"
#define READY	"READY_FOR_PROCESSING"

/* What the document says of the payment, and what must be made of it. */
static const struct paying {
	const char *type;
	const char *finished_at;
	const char *total; /* "": not told */
	const char *paid;
	bool surcharge;
	const char *state;
} payings[] = {
    {"ONLINE", PAID_AT, "50.00", "50.00", false, "paid"},
    {"ONLINE", PAID_AT, "50.00", "50.00", false, "paid"},
    {"ONLINE", PAID_AT, "50.00", NULL, false, "paid"},
    {"ONLINE", PAID_AT, "", "50.00", false, "paid"},
    {"CASH_ON_DELIVERY", NULL, "50.00", NULL, false, "cod"},
    {"EXTENDED_TERM", NULL, "50.00", NULL, false, "term"}, /* once it is ready */
    {"ONLINE", PAID_AT, "50.00", "60.00", false, "over"},
    {"ONLINE", PAID_AT, "50.00", "10.00", false, "partial"},
    {"ONLINE", PAID_AT, "50.00", "50.00", true, "surcharge"},
    {"ONLINE", NULL, "50.00", NULL, false, "unpaid"},
};

/* What is usual stands there more often. */
#define USUALLY(word) word, word, word, word, word, word, word, word
static const char *const statuses[] = {USUALLY(READY), USUALLY(READY), "BOUGHT",
				       "FILLED_IN",    "CANCELLED",    "NEWLY_INVENTED"};
static const char *const fulfillments[] = {
    USUALLY("NEW"),	"PROCESSING", "PROCESSING", "READY_FOR_SHIPMENT",
    "READY_FOR_PICKUP", "SUSPENDED",  "SENT",	    "PICKED_UP",
    "CANCELLED",	"RETURNED",   "BEAMED"};
static const char *const providers[] = {USUALLY("SELLER"), USUALLY(NULL), "ALLEGRO"};
static const char *const lines_sent[] = {USUALLY("NONE"), NULL, "SOME", "ALL"};
static const char *const withdrawn[] = {USUALLY(NULL), USUALLY(NULL), PAID_AT};
static const char *const doc_states[] = {
    USUALLY("APPLIED"), USUALLY("APPLIED"), "PENDING", "UNREADABLE", "FAILING", "GONE", "LOST"};

#define ONE_OF(c, words) (words)[draw(c, COUNT_OF(words))]

static size_t draw(struct crowd *c, size_t n)
{
	return (size_t)rand_r(&c->seed) % n;
}

static const char *moment(const struct crowd *c, int64_t ms)
{
	char text[TIME_RFC3339_SIZE];

	time_format_rfc3339(ms, text);
	return mem_strdup(c->mem, text);
}

/* Within three days of now, and not within a minute of it; of some, the very moment at which an
 * hour or a day begins. */
static const char *deadline(struct crowd *c)
{
	const int64_t now = time_now_ms();
	const int64_t edges[] = {time_utc_hour(now - TIME_MINUTE_MS), time_day_start(now, 1),
				 time_day_start(now, 2)};
	const size_t edge = draw(c, 24);
	int64_t minutes = (int64_t)draw(c, 6 * 24 * 60) - 3 * 24 * 60;

	if (edge < COUNT_OF(edges))
		return moment(c, edges[edge]);
	return moment(c, now + (minutes + (minutes < 0 ? -1 : 1)) * TIME_MINUTE_MS);
}

static struct form_spec draw_spec(struct crowd *c, size_t i, const struct paying *p)
{
	return (struct form_spec){
	    .id = mem_printf(c->mem, IDS "%012zu", i),
	    .status = ONE_OF(c, statuses),
	    .fulfillment = ONE_OF(c, fulfillments),
	    .provider = ONE_OF(c, providers),
	    .lines_sent = ONE_OF(c, lines_sent),
	    .withdrawn_at = ONE_OF(c, withdrawn),
	    .payment_type = p->type,
	    .finished_at = p->finished_at,
	    .paid = p->paid,
	    .total = p->total,
	    .surcharge = p->surcharge,
	    .bought_at = moment(c, time_now_ms() - (int64_t)draw(c, TIME_DAY_MS)),
	    .dispatch_to = deadline(c),
	};
}

static void draw_one(struct crowd *c, size_t i)
{
	const struct paying *p = &payings[draw(c, COUNT_OF(payings))];
	struct form_spec *s = &c->specs[i];
	bool is_early = str_eq(p->state, "term");

	*s = draw_spec(c, i, p);
	c->facts[i] = (struct order_facts){
	    .status = s->status,
	    .fulfillment = s->fulfillment,
	    .provider = s->provider,
	    .lines_sent = s->lines_sent,
	    .payment_state = is_early && !str_eq(s->status, READY) ? "unpaid" : p->state,
	    .withdrawn_at = TIME_NONE,
	    .doc_state = ONE_OF(c, doc_states),
	};
	if (s->withdrawn_at)
		assert_true(time_parse_rfc3339(s->withdrawn_at, &c->facts[i].withdrawn_at));
}

struct batch {
	const struct crowd *c;
	size_t from;
	size_t n;
};

/* What became of the newest document of each, which feeds tell and documents do not. */
static enum rc keep_doc_states(struct db *db, void *arg, struct err *e)
{
	static const struct stmt_def keep = {
	    "UPDATE order_form SET state = ? WHERE account_id = ? AND form_id = ?"
	    " AND state <> 'SUPERSEDED'",
	    "sus", NO_ROWS};
	const struct batch *b = arg;
	const struct crowd *c = b->c;

	for (size_t i = b->from; i < b->from + b->n; i++)
		if (stmt_run(db, &keep,
			     PARAMS(P_STR(c->facts[i].doc_state), P_U64(c->turn.account->id),
				    P_STR(c->specs[i].id)),
			     NULL, e))
			return e->rc;
	return RC_OK;
}

static void apply(struct crowd *c, size_t from, size_t n)
{
	struct err e = {0};

	for (size_t i = from; i < from + n; i += CROWD_BATCH)
		world_apply(&c->turn, &c->specs[i],
			    from + n - i < CROWD_BATCH ? from + n - i : CROWD_BATCH);
	if (tx_run(c->turn.db, keep_doc_states, &(struct batch){c, from, n}, &e))
		fail_msg("%s", e.msg);
}

static void draw_some(struct crowd *c, size_t from, size_t n)
{
	for (size_t i = from; i < from + n; i++)
		draw_one(c, i);
	apply(c, from, n);
}

/* Two purchases each become one. */
static void merge_some(struct crowd *c)
{
	for (size_t i = 0; i < CROWD_MERGED; i++) {
		struct form_spec *s = &c->specs[CROWD_DRAWN + i];

		draw_one(c, CROWD_DRAWN + i);
		s->line_ids = mem_printf(c->mem, "f%s f%s", c->specs[2 * i].id + 1,
					 c->specs[2 * i + 1].id + 1);
		c->facts[2 * i].place = c->facts[2 * i + 1].place =
		    order_place_names[ORDER_PLACE_MERGED];
	}
	apply(c, CROWD_DRAWN, CROWD_MERGED);
}

struct crowd *crowd_new(void *owner, struct db *db, uint64_t account_id)
{
	struct crowd *c = mem_zero(owner, struct crowd);

	c->mem = owner;
	c->turn = world_turn(db, account_id);
	c->seed = db_test_seed();
	print_message("seed %u\n", c->seed);
	draw_some(c, 0, CROWD_DRAWN);
	draw_some(c, 0, CROWD_AGAIN);
	merge_some(c);
	return c;
}

void crowd_redraw(struct crowd *c)
{
	draw_some(c, 2 * CROWD_MERGED, CROWD_DRAWN - 2 * CROWD_MERGED);
}

const char *crowd_obstacle(const struct crowd *c, size_t i)
{
	enum order_hold hold = order_hold_of(&c->facts[i]);

	return order_hold_is_final(hold) ? order_hold_names[hold] : NULL;
}

static bool is_own_mark(enum order_hold hold)
{
	return hold == ORDER_HOLD_SENT || hold == ORDER_HOLD_GIVEN_UP ||
	       hold == ORDER_HOLD_SUSPENDED;
}

static bool is_word_of_sellers(const char *word)
{
	for (const char *const *w = order_status_words; *w; w++)
		if (str_eq(word, *w))
			return true;
	return false;
}

/* What the seller has marked gives way to the new mark; whatever else holds it does not. */
const char *crowd_doubt(const struct crowd *c, size_t i)
{
	struct order_facts unmarked = c->facts[i];
	enum order_hold hold = order_hold_of(&unmarked);

	if (is_own_mark(hold)) {
		unmarked.lines_sent = NULL;
		if (is_word_of_sellers(unmarked.fulfillment))
			unmarked.fulfillment = NULL;
		hold = order_hold_of(&unmarked);
	}
	return hold == ORDER_HOLD_NONE || order_hold_is_final(hold) ? NULL : order_hold_names[hold];
}

size_t crowd_number(const char *form_id)
{
	int64_t n;

	assert_true(str_to_i64(form_id + strlen(IDS), 0, CROWD_ORDERS - 1, &n));
	return (size_t)n;
}
