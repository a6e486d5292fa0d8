/* SQL of pictures to be fetched. */
#include "domain/pictures/picture_fetch.h"

#include "base/mem.h"
#include "base/time.h"
#include "db/stmt.h"

struct seen {
	const char *offer_id;
	const char *image;
	int64_t is_known;
};

/* The same of products and their cards. */
struct seen_product {
	uint64_t product_id;
	const char *image;
	int64_t is_known;
};

struct wish {
	uint64_t account_id;
	const char *address;
};

enum { LOOK, LOOK_PRODUCTS, WISH, LOOKED, LOOKED_PRODUCTS, DUE, KEEP_CONTENT, KEEP, MISS };

static const struct stmt_def stmts[] = {
    [LOOK] =
	{"SELECT o.offer_id, o.image, p.id IS NOT NULL FROM offer o FORCE INDEX (of_account)"
	 " LEFT JOIN picture p ON p.address_key = UNHEX(LEFT(SHA2(o.image, 256), 32))"
	 " WHERE o.account_id = ? AND o.offer_id > IFNULL((SELECT k.offer_id FROM picture_look k"
	 " WHERE k.account_id = ?), '') ORDER BY o.offer_id LIMIT 1000",
	 "uu", ROWS(struct seen, STR(offer_id), STR(image), I64(is_known))},
    [LOOK_PRODUCTS] =
	{"SELECT a.product_id, JSON_VALUE(c.images, '$[0].url'), p.id IS NOT NULL"
	 " FROM catalogue_answer a FORCE INDEX (PRIMARY)"
	 " LEFT JOIN catalogue_card c ON c.environment = a.environment AND c.card_id = a.card_id"
	 " LEFT JOIN picture p"
	 " ON p.address_key = UNHEX(LEFT(SHA2(JSON_VALUE(c.images, '$[0].url'), 256), 32))"
	 " WHERE a.environment = ? AND a.product_id > IFNULL((SELECT k.product_id"
	 " FROM picture_look k WHERE k.account_id = ?), 0) ORDER BY a.product_id LIMIT 1000",
	 "su", ROWS(struct seen_product, U64(product_id), STR(image), I64(is_known))},
    [WISH] = {"INSERT IGNORE INTO picture (account_id, address) VALUES (?, ?)",
	      BULK(struct wish, U64(account_id), STR(address))},
    [LOOKED] = {"INSERT INTO picture_look (account_id, offer_id) VALUES (?, ?)"
		" ON DUPLICATE KEY UPDATE offer_id = VALUES(offer_id)",
		"us", NO_ROWS},
    [LOOKED_PRODUCTS] = {"INSERT INTO picture_look (account_id, offer_id, product_id)"
			 " VALUES (?, '', ?) ON DUPLICATE KEY UPDATE"
			 " product_id = VALUES(product_id)",
			 "uu", NO_ROWS},
    [DUE] = {"SELECT id, address, CAST(failures AS SIGNED) FROM picture WHERE account_id = ?"
	     " AND next_at <= UTC_TIMESTAMP(3) ORDER BY next_at DESC LIMIT 300",
	     "u", ROWS(struct picture_due, U64(id), STR(address), I64(failures))},
    /* A second one with the same bytes is the first. */
    [KEEP_CONTENT] =
	{"INSERT IGNORE INTO picture_content (id, digest, media, width, height, bytes)"
	 " SELECT n.id, ?, ?, ?, ?, ? FROM (SELECT GREATEST(IFNULL(MAX(id), 0) + 1,"
	 " TIMESTAMPDIFF(MICROSECOND, '2026-01-01', UTC_TIMESTAMP(6)) DIV 125000) AS id"
	 " FROM picture_content) n",
	 "bsiib", NO_ROWS},
    [KEEP] =
	{"UPDATE picture_content c STRAIGHT_JOIN picture p ON p.id = ? SET p.content_id = c.id,"
	 " p.next_at = NULL, p.fault = '', p.failures = 0 WHERE c.digest = ?",
	 "ub", NO_ROWS},
    [MISS] = {"UPDATE picture SET fault = ?, failures = failures + 1,"
	      " next_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND WHERE id = ?",
	      "siu", NO_ROWS},
};
STMTS_REGISTER(pictures_fetched, stmts);
_Static_assert(PICTURE_SLICE == 1000 && PICTURE_FETCHES == 300, "LIMIT says so");

/* ---- Looking --------------------------------------------------------------------------------- */

struct slice {
	void *mem;
	uint64_t account_id;
	struct wish *wishes;
	size_t n;
	const char *last_offer; /* NULL: it is one of products */
	uint64_t last_product;
};

static enum rc slice_body(struct db *db, void *arg, struct err *e)
{
	const struct slice *s = arg;
	const struct param account = P_U64(s->account_id);

	if (s->n && stmt_bulk(db, &stmts[WISH], s->wishes, s->n, NULL, e))
		return e->rc;
	if (s->last_offer)
		return stmt_run(db, &stmts[LOOKED], PARAMS(account, P_STR(s->last_offer)), NULL, e);
	return stmt_run(db, &stmts[LOOKED_PRODUCTS], PARAMS(account, P_U64(s->last_product)), NULL,
			e);
}

static struct slice slice_new(void *mem, uint64_t account_id, size_t n)
{
	return (struct slice){
	    .mem = mem, .account_id = account_id, .wishes = mem_array(mem, struct wish, n + 1)};
}

static void wish(struct slice *s, const char *image, int64_t is_known)
{
	struct picture_place place;

	if (!is_known && picture_place_read(s->mem, image, &place))
		s->wishes[s->n++] = (struct wish){s->account_id, image};
}

static enum rc look_offers(struct turn *turn, void *mem, bool *more, struct err *e)
{
	const struct param id = P_U64(turn->account->id);
	struct seen *rows;
	size_t n = 0;

	if (stmt_list(turn->db, mem, &stmts[LOOK], PARAMS(id, id), &rows, &n, e))
		return e->rc;
	struct slice s = slice_new(mem, turn->account->id, n);
	for (size_t i = 0; i < n; i++)
		wish(&s, rows[i].image, rows[i].is_known);
	*more = n == PICTURE_SLICE;
	s.last_offer = *more ? rows[n - 1].offer_id : "";
	return turn_tx(turn, slice_body, &s, e);
}

static enum rc look_products(struct turn *turn, void *mem, bool *more, struct err *e)
{
	const struct account *a = turn->account;
	const struct param key[] = {P_STR(a->environment), P_U64(a->id)};
	struct seen_product *rows;
	size_t n = 0;

	if (stmt_list(turn->db, mem, &stmts[LOOK_PRODUCTS], key, &rows, &n, e))
		return e->rc;
	struct slice s = slice_new(mem, a->id, n);
	for (size_t i = 0; i < n; i++)
		wish(&s, rows[i].image, rows[i].is_known);
	*more = n == PICTURE_SLICE;
	s.last_product = *more ? rows[n - 1].product_id : 0;
	return turn_tx(turn, slice_body, &s, e);
}

typedef enum rc (*looker)(struct turn *turn, void *mem, bool *more, struct err *e);

static enum rc look_through(struct turn *turn, looker look, struct err *e)
{
	bool more = true;

	for (int i = 0; i < PICTURE_SLICES && more && !turn_beat(turn, e); i++) {
		void *mem = mem_context(NULL, "slice");
		if (look(turn, mem, &more, e))
			more = false;
		mem_free(mem);
	}
	return e->rc;
}

enum rc pictures_look(struct turn *turn, struct err *e)
{
	return look_through(turn, look_offers, e) ? e->rc : look_through(turn, look_products, e);
}

enum rc pictures_due(struct turn *turn, void *owner, struct picture_due **out, size_t *n,
		     struct err *e)
{
	return stmt_list(turn->db, owner, &stmts[DUE], PARAMS(P_U64(turn->account->id)), out, n, e);
}

/* ---- What became of one ---------------------------------------------------------------------- */

struct outcome {
	const struct picture_due *due;
	const struct picture_content *content;
};

static enum rc keep_body(struct db *db, void *arg, struct err *e)
{
	const struct outcome *o = arg;

	const struct picture_content *c = o->content;
	const struct param content[] = {P_BYTES(c->digest), P_STR(c->media), P_I64(c->width),
					P_I64(c->height), P_BYTES(c->bytes)};

	if (stmt_run(db, &stmts[KEEP_CONTENT], content, NULL, e))
		return e->rc;
	return stmt_run(db, &stmts[KEEP], PARAMS(P_U64(o->due->id), P_BYTES(c->digest)), NULL, e);
}

enum rc picture_keep(struct turn *turn, const struct picture_due *due,
		     const struct picture_content *content, struct err *e)
{
	struct outcome o = {due, content};

	return turn_tx(turn, keep_body, &o, e);
}

struct miss {
	const struct picture_due *due;
	const char *fault;
	int64_t wait_s; /* INT64_MIN: it is left alone */
};

static enum rc miss_body(struct db *db, void *arg, struct err *e)
{
	const struct miss *m = arg;

	return stmt_run(db, &stmts[MISS],
			PARAMS(P_STR(m->fault), P_I64(m->wait_s), P_U64(m->due->id)), NULL, e);
}

enum rc picture_miss(struct turn *turn, const struct picture_due *due, const char *fault,
		     bool is_its, struct err *e)
{
	enum { HOUR_S = 3600, DAY_S = 24 * HOUR_S, DOUBLINGS = 5 };
	const int64_t times = due->failures < DOUBLINGS ? due->failures : DOUBLINGS;
	struct miss m = {due, fault, is_its ? DAY_S : HOUR_S};

	m.wait_s <<= times;
	if (is_its && due->failures + 1 >= PICTURE_TRIES)
		m.wait_s = INT64_MIN;
	return turn_tx(turn, miss_body, &m, e);
}
