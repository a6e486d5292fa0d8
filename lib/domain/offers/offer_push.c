/*
 * The kinds "offer-price", "offer-stock", "offer-status" and "offer-rule" at Allegro: commands for
 * up to a thousand offers that become the same, their reports and tasks. What no task speaks of,
 * and what a newer command came before, is read back from the list (FACTS 3.11).
 */
#include "allegro/offer_api.h"
#include "allegro/offer_command_api.h"
#include "base/mem.h"
#include "domain/offers/automation.h"
#include "domain/offers/market.h"
#include "domain/offers/offer_land.h"
#include "domain/offers/offer_task_rule.h"
#include "domain/offers/offer_value.h"
#include "domain/offers/term_value.h"
#include "domain/outbox/outbox_remote.h"

#include <string.h>

/* A command without a task has not begun; so many questions later its report is asked too. */
enum { BEGUN_AFTER = 3 };

/* One less than Allegro takes: then their tasks are a page that is not full, and no other follows.
 */
enum { AT_ONCE = OFFER_COMMAND_MAX - 1 };

static enum offer_command_kind command_of(const char *kind)
{
	if (str_eq(kind, OUTBOX_OFFER_PRICE))
		return OFFER_COMMAND_PRICE;
	if (str_eq(kind, OUTBOX_OFFER_RULE))
		return OFFER_COMMAND_RULE;
	if (str_eq(kind, OUTBOX_OFFER_DELIVERY))
		return OFFER_COMMAND_FIELDS;
	return str_eq(kind, OUTBOX_OFFER_STOCK) ? OFFER_COMMAND_STOCK : OFFER_COMMAND_STATUS;
}

static const char *head(void *mem, const struct outbox_command *c)
{
	return offer_command_head(mem, command_of(c->rows->kind), c->uuid);
}

/* Amounts are in the currency of the marketplace, or else in that of the offer's own. */
static struct automation_place place_of(void *mem, const char *text)
{
	struct automation_wish w;
	struct automation_place p = {.least = MONEY_NONE, .most = MONEY_NONE};

	if (!automation_read(mem, text, &w))
		return p;
	p = (struct automation_place){w.market, w.rule_id, NULL, w.least, w.most};
	if (!money_is_none(w.least))
		p.range_type = str_eq(w.least.currency, market_currency(w.market))
				   ? AUTOMATION_RANGE_THERE
				   : AUTOMATION_RANGE_HOME;
	return p;
}

static char *body_with(void *mem, const struct outbox_intent *rows, size_t n, const char *id)
{
	const bool ends = str_eq(offer_status_of(rows->after), OFFER_ENDED);
	const char **ids = mem_array(mem, const char *, n);
	struct offer_command c = {.kind = command_of(rows->kind),
				  .ids = ids,
				  .n = n,
				  .price = MONEY_NONE,
				  .action = ends ? "END" : "ACTIVATE",
				  .id = id};

	for (size_t i = 0; i < n; i++)
		ids[i] = rows[i].subject;
	(void)offer_price_read(rows->after, &c.price);
	(void)offer_stock_read(rows->after, &c.pieces);
	if (c.kind == OFFER_COMMAND_RULE)
		c.place = place_of(mem, rows->after);
	const char *value = NULL;
	const enum offer_group group = term_value_read(rows->kind, rows->after, &value);
	if (group < OFFER_GROUPS)
		*(group == GROUP_SHIPPING ? &c.shipping_id : &c.handling) = value;
	return offer_command_body(mem, &c);
}

static const char *body(void *mem, const struct outbox_intent *rows, size_t n)
{
	return body_with(mem, rows, n, NULL);
}

static enum rc send(struct allegro *api, void *mem, const struct outbox_command *c,
		    struct allegro_receipt *out, struct err *e)
{
	const struct offer_command_name name = {command_of(c->rows->kind), c->uuid};

	return offer_command_push(api, mem, &name, c->body, out, e);
}

/* Its id stands in its body, and follows from the rest of it. */
static enum rc send_rule(struct allegro *api, void *mem, const struct outbox_command *c,
			 struct allegro_receipt *out, struct err *e)
{
	const struct offer_command_name name = {OFFER_COMMAND_RULE, c->uuid};
	const char *text = body_with(mem, c->rows, c->n, c->uuid);

	return offer_command_push(api, mem, &name, (struct bytes){text, strlen(text)}, out, e);
}

/* ---- What became of it ----------------------------------------------------------------------- */

/* What the offer shows of what was written; NULL: nothing. */
static const char *shown(void *mem, enum offer_command_kind kind, const struct offer *o)
{
	switch (kind) {
	case OFFER_COMMAND_PRICE:
		return offer_price_text(mem, o->price);
	case OFFER_COMMAND_STOCK:
		return offer_stock_text(mem, o->available);
	case OFFER_COMMAND_FIELDS: /* of the two the list tells this one alone */
		return o->shipping_rates ? term_value_text(mem, GROUP_SHIPPING, o->shipping_rates)
					 : NULL;
	case OFFER_COMMAND_RULE:
	case OFFER_COMMAND_STATUS:
	case OFFER_COMMAND_KINDS:
	default:
		return str_eq(o->status, "ACTIVATING") ? OFFER_ACTIVE : o->status;
	}
}

static const char *wanted(enum offer_command_kind kind, const struct outbox_intent *i)
{
	return kind == OFFER_COMMAND_STATUS ? offer_status_of(i->after) : i->after;
}

/* Rows that the list has to tell of. */
struct reading {
	enum offer_command_kind kind;
	const struct outbox_command *c;
	size_t rows[OFFER_IDS_MAX];
	size_t n;
	bool outdated[OFFER_IDS_MAX];
	bool is_over; /* no further task will come */
};

/* It is there: done. After a newer command it is what that one made of it; otherwise the task may
 * still come. */
static void compare(void *mem, const struct reading *r, const struct offer *o,
		    struct outbox_finding *out)
{
	for (size_t k = 0; k < r->n; k++) {
		const struct outbox_intent *row = &r->c->rows[r->rows[k]];
		struct outbox_finding *f = &out[r->rows[k]];

		if (!str_eq(row->subject, o->id))
			continue;
		f->value = shown(mem, r->kind, o);
		if (str_eq(f->value, wanted(r->kind, row)))
			f->event = OUTBOX_CONFIRMED;
		else if (r->outdated[k])
			f->event = OUTBOX_CHANGED;
	}
}

/* Each is asked for its rules. */
static enum rc read_rule(struct allegro *api, void *mem, const struct reading *r, size_t k,
			 struct outbox_finding *out, struct err *e)
{
	const struct outbox_intent *row = &r->c->rows[r->rows[k]];
	struct outbox_finding *f = &out[r->rows[k]];
	struct automation_wish now = {.least = MONEY_NONE, .most = MONEY_NONE};
	struct automation_wish wish;
	struct automation_place *at;
	size_t n;

	if (!automation_read(mem, row->after, &wish))
		return RC_OK;
	if (automation_places_fetch(api, mem, row->subject, &at, &n, e))
		return err_wrap(e, "reading a rule back");
	now.market = wish.market;
	for (size_t i = 0; i < n; i++)
		if (str_eq(at[i].market, wish.market))
			now = (struct automation_wish){wish.market, at[i].rule_id, at[i].least,
						       at[i].most};
	f->value = automation_text(mem, &now);
	if (str_eq(f->value, row->after))
		f->event = OUTBOX_CONFIRMED;
	else if (r->outdated[k])
		f->event = OUTBOX_CHANGED;
	return RC_OK;
}

static enum rc read_back(struct allegro *api, void *mem, struct reading *r,
			 struct outbox_finding *out, struct err *e)
{
	if (r->kind == OFFER_COMMAND_RULE) {
		for (size_t k = 0; k < r->n && !e->rc; k++)
			(void)read_rule(api, mem, r, k, out, e);
		r->n = 0;
		return e->rc;
	}
	const char *ids[OFFER_IDS_MAX];
	struct resource_page page;

	for (size_t k = 0; k < r->n; k++)
		ids[k] = r->c->rows[r->rows[k]].subject;
	if (!r->n)
		return RC_OK;
	if (offers_fetch(api, mem, ids, r->n, &page, e))
		return err_wrap(e, "reading offers back");
	const struct offer *offers = page.items;
	for (size_t i = 0; i < page.n; i++)
		compare(mem, r, &offers[i], out);
	r->n = 0;
	return RC_OK;
}

static enum rc judge(struct allegro *api, void *mem, struct reading *r,
		     const struct offer_task *tasks, size_t n, struct outbox_finding *out,
		     struct err *e)
{
	static const enum outbox_event events[] = {
	    [OFFER_TASK_OPEN] = OUTBOX_UNCLEAR,	    [OFFER_TASK_DONE] = OUTBOX_CONFIRMED,
	    [OFFER_TASK_REFUSED] = OUTBOX_REFUSED,  [OFFER_TASK_BLOCKED] = OUTBOX_BLOCKED,
	    [OFFER_TASK_OUTDATED] = OUTBOX_UNCLEAR, [OFFER_TASK_MISSING] = OUTBOX_UNCLEAR,
	};

	for (size_t i = 0; i < r->c->n; i++) {
		const struct offer_task_verdict v =
		    offer_task_verdict(mem, r->kind, r->c->rows[i].subject, tasks, n);

		out[i] = (struct outbox_finding){.event = events[v.says], .problem = v.problem};
		if (v.says == OFFER_TASK_DONE)
			out[i].value = r->c->rows[i].after;
		if (v.says != OFFER_TASK_OUTDATED && (v.says != OFFER_TASK_MISSING || !r->is_over))
			continue;
		r->outdated[r->n] = v.says == OFFER_TASK_OUTDATED;
		r->rows[r->n++] = i;
		if (r->n == OFFER_IDS_MAX && read_back(api, mem, r, out, e))
			return e->rc;
	}
	return read_back(api, mem, r, out, e);
}

/* Allegro does not know the command. What it had taken it has forgotten, so the offers say what
 * came of it; anything else never arrived. */
static enum rc unknown(struct allegro *api, void *mem, struct reading *r,
		       struct outbox_finding *out, struct err *e)
{
	static const struct offer_task none[1];
	bool taken = false;

	for (size_t i = 0; i < r->c->n; i++)
		taken |= str_eq(r->c->rows[i].reason, outbox_reason_names[OUTBOX_BECAUSE_ACCEPTED]);
	r->is_over = taken;
	if (taken)
		return judge(api, mem, r, none, 0, out, e);
	for (size_t i = 0; i < r->c->n; i++)
		out[i].event = OUTBOX_ABSENT;
	return RC_OK;
}

static bool speaks_of_all(void *mem, const struct reading *r, const struct offer_task *tasks,
			  size_t n)
{
	for (size_t i = 0; i < r->c->n; i++)
		if (offer_task_verdict(mem, r->kind, r->c->rows[i].subject, tasks, n).says ==
		    OFFER_TASK_MISSING)
			return false;
	return true;
}

/* Whether a task that is not there may still come. */
static enum rc find_end(struct allegro *api, void *mem, const struct offer_command_name *name,
			bool *is_over, struct err *e)
{
	struct offer_report r;

	if (offer_command_report(api, mem, name, &r, e))
		return e->rc;
	*is_over = r.completed_at != TIME_NONE || (r.total && r.success + r.failed >= r.total);
	return RC_OK;
}

/* The tasks say it all, but for one that is not among them. */
static enum rc ask(struct allegro *api, void *mem, const struct outbox_command *c,
		   struct outbox_finding *out, struct err *e)
{
	const struct offer_command_name name = {command_of(c->rows->kind), c->uuid};
	struct reading *r = mem_zero(mem, struct reading);
	struct offer_task *tasks;
	size_t n;

	*r = (struct reading){.kind = name.kind, .c = c};
	if (offer_command_tasks(api, mem, &name, &tasks, &n, e) == RC_NOT_FOUND) {
		err_clear(e);
		return unknown(api, mem, r, out, e);
	}
	if (e->rc)
		return e->rc;
	if (!n && c->rows->asks < BEGUN_AFTER)
		return RC_OK;
	if (!speaks_of_all(mem, r, tasks, n) && find_end(api, mem, &name, &r->is_over, e))
		return e->rc;
	return judge(api, mem, r, tasks, n, out, e);
}

static enum rc land(struct db *db, const struct outbox_intent *i, int64_t *landed, struct err *e)
{
	*landed = TIME_NONE;
	return offer_land(db, i, e);
}

static enum rc renew(struct db *db, const struct outbox_intent *i, int64_t *landed, struct err *e)
{
	*landed = TIME_NONE;
	return offer_reread(db, i->account_id, i->subject, e);
}

static enum rc land_rule(struct db *db, const struct outbox_intent *i, int64_t *landed,
			 struct err *e)
{
	*landed = TIME_NONE;
	return offer_land_rule(db, i, e);
}

static enum rc renew_rule(struct db *db, const struct outbox_intent *i, int64_t *landed,
			  struct err *e)
{
	*landed = TIME_NONE;
	return automation_offer_renew(db, i->account_id, i->subject, e) ? e->rc
									: renew(db, i, landed, e);
}

#define WHOLE_REMOTE(send_fn, land_fn, renew_fn)                                                   \
	{                                                                                          \
		.at_once = AT_ONCE, .one_value = true, .is_slow = true, .head = head,              \
		.body = body, .send = (send_fn), .ask = ask, .land = (land_fn),                    \
		.renew = (renew_fn)                                                                \
	}
#define REMOTE WHOLE_REMOTE(send, land, renew)
extern const struct outbox_remote outbox_offer_price_remote;
extern const struct outbox_remote outbox_offer_stock_remote;
extern const struct outbox_remote outbox_offer_status_remote;
const struct outbox_remote outbox_offer_price_remote = REMOTE;
const struct outbox_remote outbox_offer_stock_remote = REMOTE;
const struct outbox_remote outbox_offer_status_remote = REMOTE;
extern const struct outbox_remote outbox_offer_rule_remote;
const struct outbox_remote outbox_offer_rule_remote =
    WHOLE_REMOTE(send_rule, land_rule, renew_rule);

static enum rc land_term(struct db *db, const struct outbox_intent *i, int64_t *landed,
			 struct err *e)
{
	*landed = TIME_NONE;
	return offer_land_term(db, i, e);
}

extern const struct outbox_remote outbox_offer_delivery_remote;
const struct outbox_remote outbox_offer_delivery_remote = {.at_once = AT_ONCE,
							   .one_value = true,
							   .is_slow = true,
							   .head = head,
							   .body = body,
							   .send = send,
							   .ask = ask,
							   .land = land_term,
							   .renew = renew};
_Static_assert((int)OFFER_COMMAND_MAX <= (int)OUTBOX_AT_ONCE_MAX, "what one command carries");
