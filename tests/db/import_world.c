/* A catalogue and files for it, without a file. */
#include "import_world.h"

#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/catalog/catalog.h"
#include "domain/catalog/import_stage.h"
#include "domain/stock/stock_count.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

void *import_mem;
struct db *import_db;
struct import_profile import_of;
static struct db *admin; /* movements only grow for everybody else */

void import_must(enum rc rc, const struct err *e)
{
	if (rc)
		fail_msg("%s", e->msg);
}

uint64_t import_started(void)
{
	struct err e = {0};
	uint64_t id;
	const struct import_run run = {
	    .profile_id = import_of.id, .file_name = "plik.csv", .file_bytes = 100, .actor = "ola"};

	import_must(import_run_start(import_db, &run, &id, &e), &e);
	return id;
}

enum rc import_read_rows(uint64_t id, const struct import_spec *specs, size_t n, struct err *e)
{
	struct stage_row *rows = mem_array(import_mem, struct stage_row, n ? n : 1);
	struct run_effect effect = {0};
	struct import_run run;

	for (size_t i = 0; i < n; i++) {
		rows[i] = (struct stage_row){
		    .n = (int64_t)i + 1, .line = (int64_t)i + 2, .p = product_unknown()};
		row_notes_init(&rows[i].notes, import_mem);
		rows[i].p.sku = specs[i].sku;
		rows[i].p.name = specs[i].name;
		rows[i].p.stock = specs[i].stock;
		if (specs[i].minor != MONEY_NULL)
			rows[i].p.price = (struct money){specs[i].minor, "PLN"};
		if (!specs[i].sku)
			row_note(&rows[i].notes, PRODUCT_FIELDS, FAULT_NO_SKU, NULL);
	}
	if (import_run_load(import_db, import_mem, id, &run, e))
		return e->rc;
	for (size_t at = 0; at < n; at += CATALOG_SKUS)
		if (import_stage(import_db, id, rows + at,
				 n - at < CATALOG_SKUS ? n - at : CATALOG_SKUS, NULL, &effect, e))
			return e->rc;
	return import_stage_end(import_db, &run, &import_of, NULL, &effect, e);
}

struct import_run import_run_of(uint64_t id)
{
	struct err e = {0};
	struct import_run run;

	import_must(import_run_load(import_db, import_mem, id, &run, &e), &e);
	return run;
}

uint64_t import_read_file(const struct import_spec *specs, size_t n)
{
	struct err e = {0};
	uint64_t id = import_started();

	import_must(import_read_rows(id, specs, n, &e), &e);
	return id;
}

static void import_approve(uint64_t id)
{
	struct err e = {0};

	import_must(import_run_move(import_db, id, RUN_READ, RUN_APPROVED, "", &e), &e);
}

bool import_applied(uint64_t id)
{
	struct err e = {0};
	bool again;

	import_approve(id);
	import_must(import_apply(import_db, id, RUN_APPROVED, NULL, &again, &e), &e);
	return !again;
}

void import_take_back(uint64_t id)
{
	struct err e = {0};

	import_must(import_run_move(import_db, id, RUN_APPLIED, RUN_TO_UNDO, "", &e), &e);
	import_must(import_undo(import_db, id, RUN_TO_UNDO, NULL, &e), &e);
}

/* What the catalogue says, versions and times apart. */
int64_t import_digest(void)
{
	return world_number(
	    import_db,
	    "SELECT CAST(COALESCE(SUM(CRC32(CONCAT_WS(',', sku, name, price_minor, stock,"
	    " gone_since, words, locks, description))), 0) AS SIGNED) FROM product"
	    " LEFT JOIN stock_total ON product_id = id");
}

int64_t import_count(const char *sql)
{
	return world_number(import_db, sql);
}

int64_t import_products(const char *where)
{
	return import_count(
	    mem_printf(import_mem, "SELECT COUNT(*) FROM " IMPORT_PRODUCTS " WHERE %s", where));
}

void import_count_nine(void)
{
	struct stock_asked asked = {
	    .deed = STOCK_DEED_COUNT, .place_id = STOCK_PLACE_FIRST, .pieces = 9, .actor = "anna"};
	enum stock_refusal refused;
	struct err e = {0};
	char doc[37];

	str_uuid(doc);
	asked.doc = doc;
	asked.product_id = (uint64_t)import_count("SELECT CAST(id AS SIGNED) FROM product"
						  " WHERE sku = 'K-1'");
	import_must(stock_ask(import_db, &asked, &refused, &e), &e);
	assert_int_equal(refused, STOCK_MAY);
}

void import_empty(void)
{
	static const char *const ledger[] = {"DELETE FROM stock_move", "DELETE FROM stock_level",
					     "DELETE FROM stock_total"};

	if (!admin)
		admin = db_test_open(import_mem, DB_ROLE_MIGRATE);
	for (size_t i = 0; i < COUNT_OF(ledger); i++)
		db_test_run(admin, ledger[i]);
	db_test_run(import_db, "DELETE FROM import_before");
	db_test_run(import_db, "DELETE FROM product");
	db_test_run(import_db, "DELETE FROM import_row");
	db_test_run(import_db, "DELETE FROM import_run");
}

const struct import_spec import_first[IMPORT_ROWS_OF_FILE] = {
    {"K-1", "Kinkiet", 1990, 3},
    {"K-2", "Lampa", 2990, 0},
    {"K-3", "Żarówka LED", 990, PRODUCT_UNKNOWN}};
const struct import_spec import_second[IMPORT_ROWS_OF_FILE] = {
    {"K-1", "Kinkiet złoty", 2190, 5}, {"K-3", NULL, SILENT}, {"K-4", "Abażur", 4990, 1}};

uint64_t import_with_first(void)
{
	import_empty();
	uint64_t id = import_read_file(import_first, IMPORT_ROWS_OF_FILE);
	assert_true(import_applied(id));
	return id;
}

int import_setup(void **state)
{
	struct err e = {0};

	import_mem = mem_context(NULL, "test");
	*state = import_mem;
	import_db = db_test_open(import_mem, DB_ROLE_MIGRATE);
	import_of = IMPORT_PROFILE;
	import_of.name = "Sklep";
	import_of.format = "csv";
	import_must(import_profile_save(import_db, &import_of, &e), &e);
	return 0;
}
