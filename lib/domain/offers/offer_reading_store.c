/* SQL of how offers came in. */
#include "domain/offers/offer_reading.h"

#include "db/stmt.h"

/* A pause is what the poll of the journal notes as one (feed_cursor_store.h). */
#define PAUSES                                                                                     \
	" FROM offer_poll_gap p WHERE p.account_id = a.id"                                         \
	" AND p.until_at > UTC_TIMESTAMP(3) - INTERVAL 7 DAY"
#define LENGTH "TIMESTAMPDIFF(MICROSECOND, p.from_at, p.until_at) DIV 1000"

static const struct stmt_def stmts[] = {
    {"SELECT a.id, a.name, c.polled_at, c.event_at, (SELECT COUNT(*)" PAUSES "),"
     " CAST((SELECT MAX(" LENGTH ")" PAUSES ") AS SIGNED),"
     " IF(c.polled_at < UTC_TIMESTAMP(3) - INTERVAL 20 MINUTE, c.polled_at, NULL),"
     " g.reason, g.known_until, g.found_at, w.read_to,"
     " CAST(IFNULL(w.walk_from IS NOT NULL OR w.wanted_at > IFNULL(w.read_to, '1970-01-01'), 0)"
     " AS SIGNED) FROM account a LEFT JOIN offer_cursor c ON c.account_id = a.id"
     " LEFT JOIN walk w ON w.account_id = a.id AND w.name = 'offers'"
     " LEFT JOIN offer_gap g ON g.id = (SELECT n.id FROM offer_gap n WHERE n.account_id = a.id"
     " AND n.reason <> 'first' ORDER BY n.found_at DESC LIMIT 1)"
     " WHERE c.account_id IS NOT NULL OR w.account_id IS NOT NULL ORDER BY a.name",
     "",
     ROWS(struct offer_reading, U64(account_id), STR(account), TIME(polled_at), TIME(event_at),
	  I64(pauses), I64(longest_ms), TIME(paused_at), STR(gap), TIME(gap_from), TIME(gap_at),
	  TIME(list_at), I64(list_is_going))},
};
STMTS_REGISTER(offer_reading, stmts);
_Static_assert(OFFER_PAUSE_DAYS == 7, "INTERVAL says so");

enum rc offer_readings(struct db *db, void *mem, struct offer_reading **rows, size_t *n,
		       struct err *e)
{
	return stmt_list(db, mem, &stmts[0], NO_PARAMS, rows, n, e);
}
