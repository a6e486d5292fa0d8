/*
 * Terms with each statement refused in turn, each request failed, each fence lost and each beat
 * stopped: the reason comes out, nothing is half kept, and the next turn ends in the same rows as
 * one to which nothing happened. And what is chosen for all offers. Allegro is canned lists.
 */
#include "db_test.h"
#include "order_world.h"
#include "turn_faults.h"

#include "base/mem.h"
#include "domain/terms/terms.h"
#include "domain/terms/terms_sync.h"
#include "net/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { POINTS_MAX = 200 };

static void *mem;
static struct db *db;
static uint64_t account_id;

/* ---- Allegro --------------------------------------------------------------------------------- */

static struct {
	int producers;
	bool less;    /* the first of each list is gone, the second has another name */
	bool garbled; /* a return policy cannot be read */
	bool refused; /* warranties answer 404 */
	int requests;
} canned;

static int64_t asked(const struct allegro_call *call, const char *name)
{
	int64_t n = INT64_MAX;

	for (const struct http_pair *p = call->query; p && p->name; p++)
		if (str_eq(p->name, name) && p->value)
			(void)str_to_i64(p->value, 0, INT64_MAX, &n);
	return n;
}

static const char *items(const struct allegro_call *call)
{
	for (size_t k = 0; k < TERM_KINDS; k++)
		if (term_resources[k].list == call->op)
			return term_resources[k].items + 1;
	fail_msg("another request");
	return NULL;
}

static const char *canned_list(void *owner, const struct allegro_call *call)
{
	const int all = call->op == OP_PRODUCERS ? canned.producers : 3;
	const int64_t limit = asked(call, "limit");
	const int64_t offset = limit == INT64_MAX ? 0 : asked(call, "offset");
	struct str out;

	str_init(&out, owner, 1024 * 1024);
	str_addf(&out, "{\"%s\":[", items(call));
	for (int64_t i = offset + canned.less; i < all && i < offset + limit; i++)
		str_addf(
		    &out, "%s{\"id\":%s\"t%lld\",\"name\":\"%s %lld\",\"type\":\"EXCHANGE_RATE\"}",
		    i > offset + canned.less ? "," : "",
		    canned.garbled && call->op == OP_RETURN_POLICIES && i == 1 ? "7,\"x\":" : "",
		    (long long)i, canned.less && i == 1 ? "Inna" : "Nazwa", (long long)i);
	str_add(&out, "]}");
	return out.text;
}

enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e);
enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e)
{
	(void)a;
	canned.requests++;
	if (refuse_strikes(AT_REQUEST))
		return faulty_outage(e);
	if (canned.refused && call->op == OP_WARRANTIES)
		return faulty_answer(e, RC_REMOTE, MEANING_REFUSED, 404);
	const char *text = canned_list(owner, call);
	return json_parse(owner, (struct bytes){text, strlen(text)}, out, e);
}

/* ---- Coming in ------------------------------------------------------------------------------- */

static int changes; /* told of producers and persons */

static enum rc changed(struct db *in, const struct account *account, struct err *e)
{
	(void)in, (void)account, (void)e;
	changes++;
	return RC_OK;
}

static enum rc take_turn_with(const char *scopes, struct err *e)
{
	struct account account = {.id = account_id, .scopes = scopes};
	struct turn turn = {.db = db,
			    .account = &account,
			    .actor = "test",
			    .fence = faulty_fence,
			    .beat = faulty_beat};
	bool due = false;

	return terms_are_due(&turn, &due, e) || !due ? e->rc : terms_sync(&turn, changed, e);
}

static enum rc take_turn(struct err *e)
{
	return take_turn_with("allegro:api:sale:settings:read allegro:api:sale:offers:read", e);
}

static void must_turn(void)
{
	struct err e = {0};

	if (take_turn(&e))
		fail_msg("%s", e.msg);
}

static int64_t digest(void)
{
	return world_number(db, "SELECT CAST(COALESCE(SUM(CRC32(CONCAT_WS(',', kind, term_id, name,"
				" raw, gone_at IS NULL))), 0) + 7 * (SELECT COUNT(*) FROM term_list"
				" WHERE read_at IS NOT NULL AND problem IS NULL) AS SIGNED)"
				" FROM term");
}

static void empty(void)
{
	db_test_run(db, "DELETE FROM term");
	db_test_run(db, "DELETE FROM term_list");
	memset(&canned, 0, sizeof(canned));
	canned.producers = 3;
}

/* The next reading comes after what was read in the same millisecond. */
static void again(void)
{
	db_test_run(db, "UPDATE term_list SET next_at = '2000-01-01'");
	db_test_run(db, "UPDATE term SET seen_at = seen_at - INTERVAL 1 SECOND");
}

static void full(void)
{
	empty();
	must_turn();
	canned.less = true;
	again();
}

/* What failed has waited for its ten minutes. */
static void settle(void)
{
	db_test_run(db, "UPDATE term_list SET next_at = '2000-01-01' WHERE problem IS NOT NULL");
	must_turn();
	must_turn();
}

static void faults_lose_nothing(void **state)
{
	(void)state;
	turn_faults(
	    &(struct turn_faults){.ways = {{"the first reading", empty}, {"a later one", full}},
				  .act = take_turn,
				  .settle = settle,
				  .digest = digest,
				  .points = 100});
}

static int64_t count(const char *where)
{
	return world_number(db, mem_printf(mem, "SELECT COUNT(*) FROM term WHERE %s", where));
}

static void what_a_list_shows_no_more_is_gone(void **state)
{
	(void)state;
	changes = 0;
	full();
	assert_int_equal(changes, 2); /* producers and persons */
	assert_int_equal(count("gone_at IS NULL"), 3 * TERM_KINDS);
	must_turn();
	assert_int_equal(changes, 4);
	assert_int_equal(count("gone_at IS NOT NULL AND term_id = 't0'"), TERM_KINDS);
	assert_int_equal(count("gone_at IS NULL AND name = 'Inna 1'"), TERM_KINDS);
	canned.less = false;
	again();
	must_turn();
	assert_int_equal(count("gone_at IS NULL"), 3 * TERM_KINDS);
}

static void it_is_read_once_a_day_and_when_a_person_asks(void **state)
{
	struct err e = {0};

	(void)state;
	empty();
	must_turn();
	canned.requests = changes = 0;
	must_turn();
	assert_int_equal(canned.requests, 0);
	assert_int_equal(terms_renew(db, account_id, "ola", &e), RC_OK);
	db_test_run(db, "UPDATE term_list SET next_at = next_at - INTERVAL 1 SECOND");
	assert_int_equal(take_turn_with("allegro:api:orders:read", &e), RC_OK);
	assert_int_equal(canned.requests, 0);
	assert_int_equal(take_turn_with("allegro:api:sale:offers:read", &e), RC_OK);
	assert_int_equal(canned.requests, 1); /* price rules alone */
	must_turn();
	assert_int_equal(canned.requests, TERM_KINDS);
	assert_int_equal(changes, 0);
}

static void a_register_of_several_pages_is_read_to_its_end(void **state)
{
	struct term_list list;
	struct err e = {0};

	(void)state;
	empty();
	canned.producers = 2003;
	must_turn();
	assert_int_equal(canned.requests, TERM_KINDS + 2);
	assert_int_equal(count("kind = 'PRODUCER' AND gone_at IS NULL"), 2003);
	assert_int_equal(term_list(db, mem, account_id, TERM_PRODUCER, &list, &e), RC_OK);
	assert_int_equal(list.total, 2003);
	assert_int_equal(list.n, TERMS_SHOWN);
}

/* What cannot be read makes nothing gone, is told, and holds up no other list. */
static void trouble_of_one_list_is_its_own(void **state)
{
	struct err e = {0};

	(void)state;
	empty();
	must_turn();
	canned.garbled = canned.refused = true;
	again();
	assert_int_not_equal(take_turn(&e), RC_OK);
	assert_int_equal(count("gone_at IS NOT NULL"), 0);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM term_list WHERE problem IS NULL AND"
					  " next_at > UTC_TIMESTAMP(3)"),
			 TERM_KINDS - 2);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM term_list WHERE problem IS NOT NULL"
					  " AND next_at > UTC_TIMESTAMP(3)"),
			 2);
	canned.garbled = canned.refused = false;
	again();
	must_turn();
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM term_list WHERE problem IS NULL"),
			 TERM_KINDS);
}

/* ---- Choosing -------------------------------------------------------------------------------- */

static struct seller_terms chosen(int64_t version)
{
	return (struct seller_terms){.account_id = account_id,
				     .term_ids = {"t0", "t1", "t2", NULL},
				     .handling = "PT24H",
				     .invoice = "VAT",
				     .country = "PL",
				     .province = "MAZOWIECKIE",
				     .post_code = "00-001",
				     .city = "Warszawa",
				     .version = version};
}

static void forget_choice(void *arg)
{
	(void)arg;
	db_test_run(db, "DELETE FROM seller_terms");
}

static enum rc choose(void *arg, struct err *e)
{
	const struct seller_terms s = chosen(0);

	(void)arg;
	return seller_terms_save(db, &s, "ola", e);
}

static void check_choice(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	(void)arg, (void)n, (void)e;
	assert_int_equal(rc == RC_OK, !was_hit);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM seller_terms"), was_hit ? 0 : 1);
}

static void a_refused_statement_keeps_no_choice(void **state)
{
	(void)state;
	empty();
	must_turn();
	assert_true(refuse_each(&(struct refuse_trial){.what = "choosing",
						       .place = AT_STATEMENT,
						       .less_than = POINTS_MAX,
						       .fresh = forget_choice,
						       .act = choose,
						       .check = check_choice}) > 5);
}

static void who_saw_an_older_choice_changes_nothing(void **state)
{
	struct seller_terms s = chosen(0);
	struct terms_standing standing;
	struct err e = {0};

	(void)state;
	empty();
	must_turn();
	forget_choice(NULL);
	assert_int_equal(seller_terms_save(db, &s, "ola", &e), RC_OK);
	assert_int_equal(seller_terms_save(db, &s, "jan", &e), RC_CONFLICT);
	err_clear(&e);
	s.version = 1;
	s.city = "Łódź";
	assert_int_equal(seller_terms_save(db, &s, "jan", &e), RC_OK);
	assert_int_equal(seller_terms_save(db, &s, "ola", &e), RC_CONFLICT);
	err_clear(&e);
	assert_int_equal(terms_standing(db, mem, account_id, &standing, &e), RC_OK);
	assert_string_equal(standing.chosen.city, "Łódź");
	assert_string_equal(standing.chosen.changed_by, "jan");
	assert_int_equal(standing.n_blockers, 0);
	s.version = 2;
	s.term_ids[TERM_SHIPPING] = "t9";
	assert_int_equal(seller_terms_save(db, &s, "jan", &e), RC_INVALID);
	err_clear(&e);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM audit WHERE action = 'terms.chosen'"
					  " AND after_value LIKE 'Nazwa 0; Nazwa 1; Nazwa 2; -;%'"
					  " AND actor = 'jan'"),
			 1);
	canned.less = true;
	again();
	must_turn();
	assert_int_equal(terms_standing(db, mem, account_id, &standing, &e), RC_OK);
	assert_int_equal(standing.n_blockers, 1);
	assert_string_equal(standing.blockers[0].why, "gone");
}

static int set_up(void **state)
{
	*state = mem = mem_context(NULL, "test");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	account_id = world_account(db, "terms");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(faults_lose_nothing),
	    cmocka_unit_test(what_a_list_shows_no_more_is_gone),
	    cmocka_unit_test(it_is_read_once_a_day_and_when_a_person_asks),
	    cmocka_unit_test(a_register_of_several_pages_is_read_to_its_end),
	    cmocka_unit_test(trouble_of_one_list_is_its_own),
	    cmocka_unit_test(a_refused_statement_keeps_no_choice),
	    cmocka_unit_test(who_saw_an_older_choice_changes_nothing),
	};

	return cmocka_run_group_tests_name("terms", tests, set_up, db_test_teardown);
}
