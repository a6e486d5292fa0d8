/* SQL of brands, and what their products say. */
#include "domain/mapping/brand.h"

#include "allegro/product_api.h"
#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "domain/mapping/brand_key.h"

#include <string.h>

#define ROW                                                                                        \
	ROWS(struct brand_row, U64(id), STR(brand), STR(shown), I64(products), STR(value),         \
	     TIME(made_at), STR(made_by), U64(decision_id), U64(account_id))
#define SHOWN                                                                                      \
	"(SELECT p.brand FROM product_mark k JOIN product p ON p.id = k.product_id"                \
	" WHERE k.mark_id = m.id LIMIT 1)"
#define DECIDED                                                                                    \
	"d.value, d.made_at, d.made_by, CAST(IFNULL(d.id, 0) AS UNSIGNED), "                       \
	"CAST(IFNULL(d.account_id, 0) AS "                                                         \
	"UNSIGNED)"
/* The one that counts for an account. */
#define COUNTS(brand)                                                                              \
	"(SELECT c.id FROM mapping_decision c WHERE c.environment = ? AND c.kind = 'brand'"        \
	" AND c.product_id = 0 AND c.account_id IN (0, ?) AND c.subject = " brand                  \
	" AND c.live = 1 ORDER BY c.account_id = 0 LIMIT 1)"

enum { OPEN, CHOSEN, LOAD, SAMPLES, SAFETY };

static const struct stmt_def stmts[] = {
    [OPEN] = {"SELECT m.id, m.subject, " SHOWN ", m.n, " DECIDED " FROM ready_mark m"
	      " LEFT JOIN mapping_decision d ON d.id = " COUNTS(
		  "m.subject") " LEFT JOIN ready_mark b ON b.id = ?"
			       " WHERE m.account_id = ? AND m.kind = ? AND m.n > 0"
			       " AND LOCATE(?, m.subject) > 0"
			       " AND (b.id IS NULL OR m.n < b.n OR (m.n = b.n AND m.id > b.id))"
			       " ORDER BY m.n DESC, m.id LIMIT 51",
	      "suuuss", ROW},
    [CHOSEN] =
	{"SELECT d.id, d.subject, CAST(NULL AS CHAR(255)), CAST(IFNULL(m.n, 0) AS SIGNED), " DECIDED
	 " FROM mapping_decision d LEFT JOIN ready_mark m ON m.account_id = ?"
	 " AND m.kind = 'producer' AND m.subject = d.subject"
	 " WHERE d.environment = ? AND d.kind = 'brand' AND d.product_id = 0"
	 " AND d.account_id IN (0, ?) AND d.live = 1 AND LOCATE(?, d.subject) > 0"
	 " AND d.id < ? ORDER BY d.id DESC LIMIT 51",
	 "ususu", ROW},
    [LOAD] = {"SELECT CAST(IFNULL(m.id, 0) AS UNSIGNED), x.brand, " SHOWN
	      ", CAST(IFNULL(m.n, 0) AS SIGNED), " DECIDED
	      " FROM (SELECT CAST(? AS CHAR(400)) AS brand) x LEFT JOIN ready_mark m ON"
	      " m.account_id = ? AND m.kind = 'producer' AND m.subject = x.brand"
	      " LEFT JOIN mapping_decision d ON d.id = " COUNTS("x.brand"),
	      "susu", ROW},
    [SAMPLES] = {"SELECT p.attributes FROM product_mark k JOIN product p ON p.id = k.product_id"
		 " WHERE k.mark_id = ? AND p.attributes IS NOT NULL LIMIT 200",
		 "u", ROWS(struct term_name, STR(name))},
    [SAFETY] = {"SELECT '', s.raw FROM product_ready r JOIN catalogue_answer a"
		" ON a.environment = ? AND a.product_id = r.product_id JOIN catalogue_card c"
		" ON c.environment = a.environment AND c.card_id = a.card_id AND c.gone_at IS NULL"
		" JOIN catalogue_safety s ON s.environment = c.environment"
		" AND s.card_id = c.card_id AND s.digest = c.safety"
		" WHERE r.account_id = ? AND r.brand_key = ? ORDER BY r.product_id LIMIT 200",
		"sus", ROWS(struct term_name, STR(id), STR(name))},
};
STMTS_REGISTER(brands, stmts);
_Static_assert(BRAND_PAGE == 50 && BRAND_SAMPLES == 200, "LIMIT says so");

enum rc brand_list(struct db *db, void *mem, const char *environment, const struct brand_filter *f,
		   struct brand_row **out, size_t *n, struct err *e)
{
	const struct param query = P_STR(text_fold(mem, str_or(f->query, "")));
	const struct param account = P_U64(f->account_id);
	const uint64_t before = (uint64_t)f->before;

	if (f->view != BRAND_VIEW_CHOSEN)
		return stmt_list(db, mem, &stmts[OPEN],
				 PARAMS(P_STR(environment), account, P_U64(before), account,
					P_STR(f->view == BRAND_VIEW_SAFETY ? "safety" : "producer"),
					query),
				 out, n, e);
	return stmt_list(db, mem, &stmts[CHOSEN],
			 PARAMS(account, P_STR(environment), account, query,
				P_U64(before ? before : UINT64_MAX)),
			 out, n, e);
}

enum rc brand_load(struct db *db, void *mem, const char *environment, uint64_t account_id,
		   const char *brand, struct brand_row *out, struct err *e)
{
	return stmt_find(
	    db, mem, &stmts[LOAD],
	    PARAMS(P_STR(brand), P_U64(account_id), P_STR(environment), P_U64(account_id)), out, e);
}

/* ---- Evidence -------------------------------------------------------------------------------- */

static bool tells_of_makers(void *mem, const char *name)
{
	static const char *const words[] = {"producent", "wytworca", "importer",    "gpsr",
					    "odpowiedz", "manufact", "responsible", "bezpiecz"};
	const char *folded = text_fold(mem, name);

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (strstr(folded, words[i]))
			return true;
	return false;
}

static void note(struct brand_evidence *out, size_t *n, const char *attribute, const char *value)
{
	for (size_t i = 0; i < *n; i++)
		if (!out[i].attribute == !attribute &&
		    (!attribute || str_eq(out[i].attribute, attribute)) &&
		    str_eq(out[i].value, value)) {
			out[i].products++;
			return;
		}
	if (*n < BRAND_EVIDENCE)
		out[(*n)++] = (struct brand_evidence){attribute, value, 1};
}

/* A line each: name, value, unit, by tabs (product_lists.h). */
static void read_attributes(void *mem, const char *text, struct brand_evidence *out, size_t *n)
{
	for (const char *line = text; *line;) {
		const size_t len = strcspn(line, "\n");
		const char *whole = mem_strndup(mem, line, len);
		const size_t name = strcspn(whole, "\t");
		const char *value = whole + name + (whole[name] == '\t');
		const char *attribute = mem_strndup(mem, whole, name);

		value = mem_strndup(mem, value, strcspn(value, "\t"));
		if (!str_empty(value) && tells_of_makers(mem, attribute))
			note(out, n, attribute, value);
		line += len + (line[len] == '\n');
	}
}

static enum rc read_safety(struct db *db, void *mem, const struct account *account,
			   const struct brand_row *row, struct brand_evidence *out, size_t *n,
			   struct err *e)
{
	const struct param params[] = {P_STR(account->environment), P_U64(account->id),
				       P_STR(brand_key(mem, row->brand))};
	struct term_name *cards = NULL;
	size_t n_cards = 0;

	if (stmt_list(db, mem, &stmts[SAFETY], params, &cards, &n_cards, e))
		return e->rc;
	for (size_t i = 0; i < n_cards; i++) {
		const char *text = card_safety_text(mem, cards[i].name);
		if (text)
			note(out, n, NULL, text);
	}
	return RC_OK;
}

enum rc brand_evidence(struct db *db, void *mem, const struct account *account,
		       const struct brand_row *row, struct brand_evidence *out, size_t *n,
		       struct err *e)
{
	struct term_name *samples = NULL;
	size_t n_samples = 0;

	*n = 0;
	if (stmt_list(db, mem, &stmts[SAMPLES], PARAMS(P_U64(row->id)), &samples, &n_samples, e))
		return e->rc;
	for (size_t i = 0; i < n_samples; i++)
		read_attributes(mem, samples[i].name, out, n);
	return read_safety(db, mem, account, row, out, n, e);
}
