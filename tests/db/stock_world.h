#ifndef TESTS_STOCK_WORLD_H
#define TESTS_STOCK_WORLD_H

/* Products and a ledger for the database tests. */

#include "domain/stock/stock_check.h"
#include "domain/stock/stock_line.h"
#include "domain/stock/stock_link.h"
#include "domain/stock/stock_offer.h"

/* A product with this SKU, nobody has counted it; its id. */
uint64_t stock_world_product(struct db *db, const char *sku);

/* So many there are at the first place; the document is a new one each time. */
void stock_world_count(struct db *db, uint64_t product_id, int64_t pieces);

/* Sums of a product everywhere. */
int64_t stock_world_on_hand(struct db *db, uint64_t product_id);
int64_t stock_world_reserved(struct db *db, uint64_t product_id);

/* Lines in one transaction, a link in one; the test ends when it fails. */
enum rc stock_world_book(struct db *db, uint64_t account_id, const struct stock_line *lines,
			 size_t n, struct err *e);
enum rc stock_world_link(struct db *db, uint64_t account_id, const char *offer_id,
			 const struct stock_link *parts, size_t n, struct err *e);

/* The ledger agrees with itself, or the test ends with what does not. */
void stock_world_agrees(struct db *db);

#endif
