/* Rules, rates, fees and categories, and the offers that are held against them. */
#include "domain/pricing/price_book_store.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"

#include <string.h>

/* Where a category lies, read once. */
struct way {
	const char *category_id;
	struct price_ways ways;
};

struct price_shelf {
	struct price_book book;
	const char *environment;
	struct way *ways; /* by category, for a binary search */
	size_t n_ways;
	size_t room;
};

/* ---- The book -------------------------------------------------------------------------------- */

static void fill_rates(void *mem, const struct currency_rate *rates, size_t n,
		       struct price_rates *out)
{
	struct price_rate *at = mem_array(mem, struct price_rate, n + 1);

	for (size_t i = 0; i < n; i++) {
		at[i] = (struct price_rate){.units = rates[i].units,
					    .rate = rates[i].rate,
					    .day = time_day_of(rates[i].day)};
		memcpy(at[i].currency, rates[i].currency,
		       strnlen(rates[i].currency, sizeof(at[i].currency) - 1));
	}
	*out = (struct price_rates){at, n};
}

static bool asks_for_categories(const struct price_book *b)
{
	for (size_t i = 0; i < b->n_rules; i++)
		if (!str_empty(b->rules[i].scope.category_id))
			return true;
	for (size_t i = 0; i < b->n_fees; i++)
		if (!str_empty(b->fees[i].category_id))
			return true;
	return false;
}

enum rc price_book_load(struct db *db, void *mem, const char *environment, struct price_shelf **out,
			struct err *e)
{
	struct price_shelf *s = mem_zero(mem, struct price_shelf);
	struct currency_rate *rates;
	struct price_version *rules;
	struct price_fee *fees;
	size_t n_rates = 0;

	s->environment = mem_strdup(s, environment);
	if (price_rules_live(db, s, environment, &rules, &s->book.n_rules, e) ||
	    price_fees_now(db, s, environment, &fees, &s->book.n_fees, e) ||
	    currency_rates_now(db, s, &rates, &n_rates, e))
		return e->rc;
	s->book.rules = rules;
	s->book.fees = fees;
	fill_rates(s, rates, n_rates, &s->book.rates);
	s->book.has_categories = asks_for_categories(&s->book);
	*out = s;
	return RC_OK;
}

const struct price_book *price_book_of(const struct price_shelf *shelf)
{
	return &shelf->book;
}

/* ---- Categories ------------------------------------------------------------------------------ */

/* Where it stands, or would. */
static size_t place_of(const struct price_shelf *s, const char *category_id)
{
	size_t low = 0;
	size_t high = s->n_ways;

	while (low < high) {
		const size_t mid = low + (high - low) / 2;
		if (strcmp(s->ways[mid].category_id, category_id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void put_way(struct price_shelf *s, size_t at, const struct way *way)
{
	if (s->n_ways == s->room) {
		s->room = s->room ? 2 * s->room : 64;
		struct way *more = mem_array(s, struct way, s->room);
		if (s->n_ways)
			memcpy(more, s->ways, s->n_ways * sizeof(*more));
		mem_free(s->ways);
		s->ways = more;
	}
	memmove(&s->ways[at + 1], &s->ways[at], (s->n_ways - at) * sizeof(*way));
	s->ways[at] = *way;
	s->n_ways++;
}

static enum rc find_ways(struct db *db, struct price_shelf *s, const char *category_id,
			 struct price_ways *out, struct err *e)
{
	struct price_way_row *rows;
	size_t n = 0;

	*out = (struct price_ways){0};
	if (!s->book.has_categories || str_empty(category_id))
		return RC_OK;
	const size_t at = place_of(s, category_id);
	if (at < s->n_ways && str_eq(s->ways[at].category_id, category_id)) {
		*out = s->ways[at].ways;
		return RC_OK;
	}
	if (price_way_list(db, s, s->environment, category_id, &rows, &n, e))
		return e->rc;
	const char **ids = mem_array(s, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		ids[i] = rows[i].id;
	const struct way way = {mem_strdup(s, category_id), {ids, n}};
	put_way(s, at, &way);
	*out = way.ways;
	return RC_OK;
}

/* ---- Offers ---------------------------------------------------------------------------------- */

/* Both are in the order of the offers' rows. */
static void hand_out(struct price_case *cases, size_t n, struct price_part *parts, size_t n_parts)
{
	size_t p = 0;

	for (size_t i = 0; i < n; i++) {
		cases[i].parts = &parts[p];
		for (; p < n_parts && parts[p].row_id == cases[i].id; p++)
			cases[i].n_parts++;
	}
}

static enum rc read_cases(struct db *db, void *mem, const struct price_ask *ask,
			  struct price_case **cases, size_t *n, struct err *e)
{
	struct price_part *parts;
	size_t n_parts = 0;

	if (price_cases(db, mem, ask, cases, n, e) || !*n)
		return e->rc;
	if (price_parts(db, mem, *cases, *n, &parts, &n_parts, e))
		return e->rc;
	hand_out(*cases, *n, parts, n_parts);
	return RC_OK;
}

static enum rc judge(struct db *db, void *mem, struct price_shelf *s,
		     const struct price_case *offer, uint64_t as_if, struct price_verdict *out,
		     struct err *e)
{
	struct price_ways ways;

	if (find_ways(db, s, offer->category_id, &ways, e))
		return e->rc;
	price_judge(mem, &s->book, offer, &ways, as_if, out);
	return RC_OK;
}

/* One slice; *n: how many there were. */
static enum rc walk_slice(struct db *db, void *mem, struct price_shelf *s, struct price_walking *w,
			  size_t *n, struct err *e)
{
	const int64_t left = w->most ? w->most - w->seen : PRICE_SLICE;
	const struct price_ask ask = {.environment = s->environment,
				      .account_id = w->account_id,
				      .offer_id = w->offer_id,
				      .after_id = w->last_id,
				      .max = left < PRICE_SLICE ? left : PRICE_SLICE};
	struct price_case *cases;
	struct price_verdict v;

	if (read_cases(db, mem, &ask, &cases, n, e))
		return e->rc;
	for (size_t i = 0; i < *n; i++)
		if (judge(db, mem, s, &cases[i], w->as_if, &v, e) ||
		    w->each(w->arg, &cases[i], &v, e))
			return e->rc;
	w->seen += (int64_t)*n;
	w->last_id = *n ? cases[*n - 1].id : w->last_id;
	return RC_OK;
}

enum rc price_walk(struct db *db, struct price_shelf *shelf, struct price_walking *w, struct err *e)
{
	enum rc rc = RC_OK;
	size_t n = 1;

	w->seen = 0;
	w->last_id = w->after_id;
	while (!rc && n && !(w->most && w->seen >= w->most)) {
		void *mem = mem_context(NULL, "prices");
		rc = walk_slice(db, mem, shelf, w, &n, e);
		mem_free(mem);
	}
	w->more = n > 0;
	return rc;
}

static enum rc judge_all(struct db *db, void *mem, struct price_shelf *s,
			 const struct price_ask *ask, struct price_judged **out, size_t *n,
			 struct err *e)
{
	struct price_case *cases;

	if (read_cases(db, mem, ask, &cases, n, e))
		return e->rc;
	*out = mem_array(mem, struct price_judged, *n + 1);
	for (size_t i = 0; i < *n; i++) {
		(*out)[i].offer = cases[i];
		if (judge(db, mem, s, &cases[i], 0, &(*out)[i].verdict, e))
			return e->rc;
	}
	return RC_OK;
}

enum rc price_of_product(struct db *db, void *mem, struct price_shelf *shelf, uint64_t product_id,
			 struct price_judged **out, size_t *n, struct err *e)
{
	const struct price_ask ask = {.environment = shelf->environment,
				      .product_id = product_id,
				      .max = PRICE_OF_PRODUCT_MAX};

	return judge_all(db, mem, shelf, &ask, out, n, e);
}

enum rc price_of_offer(struct db *db, void *mem, struct price_shelf *shelf, uint64_t account_id,
		       const char *offer_id, struct price_judged *out, struct err *e)
{
	const struct price_ask ask = {.environment = shelf->environment,
				      .account_id = account_id,
				      .offer_id = offer_id,
				      .max = 1};
	struct price_judged *rows;
	size_t n = 0;

	if (judge_all(db, mem, shelf, &ask, &rows, &n, e))
		return e->rc;
	if (!n)
		return err_set(e, RC_NOT_FOUND, "there is no offer %s", offer_id);
	*out = rows[0];
	return RC_OK;
}
