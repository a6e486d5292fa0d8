#ifndef PRICING_PRICE_WORDS_H
#define PRICING_PRICE_WORDS_H

/* Prices and their rules as people read them. */

#include "common/format.h"
#include "common/label.h"
#include "domain/pricing/price_judge.h"

/* Choices of forms, and words elsewhere; each ended by a label without a word. */
extern const struct label price_base_labels[];
extern const struct label price_way_labels[];
extern const struct label price_ending_labels[];
extern const struct label price_direction_labels[];
extern const struct label price_market_labels[]; /* of Allegro's marketplaces */
extern const struct label price_stand_labels[];

/* A value of the kind "offer-price": "12,30 zł" for "12.30 PLN". */
const char *price_value_text(const struct fmt *f, const char *value);

/* "12,5%" for 1250; "" for PRICE_NONE. */
const char *price_share(const struct fmt *f, int64_t bp) RETURNS_NONNULL;

/* "+12%", "−8,5%". */
const char *price_change(const struct fmt *f, int64_t bp) RETURNS_NONNULL;

const char *price_reason_text(enum price_reason reason) RETURNS_NONNULL;
const char *price_fault_text(enum price_fault fault) RETURNS_NONNULL;

/* "price of the product 49,99 zł → +12% = 55,99 zł → rounded 56,99 zł", and why there is none. */
const char *price_trace(const struct fmt *f, const struct price_answer *answer) RETURNS_NONNULL;

/* "price +12%, to .99, 10,00 zł to 900,00 zł": the rule in one line. */
const char *price_rule_text(const struct fmt *f, const struct price_rule *rule) RETURNS_NONNULL;

/* Why the price stays, or how it came about. */
const char *price_verdict_text(const struct fmt *f, const struct price_verdict *v) RETURNS_NONNULL;

#endif
