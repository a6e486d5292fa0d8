/* Faults that strike at the n-th point of a place. */
#include "refuse.h"

#include "db_test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mysql.h>

#include <cmocka.h>

static struct {
	bool is_armed;
	bool stays;
	bool others_act;
	int place;
	int countdown; /* 0: it has struck */
} fault;
static bool refused; /* the last statement was */

void refuse_arm(int place, int n, bool stays)
{
	fault.is_armed = true;
	fault.stays = stays;
	fault.place = place;
	fault.countdown = n;
}

bool refuse_disarm(void)
{
	fault.is_armed = refused = false;
	return fault.countdown == 0;
}

void refuse_spare(bool others_act)
{
	fault.others_act = others_act;
}

bool refuse_strikes(int place)
{
	if (!fault.is_armed || fault.others_act || fault.place != place)
		return false;
	if (fault.countdown > 0)
		return --fault.countdown == 0;
	return fault.stays;
}

int __real_mysql_stmt_execute(MYSQL_STMT *stmt);
int __wrap_mysql_stmt_execute(MYSQL_STMT *stmt);
int __wrap_mysql_stmt_execute(MYSQL_STMT *stmt)
{
	refused = refuse_strikes(AT_STATEMENT);
	return refused ? 1 : __real_mysql_stmt_execute(stmt);
}

unsigned int __real_mysql_stmt_errno(MYSQL_STMT *stmt);
unsigned int __wrap_mysql_stmt_errno(MYSQL_STMT *stmt);
unsigned int __wrap_mysql_stmt_errno(MYSQL_STMT *stmt)
{
	return refused ? TABLE_FULL : __real_mysql_stmt_errno(stmt);
}

/* A build that counts branches wants all doors out. */
static bool wants_all(void)
{
	const char *build = getenv("KRAM_BUILD");

	return db_test_is_deep() || (build && strstr(build, "/cov"));
}

int refuse_each(const struct refuse_trial *t)
{
	int step = t->every && !wants_all() ? t->every : 1;

	for (int n = 1 + (int)(db_test_seed() % (unsigned)step);; n += step) {
		struct err e = {0};

		if (n > t->less_than)
			fail_msg("%s: at least %d points, so there are some that are never tried",
				 t->what, t->less_than);
		if (t->fresh)
			t->fresh(t->arg);
		refuse_arm(t->place, n, t->stays);
		enum rc rc = t->act(t->arg, &e);
		int points = n - fault.countdown;
		bool was_hit = refuse_disarm();
		t->check(t->arg, n, was_hit, rc, &e);
		if (!was_hit)
			return points;
	}
}
