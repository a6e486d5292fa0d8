/* Turns of an area that is brought in by a walk. */
#include "walk_world.h"

#include "order_world.h"
#include "turn_faults.h"

#include "base/mem.h"
#include "base/time.h"
#include "db/stmt.h"
#include "net/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

struct walk_world walks;

int walk_world_setup(void **state)
{
	*state = walks.mem = mem_context(NULL, walks.def->name);
	walks.db = db_test_open(walks.mem, DB_ROLE_MIGRATE);
	walks.account_id = world_account(walks.db, walks.def->name);
	return 0;
}

enum rc walk_turn(struct err *e)
{
	struct account account = {.id = walks.account_id, .scopes = walks.scopes};
	struct turn turn = {.db = walks.db,
			    .account = &account,
			    .actor = "test",
			    .fence = faulty_fence,
			    .beat = faulty_beat};
	bool due = false;

	return walk_is_due(&turn, walks.def, &due, e) || !due ? e->rc
							      : walk_take(&turn, walks.def, e);
}

void walk_must_turn(void)
{
	struct err e = {0};

	if (walk_turn(&e))
		fail_msg("%s", e.msg);
}

enum rc walk_two_turns(struct err *e)
{
	return walk_turn(e) ? e->rc : walk_turn(e);
}

void walk_settle(void)
{
	db_test_run(walks.db,
		    mem_printf(walks.mem,
			       "UPDATE %s SET reread_at = '2020-1-1' WHERE reread_at IS NOT NULL",
			       walks.table));
	walk_must_turn();
	walk_must_turn();
}

void walk_long_after(void)
{
	db_test_run(walks.db, "UPDATE walk SET next_at = '2020-1-1', swept_at = '2020-1-1'");
	db_test_run(walks.db,
		    mem_printf(walks.mem, "UPDATE %s SET seen_at = '2020-1-1'", walks.table));
}

int64_t walk_asked(const struct allegro_call *call, const char *name, int64_t otherwise)
{
	int64_t n = otherwise;

	for (const struct http_pair *p = call->query; p && p->name; p++)
		if (str_eq(p->name, name) && p->value && !str_to_i64(p->value, 0, INT64_MAX, &n))
			(void)time_parse_rfc3339(p->value, &n);
	return n;
}
