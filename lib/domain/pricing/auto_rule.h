#ifndef DOMAIN_PRICING_AUTO_RULE_H
#define DOMAIN_PRICING_AUTO_RULE_H

/*
 * Rules by which Allegro itself sets the prices of an account's offers: which there are (brought in
 * by sync-terms), how many offers are under each, and what a person does to one: make, rename and
 * delete it. Each is an act (outbox_act.h). A rule that is to be made is known by its account and
 * name, because names are unique and Allegro takes no key against repetition; one that is there by
 * its id. Which offers are under a rule is written to the offers: OUTBOX_OFFER_RULE.
 */

#include "allegro/auto_rule_api.h"
#include "db/db.h"
#include "domain/outbox/outbox_act.h"

/* As it is here. */
struct auto_rule_row {
	uint64_t account_id;
	const char *account;
	const char *id;
	const char *name;
	const char *type;
	const char *raw;     /* JSON */
	int64_t is_default;  /* 1: Allegro made it for everybody; nobody can change it */
	int64_t offers;	     /* under it, as far as their list says */
	const char *markets; /* where these are, by blanks; NULL: there are none */
};
/* Of all accounts of an environment, by account and name. */
MUST_CHECK enum rc auto_rules(struct db *db, void *mem, const char *environment,
			      struct auto_rule_row **out, size_t *n, struct err *e);
/* account_id 0: whose it is does not matter. RC_NOT_FOUND: it is not there (any more). */
MUST_CHECK enum rc auto_rule_find(struct db *db, void *mem, uint64_t account_id, const char *id,
				  struct auto_rule_row *out, struct err *e);

/* "name", "type" or "change": what Allegro would refuse of a rule; NULL: nothing. Pure. */
const char *auto_rule_fault(const struct auto_rule *r);

/* Does an offer need a range of prices under a rule of this type? Pure. */
bool auto_rule_needs_range(const char *type);

/* A rule as the intent has it, a line each: name, type, what is added; and back. */
const char *auto_rule_text(void *mem, const struct auto_rule *r) RETURNS_NONNULL;
void auto_rule_text_read(void *mem, const char *text, struct auto_rule *out);
#define AUTO_RULE_DELETED "DELETED" /* the `after` of OUTBOX_ALLEGRO_RULE_DELETE */

/* What the act is about when the rule is to be made. */
const char *auto_rule_subject(void *mem, uint64_t account_id, const char *name) RETURNS_NONNULL;
bool auto_rule_is_new(const char *subject);
act_look_fn auto_rule_look;

#endif
