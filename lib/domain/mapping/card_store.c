/* SQL of cards of the catalogue. */
#include "domain/mapping/match_store.h"

#include "base/mem.h"
#include "db/array.h"
#include "db/stmt.h"

enum {
	FIND,
	BY_IDS,
	CANDIDATES,
	OF_PRODUCTS,
	SAVE_LISTED,
	SAVE_WHOLE,
	SAVE_SEEN,
	SAFETY,
	CARDS_DUE,
	POSTPONE,
	GONE,
	GONE_ANSWERS,
	PRODUCTS,
	WANT_NAMED,
};

#define CARD_NAMES                                                                                 \
	"c.card_id, c.name, c.category_id, c.similar_ids, c.status, c.params, c.images,"           \
	" c.requirements, CAST(c.description IS NOT NULL AS SIGNED), s.raw, s.first_at, "          \
	"c.seen_at,"                                                                               \
	" c.gone_at"
#define CARD_FIELDS(part)                                                                          \
	STR(part id), STR(part name), STR(part category_id), STR(part similar_ids),                \
	    STR(part status), STR(part params), STR(part images), STR(part requirements),          \
	    I64(part has_description), STR(part safety), TIME(part safety_from),                   \
	    TIME(part seen_at), TIME(part gone_at)
#define WITH_SAFETY                                                                                \
	" LEFT JOIN catalogue_safety s ON s.environment = c.environment"                           \
	" AND s.card_id = c.card_id AND s.digest = c.safety"

/* A person says that a product is this card. */
#define NAMES_CARD " AND d.kind = 'product' AND d.subject = 'card' AND d.live = 1"
#define CARD_OF	   "CONVERT(d.value USING ascii) COLLATE ascii_nopad_bin"

#define INTO_CARDS                                                                                 \
	" INTO catalogue_card (environment, card_id, name, category_id, similar_ids, status,"      \
	" params, images, description, requirements, safety, seen_at, next_at)"                    \
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, MD5(?), ?, ?)"
#define SAVE(requirements, next)                                                                   \
	"INSERT" INTO_CARDS " ON DUPLICATE KEY UPDATE"                                             \
	" name = VALUES(name), category_id = VALUES(category_id),"                                 \
	" similar_ids = VALUES(similar_ids), status = VALUES(status), params = VALUES(params),"    \
	" images = VALUES(images), description = VALUES(description), requirements "               \
	"= " requirements ", safety = VALUES(safety),"                                             \
	" seen_at = VALUES(seen_at), next_at = " next ", gone_at = NULL"
#define SAVED                                                                                      \
	BULK(struct card_saved, STR(environment), STR(c.id), STR(c.name), STR(c.category_id),      \
	     STR(similar_ids), STR(c.status), STR(c.raw_params), STR(c.raw_images),                \
	     STR(c.raw_description), STR(c.raw_requirements), STR(c.raw_safety), TIME(seen_at),    \
	     TIME(next_at))

static const struct stmt_def stmts[] = {
    [FIND] = {"SELECT " CARD_NAMES " FROM catalogue_card c" WITH_SAFETY
	      " WHERE c.environment = ? AND c.card_id = ?",
	      "ss", ROWS(struct card_row, CARD_FIELDS())},
    [BY_IDS] = {"SELECT " CARD_NAMES " FROM " ARRAY_OF_WORDS " j STRAIGHT_JOIN catalogue_card c"
		" ON c.environment = ? AND c.card_id = j.word AND c.gone_at IS NULL" WITH_SAFETY
		" ORDER BY j.n",
		"ss", ROWS(struct card_row, CARD_FIELDS())},
    [CANDIDATES] = {"SELECT " CARD_NAMES " FROM catalogue_candidate o JOIN catalogue_card c"
		    " ON c.environment = o.environment AND c.card_id = o.card_id" WITH_SAFETY
		    " WHERE o.environment = ? AND o.product_id = ? ORDER BY o.place",
		    "su", ROWS(struct card_row, CARD_FIELDS())},
    [OF_PRODUCTS] = {"SELECT a.product_id, CAST(IF(a.card_id IS NULL OR c.card_id IS NOT NULL,"
		     " a.found, 0) AS SIGNED), a.mode, " CARD_NAMES " FROM " ARRAY_OF_IDS
		     " j STRAIGHT_JOIN catalogue_answer a"
		     " ON a.environment = ? AND a.product_id = j.id LEFT JOIN catalogue_card c"
		     " ON c.environment = a.environment AND c.card_id = a.card_id"
		     " AND c.gone_at IS NULL" WITH_SAFETY " ORDER BY j.n",
		     "ss",
		     ROWS(struct match_card, U64(product_id), I64(found), STR(mode),
			  CARD_FIELDS(card.))},
    [SAVE_LISTED] = {SAVE("catalogue_card.requirements",
			  "IFNULL(catalogue_card.next_at, VALUES(next_at))"),
		     SAVED},
    [SAVE_WHOLE] = {SAVE("VALUES(requirements)", "VALUES(next_at)"), SAVED},
    [SAVE_SEEN] = {"INSERT IGNORE" INTO_CARDS, SAVED},
    [SAFETY] = {"INSERT IGNORE INTO catalogue_safety (environment, card_id, digest, raw, first_at)"
		" VALUES (?, ?, MD5(?), ?, ?)",
		BULK(struct card_saved, STR(environment), STR(c.id), STR(c.raw_safety),
		     STR(c.raw_safety), TIME(seen_at))},
    [CARDS_DUE] = {"SELECT card_id FROM catalogue_card WHERE environment = ?"
		   " AND next_at <= UTC_TIMESTAMP(3) ORDER BY next_at, card_id LIMIT 20",
		   "s", ROWS(struct card_id, STR(id))},
    [POSTPONE] = {"UPDATE catalogue_card SET next_at = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR"
		  " WHERE environment = ? AND card_id = ?",
		  "ss", NO_ROWS},
    [GONE] = {"UPDATE catalogue_card SET gone_at = ?, next_at = NULL WHERE environment = ?"
	      " AND card_id = ?",
	      "tss", NO_ROWS},
    [GONE_ANSWERS] = {"UPDATE catalogue_answer SET next_at = ? WHERE environment = ?"
		      " AND card_id = ?",
		      "tss", NO_ROWS},
    [PRODUCTS] = {"SELECT product_id, shop_key FROM catalogue_answer WHERE environment = ?"
		  " AND card_id = ? UNION ALL SELECT d.product_id, NULL FROM mapping_decision d"
		  " WHERE d.environment = ?" NAMES_CARD " AND d.value = ? ORDER BY product_id",
		  "ssss", ROWS(struct card_product, U64(id), STR(shop_key))},
    /* Only answers had made them due. */
    [WANT_NAMED] = {"UPDATE mapping_decision d JOIN catalogue_card c"
		    " ON c.environment = d.environment AND c.card_id = " CARD_OF
		    " SET c.next_at = UTC_TIMESTAMP(3) WHERE d.environment = ?" NAMES_CARD
		    " AND c.next_at IS NULL AND c.gone_at IS NULL",
		    "s", NO_ROWS},
};
STMTS_REGISTER(cards, stmts);

enum { SIMILAR_MAX = 16 * 1024 }; /* bytes */

const char *match_similar(void *mem, const struct product_card *card)
{
	struct str text;

	str_init(&text, mem, SIMILAR_MAX);
	for (size_t i = 0; i < card->n_similar; i++)
		if (str_is_id(card->similar[i].id))
			str_addf(&text, "%s%s", text.len ? " " : "", card->similar[i].id);
	return text.text;
}

enum rc card_find(struct db *db, void *mem, const char *environment, const char *id,
		  struct card_row *out, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(id)};

	return stmt_find(db, mem, &stmts[FIND], params, out, e);
}

enum rc cards_list(struct db *db, void *mem, const char *environment, const char *const *ids,
		   size_t n, struct card_row **out, size_t *n_out, struct err *e)
{
	const struct param params[] = {P_STR(array_of_words(mem, ids, n)), P_STR(environment)};

	return stmt_list(db, mem, &stmts[BY_IDS], params, out, n_out, e);
}

enum rc match_candidates(struct db *db, void *mem, const char *environment, uint64_t product_id,
			 struct card_row **out, size_t *n, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_U64(product_id)};

	return stmt_list(db, mem, &stmts[CANDIDATES], params, out, n, e);
}

enum rc match_cards(struct db *db, void *mem, const char *environment, const uint64_t *products,
		    size_t n, struct match_card **out, size_t *n_out, struct err *e)
{
	const struct param params[] = {P_STR(array_of_ids(mem, products, n)), P_STR(environment)};

	return stmt_list(db, mem, &stmts[OF_PRODUCTS], params, out, n_out, e);
}

/* Those that say something of safety. */
static size_t with_safety(const struct card_saved *rows, size_t n, struct card_saved *out)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++)
		if (rows[i].c.raw_safety)
			out[found++] = rows[i];
	return found;
}

enum rc cards_save(struct db *db, void *mem, const struct card_saved *rows, size_t n,
		   enum card_form form, struct err *e)
{
	static const int by_form[] = {
	    [CARD_LISTED] = SAVE_LISTED, [CARD_WHOLE] = SAVE_WHOLE, [CARD_SEEN] = SAVE_SEEN};
	const struct stmt_def *save = &stmts[by_form[form]];
	struct card_saved *safe = mem_array(mem, struct card_saved, n + 1);
	const size_t n_safe = with_safety(rows, n, safe);

	if (n && stmt_bulk(db, save, rows, n, NULL, e))
		return e->rc;
	return n_safe ? stmt_bulk(db, &stmts[SAFETY], safe, n_safe, NULL, e) : RC_OK;
}

enum rc cards_due(struct db *db, void *mem, const char *environment, struct card_id **out,
		  size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[CARDS_DUE], PARAMS(P_STR(environment)), out, n, e);
}

enum rc card_postpone(struct db *db, const char *environment, const char *id, struct err *e)
{
	return stmt_run(db, &stmts[POSTPONE], PARAMS(P_STR(environment), P_STR(id)), NULL, e);
}

enum rc card_gone(struct db *db, const char *environment, const char *id, int64_t at, struct err *e)
{
	const struct param params[] = {P_TIME(at), P_STR(environment), P_STR(id)};

	return stmt_run(db, &stmts[GONE], params, NULL, e)
		   ? e->rc
		   : stmt_run(db, &stmts[GONE_ANSWERS], params, NULL, e);
}

enum rc card_products(struct db *db, void *mem, const char *environment, const char *id,
		      struct card_product **out, size_t *n, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(id), P_STR(environment),
				       P_STR(id)};

	return stmt_list(db, mem, &stmts[PRODUCTS], params, out, n, e);
}

enum rc cards_want_named(struct db *db, const char *environment, struct err *e)
{
	return stmt_run(db, &stmts[WANT_NAMED], PARAMS(P_STR(environment)), NULL, e);
}
