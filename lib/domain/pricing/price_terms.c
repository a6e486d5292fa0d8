/* Rates and fees: added with their audit row, and which of them counts. */
#include "domain/pricing/price_terms_store.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "db/tx.h"
#include "domain/audit/audit.h"

#include <string.h>

struct adding {
	void *mem;
	const struct currency_rate *rates;
	size_t n;
	const struct price_fee *fee;
	const char *actor;
};

static enum rc run(struct db *db, tx_body body, struct adding *a, struct err *e)
{
	a->mem = mem_context(NULL, "price terms");
	enum rc rc = tx_run(db, body, a, e);
	mem_free(a->mem);
	return rc;
}

/* ---- Currencies ------------------------------------------------------------------------------ */

static bool is_sound(const struct currency_rate *r)
{
	struct price_rate rate = {.units = r->units, .rate = r->rate};
	struct money one;
	struct err e = {0};

	return price_rate_is_sound(&rate) && time_day_of(r->day) != TIME_NONE &&
	       !money_parse("1", r->currency, &one, &e) && !str_eq(r->currency, PRICE_HOME);
}

static enum rc tell_rate(struct db *db, struct adding *a, const struct currency_rate *r,
			 struct err *e)
{
	const struct audit_entry entry = {
	    .actor = a->actor,
	    .action = "pricing.rate",
	    .subject = mem_printf(a->mem, "currency:%s", r->currency),
	    .after = mem_printf(a->mem, "%lld = %s " PRICE_HOME, (long long)r->units,
				currency_rate_text(a->mem, r->rate)),
	};

	return audit_add(db, &entry, e);
}

static enum rc add_rates(struct db *db, void *arg, struct err *e)
{
	struct adding *a = arg;
	struct currency_rate *rows = mem_array(a->mem, struct currency_rate, a->n + 1);

	for (size_t i = 0; i < a->n; i++) {
		rows[i] = a->rates[i];
		rows[i].made_by = a->actor;
		if (tell_rate(db, a, &rows[i], e))
			return e->rc;
	}
	return currency_rates_insert(db, rows, a->n, e);
}

enum rc currency_rates_add(struct db *db, const struct currency_rate *rates, size_t n,
			   const char *actor, struct err *e)
{
	struct adding a = {.rates = rates, .n = n, .actor = actor};

	if (n > CURRENCY_RATES_MAX)
		return err_set(e, RC_INVALID, "more than %d rates at once", CURRENCY_RATES_MAX);
	for (size_t i = 0; i < n; i++)
		if (!is_sound(&rates[i]))
			return err_set(e, RC_INVALID, "this is no rate of %s", rates[i].currency);
	return n ? run(db, add_rates, &a, e) : RC_OK;
}

/* ---- Fees ------------------------------------------------------------------------------------ */

static enum rc add_fee(struct db *db, void *arg, struct err *e)
{
	struct adding *a = arg;
	const struct price_fee *f = a->fee;
	const struct audit_entry entry = {
	    .actor = f->made_by,
	    .action = "pricing.fee",
	    .subject = mem_printf(a->mem, "category:%s", f->category_id),
	    .after = f->rate == PRICE_NONE ? "-" : mem_printf(a->mem, "%lld", (long long)f->rate),
	};

	return price_fee_insert(db, f, e) ? e->rc : audit_add(db, &entry, e);
}

enum rc price_fee_add(struct db *db, const struct price_fee *fee, struct err *e)
{
	struct adding a = {.fee = fee};

	if (fee->rate != PRICE_NONE && (fee->rate < 0 || fee->rate > PRICE_FEE_MAX))
		return err_set(e, RC_INVALID, "no fee is like that");
	return run(db, add_fee, &a, e);
}

/* How well a fee fits: 0 not at all, more the deeper its category lies; the market decides between
 * two of one category. */
static size_t weigh(const struct price_fee *fee, const char *market, const char *const *categories,
		    size_t n)
{
	const size_t home = !str_empty(fee->market);

	if (home && !str_eq(fee->market, market))
		return 0;
	if (str_empty(fee->category_id))
		return 1 + home;
	for (size_t i = 0; i < n; i++)
		if (str_eq(fee->category_id, categories[i]))
			return 1 + 2 * (n - i) + home;
	return 0;
}

int64_t price_fee_of(const struct price_fee *fees, size_t n, const char *market,
		     const char *const *categories, size_t n_categories)
{
	int64_t rate = PRICE_NONE;
	size_t best = 0;

	for (size_t i = 0; i < n; i++) {
		const size_t w = weigh(&fees[i], market, categories, n_categories);
		if (w > best) {
			best = w;
			rate = fees[i].rate;
		}
	}
	return rate;
}
