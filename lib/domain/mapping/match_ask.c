/* A batch of products: questions by EAN, then by MPN, and what is kept of the answers. */
#include "domain/mapping/match_steps.h"

#include "base/mem.h"
#include "domain/categories/category.h"
#include "domain/mapping/match_rule.h"
#include "domain/mapping/ready.h"

#define HOLDS_MS (30 * TIME_DAY_MS)
#define AGAIN_MS (10 * TIME_MINUTE_MS) /* what may be better in a while */
#define NEVER_MS TIME_DAY_MS	       /* what is refused is refused again */

enum {
	PAGES_MAX = 5,	     /* of cards for one number */
	CANDIDATES_MAX = 50, /* that a person is shown */
	PROBLEM_CHARS = 500,
};

enum state {
	OPEN,
	ANSWERED,
	FAILED,
	LEFT /* its question did not go out */
};

struct item {
	const struct match_work *work;
	struct match_numbers numbers;
	enum state state;
	struct product_search question; /* the last; of ANSWERED with what it found */
	struct match_found found;
	size_t more; /* cards that are too many to be kept */
	struct err err;
};

struct batch {
	struct turn *turn;
	void *mem;
	const struct match_sweep *sweep;
	const struct match_work *work;
	size_t n;
	struct item *items; /* of the work that asks */
	size_t n_items;
	int64_t now;
};

/* ---- Asking ---------------------------------------------------------------------------------- */

static const char *number_of(const struct item *it, enum product_mode mode)
{
	return mode == PRODUCT_BY_GTIN ? it->numbers.ean : it->numbers.mpn;
}

static bool has_card(const struct match_found *f, const char *id)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_eq(f->at[i]->id, id))
			return true;
	return false;
}

static void add_found(void *mem, struct item *it, const struct match_found *more)
{
	it->found.at =
	    mem_grow(mem, it->found.at, const struct product_card *, it->found.n + more->n + 1);
	for (size_t i = 0; i < more->n; i++) {
		if (has_card(&it->found, more->at[i]->id))
			continue;
		if (it->found.n == CANDIDATES_MAX)
			it->more++;
		else
			it->found.at[it->found.n++] = more->at[i];
	}
}

static void fail(struct item *it, const struct err *why)
{
	it->state = FAILED;
	it->err = *why;
}

/* Further pages, one after the other. Their failure is that of the question. */
static enum rc judge(struct batch *b, struct item *it, struct err *e)
{
	struct product_search *q = &it->question;
	struct match_found found;

	match_judge(b->mem, &it->numbers, q, !q->next, &it->found);
	for (size_t page = 1; q->next && page < PAGES_MAX; page++) {
		*q = (struct product_search){.mode = q->mode, .phrase = q->phrase, .page = q->next};
		if (turn_beat(b->turn, e) || products_search(b->turn->api, b->mem, q, 1, e))
			return e->rc;
		if (q->rc) {
			fail(it, &q->err);
			return RC_OK;
		}
		match_judge(b->mem, &it->numbers, q, false, &found);
		add_found(b->mem, it, &found);
	}
	if (q->next && !it->found.n) {
		struct err endless = {0};

		(void)err_set(&endless, RC_SHAPE, "GET /sale/products: pages without products");
		endless.meaning = MEANING_SHAPE;
		fail(it, &endless);
	} else if (it->found.n || q->mode + 1 == PRODUCT_MODES || !it->numbers.mpn) {
		it->state = ANSWERED;
	}
	return RC_OK;
}

/* An answer, its failure, or nothing, when the question did not go out. */
static enum rc take_answer(struct batch *b, struct item *it, const struct product_search *q,
			   struct err *e)
{
	if (q->rc && (!q->asked || !match_is_ones_own(&q->err))) {
		it->state = LEFT;
		return RC_OK;
	}
	it->question = *q;
	b->turn->counts.seen++;
	if (!q->rc)
		return judge(b, it, e);
	fail(it, &q->err);
	return RC_OK;
}

/* Questions by this number that are open. */
static size_t collect(struct batch *b, enum product_mode mode, struct product_search *questions,
		      struct item **asked)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n_items; i++) {
		const char *number = number_of(&b->items[i], mode);

		if (b->items[i].state != OPEN || !number)
			continue;
		questions[n] = (struct product_search){.mode = mode, .phrase = number};
		asked[n++] = &b->items[i];
	}
	return n;
}

/* Not of one product: then nobody's answer is put off for it. */
static bool is_outage(const struct product_search *questions, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!questions[i].rc || questions[i].err.meaning != MEANING_OUTAGE)
			return false;
	return true;
}

static enum rc ask_by(struct batch *b, enum product_mode mode, struct err *e)
{
	struct product_search questions[MATCH_BATCH];
	struct item *asked[MATCH_BATCH];
	const size_t n = collect(b, mode, questions, asked);
	struct err ours = {0};

	if (!n || turn_beat(b->turn, e))
		return e->rc;
	const enum rc rc = products_search(b->turn->api, b->mem, questions, n, e);
	if (!rc && is_outage(questions, n)) {
		*e = questions[0].err;
		return e->rc;
	}
	for (size_t i = 0; i < n && !ours.rc; i++)
		if (take_answer(b, asked[i], &questions[i], &ours))
			break;
	if (!rc && ours.rc)
		*e = ours;
	return e->rc;
}

/* ---- Keeping --------------------------------------------------------------------------------- */

/* What the transaction writes, gathered before it. */
struct rows {
	struct match_saved *answers;
	size_t n_answers;
	struct match_saved *failures;
	size_t n_failures;
	struct match_saved *moved;
	size_t n_moved;
	struct match_saved *forgotten;
	size_t n_forgotten;
	struct card_saved *cards;
	size_t n_cards;
	struct match_candidate *candidates;
	size_t n_candidates;
	const char **keys; /* shop categories to be counted anew */
	size_t n_keys;
	const char **categories; /* of cards that products are */
	size_t n_categories;
	uint64_t *products; /* whose answer is another now */
	size_t n_products;
};

static struct match_saved row_of(const struct batch *b, const struct match_work *w)
{
	return (struct match_saved){.environment = b->turn->account->environment,
				    .a = {.product_id = w->product_id,
					  .asked_ean = w->ean,
					  .asked_mpn = w->mpn,
					  .asked_brand = w->brand,
					  .shop_key = w->shop_key,
					  .mode = "",
					  .asked_at = b->now,
					  .next_at = b->now + HOLDS_MS}};
}

static void add_card(const struct batch *b, struct rows *r, const struct product_card *c,
		     bool is_it)
{
	enum { STATUS_CHARS = 16 };
	struct card_saved *to = &r->cards[r->n_cards++];

	*to = (struct card_saved){.c = *c,
				  .environment = b->turn->account->environment,
				  .similar_ids = match_similar(b->mem, c),
				  .seen_at = b->now,
				  .next_at = is_it ? b->now : TIME_NONE};
	to->c.status = str_ascii(b->mem, c->status, STATUS_CHARS);
	if (is_it)
		r->categories[r->n_categories++] = c->category_id;
}

static void add_answer(const struct batch *b, struct rows *r, const struct item *it)
{
	struct match_saved row = row_of(b, it->work);
	const struct match_found *f = &it->found;

	row.a.found = (int64_t)(f->n + it->more);
	row.a.mode = f->n ? product_mode_name(it->question.mode) : "";
	row.a.card_id = f->is_sure ? f->at[0]->id : NULL;
	for (size_t i = 0; i < f->n; i++) {
		add_card(b, r, f->at[i], f->is_sure);
		if (!f->is_sure)
			r->candidates[r->n_candidates++] = (struct match_candidate){
			    row.environment, it->work->product_id, (int64_t)i, f->at[i]->id};
	}
	r->answers[r->n_answers++] = row;
}

static void add_failure(const struct batch *b, struct rows *r, const struct item *it)
{
	struct match_saved row = row_of(b, it->work);
	const bool may_pass = it->err.meaning == MEANING_OUTAGE || it->err.meaning == MEANING_SHAPE;

	row.a.next_at = b->now + (may_pass ? AGAIN_MS : NEVER_MS);
	row.a.problem = str_head(b->mem, it->err.msg, PROBLEM_CHARS);
	b->turn->counts.failed++;
	turn_note(b->turn, &it->err);
	r->failures[r->n_failures++] = row;
}

static void add_work(const struct batch *b, struct rows *r, const struct match_work *w)
{
	if (w->what == MATCH_COUNT)
		r->moved[r->n_moved++] = row_of(b, w);
	if (w->what == MATCH_FORGET)
		r->forgotten[r->n_forgotten++] = row_of(b, w);
	if (w->shop_key)
		r->keys[r->n_keys++] = w->shop_key;
	if (w->was_key && !str_eq(w->was_key, w->shop_key))
		r->keys[r->n_keys++] = w->was_key;
	r->products[r->n_products++] = w->product_id;
}

static void gather(const struct batch *b, struct rows *r)
{
	size_t cards = 0;

	for (size_t i = 0; i < b->n_items; i++)
		cards += b->items[i].found.n;
	*r = (struct rows){
	    .answers = mem_array(b->mem, struct match_saved, b->n),
	    .failures = mem_array(b->mem, struct match_saved, b->n),
	    .moved = mem_array(b->mem, struct match_saved, b->n),
	    .forgotten = mem_array(b->mem, struct match_saved, b->n),
	    .cards = mem_array(b->mem, struct card_saved, cards + 1),
	    .candidates = mem_array(b->mem, struct match_candidate, cards + 1),
	    .keys = mem_array(b->mem, const char *, 2 * b->n),
	    .categories = mem_array(b->mem, const char *, cards + 1),
	    .products = mem_array(b->mem, uint64_t, b->n),
	};
	for (size_t i = 0; i < b->n; i++)
		if (b->work[i].what != MATCH_ASK)
			add_work(b, r, &b->work[i]);
	for (size_t i = 0; i < b->n_items; i++) {
		const struct item *it = &b->items[i];

		if (it->state != ANSWERED && it->state != FAILED)
			continue;
		add_work(b, r, it->work);
		if (it->state == ANSWERED)
			add_answer(b, r, it);
		else
			add_failure(b, r, it);
	}
}

struct keeping {
	const struct batch *b;
	const struct rows *r;
};

static enum rc save_answers(struct db *db, const struct keeping *k, struct err *e)
{
	const char *environment = k->b->turn->account->environment;
	const struct rows *r = k->r;

	if (cards_save(db, k->b->mem, r->cards, r->n_cards, CARD_LISTED, e) ||
	    match_answers_save(db, r->answers, r->n_answers, e) ||
	    match_answers_postpone(db, r->failures, r->n_failures, e) ||
	    match_answers_move(db, r->moved, r->n_moved, e) ||
	    match_answers_forget(db, r->forgotten, r->n_forgotten, e))
		return e->rc;
	uint64_t *theirs = mem_array(k->b->mem, uint64_t, r->n_answers + r->n_forgotten + 1);
	size_t n = 0;
	for (size_t i = 0; i < r->n_answers; i++)
		theirs[n++] = r->answers[i].a.product_id;
	for (size_t i = 0; i < r->n_forgotten; i++)
		theirs[n++] = r->forgotten[i].a.product_id;
	return match_candidates_save(db, environment, theirs, n, r->candidates, r->n_candidates, e);
}

static enum rc save(struct db *db, void *arg, struct err *e)
{
	const struct keeping *k = arg;
	const char *environment = k->b->turn->account->environment;
	const struct rows *r = k->r;

	if (r->n_products && (save_answers(db, k, e) ||
			      categories_want(db, environment, r->categories, r->n_categories, e) ||
			      proposals_stale(db, environment, r->keys, r->n_keys, e) ||
			      ready_touch_products(db, environment, r->products, r->n_products, e)))
		return e->rc;
	return k->b->sweep ? match_sweep_save(db, k->b->sweep, e) : RC_OK;
}

/* ---- A batch --------------------------------------------------------------------------------- */

static void open_items(struct batch *b)
{
	b->items = mem_array(b->mem, struct item, b->n + 1);
	for (size_t i = 0; i < b->n; i++) {
		const struct match_work *w = &b->work[i];

		if (w->what == MATCH_ASK)
			b->items[b->n_items++] =
			    (struct item){.work = w, .numbers = {w->ean, w->mpn, w->brand}};
	}
}

static bool is_any_left(const struct batch *b)
{
	for (size_t i = 0; i < b->n_items; i++)
		if (b->items[i].state == OPEN || b->items[i].state == LEFT)
			return true;
	return false;
}

/* What was answered is kept, whatever ended the asking. */
static enum rc ask_and_keep(struct batch *b, const struct match_sweep *sweep, struct err *e)
{
	struct match_sweep now;
	struct rows rows;
	struct keeping k = {b, &rows};
	struct err trouble = {0};

	if (match_sweep_load(b->turn->db, b->mem, b->turn->account->environment, &now, e))
		return e->rc;
	b->now = now.now;
	open_items(b);
	for (int mode = 0; mode < PRODUCT_MODES && !trouble.rc; mode++)
		if (ask_by(b, (enum product_mode)mode, &trouble))
			break;
	b->sweep = trouble.rc || is_any_left(b) ? NULL : sweep;
	gather(b, &rows);
	if ((rows.n_products || b->sweep) && turn_tx(b->turn, save, &k, e))
		return e->rc;
	*e = trouble;
	return e->rc;
}

enum rc match_ask(struct turn *turn, const struct match_work *work, size_t n,
		  const struct match_sweep *sweep, struct err *e)
{
	struct batch b = {.turn = turn, .mem = mem_context(NULL, "match"), .work = work, .n = n};
	enum rc rc = ask_and_keep(&b, sweep, e);

	mem_free(b.mem);
	return rc;
}
