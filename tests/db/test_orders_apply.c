/* Documents into rows: equal, changed, merged, unreadable, and refused by the database. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ID_A   "aaaaaaaa-0000-4000-8000-000000000001"
#define ID_B   "bbbbbbbb-0000-4000-8000-000000000002"
#define ID_C   "cccccccc-0000-4000-8000-000000000003"
#define LINE_1 "11111111-0000-4000-8000-00000000000a"
#define LINE_2 "22222222-0000-4000-8000-00000000000b"
#define PAID   "2026-11-20T10:05:00.000Z"

static void *mem;
static struct db *db;
static struct turn way;
static int accounts;

static int setup_group(void **state)
{
	*state = mem = mem_context(NULL, "orders");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	return 0;
}

/* Each test has an account of its own. */
static int setup(void **state)
{
	(void)state;
	way = world_turn(db, world_account(db, mem_printf(mem, "apply %d", ++accounts)));
	return 0;
}

static int64_t count(const char *what)
{
	return world_count(&way, what);
}

static int tallies_are_true(void **state)
{
	(void)state;
	world_assert_tallies(&way);
	return 0;
}

/* In how many documents a word of the status was met that nobody knows. */
static int64_t odd(const char *status)
{
	return world_number(db, mem_printf(mem,
					   "SELECT CAST(COALESCE(SUM(n), 0) AS SIGNED) FROM"
					   " remote_oddity WHERE name = '/status=%s'",
					   status));
}

static void an_order_is_stored_once_and_equal_documents_write_nothing(void **state)
{
	const struct form_spec spec = {.id = ID_A, .finished_at = PAID};

	(void)state;
	world_apply(&way, &spec, 1);
	world_apply(&way, &spec, 1);
	assert_int_equal(way.counts.added, 1);
	assert_int_equal(way.counts.unchanged, 1);
	assert_int_equal(count("orders WHERE place = 'new' AND version = 1"), 1);
	assert_int_equal(count("order_tally WHERE place = 'new' AND n = 1"), 1);
}

static void a_change_moves_the_tallies_and_is_written_down(void **state)
{
	struct form_spec spec = {.id = ID_A};

	(void)state;
	world_apply(&way, &spec, 1);
	spec.finished_at = PAID;
	world_apply(&way, &spec, 1);
	spec.fulfillment = "SENT";
	world_apply(&way, &spec, 1);
	assert_int_equal(way.counts.changed, 2);
	assert_int_equal(count("order_tally WHERE n = 0"), 2); /* unpaid, new */
	assert_int_equal(count("order_tally WHERE place = 'sent' AND n = 1"), 1);
	assert_int_equal(world_changes(&way, "fulfillment"), 1);
	assert_int_equal(world_changes(&way, "payment_finished_at"), 1);
}

static void a_merged_purchase_takes_the_lines_and_supersedes(void **state)
{
	const struct form_spec bought[] = {
	    {.id = ID_A, .line_ids = LINE_1, .status = "BOUGHT"},
	    {.id = ID_B, .line_ids = LINE_2, .status = "BOUGHT"},
	};
	const struct form_spec paid = {
	    .id = ID_C, .line_ids = LINE_1 " " LINE_2, .finished_at = PAID};

	(void)state;
	world_apply(&way, bought, 2);
	world_apply(&way, &paid, 1);
	assert_int_equal(count("order_line WHERE 1 = 1"), 2);
	assert_int_equal(count("orders WHERE place = 'merged'"), 2);
	assert_int_equal(count("order_form WHERE state = 'SUPERSEDED' AND superseded_by = '" ID_C
			       "' AND is_dirty = 0"),
			 2);
	assert_int_equal(count("order_tally WHERE place = 'unpaid' AND n = 0"), 1);
	/* The old form turns up late: its lines stay where they are. */
	world_apply(&way, bought, 2);
	assert_int_equal(count("orders WHERE place = 'merged'"), 2);
	assert_int_equal(
	    count("order_line l WHERE order_id = (SELECT id FROM orders WHERE form_id = '" ID_C
		  "' AND account_id = l.account_id)"),
	    2);
}

static void a_merged_order_that_waited_to_be_sent_waits_no_more(void **state)
{
	const struct form_spec first = {.id = ID_A, .line_ids = LINE_1, .finished_at = PAID};
	const struct form_spec both = {
	    .id = ID_C, .line_ids = LINE_1 " " LINE_2, .finished_at = PAID};

	(void)state;
	world_apply(&way, &first, 1);
	world_apply(&way, &both, 1);
	assert_int_equal(count("orders WHERE place = 'merged'"), 1);
	assert_int_equal(count("order_due WHERE n = 1"), 1);
}

static void a_part_of_the_lines_moving_leaves_the_rest(void **state)
{
	const struct form_spec both = {.id = ID_A, .line_ids = LINE_1 " " LINE_2};
	const struct form_spec one = {.id = ID_B, .line_ids = LINE_2};

	(void)state;
	world_apply(&way, &both, 1);
	world_apply(&way, &one, 1);
	assert_int_equal(count("order_form WHERE state = 'SUPERSEDED'"), 0);
	assert_int_equal(count("orders WHERE place = 'merged'"), 0);
}

static void a_line_that_left_the_document_is_dropped(void **state)
{
	struct form_spec spec = {.id = ID_A, .line_ids = LINE_1 " " LINE_2};

	(void)state;
	world_apply(&way, &spec, 1);
	spec.line_ids = LINE_1;
	world_apply(&way, &spec, 1);
	assert_int_equal(count("order_line WHERE 1 = 1"), 1);
	assert_int_equal(world_changes(&way, "item_count"), 1);
}

static void an_unreadable_document_is_kept_beside_its_readable_neighbours(void **state)
{
	const struct form_spec good = {.id = ID_A};
	const struct form_spec bad = {.id = ID_B, .total = "12,50"};
	const char *const ids[] = {ID_A, ID_B};
	const char *const texts[] = {world_form(mem, &good), world_form(mem, &bad)};
	struct err e = {0};

	(void)state;
	assert_int_equal(world_apply_raw(&way, ids, texts, 2, &e), RC_OK);
	assert_int_equal(way.counts.added, 1);
	assert_int_equal(way.counts.failed, 1);
	assert_int_equal(count("order_form WHERE state = 'UNREADABLE' AND form_id = '" ID_B
			       "' AND problem_path LIKE '/summary/totalToPay%' AND fail_count = 1"
			       " AND is_dirty = 1"),
			 1);
	assert_int_equal(
	    count("order_raw WHERE form_id = '" ID_B "' AND UNCOMPRESS(doc) LIKE '%12,50%'"), 1);
}

static enum rc remember(struct db *with, const struct turn_counts *now, void *arg, struct err *e)
{
	struct turn_counts *told = arg;

	(void)with, (void)e;
	*told = *now;
	return RC_OK;
}

/* Documents that are fine for us; the database has something against one of them. */
static void what_the_database_refuses_isolates_itself(void **state)
{
	struct turn_counts told = {0};
	struct form_spec specs[20];
	char ids[20][37];

	(void)state;
	for (int i = 0; i < 20; i++) {
		memcpy(ids[i], ID_A, 37);
		ids[i][35] = (char)('a' + i % 6);
		ids[i][34] = (char)('0' + i / 6);
		specs[i] = (struct form_spec){.id = ids[i]};
	}
	db_test_run(db,
		    mem_printf(mem,
			       "ALTER TABLE orders ADD CONSTRAINT refuses CHECK (form_id <> '%s'"
			       " OR account_id <> %llu)",
			       ids[7], (unsigned long long)way.account->id));
	world_apply_also(&way, specs, 20, (struct feed_also){remember, &told});
	db_test_run(db, "ALTER TABLE orders DROP CONSTRAINT refuses");
	assert_int_equal(told.seen, 20);
	assert_int_equal(told.added, 19);
	assert_int_equal(count("orders WHERE 1 = 1"), 19);
	assert_int_equal(count("order_form WHERE state = 'UNREADABLE'"), 1);
	assert_int_equal(
	    world_number(db, mem_printf(mem,
					"SELECT CAST(SUM(n) AS SIGNED) FROM order_tally "
					"WHERE account_id = %llu",
					(unsigned long long)way.account->id)),
	    19);
}

/* A status longer than any column is stored cut, with its order, and counted. */
static void a_word_that_does_not_fit_keeps_no_order_out(void **state)
{
	char status[60];

	(void)state;
	memset(status, 'X', sizeof(status) - 1);
	status[sizeof(status) - 1] = '\0';
	const struct form_spec spec = {.id = ID_A, .status = status};
	world_apply(&way, &spec, 1);
	assert_int_equal(count("orders WHERE 1 = 1"), 1);
	assert_int_equal(count("order_form WHERE state = 'APPLIED'"), 1);
	assert_int_equal(odd(status), 1);
}

/* Whatever most of a batch is like, the good ones are stored. The bad ones are named at once, and
 * counted from the second time on: the first may be an outage (F8). */
static void what_is_good_in_a_batch_of_rubbish_is_stored(void **state)
{
	const char *ids[30];
	const char *texts[30];
	struct feed_doc again[20];
	size_t n = 0;
	struct err e = {0};

	(void)state;
	for (int i = 0; i < 30; i++) {
		char *id = mem_strdup(mem, ID_A);
		id[35] = (char)('a' + i % 6);
		id[34] = (char)('0' + i / 6);
		const struct form_spec spec = {.id = id};
		ids[i] = id;
		texts[i] = i % 3 ? "{\"status\":\"NEW\"}" : world_form(mem, &spec);
		if (i % 3)
			again[n++] = (struct feed_doc){
			    .thing_id = id, .raw = texts[i], .why = "rubbish", .seen_gen = 1};
	}
	assert_int_equal(world_apply_raw(&way, ids, texts, 30, &e), RC_OK);
	assert_int_equal(count("orders WHERE 1 = 1"), 10);
	assert_int_equal(count("order_form WHERE state = 'UNREADABLE' AND fail_count = 0"), 20);
	assert_int_equal(order_apply(&way, again, n, (struct feed_also){0}, &e), RC_OK);
	assert_int_equal(count("order_form WHERE state = 'UNREADABLE' AND fail_count = 1"), 20);
}

/* Refused while it was still text: its bytes are kept beside the reason. */
static void a_text_that_is_no_document_is_kept_as_it_came(void **state)
{
	const struct feed_doc doc = {
	    .thing_id = ID_A, .raw = "{\"id\":\"" ID_A "\",", .why = "not a JSON document"};
	struct err e = {0};

	(void)state;
	assert_int_equal(order_apply(&way, &doc, 1, (struct feed_also){0}, &e), RC_OK);
	assert_int_equal(count("order_form WHERE state = 'UNREADABLE'"
			       " AND problem = 'not a JSON document'"),
			 1);
	assert_int_equal(count("order_raw WHERE 1 = 1"), 1);
}

static void a_document_of_another_order_is_not_taken(void **state)
{
	const struct form_spec other = {.id = ID_B};
	const char *const id = ID_A;
	const char *const text = world_form(mem, &other);
	struct err e = {0};

	(void)state;
	assert_int_equal(world_apply_raw(&way, &id, &text, 1, &e), RC_OK);
	assert_int_equal(count("orders WHERE 1 = 1"), 0);
	assert_int_equal(count("order_form WHERE problem_path = '/id'"), 1);
}

static enum rc lost(struct db *with, void *arg, struct err *e)
{
	(void)with, (void)arg;
	return err_set(e, RC_CONFLICT, "the lease is lost");
}

static void a_former_holder_writes_nothing(void **state)
{
	const struct form_spec spec = {.id = ID_A};
	const char *const id = ID_A;
	const char *const text = world_form(mem, &spec);
	struct err e = {0};

	(void)state;
	way.fence = lost;
	assert_int_equal(world_apply_raw(&way, &id, &text, 1, &e), RC_CONFLICT);
	assert_int_equal(count("orders WHERE 1 = 1"), 0);
	assert_int_equal(count("order_form WHERE 1 = 1"), 0);
}

static void words_nobody_knows_are_counted_with_their_documents(void **state)
{
	const struct form_spec spec = {.id = ID_A, .status = "APPLIED_ODD"};
	const struct form_spec other = {.id = ID_B, .status = "LOST_ODD"};
	const char *const id = ID_B;
	const char *const text = world_form(mem, &other);
	struct err e = {0};

	(void)state;
	world_apply(&way, &spec, 1);
	assert_int_equal(odd("APPLIED_ODD"), 1);
	world_apply(&way, &spec, 1); /* an equal document is not read again */
	assert_int_equal(odd("APPLIED_ODD"), 1);
	way.fence = lost;
	assert_int_equal(world_apply_raw(&way, &id, &text, 1, &e), RC_CONFLICT);
	assert_int_equal(odd("LOST_ODD"), 0);
}

static void long_texts_are_cut_and_kept_whole_in_the_document(void **state)
{
	char city[1001];
	struct form_spec spec = {.id = ID_A, .city = city};
	struct order_detail detail;
	struct err e = {0};

	(void)state;
	for (int i = 0; i < 1000; i += 2)
		memcpy(city + i, "ś", 2);
	city[1000] = '\0';
	world_apply(&way, &spec, 1);
	assert_int_equal(count("orders JOIN order_person ON order_id = id WHERE"
			       " CHAR_LENGTH(ship_city) = 255"),
			 1);
	if (order_load(db, mem, ID_A, &detail, &e))
		fail_msg("%s", e.msg);
	assert_non_null(strstr(detail.document.raw, city));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, tallies_are_true)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(long_texts_are_cut_and_kept_whole_in_the_document),
	    TEST(an_order_is_stored_once_and_equal_documents_write_nothing),
	    TEST(a_change_moves_the_tallies_and_is_written_down),
	    TEST(a_merged_purchase_takes_the_lines_and_supersedes),
	    TEST(a_merged_order_that_waited_to_be_sent_waits_no_more),
	    TEST(a_part_of_the_lines_moving_leaves_the_rest),
	    TEST(a_line_that_left_the_document_is_dropped),
	    TEST(an_unreadable_document_is_kept_beside_its_readable_neighbours),
	    TEST(what_the_database_refuses_isolates_itself),
	    TEST(a_word_that_does_not_fit_keeps_no_order_out),
	    TEST(what_is_good_in_a_batch_of_rubbish_is_stored),
	    TEST(a_text_that_is_no_document_is_kept_as_it_came),
	    TEST(a_document_of_another_order_is_not_taken),
	    TEST(a_former_holder_writes_nothing),
	    TEST(words_nobody_knows_are_counted_with_their_documents),
	};

	return cmocka_run_group_tests(tests, setup_group, db_test_teardown);
}
