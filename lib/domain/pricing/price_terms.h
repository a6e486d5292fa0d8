#ifndef DOMAIN_PRICING_PRICE_TERMS_H
#define DOMAIN_PRICING_PRICE_TERMS_H

/* What price rules reckon with: what currencies cost, and which share of a price Allegro keeps.
 * Rows are only added; the newest counts. */

#include "base/err.h"
#include "db/db.h"
#include "domain/pricing/price_rule.h"

/* ---- Currencies ------------------------------------------------------------------------------ */

struct currency_rate {
	const char *currency;
	const char *day; /* "2026-12-01" */
	int64_t units;
	int64_t rate; /* price_rule.h */
	int64_t made_at;
	const char *made_by;
};

enum { CURRENCY_RATES_MAX = 1000 }; /* of one file: years of one currency, days of all */

/* All of them or none, in one transaction with the audit row. RC_INVALID: one makes no sense. */
MUST_CHECK enum rc currency_rates_add(struct db *db, const struct currency_rate *rates, size_t n,
				      const char *actor, struct err *e);

/* Of each currency the one that counts today. */
MUST_CHECK enum rc currency_rates_now(struct db *db, void *mem, struct currency_rate **out,
				      size_t *n, struct err *e);

/*
 * Rates as a text: a line each, by semicolons, commas or tabs: currency, rate, and if there are
 * more units than one their number, and the day (else today): "EUR;4,2973", "100 HUF;1,0923",
 * "HUF;1,0923;100;2026-11-30". Empty lines and one that begins with "#" or "waluta" are left out.
 * Pure. *line: where it went wrong, from 1. RC_INVALID says what is wrong with it.
 */
MUST_CHECK enum rc currency_rates_read(void *mem, const char *text, const char *today,
				       struct currency_rate **out, size_t *n, size_t *line,
				       struct err *e);

/* A rate as people type it, "4,2973" or "4.2973"; false: it is none. And back, with a dot. */
bool currency_rate_read(const char *text, int64_t *rate);
const char *currency_rate_text(void *mem, int64_t rate) RETURNS_NONNULL;

/* ---- Fees ------------------------------------------------------------------------------------ */

#define PRICE_FEE_TYPED	  "typed"
#define PRICE_FEE_PREVIEW "preview"

struct price_fee {
	const char *environment;
	const char *market;	 /* "": every one */
	const char *category_id; /* ""; all */
	int64_t rate;		 /* basis points; PRICE_NONE: said no more */
	const char *origin;
	int64_t made_at;
	const char *made_by;
};
MUST_CHECK enum rc price_fee_add(struct db *db, const struct price_fee *fee, struct err *e);

/* Of each place the one that counts, but for those that are said no more. */
MUST_CHECK enum rc price_fees_now(struct db *db, void *mem, const char *environment,
				  struct price_fee **out, size_t *n, struct err *e);

/* The share that counts for an offer there: of the deepest of its categories (its own first, then
 * those above it), of its marketplace before that of all. PRICE_NONE: nobody said. Pure. */
int64_t price_fee_of(const struct price_fee *fees, size_t n, const char *market,
		     const char *const *categories, size_t n_categories);

#endif
