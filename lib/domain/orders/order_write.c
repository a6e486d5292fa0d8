/* The writes of a batch, table by table; each step is one statement for all documents. */
#include "domain/orders/order_batch.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_diff.h"
#include "domain/orders/order_due.h"
#include "domain/orders/order_erase.h"
#include "domain/orders/order_glimpse.h"
#include "domain/orders/order_merge.h"
#include "domain/orders/order_stock.h"
#include "domain/orders/order_stop.h"

/* ---- What is there already ------------------------------------------------------------------- */

typedef bool (*work_test)(const struct work *w);

static struct feed_keys keys_of(struct batch *b, work_test is_wanted)
{
	const char **ids = mem_array(b->mem, const char *, b->n);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		if (is_wanted(&b->works[i]))
			ids[n++] = b->works[i].doc->thing_id;
	return (struct feed_keys){b->turn->account->id, ids, n};
}

static struct work *find_work(struct batch *b, const char *form_id)
{
	for (size_t i = 0; i < b->n; i++)
		if (str_eq(b->works[i].doc->thing_id, form_id))
			return &b->works[i];
	return NULL;
}

/* A superseded form may still turn up in the list or arrive late: its lines must not move back. */
static enum rc read_forms(struct batch *b, struct err *e)
{
	struct feed_keys keys = keys_of(b, work_applies);
	struct known_form *forms;
	size_t n;

	if (!keys.n)
		return RC_OK;
	if (known_forms(b->turn->db, b->mem, &keys, &forms, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		struct work *w = find_work(b, forms[i].form_id);
		if (!w)
			continue;
		w->ignored = str_eq(forms[i].state, "SUPERSEDED");
		w->erased = forms[i].erased;
		order_rows_forget(b->mem, &w->rows, (enum order_erasure)w->erased);
	}
	return RC_OK;
}

/* The list may lag: what a single answer brought stays. */
static bool is_behind(const struct work *w, int64_t updated_at)
{
	return w->doc->listed && order_doc_is_behind(w->old->order.updated_at_remote, updated_at);
}

static bool may_say_something(const struct work *w)
{
	return work_applies(w) || w->glimpse;
}

/* The order stays as it is but for what the unreadable document says clearly. */
static void glimpse(struct batch *b, struct work *w)
{
	struct order_difference found[ORDER_DIFF_MAX];

	if (is_behind(w, w->glimpse->updated_at) ||
	    str_eq(w->old->order.place, order_place_names[ORDER_PLACE_MERGED]))
		return;
	w->order_id = w->old->order.id;
	w->rows.order = w->old->order;
	w->rows.person = w->old->person;
	order_glimpse_add(b->mem, w->glimpse, &w->rows.order);
	w->renews = order_diff(b->mem, &w->old->order, &w->rows.order, found) > 0;
}

static enum rc read_orders(struct batch *b, struct err *e)
{
	struct feed_keys keys = keys_of(b, may_say_something);
	struct known_order *orders;
	size_t n;

	if (!keys.n)
		return RC_OK;
	if (known_orders(b->turn->db, b->mem, &keys, &orders, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		struct work *w = find_work(b, orders[i].order.form_id);
		if (!w)
			continue;
		w->old = &orders[i];
		if (work_applies(w))
			w->ignored = is_behind(w, w->rows.order.updated_at_remote);
		else if (w->glimpse)
			glimpse(b, w);
	}
	return RC_OK;
}

/* ---- Orders and people ----------------------------------------------------------------------- */

static enum rc write_orders(struct batch *b, struct err *e)
{
	struct order *rows = mem_array(b->mem, struct order, b->n);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct work *w = &b->works[i];
		if (!work_moves(w))
			continue;
		if (w->old && order_stop_end(b->turn->db, &w->old->order, &w->rows.order, e))
			return e->rc;
		rows[n] = w->rows.order;
		rows[n++].account_id = b->turn->account->id;
	}
	return save_orders(b->turn->db, rows, n, e) ? e->rc
						    : order_stops_keep(b->turn->db, rows, n, e);
}

static enum rc read_ids(struct batch *b, struct err *e)
{
	struct feed_keys keys = keys_of(b, work_applies);
	struct known_id *ids;
	size_t n;

	if (!keys.n)
		return RC_OK;
	if (known_ids(b->turn->db, b->mem, &keys, &ids, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		struct work *w = find_work(b, ids[i].form_id);
		if (w)
			w->order_id = ids[i].id;
	}
	return RC_OK;
}

static enum rc write_people(struct batch *b, struct err *e)
{
	struct save_person *people = mem_array(b->mem, struct save_person, b->n);
	struct save_words *words = mem_array(b->mem, struct save_words, b->n);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct work *w = &b->works[i];
		if (!work_applies(w))
			continue;
		people[n] = (struct save_person){w->order_id, w->rows.person};
		words[n++] = (struct save_words){w->order_id, w->rows.words};
	}
	if (save_persons(b->turn->db, people, n, e))
		return e->rc;
	return save_words(b->turn->db, words, n, e);
}

/* ---- Extras and tax ids: written anew, they have no key of their own ------------------------- */

static enum rc forget_old_extras(struct batch *b, struct err *e)
{
	struct known_id *old = mem_array(b->mem, struct known_id, b->n);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		if (work_applies(&b->works[i]) && b->works[i].old)
			old[n++].id = b->works[i].order_id;
	return forget_extras(b->turn->db, old, n, e);
}

static enum rc write_extras(struct batch *b, struct err *e)
{
	struct save_extra *extras = NULL;
	struct save_tax_id *tax_ids = NULL;
	size_t n_extras = 0;
	size_t n_tax_ids = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct work *w = &b->works[i];
		if (!work_applies(w))
			continue;
		extras =
		    mem_grow(b->mem, extras, struct save_extra, n_extras + w->rows.n_extras + 1);
		tax_ids = mem_grow(b->mem, tax_ids, struct save_tax_id,
				   n_tax_ids + w->rows.n_tax_ids + 1);
		for (size_t k = 0; k < w->rows.n_extras; k++)
			extras[n_extras++] = (struct save_extra){w->order_id, w->rows.extras[k]};
		for (size_t k = 0; k < w->rows.n_tax_ids; k++)
			tax_ids[n_tax_ids++] =
			    (struct save_tax_id){w->order_id, w->rows.tax_ids[k]};
	}
	if (forget_old_extras(b, e) || save_extras(b->turn->db, extras, n_extras, e))
		return e->rc;
	return save_tax_ids(b->turn->db, tax_ids, n_tax_ids, e);
}

/* ---- History --------------------------------------------------------------------------------- */

static size_t changes_of(struct batch *b, const struct work *w, struct save_change *out)
{
	struct order_difference found[ORDER_DIFF_MAX];
	size_t n = order_diff(b->mem, &w->old->order, &w->rows.order, found);

	n += order_diff_person(&w->old->person, &w->rows.person, found + n);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct save_change){
		    .order_id = w->order_id,
		    .at = b->now_ms,
		    .actor = b->turn->actor,
		    .field = found[i].field,
		    .before = found[i].before,
		    .after = found[i].after,
		};
	return n;
}

static enum rc write_changes(struct batch *b, struct err *e)
{
	struct save_change *rows = NULL;
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		if (!work_moves(&b->works[i]) || !b->works[i].old)
			continue;
		rows = mem_grow(b->mem, rows, struct save_change, n + ORDER_DIFF_MAX);
		n += changes_of(b, &b->works[i], rows + n);
	}
	return save_changes(b->turn->db, rows, n, e);
}

/* ---- Tallies and facets ---------------------------------------------------------------------- */

static void tally(struct save_tally *rows, const char *place, int64_t change)
{
	for (size_t i = 0; i < ORDER_PLACE_COUNT; i++)
		if (str_eq(rows[i].place, place))
			rows[i].n += change;
}

static enum rc write_tallies(struct batch *b, struct err *e)
{
	struct save_tally rows[ORDER_PLACE_COUNT];
	size_t n = 0;

	for (size_t i = 0; i < ORDER_PLACE_COUNT; i++)
		rows[i] = (struct save_tally){b->turn->account->id, order_place_names[i], 0};
	for (size_t i = 0; i < b->n; i++) {
		const struct work *w = &b->works[i];
		if (!work_moves(w))
			continue;
		tally(rows, w->rows.order.place, 1);
		if (w->old)
			tally(rows, w->old->order.place, -1);
	}
	for (size_t i = 0; i < ORDER_PLACE_COUNT; i++)
		if (rows[i].n)
			rows[n++] = rows[i];
	return save_tallies(b->turn->db, rows, n, e);
}

static size_t add_facet(struct save_facet *rows, size_t n, const struct save_facet *facet)
{
	if (str_empty(facet->value))
		return n;
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].kind, facet->kind) && str_eq(rows[i].value, facet->value))
			return n;
	rows[n] = *facet;
	return n + 1;
}

static enum rc write_facets(struct batch *b, struct err *e)
{
	struct save_facet *rows = mem_array(b->mem, struct save_facet, 2 * b->n);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct order *o = &b->works[i].rows.order;
		if (!work_applies(&b->works[i]))
			continue;
		n = add_facet(rows, n, &(struct save_facet){"marketplace", o->marketplace, NULL});
		n = add_facet(
		    rows, n,
		    &(struct save_facet){"method", o->delivery_method_id, o->delivery_method});
	}
	return save_facets(b->turn->db, rows, n, e);
}

/* ---- Documents and forms --------------------------------------------------------------------- */

static enum rc write_raws(struct batch *b, struct err *e)
{
	struct save_raw *rows = mem_array(b->mem, struct save_raw, b->n);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct work *w = &b->works[i];
		if (w->kind != WORK_EQUAL && !w->ignored && !w->erased)
			rows[n++] = (struct save_raw){b->turn->account->id, w->doc->thing_id,
						      b->now_ms, w->packed};
	}
	return save_raws(b->turn->db, rows, n, e);
}

typedef enum rc (*form_writer)(struct db *db, const struct stmt_def *table,
			       const struct feed_outcome *rows, size_t n, struct err *e);

static enum rc write_forms_of(struct batch *b, enum work_kind kind, form_writer writer,
			      struct err *e)
{
	struct feed_outcome *rows = mem_array(b->mem, struct feed_outcome, b->n);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct work *w = &b->works[i];
		enum work_kind found = w->ignored ? WORK_EQUAL : w->kind;
		/* An equal document of a form that is clean writes nothing at all. */
		if (found != kind || (kind == WORK_EQUAL && !w->doc->seen_gen))
			continue;
		rows[n++] = (struct feed_outcome){
		    .account_id = b->turn->account->id,
		    .thing_id = w->doc->thing_id,
		    .seen_gen = w->doc->seen_gen,
		    .doc_hash = w->hash,
		    .path = w->path,
		    .reason = w->reason,
		    .counts = !b->spares || w->failed_before,
		};
	}
	return writer(b->turn->db, order_tables, rows, n, e);
}

/* What cannot be read is tried again, although nothing announced it. */
static enum rc reopen_forms(struct batch *b, struct err *e)
{
	struct feed_miss *rows = mem_array(b->mem, struct feed_miss, b->n);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		if (b->works[i].kind == WORK_UNREADABLE && !b->works[i].ignored)
			rows[n++] = (struct feed_miss){.account_id = b->turn->account->id,
						       .thing_id = b->works[i].doc->thing_id,
						       .seen_gen = b->works[i].doc->seen_gen};
	return feed_things_reopen(b->turn->db, order_tables, rows, n, e);
}

static enum rc write_forms(struct batch *b, struct err *e)
{
	if (write_forms_of(b, WORK_APPLY, feed_things_applied, e) ||
	    write_forms_of(b, WORK_EQUAL, feed_things_equal, e) ||
	    write_forms_of(b, WORK_UNREADABLE, feed_things_unreadable, e))
		return e->rc;
	return reopen_forms(b, e);
}

/* ---- All of it ------------------------------------------------------------------------------- */

static void count(struct batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct work *w = &b->works[i];
		b->counts.seen++;
		b->counts.failed += w->kind == WORK_UNREADABLE;
		b->counts.unchanged += w->kind == WORK_EQUAL || w->ignored;
		b->counts.changed += work_applies(w) && w->old;
		b->counts.added += work_applies(w) && !w->old;
	}
}

enum rc order_write(struct batch *b, struct err *e)
{
	static enum rc (*const steps[])(struct batch * b, struct err * e) = {
	    read_forms,	   read_orders, settle_claims, write_orders, write_forms,  read_ids,
	    write_people,  write_lines, write_stock,   write_merges, write_extras, write_changes,
	    write_tallies, write_due,	write_facets,  write_raws,   write_traces,
	};

	b->n_moved = 0;
	b->n_dropped = 0;
	b->counts = (struct turn_counts){0};
	for (size_t i = 0; i < b->n; i++) {
		b->works[i].old = NULL;
		b->works[i].successor = NULL;
		b->works[i].ignored = false;
		b->works[i].renews = false;
	}
	for (size_t i = 0; i < COUNT_OF(steps); i++)
		if (steps[i](b, e))
			return e->rc;
	count(b);
	return RC_OK;
}
