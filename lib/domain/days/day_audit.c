/* Reading a day from Allegro's list, page by page, and judging it when the list stood still. */
#include "domain/days/day_audit.h"

#include "allegro/checkout_form.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "domain/days/day_audit_store.h"
#include "domain/days/day_audit_step.h"
#include "domain/orders/order_walk.h"

enum {
	PASSES_MAX = 3, /* of a list that changes while it is read, before it is left for later */
};

/* ---- A page -----------------------------------------------------------------------------------
 */

struct page_rows {
	struct day_audit_step *step;
	const struct day_audit_day *to; /* the position behind the page */
	struct day_audit_form *rows;
	size_t n;
};

static struct bytes hash_of(void *mem, const char *text)
{
	uint8_t *hash = mem_array(mem, uint8_t, SECRET_HASH_BYTES);

	secret_hash(text, hash);
	return (struct bytes){hash, SECRET_HASH_BYTES};
}

static struct day_audit_form row_of(void *mem, const struct day_audit_day *day,
				    const struct checkout_form_item *item)
{
	struct day_audit_form row = {.account_id = day->account_id,
				     .day_at = day->day_at,
				     .pass = day->pass,
				     .updated_at = TIME_NONE,
				     .doc_hash = hash_of(mem, item->raw)};
	struct checkout_form *form;
	struct err unread = {0};

	row.form_id = order_walk_name(mem, item);
	if (!item->doc || checkout_form_decode(mem, item->doc, &form, NULL, &unread))
		return row;
	row.revision = form->revision;
	row.updated_at = form->updated_at;
	return row;
}

static enum rc save_page(struct db *db, void *arg, struct err *e)
{
	struct page_rows *p = arg;

	if (day_audit_forms_save(db, p->rows, p->n, e))
		return e->rc;
	return day_audit_move(db, p->to, e);
}

static enum rc store_page(struct day_audit_step *s, void *mem,
			  const struct checkout_form_page *page, const struct day_audit_day *to,
			  struct err *e)
{
	struct page_rows p = {s, to, mem_array(mem, struct day_audit_form, page->n + 1), 0};

	/* What lies outside of the day is no row of it, whatever the answer holds. */
	for (size_t i = 0; i < page->n; i++)
		if (order_walk_is_within(ORDER_WALK_BOUGHT, &page->items[i], to->day_at,
					 to->until_at - 1))
			p.rows[p.n++] = row_of(mem, to, &page->items[i]);
	return turn_tx(s->audit->turn, save_page, &p, e);
}

static struct order_walk walk_of(const struct day_audit_day *day)
{
	return (struct order_walk){.by = ORDER_WALK_BOUGHT,
				   .at = day->walk_at,
				   .until = day->until_at - 1, /* Allegro's bound is inclusive */
				   .offset = day->walk_offset};
}

static enum rc read_page(struct day_audit_step *s, void *mem, bool *ended, int64_t *total,
			 struct err *e)
{
	struct day_audit_day to = s->day;
	struct order_walk walk = walk_of(&s->day);
	struct checkout_form_page page;

	if (order_walk_fetch(&s->audit->feed, mem, &walk, &page, e) ||
	    order_walk_step(&walk, &page, e))
		return e->rc;
	/* Only the first page's count is that of the whole day. */
	bool whole = s->day.walk_at == s->day.day_at && !s->day.walk_offset;
	*total = walk.ended && whole ? page.total : -1;
	*ended = walk.ended;
	to.walk_at = walk.at;
	to.walk_offset = walk.offset;
	if (store_page(s, mem, &page, &to, e))
		return e->rc;
	s->audit->turn->counts.seen += page.n;
	s->day = to;
	s->day.version++;
	return RC_OK;
}

/* ---- A reading --------------------------------------------------------------------------------
 */

static enum rc save_position(struct db *db, void *arg, struct err *e)
{
	const struct day_audit_step *s = arg;

	return day_audit_move(db, &s->day, e);
}

static enum rc begin_pass(struct day_audit_step *s, struct err *e)
{
	s->day.pass++;
	s->day.walk_at = s->day.day_at;
	s->day.walk_offset = 0;
	if (turn_tx(s->audit->turn, save_position, s, e))
		return e->rc;
	s->day.version++;
	return RC_OK;
}

/* What Allegro counts for the day now, asked after the last page. */
static enum rc count_again(struct day_audit_step *s, int64_t *total, struct err *e)
{
	const struct order_walk day = {
	    .by = ORDER_WALK_BOUGHT, .at = s->day.day_at, .until = s->day.until_at - 1};

	return order_walk_count(&s->audit->feed, &day, total, e);
}

/* Read to the end of the day, from where it stands. *still: every form was met, and once. */
static enum rc read_pass(struct day_audit_step *s, bool *still, struct err *e)
{
	struct turn *turn = s->audit->turn;
	bool ended = false;
	int64_t total = -1;
	int64_t met = 0;
	enum rc rc = RC_OK;

	while (!rc && !ended) {
		void *mem = mem_context(NULL, "audit page");
		rc = read_page(s, mem, &ended, &total, e);
		if (!rc && ended && total < 0)
			rc = count_again(s, &total, e);
		mem_free(mem);
		if (!rc)
			rc = turn_beat(turn, e);
	}
	if (rc || day_audit_forms_count(turn->db, &s->day, &met, e))
		return e->rc;
	s->told = total;
	*still = met == total;
	return RC_OK;
}

/* Read until the list stood still under the reading, a few times at most. */
static enum rc read_day(struct day_audit_step *s, struct err *e)
{
	bool still = false;

	for (int i = 0; i < PASSES_MAX && !still; i++) {
		if ((i || s->day.walk_at == TIME_NONE) && begin_pass(s, e))
			return e->rc;
		if (read_pass(s, &still, e))
			return e->rc;
	}
	return RC_OK;
}

/* ---- Days -------------------------------------------------------------------------------------
 */

static enum rc check_day(struct day_audit *a, const struct day_audit_day *day, struct err *e)
{
	struct day_audit_step step = {.audit = a, .day = *day};

	step.mem = mem_context(NULL, "audit day");
	enum rc rc = read_day(&step, e);
	if (!rc)
		rc = day_audit_judge(&step, e);
	mem_free(step.mem);
	a->days += !rc;
	return rc;
}

/* Every day from the first import on is planned for the night that follows it. */
static enum rc plan(struct day_audit *a, void *mem, struct err *e)
{
	struct turn *turn = a->turn;
	int64_t now = time_now_ms();
	struct day_audit_day *days = mem_array(mem, struct day_audit_day, DAY_AUDIT_DAYS_MAX);
	size_t n = 0;
	int64_t begin;

	if (day_audit_begin_at(turn->db, turn->account->id, &begin, e))
		return e->rc;
	for (int back = 1; back <= DAY_AUDIT_DAYS_MAX; back++) {
		int64_t day_at = time_day_start(now, -back);
		if (day_at < begin)
			break;
		days[n++] = (struct day_audit_day){
		    .account_id = turn->account->id,
		    .day_at = day_at,
		    .until_at = time_day_start(day_at, 1),
		    .next_check_at = time_day_hour(day_at, 1, a->hour),
		};
	}
	return n ? day_audit_plan(turn->db, days, n, e) : RC_OK;
}

static enum rc check_days(struct day_audit *a, void *mem, struct err *e)
{
	struct turn *turn = a->turn;
	struct day_audit_day *days = NULL;
	size_t n = 0;

	if ((!turn->dry && plan(a, mem, e)) ||
	    day_audit_due(turn->db, mem, turn->account->id, a->since, &days, &n, e))
		return e->rc;
	if (turn->dry)
		log_info("%zu days are due", n);
	for (size_t i = 0; i < n && !turn->dry; i++)
		if (check_day(a, &days[i], e))
			return e->rc;
	return RC_OK;
}

static void tell(const struct day_audit *a)
{
	if (a->days)
		log_info(
		    "account %s: %llu days compared, %llu sealed; %llu orders found by the audit",
		    a->turn->account->name, (unsigned long long)a->days,
		    (unsigned long long)a->sealed, (unsigned long long)a->found);
}

enum rc day_audit(struct turn *turn, int hour, int64_t since, struct err *e)
{
	struct day_audit a = {.turn = turn, .feed = order_feed(turn), .hour = hour, .since = since};
	void *mem = mem_context(NULL, "audit");
	enum rc rc = check_days(&a, mem, e);

	mem_free(mem);
	tell(&a);
	if (rc != RC_NOT_FOUND)
		return rc;
	err_clear(e); /* not now: everything that nobody has read yet would seem missing */
	return RC_OK;
}
