/* Saved views: whose they are, what is kept of them, what the trail says. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_erase.h"
#include "domain/orders/order_saved.h"
#include "domain/users/user.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void *mem;
static struct db *db; /* the panel's */
static struct db *owner;
static struct order_saver anna;
static struct order_saver ola;
static struct order_saver head;

static struct order_saver saver(const char *login, const char *role)
{
	struct order_saver who = {.login = login, .is_keeper = str_eq(role, "administrator")};
	struct err e = {0};

	if (user_create(owner, &(struct user_draft){.login = login, .name = login, .role = role},
			"test", &who.user_id, &e))
		fail_msg("%s", e.msg);
	return who;
}

static int setup_group(void **state)
{
	*state = mem = mem_context(NULL, "saved");
	owner = db_test_open(mem, DB_ROLE_MIGRATE);
	db = db_test_open(mem, DB_ROLE_PANEL);
	anna = saver("anna", "packer");
	ola = saver("ola", "seller");
	head = saver("szefowa", "administrator");
	return 0;
}

static int setup(void **state)
{
	(void)state;
	db_test_run(owner, "DELETE FROM order_saved");
	return 0;
}

static enum rc add(const struct order_saver *who, const char *name, bool is_shared)
{
	const struct order_saved view = {.user_id = who->user_id,
					 .name = name,
					 .query = "view=new&country=PL",
					 .is_shared = is_shared};
	struct err e = {0};

	return order_saved_add(db, who, &view, &e);
}

struct shown {
	struct order_saved *saved;
	size_t n;
};

static struct shown shown_to(const struct order_saver *who)
{
	struct shown shown;
	struct err e = {0};

	if (order_saved_list(db, mem, who->user_id, &shown.saved, &shown.n, &e))
		fail_msg("%s", e.msg);
	return shown;
}

/* Their names, a blank behind each. */
static const char *names_of(const struct order_saver *who)
{
	const struct shown shown = shown_to(who);
	struct str names;

	str_init(&names, mem, 4000);
	for (size_t i = 0; i < shown.n; i++)
		str_addf(&names, "%s ", shown.saved[i].name);
	return names.text;
}

static uint64_t id_of(const struct order_saver *who, const char *name)
{
	const struct shown shown = shown_to(who);

	for (size_t i = 0; i < shown.n; i++)
		if (str_eq(shown.saved[i].name, name) && shown.saved[i].user_id == who->user_id)
			return shown.saved[i].id;
	fail_msg("%s has no view %s", who->login, name);
	return 0;
}

static void everybody_is_shown_his_own_and_the_shared_ones(void **state)
{
	(void)state;
	assert_string_equal(names_of(&anna), "");
	assert_int_equal(add(&anna, "łódź", false), RC_OK);
	assert_int_equal(add(&anna, "lublin", false), RC_OK);
	assert_int_equal(add(&ola, "zagranica", true), RC_OK);
	assert_int_equal(add(&ola, "moje", false), RC_OK);
	assert_string_equal(names_of(&anna), "lublin łódź zagranica ");
	assert_string_equal(names_of(&ola), "moje zagranica ");
	assert_string_equal(names_of(&head), "zagranica ");
	const struct shown shown = shown_to(&head);
	assert_string_equal(shown.saved[0].owner, "ola");
	assert_string_equal(shown.saved[0].query, "view=new&country=PL");
	assert_true(shown.saved[0].is_shared);
}

static int64_t newest(void)
{
	struct order_progress *rows;
	struct err e = {0};
	size_t n;

	if (order_progress_list(db, mem, &rows, &n, &e))
		fail_msg("%s", e.msg);
	assert_true(n > 0);
	return rows[0].newest;
}

static void the_newest_order_is_told(void **state)
{
	const struct form_spec spec = {.id = "00000000-0000-4000-8000-000000000001"};

	(void)state;
	struct turn way = world_turn(owner, world_account(owner, "saved"));
	assert_int_equal(newest(), 0);
	world_apply(&way, &spec, 1);
	assert_int_equal(newest(), world_number(owner, "SELECT MAX(id) FROM orders"));
}

static void a_name_is_there_once_and_a_person_has_so_many(void **state)
{
	(void)state;
	assert_int_equal(add(&anna, "widok", false), RC_OK);
	assert_int_equal(add(&anna, "Widok", false), RC_CONFLICT);
	assert_int_equal(add(&ola, "widok", true), RC_OK);
	for (int i = 1; i < ORDER_SAVED_MAX; i++)
		assert_int_equal(add(&anna, mem_printf(mem, "widok %d", i), false), RC_OK);
	assert_int_equal(add(&anna, "za dużo", false), RC_CONFLICT);
	assert_int_equal(shown_to(&anna).n, ORDER_SAVED_MAX + 1);
}

static void what_others_share_leaves_room_for_ones_own(void **state)
{
	(void)state;
	db_test_run(owner,
		    "INSERT INTO order_saved (user_id, name, query, is_shared)"
		    " SELECT u.id, CONCAT('a', s.seq), 'view=new', 1 FROM users u, seq_1_to_60 s"
		    " WHERE u.login IN ('ola', 'szefowa')");
	assert_int_equal(add(&anna, "żółte", false), RC_OK);
	assert_true(id_of(&anna, "żółte") > 0);
	assert_true(shown_to(&anna).n <= ORDER_SAVED_SHOWN);
}

static void who_may_change_which(void **state)
{
	static const struct {
		const struct order_saver *who;
		const char *name; /* of a view of ola's */
		enum rc rename;
		enum rc remove;
	} cases[] = {
	    {&anna, "moje", RC_NOT_FOUND, RC_NOT_FOUND},
	    {&anna, "wspólne", RC_NOT_FOUND, RC_NOT_FOUND},
	    {&head, "moje", RC_NOT_FOUND, RC_NOT_FOUND},
	    {&head, "wspólne", RC_NOT_FOUND, RC_OK},
	    {&ola, "moje", RC_OK, RC_OK},
	    {&ola, "wspólne", RC_OK, RC_OK},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err e = {0};
		setup(NULL);
		assert_int_equal(add(&ola, "moje", false), RC_OK);
		assert_int_equal(add(&ola, "wspólne", true), RC_OK);
		assert_int_equal(add(&ola, "zajęte", false), RC_OK);
		uint64_t id = id_of(&ola, cases[i].name);
		assert_int_equal(order_saved_rename(db, cases[i].who, id, "inne", &e),
				 cases[i].rename);
		err_clear(&e);
		if (!cases[i].rename)
			assert_int_equal(order_saved_rename(db, cases[i].who, id, "zajęte", &e),
					 RC_CONFLICT);
		err_clear(&e);
		assert_int_equal(order_saved_remove(db, cases[i].who, id, &e), cases[i].remove);
		err_clear(&e);
		assert_int_equal(shown_to(&ola).n, cases[i].remove ? 3 : 2);
		assert_int_equal(order_saved_remove(db, cases[i].who, 999999, &e), RC_NOT_FOUND);
	}
}

static void each_change_stands_in_the_trail_and_nothing_else(void **state)
{
	struct err e = {0};

	(void)state;
	db_test_run(owner, "SET @before = (SELECT IFNULL(MAX(id), 0) FROM audit)");
	assert_int_equal(add(&ola, "a", false), RC_OK);
	assert_int_equal(add(&ola, "a", false), RC_CONFLICT);
	assert_int_equal(add(&ola, "b", true), RC_OK);
	uint64_t id = id_of(&ola, "a");
	assert_int_equal(order_saved_rename(db, &ola, id, "a", &e), RC_OK); /* as it was */
	assert_int_equal(order_saved_rename(db, &ola, id, "c", &e), RC_OK);
	assert_int_equal(order_saved_rename(db, &ola, id, "b", &e), RC_CONFLICT);
	err_clear(&e);
	assert_int_equal(order_saved_remove(db, &anna, id, &e), RC_NOT_FOUND);
	err_clear(&e);
	assert_int_equal(order_saved_remove(db, &ola, id, &e), RC_OK);
	assert_int_equal(
	    world_number(owner,
			 "SELECT GROUP_CONCAT(CONCAT_WS(' ', action, before_value, after_value)"
			 " ORDER BY id) = 'view.saved,view.shared,view.renamed,view.removed'"
			 " AND MIN(actor) = 'ola' FROM audit WHERE id > @before"),
	    1);
}

static enum rc erase(struct db *jobs, const struct erasable *order, bool is_asked, struct err *e)
{
	if (is_asked && order_erase_named(jobs, order, 1, e))
		return e->rc;
	return order_erase(jobs, order, 1, ORDER_ERASED_CONTACT, e);
}

static void F64_a_view_that_names_a_buyer_goes_with_him(void **state)
{
	enum {
		STAYS,
		ASKED,
		ALWAYS
	}; /* it goes when he asks to be forgotten, or by time as well */
	static const struct {
		const char *name;
		const char *tag;
		int goes;
	} cases[] = {
	    {"zwroty: jan nowak-zlota!", "", ALWAYS},
	    {"Nowak Złotta (Jan)", "", STAYS}, /* is another name */
	    {"Złota Nowak, Jan", "", STAYS},
	    {"pilne", "Jan Nowak-Złota", ALWAYS},
	    {"Nowak-Złota", "jan", ALWAYS},
	    {"JAN_NZ_44", "", ALWAYS},
	    {"od jan.nz@example.com", "", ALWAYS},
	    {"paczki dla Ewy Nowak", "", STAYS},
	    {"Ewa Biała", "", ALWAYS}, /* who gets the parcel */
	    {"biała porcelana", "", ASKED},
	    {"Nowak-Złota", "", ASKED},
	    {"Biały piątek", "", STAYS},
	    {"Jan", "", STAYS},
	    {"#pilne", "", STAYS},
	    {"!", "", STAYS},
	    {"jan_nz_443", "", STAYS},
	};
	const struct form_spec spec = {.id = "00000000-0000-4000-8000-000000000002"};
	struct db *jobs = db_test_open(mem, DB_ROLE_JOBS);

	(void)state;
	struct turn way = world_turn(owner, world_account(owner, "erased"));
	world_apply(&way, &spec, 1);
	const struct erasable order = {
	    .id = (uint64_t)world_number(owner, "SELECT MAX(id) FROM orders"),
	    .form_id = spec.id,
	    .account_id = way.account->id};
	for (int goes = ASKED; goes <= ALWAYS; goes++) {
		for (size_t i = 0; i < COUNT_OF(cases); i++) {
			const struct order_saved view = {.user_id = ola.user_id,
							 .name = cases[i].name,
							 .query = "view=new",
							 .tag = cases[i].tag};
			struct err e = {0};
			setup(NULL);
			db_test_run(owner, "UPDATE order_person SET first_name = 'Jan', last_name ="
					   " 'Nowak-Złota', login = 'jan_nz_44', email ="
					   " 'jan.nz@example.com', ship_first_name = 'Ewa',"
					   " ship_last_name = 'Biała', company = '-'");
			assert_int_equal(order_saved_add(db, &ola, &view, &e), RC_OK);
			if (erase(jobs, &order, goes == ASKED, &e))
				fail_msg("%s", e.msg);
			if ((int)shown_to(&ola).n != (cases[i].goes < goes))
				fail_msg("%s, %s", cases[i].name, cases[i].tag);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(everybody_is_shown_his_own_and_the_shared_ones, setup),
	    cmocka_unit_test_setup(the_newest_order_is_told, setup),
	    cmocka_unit_test_setup(a_name_is_there_once_and_a_person_has_so_many, setup),
	    cmocka_unit_test_setup(what_others_share_leaves_room_for_ones_own, setup),
	    cmocka_unit_test_setup(who_may_change_which, setup),
	    cmocka_unit_test_setup(each_change_stands_in_the_trail_and_nothing_else, setup),
	    cmocka_unit_test_setup(F64_a_view_that_names_a_buyer_goes_with_him, setup),
	};

	return cmocka_run_group_tests(tests, setup_group, db_test_teardown);
}
