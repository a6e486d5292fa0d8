#ifndef PRICING_RULE_FORM_H
#define PRICING_RULE_FORM_H

/* The form of a price rule: as texts, from a rule and back to one. */

#include "common/format.h"
#include "domain/accounts/account.h"
#include "domain/pricing/pricing.h"
#include "web/form.h"

struct rule_form {
	const char *name;
	const char *account;
	const char *market;
	const char *currency;
	const char *category;
	const char *shop;
	const char *brand;
	const char *offer;
	const char *base;
	const char *way;
	const char *rate;
	const char *add;
	const char *fixed;
	const char *ending;
	const char *direction;
	const char *floor;
	const char *ceiling;
	const char *margin;
	const char *auto_offers;
	const char *auto_change;
};
extern const struct field rule_form_fields[];

/* What a new rule begins with. */
struct rule_form rule_form_new(void);
struct rule_form rule_form_of(const struct fmt *f, const struct price_version *v);

/* NULL: it is a rule now; else what is wrong with it, for people. */
const char *rule_form_read(const struct fmt *f, const struct rule_form *form,
			   struct price_version *out);

/* "12,5%", "12.5" and "-3" as basis points; "" is none; false: it is no such share. */
bool share_read(const char *text, int64_t none, int64_t *bp);

/* Fill the fields of the form. */
void rule_form_fill(struct tpl *t, const struct fmt *f, const struct rule_form *form,
		    const struct account_list *accounts);

#endif
