#ifndef DOMAIN_ORDERS_ORDER_SAVE_H
#define DOMAIN_ORDERS_ORDER_SAVE_H

/*
 * Storing a batch of orders: one round trip a table, whatever the number of rows. Private to the
 * order domain; everything here runs inside the transaction of order_apply.c.
 */

#include "base/str.h"
#include "domain/feed/feed_thing_store.h"
#include "domain/orders/order.h"

struct save_person {
	uint64_t order_id;
	struct order_person p;
};
struct save_line {
	uint64_t account_id;
	uint64_t order_id;
	struct order_line l;
};
struct save_extra {
	uint64_t order_id;
	struct order_extra x;
};
struct save_tax_id {
	uint64_t order_id;
	struct order_tax_id t;
};
struct save_words {
	uint64_t order_id;
	const char *words;
};
struct save_raw {
	uint64_t account_id;
	const char *form_id;
	int64_t fetched_at;
	struct bytes doc; /* format of COMPRESS() */
};
/* A form all whose lines another has. */
struct save_heir {
	uint64_t account_id;
	const char *form_id;
	const char *superseded_by;
};
struct save_change {
	uint64_t order_id;
	int64_t at;
	const char *actor;
	const char *field;
	const char *before;
	const char *after;
};
struct save_tally {
	uint64_t account_id;
	const char *place;
	int64_t n; /* to be added */
};
struct save_facet {
	const char *kind;
	const char *value;
	const char *label;
};

/* What is stored about a form. */
struct known_form {
	const char *form_id;
	uint64_t dirty_gen;
	uint64_t clean_gen;
	const char *state;
	struct bytes doc_hash;
	uint64_t erased; /* enum order_erasure */
};

/* An order as stored, for the audit diff. */
struct known_order {
	struct order order; /* id, form_id and the columns */
	struct order_person person;
};

/* Which order holds a line; the rest is left out by lines_of_orders(). */
struct known_line {
	const char *line_item_id;
	uint64_t order_id;
	const char *form_id;
	int64_t updated_at;
	const char *status;
	int64_t n_lines;
};

struct known_id {
	const char *form_id;
	uint64_t id;
};

/* What to read by: 1 to FEED_BATCH_MAX order ids. */
struct order_keys {
	const uint64_t *ids;
	size_t n;
};

/* What is stored about them, in no order, owned by mem. */
MUST_CHECK enum rc known_forms(struct db *db, void *mem, const struct feed_keys *keys,
			       struct known_form **rows, size_t *n, struct err *e);
MUST_CHECK enum rc known_orders(struct db *db, void *mem, const struct feed_keys *keys,
				struct known_order **rows, size_t *n, struct err *e);
MUST_CHECK enum rc known_ids(struct db *db, void *mem, const struct feed_keys *keys,
			     struct known_id **rows, size_t *n, struct err *e);
MUST_CHECK enum rc known_lines(struct db *db, void *mem, const struct feed_keys *keys,
			       struct known_line **rows, size_t *n, struct err *e);
MUST_CHECK enum rc lines_of_orders(struct db *db, void *mem, const struct order_keys *keys,
				   struct known_line **rows, size_t *n, struct err *e);

/* Those that have no line left and are not yet merged. */
MUST_CHECK enum rc orders_without_lines(struct db *db, void *mem, const struct order_keys *keys,
					struct known_id **rows, size_t *n, struct err *e);

/* Upserts and inserts, in the order foreign keys ask for. */
MUST_CHECK enum rc save_orders(struct db *db, const struct order *rows, size_t n, struct err *e);
MUST_CHECK enum rc save_persons(struct db *db, const struct save_person *rows, size_t n,
				struct err *e);
MUST_CHECK enum rc save_lines(struct db *db, const struct save_line *rows, size_t n, struct err *e);
MUST_CHECK enum rc save_extras(struct db *db, const struct save_extra *rows, size_t n,
			       struct err *e);
MUST_CHECK enum rc save_tax_ids(struct db *db, const struct save_tax_id *rows, size_t n,
				struct err *e);
MUST_CHECK enum rc save_words(struct db *db, const struct save_words *rows, size_t n,
			      struct err *e);
MUST_CHECK enum rc save_raws(struct db *db, const struct save_raw *rows, size_t n, struct err *e);
MUST_CHECK enum rc save_changes(struct db *db, const struct save_change *rows, size_t n,
				struct err *e);
MUST_CHECK enum rc save_tallies(struct db *db, const struct save_tally *rows, size_t n,
				struct err *e);
MUST_CHECK enum rc save_facets(struct db *db, const struct save_facet *rows, size_t n,
			       struct err *e);

/* Before the extras and tax ids of orders that were stored already are written again. */
MUST_CHECK enum rc forget_extras(struct db *db, const struct known_id *orders, size_t n,
				 struct err *e);
MUST_CHECK enum rc forget_lines(struct db *db, const struct save_line *rows, size_t n,
				struct err *e);

/* Order_form as the things of the feed (feed_tables.h). */
extern const struct stmt_def order_tables[];

MUST_CHECK enum rc forms_superseded(struct db *db, const struct save_heir *rows, size_t n,
				    struct err *e);

/* All lines of these orders live elsewhere: they leave the tallies (first) and the list. */
MUST_CHECK enum rc tally_merged(struct db *db, const struct known_id *rows, size_t n,
				struct err *e);
MUST_CHECK enum rc orders_merged(struct db *db, const struct known_id *rows, size_t n,
				 struct err *e);

#endif
