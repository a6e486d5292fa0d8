#ifndef ALLEGRO_AUTO_RULE_API_H
#define ALLEGRO_AUTO_RULE_API_H

/*
 * Rules by which Allegro itself sets prices (FACTS 9.5): the only lawful way to follow what others
 * ask. They are listed with the terms of an account (term_api.h); made, renamed and deleted by
 * OP_PRICE_RULE_NEW, _SET and _DELETE. Those that Allegro made for everybody cannot be changed.
 */

#include "base/err.h"
#include "json/field.h"

enum auto_rule_type {
	AUTO_RATE,	  /* by the rate of the currency; never on the marketplace of the offer */
	AUTO_ALLEGRO_MIN, /* the lowest price on Allegro */
	AUTO_MARKET_MIN,  /* the lowest price on the market */
	AUTO_TOP_OFFER,	  /* the price of the top offer */
	AUTO_RULE_TYPES
};
extern const char *const auto_rule_type_names[AUTO_RULE_TYPES + 1]; /* Allegro's; ended by NULL */
enum auto_rule_type auto_rule_type_of(const char *name); /* AUTO_RULE_TYPES: no word known here */

enum { AUTO_RULE_NAME_MAX = 33, AUTO_RULE_AMOUNTS = 8 };

/* What is added to the price that is followed: a share or amounts, or nothing. */
struct auto_rule_amount {
	const char *amount; /* "2.00" */
	const char *currency;
};
struct auto_rule {
	const char *name;
	const char *type;
	const char *share_sign; /* "ADD", "SUBTRACT"; NULL: no share */
	const char *share;	/* percent: "5" */
	const char *amount_sign;
	struct auto_rule_amount *amounts;
	size_t n_amounts;
};

/* From the document of a rule. RC_SHAPE: it cannot be read. */
MUST_CHECK enum rc auto_rule_read(void *mem, const char *raw, struct auto_rule *out, struct err *e);

/* What is added, in one word a part: "-5%", "+2.00 PLN +0.50 EUR", ""; and back, into the members
 * behind `type`. false: it is no such text. Pure. */
const char *auto_rule_change(void *mem, const struct auto_rule *r) RETURNS_NONNULL;
bool auto_rule_change_read(void *mem, const char *text, struct auto_rule *out);

/* A body; of a rule that is there already without its type, which stays. */
const char *auto_rule_body(void *mem, const struct auto_rule *r) RETURNS_NONNULL;
const char *auto_rule_put_body(void *mem, const struct auto_rule *r) RETURNS_NONNULL;

#endif
