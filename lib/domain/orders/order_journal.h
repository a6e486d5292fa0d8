#ifndef DOMAIN_ORDERS_ORDER_JOURNAL_H
#define DOMAIN_ORDERS_ORDER_JOURNAL_H

/* SQL of the journal, its cursor, dirty forms and the import row; private to the order domain. */

#include "base/str.h"
#include "domain/orders/order_save.h"

struct order_cursor {
	const char *last_event_id; /* NULL: before the oldest event */
	uint64_t gen;
	int64_t event_at; /* of that event */
	int64_t end_at;	  /* when the journal was last read to its end */
	bool at_end;	  /* to move: it was just now */
};

struct journal_event {
	uint64_t account_id;
	const char *event_id;
	const char *form_id; /* NULL: about no form */
	const char *type;
	const char *revision; /* of the form at that time; NULL: not told */
	int64_t occurred_at;
	struct bytes raw;
};

struct dirty_form {
	const char *form_id;
	uint64_t dirty_gen;    /* 0: it is not dirty, somebody wants to look */
	int64_t event_at;      /* newest unread event; TIME_NONE: none told */
	int64_t listed_from;   /* where the list has it or later; TIME_NONE: nobody knows */
	const char *revision;  /* that the newest event told; NULL: none did */
	int64_t failed_before; /* 1: it could not be had, or read, the last time */
};

struct import_row {
	int64_t from_at;
	int64_t until_at;
	int64_t done_until;
	uint64_t passes;   /* over, without having met what Allegro counts */
	const char *state; /* RUNNING, DONE */
};

/* RC_NOT_FOUND: the account was never polled. */
MUST_CHECK enum rc journal_cursor(struct db *db, void *mem, uint64_t account_id,
				  struct order_cursor *out, struct err *e);

/* Where reading begins; RC_CONFLICT when there is a cursor already. */
MUST_CHECK enum rc journal_open(struct db *db, uint64_t account_id, const char *event_id,
				int64_t event_at, struct err *e);

/* Move to an event, from the generation that was read: RC_CONFLICT when somebody else moved it. */
MUST_CHECK enum rc journal_move(struct db *db, uint64_t account_id, const struct order_cursor *to,
				struct err *e);

/* After a gap: go on behind an event, everything before `end_at` being stored by other means. */
MUST_CHECK enum rc journal_resume(struct db *db, uint64_t account_id, const struct order_cursor *to,
				  struct err *e);

/* The journal answered and had nothing new. */
MUST_CHECK enum rc journal_touch(struct db *db, uint64_t account_id, struct err *e);

/* Which of up to ORDER_BATCH_MAX events are stored: struct known_event. */
struct known_event {
	const char *event_id;
};
MUST_CHECK enum rc journal_known(struct db *db, void *mem, const struct form_keys *keys,
				 struct known_rows *out, struct err *e);

/* Store events; mark the forms of those that have one. */
MUST_CHECK enum rc journal_save(struct db *db, const struct journal_event *rows, size_t n,
				struct err *e);
MUST_CHECK enum rc forms_dirty(struct db *db, const struct journal_event *rows, size_t n,
			       struct err *e);

/* Up to ORDER_DIRTY_MAX dirty forms whose time has come: struct dirty_form, oldest event first. */
enum { ORDER_DIRTY_MAX = 10000 }; /* about 1.5 MB; more come in the next round */
MUST_CHECK enum rc dirty_forms(struct db *db, void *mem, uint64_t account_id,
			       struct known_rows *out, struct err *e);

/* The first import. */
MUST_CHECK enum rc import_find(struct db *db, void *mem, uint64_t account_id,
			       struct import_row *out, struct err *e);
MUST_CHECK enum rc import_open(struct db *db, uint64_t account_id, int64_t from_at,
			       int64_t until_at, struct err *e);
struct import_step {
	uint64_t account_id;
	int64_t done_until;
	int64_t total;
	uint64_t stored; /* more orders than before */
};
MUST_CHECK enum rc import_move(struct db *db, const struct import_step *step, struct err *e);
MUST_CHECK enum rc import_again(struct db *db, uint64_t account_id, struct err *e);
MUST_CHECK enum rc import_end(struct db *db, uint64_t account_id, int64_t told, int64_t met,
			      struct err *e);

#endif
