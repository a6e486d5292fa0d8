/* Making worlds for plans. */
#include "plan_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "db_test.h"
#include "domain/offers/plan_run.h"
#include "domain/outbox/outbox.h"
#include "order_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

struct plan_world plans;
static int worlds;

int plan_world_setup(void **state)
{
	*state = plans.mem = mem_context(NULL, "plans");
	plans.db = db_test_open(plans.mem, DB_ROLE_MIGRATE);
	return 0;
}

static const char *account_text(void)
{
	return mem_printf(plans.mem, "%llu", (unsigned long long)plans.account);
}

const char *plan_offer(int i)
{
	return mem_printf(plans.mem, "%d%04d", worlds, i);
}

void plan_offer_set(int i, const char *what)
{
	db_test_run(plans.db, mem_printf(plans.mem, "UPDATE offer SET %s WHERE offer_id = '%s'",
					 what, plan_offer(i)));
}

static void add_offer(int i)
{
	db_test_run(
	    plans.db,
	    mem_printf(plans.mem,
		       "INSERT INTO offer (account_id, offer_id, name, format, status,"
		       " price_minor, price_currency, available, words, changed_at, seen_at)"
		       " VALUES (%s, '%s', 'Kubek', 'BUY_NOW', 'ACTIVE', 1000, 'PLN', 3, '',"
		       " '2026-01-01', '2026-01-01')",
		       account_text(), plan_offer(i)));
}

void plan_world_fresh(void)
{
	static const char *const kinds[] = {OUTBOX_OFFER_PRICE, OUTBOX_OFFER_STOCK,
					    OUTBOX_OFFER_STATUS};
	struct err e = {0};

	worlds++;
	plans.account = world_account(plans.db, mem_printf(plans.mem, "plans %d", worlds));
	for (int i = 0; i < PLAN_OFFERS; i++)
		add_offer(i);
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		const struct outbox_switching on = {plans.account, kinds[i], OUTBOX_ARMED, 0};

		if (outbox_switch(plans.db, &on, "anna", &e))
			fail_msg("%s", e.msg);
	}
}

enum rc plan_world_make(int n, const char *kind, const char *after, uint64_t *id, struct err *e)
{
	const struct plan_making m = {.account_id = plans.account,
				      .topic = PLAN_PRICE,
				      .origin = PLAN_BY_PERSON,
				      .about = "+5 %",
				      .actor = "anna"};
	struct plan_change changes[PLAN_OFFERS];

	for (int i = 0; i < n; i++)
		changes[i] = (struct plan_change){kind, plan_offer(i), NULL, after};
	if (plan_begin(plans.db, &m, id, e) || plan_add(plans.db, *id, changes, (size_t)n, e))
		return e->rc;
	return plan_seal(plans.db, *id, e);
}

uint64_t plan_must_make(int n, const char *kind, const char *after)
{
	struct err e = {0};
	uint64_t id;

	if (plan_world_make(n, kind, after, &id, &e))
		fail_msg("%s", e.msg);
	return id;
}

struct plan_head plan_head_of(uint64_t id)
{
	struct plan_head plan;
	struct err e = {0};

	if (plan_find(plans.db, plans.mem, id, &plan, &e))
		fail_msg("%s", e.msg);
	return plan;
}

enum rc plan_world_advance(struct err *e)
{
	struct turn turn = world_turn(plans.db, plans.account);

	return plans_advance(&turn, e);
}

void plan_must_advance(void)
{
	struct err e = {0};

	if (plan_world_advance(&e))
		fail_msg("%s", e.msg);
}

void plan_allegro(const char *state, const char *reason)
{
	db_test_run(
	    plans.db,
	    mem_printf(plans.mem,
		       "UPDATE outbox SET state = '%s', reason = NULLIF('%s', ''), ended_at ="
		       " IF(state IN ('DONE', 'FAILED'), UTC_TIMESTAMP(3), NULL)"
		       " WHERE account_id = %s AND state = 'NEW'",
		       state, str_or(reason, ""), account_text()));
}

void plan_must(plan_act_fn *act, uint64_t id)
{
	const struct plan_act a = {.id = id, .actor = "anna"};
	struct err e = {0};

	if (act(plans.db, &a, &e))
		fail_msg("%s", e.msg);
}
