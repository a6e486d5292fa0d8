/* SQL of listing. */
#include "domain/offers/listing_store.h"

#include "base/mem.h"
#include "db/columns.h"
#include "domain/offers/offer.h"

/* What an account has of product p already; account is SQL. */
#define SELLS(account)                                                                             \
	"(SELECT COUNT(*) FROM stock_link k JOIN offer o ON o.account_id = k.account_id AND"       \
	" o.offer_id = k.offer_id WHERE k.product_id = p.id AND k.account_id = " account           \
	" AND o.gone_at IS NULL)"
#define HAS(column, of, account)                                                                   \
	"(SELECT COUNT(*) FROM offer o WHERE o." column " = p." of " AND o.account_id = " account  \
	" AND o.gone_at IS NULL)"
#define ON_ITS_WAY                                                                                 \
	"EXISTS (SELECT 1 FROM listing l WHERE l.account_id = r.account_id AND l.product_id ="     \
	" p.id AND l.state IN ('sent', 'held'))"
#define READY_ONES                                                                                 \
	" FROM product_ready r JOIN product p ON p.id = r.product_id AND p.version ="              \
	" r.product_version WHERE r.account_id = ? AND r.state = 'ready'"
#define MAY_BE_LISTED                                                                              \
	READY_ONES " AND " SELLS("r.account_id") " = 0 AND " HAS(                                  \
	    "external_id", "sku",                                                                  \
	    "r.account_id") " = 0 AND " HAS("ean", "ean",                                          \
					    "r.account_id") " = 0 AND NOT " ON_ITS_WAY             \
							    " ORDER BY p.id LIMIT 5000"
_Static_assert(LISTING_RUN_MAX == 5000, "LIMIT says so");

#define IN_STATE(name)                                                                             \
	"(SELECT COUNT(*) FROM listing l WHERE l.run_id = r.id AND l.state = '" name "')"
#define RECENT                                                                                     \
	"(SELECT COUNT(*) FROM listing l WHERE l.run_id = r.id AND l.state IN ('listed',"          \
	" 'refused', 'held') AND l.changed_at > UTC_TIMESTAMP(3) - INTERVAL 300 SECOND)"
#define SELECT_RUN                                                                                                                \
	"SELECT r.id, CAST(r.account_id AS UNSIGNED), r.status, r.state, r.reason, r.actor,"                                      \
	" CAST(r.version AS SIGNED), r.created_at, r.ended_at, " IN_STATE(                                                        \
	    "planned") ", " IN_STATE("sent") ", " IN_STATE("listed") ", " IN_STATE("refused") ","                                 \
											      " " IN_STATE("held") ", " IN_STATE( \
												  "left") ", " RECENT             \
													  " FROM listing_run r WHERE r.account_id = ?"
#define RUN                                                                                        \
	ROWS(struct listing_run, U64(id), U64(account_id), STR(status), STR(state), STR(reason),   \
	     STR(actor), I64(version), TIME(created_at), TIME(ended_at),                           \
	     I64(sums.of[LISTING_PLANNED]), I64(sums.of[LISTING_SENT]),                            \
	     I64(sums.of[LISTING_LISTED]), I64(sums.of[LISTING_REFUSED]),                          \
	     I64(sums.of[LISTING_HELD]), I64(sums.of[LISTING_LEFT]), I64(recent))
#define LISTING_ROW                                                                                \
	ROWS(struct listing_row, U64(product_id), STR(sku), STR(name), MONEY(price),               \
	     STR(category), STR(state), STR(why), STR(problem), STR(offer_id))
/* Allegro's sentences, or the error they came with. */
#define SAID                                                                                       \
	"IFNULL((SELECT GROUP_CONCAT(f.said ORDER BY f.field, f.part SEPARATOR ' ') FROM"          \
	" offer_refusal f WHERE f.account_id = l.account_id AND f.product_id = l.product_id),"     \
	" l.problem)"
#define ENDED_ROW                                                                                  \
	ROWS(struct listing_ended, U64(account_id), U64(product_id), STR(state), STR(why),         \
	     STR(problem))
#define CATEGORY_NAME(account, category)                                                           \
	"(SELECT c.name FROM category c JOIN account a ON a.environment = c.environment WHERE"     \
	" a.id = " account " AND c.category_id = " category " LIMIT 1)"

enum {
	OPEN,
	NEWEST,
	ADD,
	PLAN,
	MOVE,
	ENDED,
	HARVEST,
	PLANNED,
	PUT,
	TIE,
	LEAVE,
	KNOWN,
	BODY,
	SAYS,
	LANDED,
	LANDED_OFFER,
	OUTLOOK,
	KNOWN_COUNT,
	SAMPLE,
	PAGE,
};
_Static_assert(LISTING_KEYS_MAX == 100, "MARKS_100 says so");
_Static_assert(LISTING_PACE_MS == 300000, "INTERVAL says so");
_Static_assert(LISTING_SAMPLE == 10 && LISTING_PAGE == 50, "LIMIT says so");

struct move {
	const char *state;
	const char *reason;
	int64_t is_over;
	uint64_t id;
	int64_t version;
};

struct listing_ended {
	uint64_t account_id;
	uint64_t product_id;
	const char *state;
	const char *why;
	const char *problem;
};

static const struct stmt_def stmts[] = {
    [OPEN] = {SELECT_RUN " AND r.ended_at IS NULL", "u", RUN},
    [NEWEST] = {SELECT_RUN " ORDER BY r.id DESC LIMIT 1", "u", RUN},
    [ADD] = {"INSERT INTO listing_run (account_id, status, state, actor) VALUES (?, ?, 'trial', ?)",
	     BULK(struct listing_wish, U64(account_id), STR(status), STR(actor))},
    [PLAN] = {"INSERT INTO listing (account_id, product_id, run_id, state, sku)"
	      " SELECT r.account_id, p.id, ?, 'planned', p.sku" MAY_BE_LISTED
	      " ON DUPLICATE KEY UPDATE run_id = VALUES(run_id), state = 'planned', why = NULL,"
	      " problem = NULL, body = NULL, outbox_id = NULL, offer_id = NULL,"
	      " changed_at = UTC_TIMESTAMP(3)",
	      "uu", NO_ROWS},
    [MOVE] = {"UPDATE listing_run SET state = ?, reason = ?, ended_at = IF(?, UTC_TIMESTAMP(3),"
	      " NULL), version = version + 1 WHERE id = ? AND version = ?",
	      BULK(struct move, STR(state), STR(reason), I64(is_over), U64(id), I64(version))},
    [ENDED] = {"SELECT l.account_id, l.product_id, IF(o.state = 'HELD', 'held', 'refused'),"
	       " o.reason, o.problem FROM listing l JOIN outbox o ON o.id = l.outbox_id WHERE"
	       " l.run_id = ? AND l.state IN ('sent', 'held') AND o.state IN ('FAILED', 'HELD') AND"
	       " IF(o.state = 'HELD', 'held', 'refused') <> l.state",
	       "u", ENDED_ROW},
    [HARVEST] = {"UPDATE listing SET state = ?, why = ?, problem = ?, changed_at ="
		 " UTC_TIMESTAMP(3) WHERE account_id = ? AND product_id = ? AND state IN ('sent',"
		 " 'held')",
		 BULK(struct listing_ended, STR(state), STR(why), STR(problem), U64(account_id),
		      U64(product_id))},
    [PLANNED] = {"SELECT product_id, sku FROM listing WHERE run_id = ? AND state = 'planned'"
		 " ORDER BY product_id LIMIT ?",
		 "ui", ROWS(struct listing_planned, U64(product_id), STR(sku))},
    [PUT] = {"UPDATE listing SET sku = IFNULL(?, sku), body = ?, says = ?, why = ?, state = ?, "
	     "changed_at = "
	     "UTC_TIMESTAMP(3)"
	     " WHERE account_id = ? AND product_id = ?",
	     BULK(struct listing_sent, STR(sku), STR(body), STR(says), STR(why), STR(state),
		  U64(account_id), U64(product_id))},
    [TIE] = {"UPDATE listing SET outbox_id = (SELECT o.id FROM outbox o WHERE o.batch = ? AND"
	     " o.account_id = ? AND o.subject = ?) WHERE account_id = ? AND product_id = ? AND"
	     " state = 'sent' AND outbox_id IS NULL",
	     BULK(struct listing_tied, STR(batch), U64(account_id), STR(subject), U64(account_id),
		  U64(product_id))},
    [LEAVE] = {"UPDATE listing SET state = 'left', why = ?, changed_at = UTC_TIMESTAMP(3) WHERE"
	       " run_id = ? AND state = 'planned'",
	       "su", NO_ROWS},
    [KNOWN] =
	{"SELECT p.id, p.sku, CAST(EXISTS (SELECT 1 FROM product_ready r WHERE r.account_id"
	 " = a.id AND r.product_id = p.id AND r.state = 'ready' AND r.product_version ="
	 " p.version) AS SIGNED), " SELLS("a.id") ", " HAS("external_id", "sku", "a.id") ", " HAS(
	     "ean", "ean",
	     "a.id") " FROM product p JOIN account a ON a.id = ? WHERE p.id IN (" MARKS_100 ")",
	 "u" SIG_U_100,
	 ROWS(struct listing_known, U64(product_id), STR(sku), I64(is_ready), I64(links),
	      I64(signs), I64(eans))},
    [BODY] = {"SELECT body FROM listing WHERE account_id = ? AND product_id = ? AND body IS NOT"
	      " NULL",
	      "uu", ROWS(struct listing_sent, STR(body))},
    [SAYS] = {"SELECT l.says, r.category_id, a.environment FROM listing l JOIN account a ON a.id ="
	      " l.account_id LEFT JOIN product_ready r ON r.account_id = l.account_id AND"
	      " r.product_id = l.product_id WHERE l.account_id = ? AND l.product_id = ?",
	      "uu", ROWS(struct listing_says, STR(says), STR(category_id), STR(environment))},
    [LANDED] = {"UPDATE listing SET state = 'listed', offer_id = ?, why = NULL, problem = NULL,"
		" changed_at = UTC_TIMESTAMP(3) WHERE account_id = ? AND product_id = ?",
		"suu", NO_ROWS},
    [LANDED_OFFER] =
	{"INSERT INTO offer (account_id, offer_id, external_id, name, words, matching,"
	 " changed_at, seen_at, reread_at) SELECT l.account_id, ?, l.sku, p.name, '',"
	 " 'linked', UTC_TIMESTAMP(3), '2000-01-01', UTC_TIMESTAMP(3) FROM listing l"
	 " JOIN product p ON p.id = l.product_id WHERE l.account_id = ? AND"
	 " l.product_id = ? ON DUPLICATE KEY UPDATE matching = 'linked', matching_why ="
	 " NULL, proposed_id = NULL, reread_at = UTC_TIMESTAMP(3)",
	 "suu", NO_ROWS},
    [OUTLOOK] = {"SELECT COUNT(*), COUNT(DISTINCT c.category_id), CAST(MIN(c.price_minor) AS"
		 " SIGNED), CAST(MAX(c.price_minor) AS SIGNED), CAST(IFNULL(SUM(c.free <= 0), 0) AS"
		 " SIGNED) FROM (SELECT r.category_id, (SELECT t.free FROM stock_total t"
		 " WHERE t.product_id = p.id AND t.is_known = 1) AS free,"
		 " IF(p.price_currency = 'PLN', p.price_minor, NULL) AS price_minor" MAY_BE_LISTED
		 ") c",
		 "u",
		 ROWS(struct listing_outlook, I64(n), I64(categories), I64(cheapest), I64(dearest),
		      I64(empty))},
    [KNOWN_COUNT] =
	{"SELECT (SELECT COUNT(*) FROM (SELECT p.id" READY_ONES
	 " AND (" SELLS("r.account_id") " > 0 OR " HAS(
	     "external_id", "sku",
	     "r.account_id") " > 0 OR " HAS("ean", "ean",
					    "r.account_id") " > 0) LIMIT"
							    " 5000) k), (SELECT COUNT(*) FROM "
							    "offer o WHERE o.account_id = ? AND"
							    " o.tab = 'draft')",
	 "uu", ROWS(struct listing_outlook, I64(known), I64(drafts))},
    [SAMPLE] = {"SELECT c.* FROM (SELECT p.id, p.sku, p.name, p.price_minor, "
		"p.price_currency, " CATEGORY_NAME(
		    "r.account_id",
		    "r.category_id") " AS category, NULL AS state, NULL AS"
				     " why, NULL AS problem, NULL AS offer_id" MAY_BE_LISTED
				     ") c ORDER BY CRC32(CONCAT(c.id, '-', ?)) LIMIT 10",
		"ui", LISTING_ROW},
    [PAGE] = {"SELECT p.id, l.sku, p.name, p.price_minor, p.price_currency, (SELECT " CATEGORY_NAME(
		  "r.account_id", "r.category_id") " FROM product_ready r WHERE"
						   " r.account_id = l.account_id AND r.product_id "
						   "= l.product_id), l.state, l.why,"
						   " " SAID ", l.offer_id FROM listing l JOIN "
						   "product p ON p.id = l.product_id WHERE"
						   " l.run_id = ? AND l.state = ? AND l.product_id "
						   "> ? ORDER BY l.product_id LIMIT 51",
	      "usu", LISTING_ROW},
};
STMTS_REGISTER(listing, stmts);

/* ---- Runs ------------------------------------------------------------------------------------ */

enum rc listing_open(struct db *db, void *mem, uint64_t account_id, struct listing_run *out,
		     struct err *e)
{
	return stmt_find(db, mem, &stmts[OPEN], PARAMS(P_U64(account_id)), out, e);
}

enum rc listing_newest(struct db *db, void *mem, uint64_t account_id, struct listing_run *out,
		       struct err *e)
{
	return stmt_find(db, mem, &stmts[NEWEST], PARAMS(P_U64(account_id)), out, e);
}

enum rc listing_run_add(struct db *db, const struct listing_wish *w, uint64_t *id, struct err *e)
{
	enum rc rc = stmt_run_row(db, &stmts[ADD], w, NULL, e);

	*id = stmt_insert_id(db);
	return rc;
}

enum rc listing_plan(struct db *db, uint64_t run_id, uint64_t account_id, uint64_t *n,
		     struct err *e)
{
	return stmt_run(db, &stmts[PLAN], PARAMS(P_U64(run_id), P_U64(account_id)), n, e);
}

enum rc listing_move(struct db *db, const struct listing_run *run, enum listing_state to,
		     const char *reason, struct err *e)
{
	const struct move row = {listing_state_names[to], reason, to == LISTING_DONE, run->id,
				 run->version};

	return stmt_cas_row(db, &stmts[MOVE], &row, "the run has moved on", e);
}

/* ---- Its products ---------------------------------------------------------------------------- */

/* Those that are over are found by a look that locks nothing, and named one by one: push-outbox
 * moves the others at the same time. */
enum rc listing_harvest(struct db *db, uint64_t run_id, struct err *e)
{
	void *mem = mem_context(db, "ended");
	struct listing_ended *rows;
	size_t n;

	enum rc rc = stmt_list(db, mem, &stmts[ENDED], PARAMS(P_U64(run_id)), &rows, &n, e);

	if (!rc && n)
		rc = stmt_bulk(db, &stmts[HARVEST], rows, n, NULL, e);
	mem_free(mem);
	return rc;
}

enum rc listing_planned(struct db *db, void *mem, uint64_t run_id, int64_t most,
			struct listing_planned **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[PLANNED], PARAMS(P_U64(run_id), P_I64(most)), rows, n, e);
}

enum rc listing_put(struct db *db, const struct listing_sent *row, struct err *e)
{
	return stmt_run_row(db, &stmts[PUT], row, NULL, e);
}

enum rc listing_tie(struct db *db, const struct listing_tied *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[TIE], rows, n, NULL, e);
}

enum rc listing_leave(struct db *db, uint64_t run_id, const char *why, struct err *e)
{
	return stmt_run(db, &stmts[LEAVE], PARAMS(P_STR(why), P_U64(run_id)), NULL, e);
}

enum rc listing_knowns(struct db *db, void *mem, uint64_t account_id, const uint64_t *products,
		       size_t n_products, struct listing_known **rows, size_t *n, struct err *e)
{
	struct param params[LISTING_KEYS_MAX + 1] = {P_U64(account_id)};

	if (n_products == 0 || n_products > LISTING_KEYS_MAX)
		BUG("a batch of %zu products", n_products);
	for (size_t i = 0; i < LISTING_KEYS_MAX; i++)
		params[i + 1] = P_U64(products[i < n_products ? i : n_products - 1]);
	return stmt_list(db, mem, &stmts[KNOWN], params, rows, n, e);
}

struct listing_case listing_case_of(const struct listing_known *k)
{
	return (struct listing_case){.is_ready = k->is_ready,
				     .is_linked = k->links > 0,
				     .has_sign = k->signs > 0,
				     .has_ean = k->eans > 0,
				     .has_sku = !str_empty(k->sku)};
}

enum rc listing_body(struct db *db, void *mem, uint64_t account_id, uint64_t product_id,
		     const char **out, struct err *e)
{
	struct listing_sent row;
	const struct param key[] = {P_U64(account_id), P_U64(product_id)};
	enum rc rc = stmt_find(db, mem, &stmts[BODY], key, &row, e);

	if (!rc)
		*out = row.body;
	return rc;
}

enum rc listing_says(struct db *db, void *mem, uint64_t account_id, uint64_t product_id,
		     struct listing_says *out, struct err *e)
{
	return stmt_find(db, mem, &stmts[SAYS], PARAMS(P_U64(account_id), P_U64(product_id)), out,
			 e);
}

enum rc listing_land(struct db *db, const struct listing_landed *l, struct err *e)
{
	const struct param of[] = {P_STR(l->offer_id), P_U64(l->account_id), P_U64(l->product_id)};

	return stmt_run(db, &stmts[LANDED], of, NULL, e)
		   ? e->rc
		   : stmt_run(db, &stmts[LANDED_OFFER], of, NULL, e);
}

/* ---- Looking --------------------------------------------------------------------------------- */

enum rc listing_outlook(struct db *db, uint64_t account_id, struct listing_outlook *out,
			struct err *e)
{
	struct listing_outlook counts = {0};
	const struct param of[] = {P_U64(account_id), P_U64(account_id)};

	if (stmt_find(db, db, &stmts[OUTLOOK], of, out, e) ||
	    stmt_find(db, db, &stmts[KNOWN_COUNT], of, &counts, e))
		return e->rc;
	out->known = counts.known;
	out->drafts = counts.drafts;
	return RC_OK;
}

enum rc listing_sample(struct db *db, void *mem, uint64_t account_id, int64_t seed,
		       struct listing_row **rows, size_t *n, struct err *e)
{
	const struct param params[] = {P_U64(account_id), P_I64(seed)};

	return stmt_list(db, mem, &stmts[SAMPLE], params, rows, n, e);
}

enum rc listing_rows(struct db *db, void *mem, uint64_t run_id, enum listing_item item,
		     uint64_t after, struct listing_row **rows, size_t *n, struct err *e)
{
	const struct param params[] = {P_U64(run_id), P_STR(listing_item_names[item]),
				       P_U64(after)};

	return stmt_list(db, mem, &stmts[PAGE], params, rows, n, e);
}
