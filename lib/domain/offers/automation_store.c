/* SQL of price automation. */
#include "domain/offers/automation_store.h"

#include "base/mem.h"
#include "db/array.h"
#include "db/stmt.h"

enum {
	RULES,
	SEATS,
	DUE,
	LOOKED,
	MEET,
	DIFFER,
	OFFERS_DUE,
	CLEAR,
	SEAT,
	ASKED,
	OFFER_POSTPONE,
	OFFER_RENEW,
	TAKE_OFF,
	HOME,
};

/* An offer under a rule as it is stored. */
struct seated {
	uint64_t account_id;
	const char *offer_id;
	struct automation_place p;
	int64_t least;
	int64_t most;
	const char *currency;
};

static const struct stmt_def stmts[] = {
    [RULES] = {"SELECT t.account_id, a.name, t.term_id, t.name, IFNULL(t.title, ''),"
	       " CAST(t.managed AS SIGNED) FROM term t JOIN account a ON a.id = t.account_id"
	       " WHERE t.kind = 'PRICING' AND t.gone_at IS NULL AND ? IN (0, t.account_id)"
	       " ORDER BY a.name, t.account_id, t.managed DESC,"
	       " t.name COLLATE utf8mb4_uca1400_polish_as_ci, t.term_id LIMIT 1000",
	       "u",
	       ROWS(struct automation_row, U64(account_id), STR(account), STR(id), STR(name),
		    STR(type), I64(is_default))},
    [SEATS] = {"SELECT o.offer_id, o.read_at, s.market, s.rule_id, s.least_minor, s.currency,"
	       " s.most_minor, s.currency FROM " ARRAY_OF_WORDS " j STRAIGHT_JOIN automation_offer"
	       " o ON o.offer_id = j.word AND o.account_id = ? LEFT JOIN automation_seat s"
	       " ON s.account_id = o.account_id AND s.offer_id = o.offer_id"
	       " ORDER BY o.offer_id, s.market",
	       "su",
	       ROWS(struct automation_seat, STR(offer_id), TIME(read_at), STR(p.market),
		    STR(p.rule_id), MONEY(p.least), MONEY(p.most))},
    [DUE] = {"SELECT CAST(NOT EXISTS (SELECT 1 FROM automation_look WHERE account_id = ? AND"
	     " next_at > UTC_TIMESTAMP(3)) AS SIGNED), CAST(EXISTS (SELECT 1 FROM automation_offer"
	     " WHERE account_id = ? AND next_at <= UTC_TIMESTAMP(3)) AS SIGNED)",
	     "uu", ROWS(struct automation_due, I64(look), I64(offers))},
    [LOOKED] = {"INSERT INTO automation_look (account_id, next_at) VALUES (?, UTC_TIMESTAMP(3) +"
		" INTERVAL ? SECOND) ON DUPLICATE KEY UPDATE next_at = VALUES(next_at)",
		"ui", NO_ROWS},
    [MEET] = {"INSERT IGNORE INTO automation_offer (account_id, offer_id, next_at)"
	      " SELECT account_id, offer_id, UTC_TIMESTAMP(3) FROM offer WHERE account_id = ?"
	      " AND rule_id IS NOT NULL AND gone_at IS NULL",
	      "u", NO_ROWS},
    /* What the list of offers says since is another rule. */
    [DIFFER] = {"UPDATE automation_offer a JOIN offer o ON o.account_id = a.account_id"
		" AND o.offer_id = a.offer_id LEFT JOIN automation_seat s"
		" ON s.account_id = a.account_id AND s.offer_id = a.offer_id"
		" AND s.market = o.market SET a.next_at = UTC_TIMESTAMP(3)"
		" WHERE a.account_id = ? AND NOT (s.rule_id <=> o.rule_id) AND o.gone_at IS NULL",
		"u", NO_ROWS},
    [OFFERS_DUE] = {"SELECT offer_id FROM automation_offer WHERE account_id = ?"
		    " AND next_at <= UTC_TIMESTAMP(3) ORDER BY next_at, offer_id LIMIT 250",
		    "u", ROWS(struct automation_asked, STR(offer_id))},
    [CLEAR] = {"DELETE FROM automation_seat WHERE account_id = ? AND offer_id = ?", "us", NO_ROWS},
    [SEAT] = {"INSERT INTO automation_seat (account_id, offer_id, market, rule_id, least_minor,"
	      " most_minor, currency) VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
	      " rule_id = VALUES(rule_id), least_minor = VALUES(least_minor),"
	      " most_minor = VALUES(most_minor), currency = VALUES(currency)",
	      BULK(struct seated, U64(account_id), STR(offer_id), STR(p.market), STR(p.rule_id),
		   I64(least), I64(most), STR(currency))},
    [ASKED] = {"UPDATE automation_offer SET read_at = UTC_TIMESTAMP(3), next_at ="
	       " UTC_TIMESTAMP(3) + INTERVAL ? SECOND WHERE account_id = ? AND offer_id = ?",
	       "ius", NO_ROWS},
    [OFFER_POSTPONE] = {"UPDATE automation_offer SET next_at = UTC_TIMESTAMP(3) + INTERVAL ?"
			" SECOND WHERE account_id = ? AND offer_id = ?",
			"ius", NO_ROWS},
    [OFFER_RENEW] = {"INSERT INTO automation_offer (account_id, offer_id, next_at) VALUES (?, ?,"
		     " UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE next_at = VALUES(next_at)",
		     "us", NO_ROWS},
    [TAKE_OFF] = {"DELETE FROM automation_seat WHERE account_id = ? AND offer_id = ?"
		  " AND market = ?",
		  "uss", NO_ROWS},
    /* What was asked for before now is older than this (offers_save()). */
    [HOME] = {"UPDATE offer SET rule_id = ?, version = version + 1, changed_at ="
	      " UTC_TIMESTAMP(3), seen_at = UTC_TIMESTAMP(3) WHERE account_id = ? AND offer_id = ?"
	      " AND market = ? AND NOT (rule_id <=> ?)",
	      "susss", NO_ROWS},
};
STMTS_REGISTER(automation, stmts);
_Static_assert(AUTOMATION_OFFERS == 250, "LIMIT says so");

enum { SECOND_MS = 1000 };

/* ---- Looking --------------------------------------------------------------------------------- */

enum rc automation_rules(struct db *db, void *mem, uint64_t account_id, struct automation_row **out,
			 size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[RULES], PARAMS(P_U64(account_id)), out, n, e);
}

enum rc automation_seats(struct db *db, void *mem, const struct offer_keys *keys,
			 struct automation_seat **out, size_t *n, struct err *e)
{
	const char *ids = array_of_words(mem, keys->ids, keys->n);

	return stmt_list(db, mem, &stmts[SEATS], PARAMS(P_STR(ids), P_U64(keys->account_id)), out,
			 n, e);
}

enum rc automation_world(struct db *db, void *mem, const struct offer_keys *keys,
			 struct automation_world *out, struct err *e)
{
	*out = (struct automation_world){0};
	return automation_rules(db, mem, keys->account_id, &out->rules, &out->n_rules, e)
		   ? e->rc
		   : automation_seats(db, mem, keys, &out->seats, &out->n_seats, e);
}

enum rc automation_due(struct db *db, uint64_t account_id, struct automation_due *out,
		       struct err *e)
{
	return stmt_find(db, NULL, &stmts[DUE], PARAMS(P_U64(account_id), P_U64(account_id)), out,
			 e);
}

enum rc automation_look(struct db *db, uint64_t account_id, struct err *e)
{
	const struct param account[] = {P_U64(account_id)};

	if (stmt_run(db, &stmts[MEET], account, NULL, e) ||
	    stmt_run(db, &stmts[DIFFER], account, NULL, e))
		return e->rc;
	return stmt_run(db, &stmts[LOOKED],
			PARAMS(P_U64(account_id), P_I64(AUTOMATION_MS / SECOND_MS)), NULL, e);
}

/* ---- Offers ---------------------------------------------------------------------------------- */

enum rc automation_offers_due(struct db *db, void *mem, uint64_t account_id,
			      struct automation_asked **out, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[OFFERS_DUE], PARAMS(P_U64(account_id)), out, n, e);
}

static struct seated seat_of(uint64_t account_id, const char *offer_id,
			     const struct automation_place *p)
{
	const bool ranged = !money_is_none(p->least) && !money_is_none(p->most);

	return (struct seated){account_id,
			       offer_id,
			       *p,
			       ranged ? p->least.minor : INT64_MIN,
			       ranged ? p->most.minor : INT64_MIN,
			       ranged ? p->least.currency : NULL};
}

enum rc automation_seats_save(struct db *db, uint64_t account_id, const char *offer_id,
			      const struct automation_place *places, size_t n, struct err *e)
{
	const struct param key[] = {P_U64(account_id), P_STR(offer_id)};

	if (stmt_run(db, &stmts[CLEAR], key, NULL, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		const struct seated seat = seat_of(account_id, offer_id, &places[i]);

		if (stmt_run_row(db, &stmts[SEAT], &seat, NULL, e))
			return e->rc;
	}
	return stmt_run(
	    db, &stmts[ASKED],
	    PARAMS(P_I64(AUTOMATION_OFFER_MS / SECOND_MS), P_U64(account_id), P_STR(offer_id)),
	    NULL, e);
}

enum rc automation_offer_postpone(struct db *db, uint64_t account_id, const char *offer_id,
				  struct err *e)
{
	return stmt_run(
	    db, &stmts[OFFER_POSTPONE],
	    PARAMS(P_I64(AUTOMATION_OFFER_MS / SECOND_MS), P_U64(account_id), P_STR(offer_id)),
	    NULL, e);
}

enum rc automation_offer_renew(struct db *db, uint64_t account_id, const char *offer_id,
			       struct err *e)
{
	return stmt_run(db, &stmts[OFFER_RENEW], PARAMS(P_U64(account_id), P_STR(offer_id)), NULL,
			e);
}

/* ---- What was written ------------------------------------------------------------------------ */

static enum rc sit(struct db *db, const struct outbox_intent *i, const struct automation_wish *w,
		   struct err *e)
{
	const struct automation_place place = {w->market, w->rule_id, NULL, w->least, w->most};
	const struct seated seat = seat_of(i->account_id, i->subject, &place);

	if (w->rule_id)
		return stmt_run_row(db, &stmts[SEAT], &seat, NULL, e);
	return stmt_run(db, &stmts[TAKE_OFF],
			PARAMS(P_U64(i->account_id), P_STR(i->subject), P_STR(w->market)), NULL, e);
}

static enum rc land(struct db *db, const struct outbox_intent *i, const struct automation_wish *w,
		    uint64_t *moved, struct err *e)
{
	const struct param home[] = {P_STR(w->rule_id), P_U64(i->account_id), P_STR(i->subject),
				     P_STR(w->market), P_STR(w->rule_id)};

	if (sit(db, i, w, e) || stmt_run(db, &stmts[HOME], home, moved, e))
		return e->rc;
	return automation_offer_renew(db, i->account_id, i->subject, e);
}

enum rc automation_land(struct db *db, const struct outbox_intent *i, uint64_t *moved,
			struct err *e)
{
	void *mem = mem_context(db, "rule");
	struct automation_wish w;
	enum rc rc = RC_OK;

	*moved = 0;
	if (automation_read(mem, i->after, &w))
		rc = land(db, i, &w, moved, e);
	mem_free(mem);
	return rc;
}
