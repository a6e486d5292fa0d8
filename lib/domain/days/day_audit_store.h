#ifndef DOMAIN_DAYS_DAY_AUDIT_STORE_H
#define DOMAIN_DAYS_DAY_AUDIT_STORE_H

/* SQL of the daily audit; private to day_audit*.c. Everything that writes belongs into a fenced
 * transaction. */

#include "domain/days/day_audit.h"
#include "domain/days/day_rule.h"
#include "domain/orders/order_save.h"

enum { DAY_AUDIT_SLICE = 1000 }; /* forms that are compared in one transaction */

/* A day to be checked, with the position of a check that was broken off. */
struct day_audit_day {
	uint64_t account_id;
	int64_t day_at;
	int64_t until_at;
	const char *state;
	uint64_t version;
	uint64_t pass;
	int64_t walk_at; /* TIME_NONE: nobody is reading */
	int64_t walk_offset;
	struct bytes seal_hash;
	int64_t sealed_at;
	int64_t different_since;
	int64_t unsettled_since;
	uint64_t tries;
	int64_t next_check_at;
};

/* What a finished check writes. */
struct day_audit_result {
	uint64_t account_id;
	int64_t day_at;
	uint64_t version; /* that is expected */
	const char *state;
	struct day_count count;
	struct bytes seal_hash;
	int64_t sealed_at;
	int64_t different_since;
	int64_t unsettled_since;
	uint64_t tries;
	int64_t next_check_at;
	struct day_latency latency;
};

/* A form as it stood on a page. */
struct day_audit_form {
	uint64_t account_id;
	int64_t day_at;
	const char *form_id;
	uint64_t pass;
	const char *revision;
	int64_t updated_at;
	struct bytes doc_hash;
};

struct day_audit_verdict {
	const char *verdict;
	uint64_t account_id;
	int64_t day_at;
	const char *form_id;
};

struct day_audit_find {
	uint64_t account_id;
	int64_t day_at;
	const char *form_id;
	const char *kind;
	struct bytes doc_hash;
	int64_t had_event;
	const char *found_by;
};

/* Earliest day the audit is about. RC_NOT_FOUND before the first import is done, while a gap is
 * mended, and unless the journal was read to its end within the last 20 minutes. */
MUST_CHECK enum rc day_audit_begin_at(struct db *db, uint64_t account_id, int64_t *out,
				      struct err *e);

/* Plan days that nobody has planned yet. */
MUST_CHECK enum rc day_audit_plan(struct db *db, const struct day_audit_day *days, size_t n,
				  struct err *e);

/* Days whose time has come, or that lie at or after `since` (TIME_NONE: none): struct
 * day_audit_day, newest first. */
MUST_CHECK enum rc day_audit_due(struct db *db, void *mem, uint64_t account_id, int64_t since,
				 struct day_audit_day **rows, size_t *n, struct err *e);

/* Move the position: RC_CONFLICT when somebody else did. The version in day is the one expected,
 * and the one written is the next. */
MUST_CHECK enum rc day_audit_move(struct db *db, const struct day_audit_day *day, struct err *e);
MUST_CHECK enum rc day_audit_finish(struct db *db, const struct day_audit_result *r, struct err *e);

MUST_CHECK enum rc day_audit_forms_save(struct db *db, const struct day_audit_form *rows, size_t n,
					struct err *e);
MUST_CHECK enum rc day_audit_forms_count(struct db *db, const struct day_audit_day *day, int64_t *n,
					 struct err *e);
MUST_CHECK enum rc day_audit_forms_forget(struct db *db, const struct day_audit_day *day,
					  struct err *e);

/* Up to DAY_AUDIT_SLICE forms of the reading with an id above `after`. */
MUST_CHECK enum rc day_audit_listed(struct db *db, void *mem, const struct day_audit_day *day,
				    const char *after, struct day_listed **rows, size_t *n,
				    struct err *e);

/* The same of our orders that are in no row of the reading. */
MUST_CHECK enum rc day_audit_unlisted(struct db *db, void *mem, const struct day_audit_day *day,
				      const char *after, struct day_unlisted **rows, size_t *n,
				      struct err *e);

MUST_CHECK enum rc day_audit_verdicts_save(struct db *db, const struct day_audit_verdict *rows,
					   size_t n, struct err *e);
MUST_CHECK enum rc day_audit_finds_save(struct db *db, const struct day_audit_find *rows, size_t n,
					struct err *e);
MUST_CHECK enum rc day_audit_seal_save(struct db *db, const struct day_audit_day *day,
				       const struct day_seal *seal, struct err *e);

#endif
