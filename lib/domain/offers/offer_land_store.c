/* SQL of what was written to offers. */
#include "domain/offers/offer_land.h"

#include "base/time.h"
#include "db/stmt.h"
#include "base/mem.h"
#include "domain/offers/automation.h"
#include "domain/offers/offer.h"
#include "domain/offers/offer_value.h"
#include "domain/offers/term_value.h"

enum { PRICE, STOCK, STATUS, DELETED, SHIPPING, RETURNS, TOLD, REREAD, EMPTIED };

/* What was asked for before now is older than this (offers_save()). */
#define WRITTEN                                                                                    \
	", version = version + 1, changed_at = UTC_TIMESTAMP(3), seen_at = UTC_TIMESTAMP(3)"       \
	" WHERE account_id = ? AND offer_id = ?"

static const struct stmt_def stmts[] = {
    [PRICE] = {"UPDATE offer SET price_minor = ?, price_currency = ?" WRITTEN
	       " AND NOT (price_minor <=> ? AND price_currency <=> ?)",
	       "isusis", NO_ROWS},
    [STOCK] = {"UPDATE offer SET available = ?" WRITTEN " AND NOT (available <=> ?)", "iusi",
	       NO_ROWS},
    [STATUS] = {"UPDATE offer SET status = ?, ended_by = IF(status = 'ENDED', 'USER', NULL),"
		" ended_at = IF(status = 'ENDED', UTC_TIMESTAMP(3), NULL)" WRITTEN
		" AND NOT (status <=> ?)",
		"suss", NO_ROWS},
    [DELETED] = {"UPDATE offer SET gone_at = UTC_TIMESTAMP(3), reread_at = NULL" WRITTEN
		 " AND gone_at IS NULL",
		 "us", NO_ROWS},
    [SHIPPING] = {"UPDATE offer SET shipping_rates = ?" WRITTEN " AND NOT (shipping_rates <=> ?)",
		  "suss", NO_ROWS},
    [RETURNS] = {"UPDATE offer SET return_policy = ?" WRITTEN " AND NOT (return_policy <=> ?)",
		 "suss", NO_ROWS},
    [TOLD] = {"INSERT INTO offer_change (account_id, offer_id, field, before_value, after_value,"
	      " author, outbox_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))",
	      "usssssu", NO_ROWS},
    [REREAD] = {"UPDATE offer SET reread_at = UTC_TIMESTAMP(3) WHERE account_id = ?"
		" AND offer_id = ?",
		"us", NO_ROWS},
    [EMPTIED] = {"SELECT IF(o.after_value = 'EMPTIED', o.ended_at, NULL) FROM outbox o"
		 " WHERE o.subject = ? AND o.account_id = ? AND o.kind = 'offer-status'"
		 " AND o.state = 'DONE' ORDER BY o.id DESC LIMIT 1",
		 "su", MOMENT},
};
STMTS_REGISTER(offer_land, stmts);

/* *moved: the copy was another one. */
static enum rc set_copy(struct db *db, const struct outbox_intent *i, enum offer_trait field,
			uint64_t *moved, struct err *e)
{
	const char *status = offer_status_of(i->after);
	struct money price;
	int64_t pieces = 0;

	*moved = 0;
	if (field == TRAIT_PRICE && offer_price_read(i->after, &price))
		return stmt_run(db, &stmts[PRICE],
				PARAMS(P_I64(price.minor), P_STR(price.currency),
				       P_U64(i->account_id), P_STR(i->subject), P_I64(price.minor),
				       P_STR(price.currency)),
				moved, e);
	if (field == TRAIT_STOCK && offer_stock_read(i->after, &pieces))
		return stmt_run(
		    db, &stmts[STOCK],
		    PARAMS(P_I64(pieces), P_U64(i->account_id), P_STR(i->subject), P_I64(pieces)),
		    moved, e);
	if (field == TRAIT_STATUS && status)
		return stmt_run(
		    db, &stmts[STATUS],
		    PARAMS(P_STR(status), P_U64(i->account_id), P_STR(i->subject), P_STR(status)),
		    moved, e);
	return RC_OK;
}

static enum rc tell(struct db *db, const struct outbox_intent *i, enum offer_trait field,
		    const char *after, struct err *e)
{
	return stmt_run(db, &stmts[TOLD],
			PARAMS(P_U64(i->account_id), P_STR(i->subject),
			       P_STR(offer_trait_names[field]), P_STR(i->before), P_STR(after),
			       P_STR(offer_author_names[OFFER_BY_KRAM]), P_U64(i->id)),
			NULL, e);
}

enum rc offer_land(struct db *db, const struct outbox_intent *i, struct err *e)
{
	const enum offer_trait field = offer_trait_of(i->kind);
	const char *after = field == TRAIT_STATUS ? offer_status_of(i->after) : i->after;
	uint64_t moved;

	if (set_copy(db, i, field, &moved, e) || !moved)
		return e->rc;
	return tell(db, i, field, after, e);
}

enum rc offer_land_deleted(struct db *db, const struct outbox_intent *i, struct err *e)
{
	uint64_t moved;

	if (stmt_run(db, &stmts[DELETED], PARAMS(P_U64(i->account_id), P_STR(i->subject)), &moved,
		     e) ||
	    !moved)
		return e->rc;
	return tell(db, i, TRAIT_STATUS, i->after, e);
}

/* Its history tells the rule of its own marketplace, as the list does. */
static enum rc tell_rule(struct db *db, void *mem, const struct outbox_intent *i, struct err *e)
{
	struct automation_wish before, after;

	(void)automation_read(mem, i->before, &before);
	(void)automation_read(mem, i->after, &after);
	return stmt_run(db, &stmts[TOLD],
			PARAMS(P_U64(i->account_id), P_STR(i->subject),
			       P_STR(offer_trait_names[TRAIT_RULE]), P_STR(before.rule_id),
			       P_STR(after.rule_id), P_STR(offer_author_names[OFFER_BY_KRAM]),
			       P_U64(i->id)),
			NULL, e);
}

enum rc offer_land_rule(struct db *db, const struct outbox_intent *i, struct err *e)
{
	void *mem = mem_context(db, "rule");
	uint64_t moved = 0;
	enum rc rc = automation_land(db, i, &moved, e);

	if (!rc && moved)
		rc = tell_rule(db, mem, i, e);
	mem_free(mem);
	return rc;
}

/* Told as other changes of the field are: without the word before the id. */
static enum rc tell_term(struct db *db, const struct outbox_intent *i, enum offer_trait field,
			 const char *value, struct err *e)
{
	struct outbox_intent told = *i;

	if (!i->before || term_value_read(i->kind, i->before, &told.before) == OFFER_GROUPS)
		told.before = NULL;
	return tell(db, &told, field, value, e);
}

enum rc offer_land_term(struct db *db, const struct outbox_intent *i, struct err *e)
{
	const char *value = NULL;
	const enum offer_group group = term_value_read(i->kind, i->after, &value);
	const bool shipping = group == GROUP_SHIPPING;
	uint64_t moved = 0;

	if ((shipping || group == GROUP_RETURNS) &&
	    stmt_run(db, &stmts[shipping ? SHIPPING : RETURNS],
		     PARAMS(P_STR(value), P_U64(i->account_id), P_STR(i->subject), P_STR(value)),
		     &moved, e))
		return e->rc;
	if (moved && tell_term(db, i, shipping ? TRAIT_SHIPPING : TRAIT_RETURNS, value, e))
		return e->rc;
	return offer_reread(db, i->account_id, i->subject, e);
}

enum rc offer_reread(struct db *db, uint64_t account_id, const char *offer_id, struct err *e)
{
	return stmt_run(db, &stmts[REREAD], PARAMS(P_U64(account_id), P_STR(offer_id)), NULL, e);
}

enum rc offer_emptied_at(struct db *db, uint64_t account_id, const char *offer_id, int64_t *at,
			 struct err *e)
{
	*at = TIME_NONE;
	if (stmt_number(db, &stmts[EMPTIED], PARAMS(P_STR(offer_id), P_U64(account_id)), at, e) ==
	    RC_NOT_FOUND)
		err_clear(e);
	return e->rc;
}
