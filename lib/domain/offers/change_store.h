#ifndef DOMAIN_OFFERS_CHANGE_STORE_H
#define DOMAIN_OFFERS_CHANGE_STORE_H

/* SQL of judging changes. Private to lib/domain/offers. */

#include "db/stmt.h"
#include "domain/offers/change_rule.h"

/* A change nobody has judged, with what is known around it. */
struct open_change {
	uint64_t id;
	const char *offer_id;
	const char *field;
	const char *before;
	const char *after;
	uint64_t intent;
	int64_t bought;
	const char *ended_by;
	const char *rule_id;
	const char *muted;
	int64_t age_ms;
};

/* Up to OPEN_CHANGES behind this one. */
enum { OPEN_CHANGES = 200 };
MUST_CHECK enum rc open_changes(struct db *db, void *mem, uint64_t account_id, uint64_t after,
				struct open_change **rows, size_t *n, struct err *e);

struct judged_change {
	const char *author;
	const char *why;
	uint64_t intent;
	const char *settled; /* NULL: it waits for a person, or for nothing */
	uint64_t id;
};
MUST_CHECK enum rc change_judged(struct db *db, const struct judged_change *row, struct err *e);

/* Count anew the changes by others that wait for a person. */
MUST_CHECK enum rc offer_recount(struct db *db, uint64_t account_id, const char *offer_id,
				 struct err *e);

/* RC_NOT_FOUND: there is none. */
MUST_CHECK enum rc change_find(struct db *db, void *mem, uint64_t id, struct offer_change *out,
			       struct err *e);
/* RC_CONFLICT: it does not wait for a person. */
MUST_CHECK enum rc change_settled(struct db *db, const struct offer_settle *s, struct err *e);
MUST_CHECK enum rc offer_mute(struct db *db, const struct offer_change *c, struct err *e);

#endif
