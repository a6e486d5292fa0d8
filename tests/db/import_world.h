#ifndef TESTS_IMPORT_WORLD_H
#define TESTS_IMPORT_WORLD_H

/* A catalogue and files for it, as their rows: what the tests of runs share. */

#include "domain/catalog/import_stage.h"

extern void *import_mem;
extern struct db *import_db;
extern struct import_profile import_of;

/* A row of a file. */
struct import_spec {
	const char *sku;
	const char *name;
	int64_t minor; /* MONEY_NULL: the file does not say */
	int64_t stock; /* PRODUCT_UNKNOWN: the same */
};
#define SILENT MONEY_NULL, PRODUCT_UNKNOWN

enum { IMPORT_ROWS_OF_FILE = 3 };
extern const struct import_spec import_first[IMPORT_ROWS_OF_FILE];
extern const struct import_spec import_second[IMPORT_ROWS_OF_FILE];

/* Opens the database; ends by db_test_teardown(). */
int import_setup(void **state);

/* Ends the test with the sentence. */
void import_must(enum rc rc, const struct err *e);

uint64_t import_started(void);
enum rc import_read_rows(uint64_t id, const struct import_spec *specs, size_t n, struct err *e);
struct import_run import_run_of(uint64_t id);
uint64_t import_read_file(const struct import_spec *specs, size_t n);

/* false: it has to be compared again. */
bool import_applied(uint64_t id);
void import_take_back(uint64_t id);

/* What the catalogue says, versions and times apart. */
int64_t import_digest(void);
int64_t import_count(const char *sql);

/* No product; the first file alone, its run. */
void import_empty(void);
uint64_t import_with_first(void);

/* For a FROM: products with their stock. */
#define IMPORT_PRODUCTS "product LEFT JOIN stock_total ON product_id = id"

/* Products, with their stock, of which this holds. */
int64_t import_products(const char *where);

/* Somebody counts nine K-1. */
void import_count_nine(void);

#endif
