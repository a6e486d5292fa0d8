/* What stands around an order: notes and tags, other orders of the buyer, neighbours in a list. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_buyer.h"
#include "domain/orders/order_erase.h"
#include "domain/orders/order_neighbour.h"
#include "domain/orders/order_note.h"
#include "domain/users/user.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define PAID "2026-11-20T10:05:00.000Z"
#define A    "00000000-0000-4000-8000-00000000000a"
#define B    "00000000-0000-4000-8000-00000000000b"
enum { MANY = 70 }; /* more than a page */

static void *mem;
static struct db *db;
static uint64_t user;

static int setup(void **state)
{
	const struct form_spec two[] = {{.id = A, .finished_at = PAID},
					{.id = B, .finished_at = PAID}};
	struct form_spec specs[MANY];
	struct err e = {0};

	*state = mem = mem_context(NULL, "desk");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	struct turn way = world_turn(db, world_account(db, "desk"));
	world_apply(&way, two, COUNT_OF(two));
	for (int i = 0; i < MANY; i++)
		specs[i] = (struct form_spec){
		    .id = mem_printf(mem, "c0000000-0000-4000-8000-%012d", i),
		    .finished_at = PAID,
		    .bought_at = mem_printf(mem, "2026-11-19T10:00:%02d.000Z", i / 10),
		    .dispatch_to = i % 3 ? "2026-11-20T10:00:00.000Z" : NULL,
		};
	world_apply(&way, specs, MANY);
	if (user_create(db, &(struct user_draft){.login = "anna", .name = "Anna", .role = "packer"},
			"test", &user, &e))
		fail_msg("%s", e.msg);
	return 0;
}

static struct order_detail load(const char *form_id)
{
	struct order_detail d;
	struct err e = {0};

	if (order_load(db, mem, form_id, &d, &e))
		fail_msg("%s", e.msg);
	return d;
}

static void good(enum rc rc, const struct err *e)
{
	if (rc)
		fail_msg("%s", e->msg);
}

static size_t count_notes(const struct order *o)
{
	struct order_note *notes;
	struct err e = {0};
	size_t n;

	good(order_notes(db, mem, o, &notes, &n, &e), &e);
	return n;
}

static size_t count_tags(const struct order *o)
{
	struct order_tag *tags;
	struct err e = {0};
	size_t n;

	good(order_tags(db, mem, o, &tags, &n, &e), &e);
	return n;
}

static void an_order_goes_on_with_what_was_noted_before_the_merge(void **state)
{
	struct order_detail a = load(A);
	struct order_detail b = load(B);
	struct order_pen pen = {user, "anna", &a.order};
	struct err e = {0};

	(void)state;
	good(order_note_add(db, &pen, "krucha waza", &e), &e);
	good(order_tag_add(db, &pen, "kruche", &e), &e);
	good(order_tag_add(db, &pen, "Kruche", &e), &e);
	assert_int_equal(count_notes(&b.order), 0);
	db_test_run(db, "UPDATE order_form SET superseded_by = '" B "' WHERE form_id = '" A "'");
	assert_int_equal(count_notes(&b.order), 1);
	assert_int_equal(count_tags(&b.order), 1);
	const uint64_t ids[] = {b.order.id, a.order.id};
	struct order_said *said;
	size_t n;
	good(order_said_list(db, mem, ids, COUNT_OF(ids), &said, &n, &e), &e);
	assert_int_equal(n, 4); /* each says both */
	assert_true(said[0].order_id == b.order.id && said[2].order_id == a.order.id);
	assert_null(said[0].author);
	assert_string_equal(said[1].text, "krucha waza");
	/* A tag of both is said once, and of very many notes the newest. */
	db_test_run(db, "INSERT IGNORE INTO order_tag (order_id, tag)"
			" SELECT id, 'kruche' FROM orders WHERE form_id IN ('" A "', '" B "')");
	good(order_said_list(db, mem, ids, COUNT_OF(ids), &said, &n, &e), &e);
	assert_int_equal(n, 4);
	db_test_run(
	    db, "INSERT INTO order_note (order_id, user_id, text) SELECT o.id, u.id,"
		" CONCAT('raz ', seq) FROM orders o, users u, seq_1_to_150 WHERE o.form_id = '" B
		"' AND u.login = 'anna'");
	good(order_said_list(db, mem, ids, 1, &said, &n, &e), &e);
	assert_true(n >= ORDER_NOTES_MAX && n <= ORDER_NOTES_MAX + ORDER_TAGS_MAX);
	assert_null(said[0].author);
	assert_string_equal(said[n - 1].text, "raz 150");
	db_test_run(db, "DELETE FROM order_note WHERE text LIKE 'raz %'");
	pen.order = &b.order;
	good(order_tag_remove(db, &pen, "kruche", &e), &e);
	assert_int_equal(count_tags(&b.order), 0);
	good(order_tag_add(db, &pen, "kruche", &e), &e);
	db_test_run(db, "UPDATE order_form SET superseded_by = NULL WHERE form_id = '" A "'");
}

static void what_was_noted_is_forgotten_with_the_buyer(void **state)
{
	struct order_detail a = load(A);
	struct order_detail b = load(B);
	const struct erasable both[] = {{a.order.id, A, a.order.account_id},
					{b.order.id, B, b.order.account_id}};
	struct err e = {0};

	(void)state;
	assert_true(count_notes(&a.order) + count_tags(&b.order) == 2);
	good(order_erase(db, both, 2, ORDER_ERASED_CONTACT, &e), &e);
	const struct order_pen pen = {user, "anna", &a.order};
	assert_int_equal(order_note_add(db, &pen, "Jan dzwonił", &e), RC_CONFLICT);
	err_clear(&e);
	good(order_tag_add(db, &pen, "Jan", &e), &e);
	assert_int_equal(count_notes(&a.order) + count_tags(&b.order) + count_tags(&a.order), 0);
}

static void only_open_orders_of_one_way_and_place_go_together(void **state)
{
	struct order_detail d = {
	    .order = {.account_id = 1,
		      .place = "new",
		      .delivery_method_id = "m",
		      .pickup_id = "WAW01"},
	    .person = {.ship_last_name = "Kowal",
		       .ship_street = "Polna 1",
		       .ship_zip = "00-950",
		       .ship_city = "Warszawa"},
	};
	const struct order_other same = {
	    .account_id = 1,
	    .place = "open",
	    .delivery_method_id = "m",
	    .pickup_id = "WAW01",
	    .ship_last_name = "Kowal",
	    .ship_street = "Polna 1",
	    .ship_zip = "00-950",
	    .ship_city = "Warszawa",
	};
	struct order_other others[] = {same, same, same, same, same, same, same, same, same};

	(void)state;
	others[0].account_id = 2;
	others[1].place = "sent";
	others[2].place = "unpaid";
	others[3].delivery_method_id = "n";
	others[4].pickup_id = NULL;
	others[5].ship_last_name = "Nowak";
	others[6].ship_street = NULL;
	others[7].ship_zip = "00-951";
	others[8].ship_city = "Kraków";
	assert_true(order_goes_with(&d, &same));
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (order_goes_with(&d, &others[i]))
			fail_msg("case %zu", i);
	d.order.place = "cancelled";
	assert_false(order_goes_with(&d, &same));
}

/* From one end to the other by neighbours: each order of the list once, in its order. */
static size_t walk(const struct order_filter *filter, enum order_side side)
{
	struct order_filter f = *filter;
	struct order_page page;
	struct err e = {0};
	size_t n = 0;
	const char *at = NULL;

	for (;;) {
		good(order_list(db, mem, &f, &page, &e), &e);
		for (size_t i = 0; i < page.n; i++, n++) {
			const char *id = page.rows[i].form_id;
			struct order_detail from = load(at && side == ORDER_AFTER ? at : id);
			struct order_neighbour found;

			if (at) {
				good(order_neighbour(db, mem, &f, &from.order, side, &found, &e),
				     &e);
				assert_string_equal(found.form_id, side == ORDER_AFTER ? id : at);
			}
			at = id;
		}
		if (!page.next)
			return n;
		f.cursor = page.next;
	}
}

static void neighbours_go_along_each_tab(void **state)
{
	struct order_filter filter = ORDER_FILTER;
	size_t most = 0;

	(void)state;
	for (int i = 0; i < ORDER_VIEW_COUNT * ORDER_SORT_COUNT; i++) {
		filter.view = (enum order_view)(i / ORDER_SORT_COUNT);
		filter.sort = (enum order_sort)(i % ORDER_SORT_COUNT);
		size_t n = walk(&filter, ORDER_AFTER);

		assert_int_equal(walk(&filter, ORDER_BEFORE), n);
		most = n > most ? n : most;
	}
	assert_true(most >= MANY);
}

static void neighbours_keep_to_filters_and_searches(void **state)
{
	struct order_filter filters[] = {ORDER_FILTER, ORDER_FILTER};

	(void)state;
	filters[0].payment = "paid";
	filters[1].query = "kowalski";
	for (size_t i = 0; i < COUNT_OF(filters); i++) {
		size_t n = walk(&filters[i], ORDER_AFTER);

		assert_true(n >= MANY);
		assert_int_equal(walk(&filters[i], ORDER_BEFORE), n);
	}
}

static void the_last_order_has_none_behind_it_and_one_that_left_still_has(void **state)
{
	struct order_filter filter = ORDER_FILTER;
	struct order_neighbour found;
	struct order_page page;
	struct err e = {0};

	(void)state;
	filter.view = ORDER_VIEW_NEW;
	good(order_list(db, mem, &filter, &page, &e), &e);
	struct order_detail first = load(page.rows[0].form_id);
	good(order_neighbour(db, mem, &filter, &first.order, ORDER_BEFORE, &found, &e), &e);
	assert_null(found.form_id);
	assert_null(found.further);
	db_test_run(db, mem_printf(mem, "UPDATE orders SET place = 'sent' WHERE form_id = '%s'",
				   first.order.form_id));
	good(order_neighbour(db, mem, &filter, &first.order, ORDER_AFTER, &found, &e), &e);
	assert_string_equal(found.form_id, page.rows[1].form_id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_order_goes_on_with_what_was_noted_before_the_merge),
	    cmocka_unit_test(what_was_noted_is_forgotten_with_the_buyer),
	    cmocka_unit_test(only_open_orders_of_one_way_and_place_go_together),
	    cmocka_unit_test(neighbours_go_along_each_tab),
	    cmocka_unit_test(neighbours_keep_to_filters_and_searches),
	    cmocka_unit_test(the_last_order_has_none_behind_it_and_one_that_left_still_has),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
