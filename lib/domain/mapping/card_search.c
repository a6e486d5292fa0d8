/* One question, and what it found kept. */
#include "domain/mapping/card_search.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/tx.h"
#include "domain/catalog/gtin.h"
#include "domain/mapping/match_store.h"

struct keeping {
	void *mem;
	struct card_saved *rows;
	size_t n;
};

static enum rc keep_body(struct db *db, void *arg, struct err *e)
{
	const struct keeping *k = arg;

	return cards_save(db, k->mem, k->rows, k->n, CARD_SEEN, e);
}

static enum rc keep(struct db *db, void *mem, const char *environment, const struct card_search *s,
		    struct err *e)
{
	enum { STATUS_CHARS = 16 };
	struct keeping k = {mem, mem_array(mem, struct card_saved, s->n + 1), s->n};
	const int64_t now = time_now_ms();

	for (size_t i = 0; i < s->n; i++) {
		k.rows[i] = (struct card_saved){.c = s->at[i],
						.environment = environment,
						.similar_ids = match_similar(mem, &s->at[i]),
						.seen_at = now,
						.next_at = TIME_NONE};
		k.rows[i].c.status = str_ascii(mem, s->at[i].status, STATUS_CHARS);
	}
	return k.n ? tx_run(db, keep_body, &k, e) : RC_OK;
}

enum rc card_search(struct db *db, struct allegro *api, void *mem, const char *environment,
		    const char *typed, struct card_search *out, struct err *e)
{
	char gtin[GTIN_SIZE];
	const bool is_number = gtin_read(typed, gtin) == GTIN_OK;
	struct product_search asked = {.mode = is_number ? PRODUCT_BY_GTIN : PRODUCT_BY_WORDS,
				       .phrase = is_number ? gtin : typed};

	*out = (struct card_search){0};
	if (products_search(api, mem, &asked, 1, e))
		return e->rc;
	if (asked.rc) {
		*e = asked.err;
		return e->rc;
	}
	out->at = asked.at;
	out->n = asked.n < CARD_SEARCH_ROWS ? asked.n : CARD_SEARCH_ROWS;
	out->more = asked.next || asked.n > out->n;
	return keep(db, mem, environment, out, e);
}
