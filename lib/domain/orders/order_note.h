#ifndef DOMAIN_ORDERS_ORDER_NOTE_H
#define DOMAIN_ORDERS_ORDER_NOTE_H

/*
 * Notes and tags: what the people of a shop write down at an order for each other. Nothing of it
 * reaches Allegro. Notes are append-only; both are forgotten with the buyer (order_erase.h). An
 * order shows those of the purchases that were merged into it as well. Who did what stands in the
 * audit trail, the words do not: they may tell of a person.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"
#include "domain/orders/order_types.h"

enum {
	ORDER_NOTE_MAX = 1000, /* characters */
	ORDER_NOTES_MAX = 100, /* shown, the newest */
	ORDER_TAG_MAX = 24,    /* characters */
	ORDER_TAGS_MAX = 8,    /* of an order */
	ORDER_TAGS_KNOWN = 100,
};

struct order_note {
	int64_t at;
	const char *author;
	const char *text;
};
struct order_tag {
	const char *tag;
};

/* Who writes at which order. */
struct order_pen {
	uint64_t user_id;
	const char *login;
	const struct order *order;
};

/* RC_CONFLICT: the buyer was forgotten, and nothing new is to be kept. */
MUST_CHECK enum rc order_note_add(struct db *db, const struct order_pen *pen, const char *text,
				  struct err *e);

/* RC_CONFLICT: it has ORDER_TAGS_MAX already. One it has stays as it is. */
MUST_CHECK enum rc order_tag_add(struct db *db, const struct order_pen *pen, const char *tag,
				 struct err *e);
MUST_CHECK enum rc order_tag_remove(struct db *db, const struct order_pen *pen, const char *tag,
				    struct err *e);

/* Newest first; by alphabet. */
MUST_CHECK enum rc order_notes(struct db *db, void *mem, const struct order *order,
			       struct order_note **out, size_t *n, struct err *e);
MUST_CHECK enum rc order_tags(struct db *db, void *mem, const struct order *order,
			      struct order_tag **out, size_t *n, struct err *e);

/* What is said of many orders, those first that come first: the tags of each, then its newest
 * ORDER_NOTES_MAX notes, oldest first. */
struct order_said {
	uint64_t order_id;
	const char *author; /* NULL: it is a tag */
	const char *text;
};
MUST_CHECK enum rc order_said_list(struct db *db, void *mem, const uint64_t *ids, size_t n_ids,
				   struct order_said **out, size_t *n, struct err *e);

/* Tags in use, to choose from. */
MUST_CHECK enum rc order_tags_known(struct db *db, void *mem, struct order_tag **out, size_t *n,
				    struct err *e);

#endif
