#ifndef DOMAIN_ORDERS_ORDER_ERASE_H
#define DOMAIN_ORDERS_ORDER_ERASE_H

/*
 * Forgetting people: columns are blanked, documents and events emptied, search words made anew
 * without them. Sums, lines, dates, states and countries stay: books must still add up, and a
 * tax of a country is not a person.
 *
 * orders.erased remembers how far it went; order_apply() blanks the same parts of every document
 * that is read again, so that nothing comes back.
 */

#include "domain/orders/order_map.h"

enum order_erasure {
	ORDER_ERASED_NOTHING,
	ORDER_ERASED_CONTACT, /* who bought, where it was sent, what was written */
	ORDER_ERASED_INVOICE, /* and to whom it was invoiced */
};

/* Blank in the rows of a document what was erased before. Pure. */
void order_rows_forget(void *owner, struct order_rows *rows, enum order_erasure level);

/* An order whose time is over. */
struct erasable {
	uint64_t id;
	const char *form_id;
	uint64_t account_id;
};

enum { ERASE_BATCH = 100 };

/* Bought before and not changed since `before`, erased less than level; at most ERASE_BATCH. */
struct erase_due {
	enum order_erasure level;
	int64_t before;
};
MUST_CHECK enum rc order_erase_list(struct db *db, void *owner, const struct erase_due *due,
				    struct erasable **out, size_t *n, struct err *e);
MUST_CHECK enum rc order_erase_count(struct db *db, const struct erase_due *due, int64_t *n,
				     struct err *e);

/*
 * Inside the caller's transaction. Erasing what is erased changes nothing. Notes, tags and the
 * saved views that say a login, an address or a whole name of these people go with them.
 */
MUST_CHECK enum rc order_erase(struct db *db, const struct erasable *orders, size_t n,
			       enum order_erasure level, struct err *e);

/* Before it, when a person asked: the views that say a last name alone go as well. Not because time
 * is over, when every last name there is goes by: "Czarny piątek" is no person. */
MUST_CHECK enum rc order_erase_named(struct db *db, const struct erasable *orders, size_t n,
				     struct err *e);

/* The private side of it: statements. */
struct erase_words {
	const char *words;
	uint64_t order_id;
};
MUST_CHECK enum rc erase_lines_of(struct db *db, void *owner, uint64_t order_id,
				  struct order_line **out, size_t *n, struct err *e);
MUST_CHECK enum rc erase_rows(struct db *db, const struct erasable *orders, size_t n,
			      enum order_erasure level, struct err *e);
MUST_CHECK enum rc erase_save_words(struct db *db, const struct erase_words *rows, size_t n,
				    struct err *e);

#endif
