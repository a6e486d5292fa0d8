#ifndef PRICING_AUTO_RULE_VIEW_H
#define PRICING_AUTO_RULE_VIEW_H

/* Allegro's own price rules: the table on the page of prices, and the page of one. */

#include "common/format.h"
#include "common/label.h"
#include "domain/accounts/account.h"
#include "domain/outbox/outbox.h"
#include "domain/pricing/auto_rule.h"

/* What is added to the price that is followed. */
enum auto_change { AUTO_KEEP, AUTO_NONE, AUTO_LOWER, AUTO_HIGHER, AUTO_CHANGES };
extern const char *const auto_change_names[AUTO_CHANGES + 1];
extern const char *const auto_unit_names[]; /* "%" and currencies; ended by NULL */

struct auto_form {
	uint64_t account_id;
	const char *name;
	enum auto_rule_type type;
	enum auto_change change;
	const char *value;
	const char *unit;
	const char *batch;
};

struct auto_rule_page {
	const struct account *account;
	struct account_list accounts;
	const struct auto_rule_row *rule; /* NULL: it is to be made */
	struct acts acts;
	struct act_thing thing;	       /* of making or changing it */
	struct act_thing when_deleted; /* of deleting it */
	struct auto_form form;
	struct outbox_batch undo;
	const char *problem; /* NULL: none */
};

/* Types, as people read them. */
extern const struct label auto_rule_labels[];

/* "lowest price on Allegro", of those everybody has; else its name. */
const char *auto_rule_name(const struct auto_rule_row *r) RETURNS_NONNULL;
/* "5% lower", "2,00 zł higher". */
const char *auto_rule_change_text(const struct fmt *f,
				  const struct auto_rule_row *r) RETURNS_NONNULL;

void auto_rules_fill(struct tpl *t, const struct fmt *f, const struct auto_rule_row *rows,
		     size_t n);
void auto_rule_fill(struct tpl *t, const struct fmt *f, const struct auto_rule_page *page);

#endif
