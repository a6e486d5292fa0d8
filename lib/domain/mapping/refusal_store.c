/* SQL of refusals. */
#include "domain/mapping/refusal.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/array.h"
#include "db/columns.h"
#include "db/stmt.h"
#include "domain/mapping/contradiction.h"
#include "domain/mapping/ready.h"

enum { SAVE, FORGET, OF_PRODUCTS };
enum { CODE_CHARS = 100, PATH_CHARS = 200 };

struct saved {
	uint64_t account_id;
	struct refusal r;
	const char *path;
};

static const struct stmt_def stmts[] = {
    [SAVE] = {"INSERT INTO offer_refusal (account_id, product_id, field, part, code, path, said,"
	      " sent, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE"
	      " code = VALUES(code), path = VALUES(path), said = VALUES(said), sent ="
	      " VALUES(sent), at = VALUES(at)",
	      BULK(struct saved, U64(account_id), U64(r.product_id), STR(r.field), STR(r.part),
		   STR(r.code), STR(path), STR(r.said), STR(r.sent))},
    [FORGET] = {"DELETE FROM offer_refusal WHERE account_id = ? AND product_id = ?", "uu", NO_ROWS},
    [OF_PRODUCTS] = {"SELECT r.product_id, r.field, r.part, r.code, r.said, r.sent, r.at FROM"
		     " " ARRAY_OF_IDS " j STRAIGHT_JOIN offer_refusal r ON r.account_id = ? AND"
		     " r.product_id = j.id ORDER BY r.product_id, r.field, r.part",
		     "su",
		     ROWS(struct refusal, U64(product_id), STR(field), STR(part), STR(code),
			  STR(said), STR(sent), TIME(at))},
};
STMTS_REGISTER(refusals, stmts);

/* ---- One error ------------------------------------------------------------------------------- */

static const char *sentence(const struct allegro_refusal *error)
{
	return str_or(error->user_message, str_or(error->message, error->code));
}

static enum rc contradict(struct db *db, const struct refusal_of *of, const char *part,
			  const char *answer, const struct allegro_refusal *error, struct err *e)
{
	const struct contradiction c = {.environment = of->environment,
					.category_id = of->category_id,
					.param_id = part,
					.answer = answer,
					.code = error->code,
					.said = sentence(error)};

	return contradiction_remember(db, &c, e);
}

static enum rc remember(struct db *db, void *mem, const struct refusal_of *of,
			const struct refusal_says *says, const struct allegro_refusal *error,
			struct err *e)
{
	const struct refusal_place at = refusal_place(mem, error, says);
	const bool is_param = at.field == REFUSED_PARAM || at.field == REFUSED_TRAIT;

	if (at.field == REFUSED_ACCOUNT)
		return RC_OK;
	const char *sent = str_or(refusal_sent(mem, says, at.field, at.part), "");
	if (is_param && !str_empty(at.part) && refusal_contradicts(error))
		return contradict(db, of, at.part, sent, error, e);
	const struct saved row = {
	    .account_id = of->account_id,
	    .r = {.product_id = of->product_id,
		  .field = refusal_field_names[at.field],
		  .part = at.part,
		  .code = str_ascii(mem, error->code, CODE_CHARS),
		  .said = str_head(mem, sentence(error), REFUSAL_SAID_MAX),
		  .sent = sent},
	    .path = str_ascii(mem, error->path, PATH_CHARS),
	};
	return stmt_run_row(db, &stmts[SAVE], &row, NULL, e);
}

/* ---- All of them ----------------------------------------------------------------------------- */

enum rc refusals_remember(struct db *db, const struct refusal_of *of,
			  const struct refusal_says *says, const struct allegro_refusal *errors,
			  size_t n, struct err *e)
{
	void *mem = mem_context(NULL, "refusals");
	enum rc rc = RC_OK;

	for (size_t i = 0; i < n && !rc; i++)
		rc = remember(db, mem, of, says, &errors[i], e);
	mem_free(mem);
	return rc ? rc : ready_touch_products(db, of->environment, &of->product_id, 1, e);
}

enum rc refusals_forget(struct db *db, uint64_t account_id, uint64_t product_id, struct err *e)
{
	return stmt_run(db, &stmts[FORGET], PARAMS(P_U64(account_id), P_U64(product_id)), NULL, e);
}

enum rc refusals_load(struct db *db, void *mem, uint64_t account_id, const uint64_t *ids, size_t n,
		      struct refusal **out, size_t *n_out, struct err *e)
{
	const struct param params[] = {P_STR(array_of_ids(mem, ids, n)), P_U64(account_id)};

	return stmt_list(db, mem, &stmts[OF_PRODUCTS], params, out, n_out, e);
}
