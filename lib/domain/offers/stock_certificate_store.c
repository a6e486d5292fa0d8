/* SQL of the certificate of stock. */
#include "domain/offers/stock_certificate_store.h"

#include "db/array.h"

enum { IS_DUE, PENDINGS, PUT, CLEAR, PUT_OFFER, LIST, OFFERS };
_Static_assert(STOCK_CERTIFICATE_EVERY_M == 15, "INTERVAL says so");

#define KINDS "('offer-stock', 'offer-status')"
#define INTENT(states)                                                                             \
	"EXISTS (SELECT 1 FROM outbox x WHERE x.subject = j.word AND x.account_id = a.id AND"      \
	" x.kind IN " KINDS " AND x.state IN (" states "))"
#define PLANNED(states)                                                                            \
	"EXISTS (SELECT 1 FROM plan p JOIN plan_item i ON i.plan_id = p.id AND i.kind IN " KINDS   \
	" AND i.subject = j.word AND i.state = 'WAITING' WHERE p.account_id = a.id AND p.state IN" \
	" (" states "))"
#define COUNTS                                                                                     \
	I64(counts[STOCK_IS_EQUAL]), I64(counts[STOCK_IS_COMING]), I64(counts[STOCK_IS_HELD]),     \
	    I64(counts[STOCK_IS_UNCOUNTED]), I64(counts[STOCK_IS_CONFLICT]),                       \
	    I64(counts[STOCK_IS_THEIRS]), I64(counts[STOCK_IS_ENDED]), I64(counts[STOCK_IS_OFF])

static const struct stmt_def stmts[] = {
    [IS_DUE] = {"SELECT CAST(NOT EXISTS (SELECT 1 FROM stock_certificate WHERE account_id = ? AND"
		" made_at > UTC_TIMESTAMP(3) - INTERVAL 15 MINUTE) AS SIGNED)",
		"u", NUMBER},
    [PENDINGS] =
	{"SELECT j.word, CAST(" INTENT("'NEW', 'SENT', 'UNKNOWN'") " OR " PLANNED(
	     "'TRIAL', 'RUNNING'") " AS SIGNED), CAST(" INTENT("'HELD'") " OR " PLANNED("'DRAFT"
											"'") " A"
											     "S "
											     "SI"
											     "GN"
											     "ED"
											     ") "
											     "FR"
											     "OM"
											     " " ARRAY_OF_WORDS
											     " j"
											     " J"
											     "OI"
											     "N "
											     "ac"
											     "co"
											     "un"
											     "t "
											     "a "
											     "ON"
											     " a"
											     ".i"
											     "d "
											     "= "
											     "? "
											     "OR"
											     "DE"
											     "R "
											     "BY"
											     " j"
											     "."
											     "n",
	 "su", ROWS(struct stock_pending_row, STR(offer_id), I64(is_coming), I64(is_held))},
    [PUT] =
	{"INSERT INTO stock_certificate (account_id, seen_at, offers, equal_n, coming, held,"
	 " uncounted, conflict, theirs, ended, differs, off_since) VALUES (?, ?, ?, ?, ?, ?, ?,"
	 " ?, ?, ?, ?, IF(differs > 0, UTC_TIMESTAMP(3), NULL)) ON DUPLICATE KEY UPDATE"
	 " made_at = UTC_TIMESTAMP(3), seen_at = VALUES(seen_at), off_since ="
	 " IF(VALUES(differs) > 0, IFNULL(stock_certificate.off_since, UTC_TIMESTAMP(3)), NULL),"
	 " offers = VALUES(offers), equal_n = VALUES(equal_n), coming = VALUES(coming),"
	 " held = VALUES(held), uncounted = VALUES(uncounted), conflict = VALUES(conflict),"
	 " theirs = VALUES(theirs), ended = VALUES(ended), differs = VALUES(differs)",
	 BULK(struct stock_certificate, U64(account_id), TIME(seen_at), I64(offers), COUNTS)},
    [CLEAR] = {"DELETE FROM stock_unequal WHERE account_id = ?", "u", NO_ROWS},
    [PUT_OFFER] = {"INSERT INTO stock_unequal (account_id, class, offer_id, shows,"
		   " available) VALUES (?, ?, ?, ?, ?)",
		   BULK(struct stock_certificate_offer, U64(account_id), STR(class_name),
			STR(offer_id), I64(shows), I64(available))},
    [LIST] = {"SELECT a.id, a.name, c.made_at, c.seen_at, CAST(IFNULL(c.offers, 0) AS SIGNED),"
	      " CAST(IFNULL(c.equal_n, 0) AS SIGNED), CAST(IFNULL(c.coming, 0) AS SIGNED),"
	      " CAST(IFNULL(c.held, 0) AS SIGNED), CAST(IFNULL(c.uncounted, 0) AS SIGNED),"
	      " CAST(IFNULL(c.conflict, 0) AS SIGNED), CAST(IFNULL(c.theirs, 0) AS SIGNED),"
	      " CAST(IFNULL(c.ended, 0) AS SIGNED), CAST(IFNULL(c.differs, 0) AS SIGNED)"
	      " FROM account a LEFT JOIN stock_certificate c ON c.account_id = a.id"
	      " ORDER BY a.name, a.id",
	      "",
	      ROWS(struct stock_certificate, U64(account_id), STR(account), TIME(made_at),
		   TIME(seen_at), I64(offers), COUNTS)},
    [OFFERS] = {"SELECT s.account_id, s.class, s.offer_id, o.name, s.shows, s.available"
		" FROM stock_unequal s LEFT JOIN offer o ON o.account_id = s.account_id"
		" AND o.offer_id = s.offer_id ORDER BY s.account_id, s.class, s.offer_id",
		"",
		ROWS(struct stock_certificate_offer, U64(account_id), STR(class_name),
		     STR(offer_id), STR(name), I64(shows), I64(available))},
};
STMTS_REGISTER(stock_certificate, stmts);

enum rc stock_certificate_is_due(struct db *db, uint64_t account_id, int64_t *is_due, struct err *e)
{
	return stmt_find(db, db, &stmts[IS_DUE], PARAMS(P_U64(account_id)), is_due, e);
}

enum rc stock_pendings(struct db *db, void *mem, uint64_t account_id, const char *const *offer_ids,
		       size_t n_ids, struct stock_pending_row **rows, size_t *n, struct err *e)
{
	const struct param params[] = {P_STR(array_of_words(mem, offer_ids, n_ids)),
				       P_U64(account_id)};

	return stmt_list(db, mem, &stmts[PENDINGS], params, rows, n, e);
}

enum rc stock_certificate_put(struct db *db, const struct stock_certificate *c,
			      const struct stock_certificate_offer *offers, size_t n, struct err *e)
{
	if (stmt_run_row(db, &stmts[PUT], c, NULL, e) ||
	    stmt_run(db, &stmts[CLEAR], PARAMS(P_U64(c->account_id)), NULL, e))
		return e->rc;
	return n ? stmt_bulk(db, &stmts[PUT_OFFER], offers, n, NULL, e) : RC_OK;
}

enum rc stock_certificates_list(struct db *db, void *mem, struct stock_certificate **out, size_t *n,
				struct err *e)
{
	return stmt_list(db, mem, &stmts[LIST], NO_PARAMS, out, n, e);
}

enum rc stock_certificate_offers(struct db *db, void *mem, struct stock_certificate_offer **out,
				 size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[OFFERS], NO_PARAMS, out, n, e);
}
