#ifndef DOMAIN_ORDERS_FEED_CURSOR_STORE_H
#define DOMAIN_ORDERS_FEED_CURSOR_STORE_H

/* SQL of the journal, its cursor, dirty forms and the import row; private to the order domain. */

#include "base/str.h"
#include "domain/orders/order_save.h"

struct feed_cursor {
	const char *last_event_id; /* NULL: before the oldest event */
	uint64_t gen;
	int64_t event_at; /* of that event */
	int64_t end_at;	  /* when the journal was last read to its end */
	bool at_end;	  /* to move: it was just now */
};

struct feed_event {
	uint64_t account_id;
	const char *event_id;
	const char *form_id; /* NULL: about no form */
	const char *type;
	const char *revision; /* of the form at that time; NULL: not told */
	int64_t occurred_at;
	struct bytes raw;
};

struct feed_form {
	const char *form_id;
	uint64_t dirty_gen;    /* 0: it is not dirty, somebody wants to look */
	int64_t event_at;      /* newest unread event; TIME_NONE: none told */
	int64_t listed_from;   /* where the list has it or later; TIME_NONE: nobody knows */
	const char *revision;  /* that the newest event told; NULL: none did */
	int64_t failed_before; /* 1: it could not be had, or read, the last time */
};

struct feed_import_row {
	int64_t from_at;
	int64_t until_at;
	int64_t done_until;
	uint64_t passes;   /* over, without having met what Allegro counts */
	const char *state; /* RUNNING, DONE */
};

/* RC_NOT_FOUND: the account was never polled. */
MUST_CHECK enum rc feed_cursor_find(struct db *db, void *mem, uint64_t account_id,
				    struct feed_cursor *out, struct err *e);

/* Where reading begins; RC_CONFLICT when there is a cursor already. */
MUST_CHECK enum rc feed_cursor_open(struct db *db, uint64_t account_id, const char *event_id,
				    int64_t event_at, struct err *e);

/* Move to an event, from the generation that was read: RC_CONFLICT when somebody else moved it. */
MUST_CHECK enum rc feed_cursor_move(struct db *db, uint64_t account_id,
				    const struct feed_cursor *to, struct err *e);

/* After a gap: go on behind an event, everything before `end_at` being stored by other means. */
MUST_CHECK enum rc feed_cursor_resume(struct db *db, uint64_t account_id,
				      const struct feed_cursor *to, struct err *e);

/* The journal answered and had nothing new. */
MUST_CHECK enum rc feed_cursor_touch(struct db *db, uint64_t account_id, struct err *e);

/* Which of up to ORDER_BATCH_MAX events are stored: struct feed_event_id. */
struct feed_event_id {
	const char *event_id;
};
MUST_CHECK enum rc feed_events_known(struct db *db, void *mem, const struct form_keys *keys,
				     struct known_rows *out, struct err *e);

/* Store events; mark the forms of those that have one. */
MUST_CHECK enum rc feed_events_save(struct db *db, const struct feed_event *rows, size_t n,
				    struct err *e);
MUST_CHECK enum rc feed_forms_mark(struct db *db, const struct feed_event *rows, size_t n,
				   struct err *e);

/* Up to FEED_DIRTY_MAX dirty forms whose time has come: struct feed_form, oldest event first. */
enum { FEED_DIRTY_MAX = 10000 }; /* about 1.5 MB; more come in the next round */
MUST_CHECK enum rc feed_forms_dirty(struct db *db, void *mem, uint64_t account_id,
				    struct known_rows *out, struct err *e);

/* The first import. */
MUST_CHECK enum rc feed_import_find(struct db *db, void *mem, uint64_t account_id,
				    struct feed_import_row *out, struct err *e);
MUST_CHECK enum rc feed_import_open(struct db *db, uint64_t account_id, int64_t from_at,
				    int64_t until_at, struct err *e);
struct feed_import_step {
	uint64_t account_id;
	int64_t done_until;
	int64_t total;
	uint64_t stored; /* more orders than before */
};
MUST_CHECK enum rc feed_import_move(struct db *db, const struct feed_import_step *step,
				    struct err *e);
MUST_CHECK enum rc feed_import_again(struct db *db, uint64_t account_id, struct err *e);
MUST_CHECK enum rc feed_import_end(struct db *db, uint64_t account_id, int64_t told, int64_t met,
				   struct err *e);

#endif
