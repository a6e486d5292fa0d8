#ifndef DOMAIN_ORDERS_ORDER_SAVED_H
#define DOMAIN_ORDERS_ORDER_SAVED_H

/*
 * Saved views: a filter of the order list under a name, for who saved it or for all. What was
 * searched for is not kept: it may tell of a person. The name and the tag may as well: a view that
 * names a buyer goes when he is erased (order_erase.h). The query is checked anew by who opens it,
 * so that a role sees no more through it. Each change has its entry in the trail.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

enum {
	ORDER_SAVED_NAME_MAX = 40,    /* characters */
	ORDER_SAVED_QUERY_MAX = 2000, /* bytes */
	ORDER_SAVED_MAX = 20,	      /* of one person: they stand in a row */
	ORDER_SAVED_SHOWN = 100,      /* with those of the others */
};

struct order_saved {
	uint64_t id;
	uint64_t user_id;
	const char *owner; /* name of the user */
	const char *name;
	const char *query; /* "view=new&country=PL" */
	const char *tag;   /* it asks for, as people read it; when saved */
	uint64_t is_shared;
};

/* What a person is shown: his own, then those that others share, each by alphabet. */
MUST_CHECK enum rc order_saved_list(struct db *db, void *mem, uint64_t user_id,
				    struct order_saved **rows, size_t *n, struct err *e);

/* Who does it. */
struct order_saver {
	uint64_t user_id;
	const char *login;
	bool is_keeper; /* may take away what others have shared */
};

/* RC_CONFLICT: there is one of this name, or there are ORDER_SAVED_MAX. */
MUST_CHECK enum rc order_saved_add(struct db *db, const struct order_saver *who,
				   const struct order_saved *view, struct err *e);

/* His own. RC_NOT_FOUND: it is not there, or not his; RC_CONFLICT: there is one of this name. */
MUST_CHECK enum rc order_saved_rename(struct db *db, const struct order_saver *who, uint64_t id,
				      const char *name, struct err *e);

/* His own, for a keeper also a shared one. RC_NOT_FOUND: as above. */
MUST_CHECK enum rc order_saved_remove(struct db *db, const struct order_saver *who, uint64_t id,
				      struct err *e);

#endif
