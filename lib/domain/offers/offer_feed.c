/* What a feed of offers does with its documents. */
#include "domain/offers/offer_feed.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/feed/feed_plain.h"
#include "domain/offers/offer_feed_store.h"
#include "domain/offers/offer_store.h"
#include "domain/offers/offer_sync.h"

#include <stdlib.h>
#include <string.h>

/* Allegro keeps 24 hours: before they are over, so that nothing is lost while it is asked. */
static const struct feed_reach reach = {.journal_ms = 20 * TIME_HOUR_MS,
					.late_ms = 6 * TIME_HOUR_MS};

static const struct feed_sweep_rule sweeps[] = {
    {"overlap", FEED_SWEEP_JOURNAL, 10 * TIME_MINUTE_MS, 2 * TIME_HOUR_MS, 0, {NULL}},
    /* What the list showed and nobody has read: until then it may sell anything (listing_bar). */
    {"unread", FEED_SWEEP_WAKE, TIME_MINUTE_MS, 0, 0, {NULL}},
    {"sick", FEED_SWEEP_QUARANTINE, TIME_DAY_MS, 0, 4 * TIME_HOUR_MS + 20 * TIME_MINUTE_MS, {NULL}},
};

/* ---- Price and pieces alone -------------------------------------------------------------------
 */

static bool is_of_parts(const char *type)
{
	return str_eq(type, "OFFER_STOCK_CHANGED") || str_eq(type, "OFFER_PRICE_CHANGED");
}

static int by_thing(const void *a, const void *b)
{
	const struct feed_event *x = a;
	const struct feed_event *y = b;

	return strcmp(x->thing_id, y->thing_id);
}

/* Offers of which all that these events tell is a change of price or pieces. */
static size_t only_parts(const struct feed_event *events, size_t n, struct offer_parts_mark *marks)
{
	size_t n_marks = 0;

	for (size_t at = 0; at < n;) {
		bool parts = true;
		size_t end = at;
		for (; end < n && by_thing(&events[at], &events[end]) == 0; end++)
			parts = parts && is_of_parts(events[end].type);
		if (parts)
			marks[n_marks++] = (struct offer_parts_mark){events[at].account_id,
								     events[at].thing_id, end - at};
		at = end;
	}
	return n_marks;
}

static enum rc mark_parts(struct db *db, const struct feed_event *rows, size_t n, struct err *e)
{
	void *mem = mem_context(db, "parts");
	struct feed_event *events = mem_dup(mem, rows, n * sizeof(*rows));
	struct offer_parts_mark *marks = mem_array(mem, struct offer_parts_mark, n + 1);

	qsort(events, n, sizeof(*events), by_thing);
	enum rc rc = offer_parts_mark(db, marks, only_parts(events, n, marks), e);
	mem_free(mem);
	return rc;
}

static bool is_listed(const struct offer_feed_id *rows, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].offer_id, id))
			return true;
	return false;
}

static enum rc choose(struct turn *turn, struct document_get *gets, size_t n, struct err *e)
{
	const char *ids[FEED_BATCH_MAX];
	const struct feed_keys keys = {turn->account->id, ids, n};
	void *mem = mem_context(NULL, "parts");
	struct offer_feed_id *parts;
	size_t n_parts = 0;

	for (size_t i = 0; i < n; i++)
		ids[i] = gets[i].id;
	enum rc rc = offer_parts_suffice(turn->db, mem, &keys, &parts, &n_parts, e);
	for (size_t i = 0; i < n && !rc; i++)
		if (is_listed(parts, n_parts, gets[i].id)) {
			gets[i].op = OP_OFFER_PARTS;
			gets[i].query = offer_parts_query;
		}
	mem_free(mem);
	return rc;
}

/* ---- Documents --------------------------------------------------------------------------------
 */

static enum rc read_offer(void *mem, const struct feed_doc *doc, void *item, struct err *e)
{
	const struct resource *r =
	    doc->op == OP_OFFER_PARTS ? &offer_parts_resource : &offer_resource;

	return resource_read(mem, r, doc->doc, item, e);
}

static enum rc apply(struct turn *turn, const struct feed_doc *docs, size_t n,
		     struct feed_also also, struct err *e)
{
	static const struct feed_plain offers = {
	    .size = sizeof(struct offer), .read = read_offer, .save = offers_save};

	return feed_plain_apply(turn, offer_tables, &offers, docs, n, also, e);
}

/* ---- What the journal does not tell -----------------------------------------------------------
 */

static enum rc have_all_read(struct db *db, struct feed *feed, const struct feed_loss *loss,
			     struct err *e)
{
	const struct offer_gap gap = {.account_id = feed->turn->account->id,
				      .reason = loss->reason,
				      .known_until = feed_gap_known_until(&loss->facts),
				      .event_id = loss->old_event_id};

	return offer_gap_add(db, &gap, e) ? e->rc
					  : walk_restart(db, &offer_walk, gap.account_id, e);
}

static enum rc note_gone(struct db *db, const struct feed_miss *rows, size_t n,
			 const char *actor UNUSED, struct err *e)
{
	return offers_gone(db, rows, n, e);
}

const struct feed_kind offer_kind = {
    .noun = "offers",
    .table = offer_tables,
    .journal = &offer_journal,
    .one = OP_OFFER,
    .reach = &reach,
    .sweeps = sweeps,
    .n_sweeps = COUNT_OF(sweeps),
    .late_subject = "offers",
    .late_text = N_("The journal of offers was last read to its end %s hours ago."),
    .apply = apply,
    .lost = have_all_read,
    .lost_at = offer_gap_last,
    .marked = mark_parts,
    .choose = choose,
    .missing = note_gone,
    .wake = offers_wake,
};

struct feed offer_feed(struct turn *turn)
{
	return (struct feed){.turn = turn, .kind = &offer_kind};
}
