#ifndef DOMAIN_FEED_FEED_TABLES_H
#define DOMAIN_FEED_FEED_TABLES_H

/*
 * The tables of a kind, in its store:
 *
 *	FEED_TABLES(offer_tables, "offer", "offer_dirty", "offer_id", "0 = 1");
 *
 * makes the statements over offer_event, offer_cursor, offer_trail, offer_poll_gap, offer_sweep and
 * the table of things (here offer_dirty), whose column of Allegro's id has a name of its own; the
 * columns are those of sql/NNNN_offer_feed.sql, or more. The last is a condition on a row of
 *things: is it wanted though Allegro says that there is no such thing? Then it is LOST and tried
 *again for ever, not GONE.
 */

#include "domain/feed/feed_cursor_store.h"
#include "domain/feed/feed_event_store.h"
#include "domain/feed/feed_sweep_store.h"
#include "domain/feed/feed_thing_store.h"

enum feed_stmt {
	FEED_EVENTS_KNOWN,
	FEED_EVENT_SAVE,
	FEED_THING_MARK,
	FEED_THINGS_DIRTY,
	FEED_THINGS_RETRY,
	FEED_THING_FAILING,
	FEED_THING_LATER,
	FEED_THING_REOPEN,
	FEED_THING_MISSING,
	FEED_THING_APPLIED,
	FEED_THING_EQUAL,
	FEED_THING_UNREADABLE,
	FEED_CURSOR_FIND,
	FEED_CURSOR_OPEN,
	FEED_CURSOR_MOVE,
	FEED_CURSOR_RESUME,
	FEED_CURSOR_TOUCH,
	FEED_POLL_GAP,
	FEED_TRAIL_ADD,
	FEED_TRAIL_FORGET,
	FEED_TRAIL_FIND,
	FEED_TRAIL_FIRST,
	FEED_SWEEP_LIST,
	FEED_SWEEP_PLAN,
	FEED_SWEEP_MOVE,
	FEED_SWEEP_DUE,
};

#define FEED_TABLES(name, prefix, things, id, wanted)                                              \
	const struct stmt_def name[] = {                                                           \
	    FEED_EVENT_STMTS(prefix, id),                                                          \
	    FEED_THING_STMTS(things, id, wanted),                                                  \
	    FEED_CURSOR_STMTS(prefix),                                                             \
	    FEED_SWEEP_STMTS(prefix),                                                              \
	};                                                                                         \
	STMTS_REGISTER(name, name)

#endif
