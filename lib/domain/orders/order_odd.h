#ifndef DOMAIN_ORDERS_ORDER_ODD_H
#define DOMAIN_ORDERS_ORDER_ODD_H

/*
 * Fields and words of order documents that Kram does not know: counted and shown, so that a change
 * of Allegro's is noticed before somebody misses what it says.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

enum {
	ODD_NAMES_MAX = 64,   /* different ones of a batch; more come in with the next */
	ODD_NAME_CHARS = 255, /* of remote_oddity.name */
};

struct odd_name {
	const char
	    *name;  /* path, elements of lists as *; "/status=LATER" for a word, =? for no word */
	uint64_t n; /* documents */
};

/* Of a batch; sorted by name, so that two processes lock rows in one order. */
struct odds {
	struct odd_name names[ODD_NAMES_MAX];
	size_t n;
};

struct json_notes; /* json/field.h */

/* Add what one document had, each name once. Names belong to owner. */
void odds_add(void *owner, struct odds *odds, const struct json_notes *notes);

MUST_CHECK enum rc odds_save(struct db *db, const struct odds *odds, struct err *e);

/* For the status page: the newest first. */
struct oddity {
	const char *name;
	int64_t n;
	int64_t first_seen;
	int64_t last_seen;
};
enum { ODDITIES_MAX = 100 };
MUST_CHECK enum rc oddity_list(struct db *db, void *mem, struct oddity **out, size_t *n,
			       struct err *e);

#endif
