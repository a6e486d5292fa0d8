#ifndef DOMAIN_OFFERS_AUTOMATION_H
#define DOMAIN_OFFERS_AUTOMATION_H

/*
 * Which offers are under which of Allegro's own price rules, on which marketplace and within which
 * range, and whether an offer may be put under one. The rules come with the terms of an account.
 * Offers that the list shows under one are looked for every AUTOMATION_MS, and asked one by one,
 * each again after AUTOMATION_OFFER_MS.
 */

#include "allegro/auto_rule_api.h"
#include "allegro/automation_api.h"
#include "domain/accounts/turn.h"
#include "domain/offers/offer.h"
#include "domain/outbox/outbox.h"

/* ---- Values ------------------------------------------------------------------------------------
 */

/*
 * What an offer is to be under on a marketplace, as the outbox (kind "offer-rule") and plans keep
 * it: "allegro-pl 641c73fe 100.00 200.00 PLN", without amounts where a rule takes no range,
 * "allegro-pl -" for no rule. Texts are NULL and amounts MONEY_NONE where there is none.
 */
struct automation_wish {
	const char *market;
	const char *rule_id; /* NULL: under none */
	struct money least;
	struct money most;
};
const char *automation_text(void *mem, const struct automation_wish *w) RETURNS_NONNULL;
/* false: it is no such text. */
bool automation_read(void *mem, const char *text, struct automation_wish *out);

/* ---- What there is -----------------------------------------------------------------------------
 */

/* A rule, as far as a judgement needs it. */
struct automation_row {
	uint64_t account_id;
	const char *account; /* its name */
	const char *id;
	const char *name;
	const char *type;
	int64_t is_default; /* Allegro made it for everybody */
};
/* Of one account, or of all with 0, without those that are gone: Allegro's first, then by name. */
MUST_CHECK enum rc automation_rules(struct db *db, void *mem, uint64_t account_id,
				    struct automation_row **out, size_t *n, struct err *e);

/* An offer on a marketplace under a rule. A place without a rule says that the offer was asked and
 * was under none. */
struct automation_seat {
	const char *offer_id;
	struct automation_place p; /* without range_type */
	int64_t read_at;	   /* TIME_NONE: the offer was not asked yet */
};
/* By offer and marketplace; up to OFFER_KEYS_MAX offers. */
MUST_CHECK enum rc automation_seats(struct db *db, void *mem, const struct offer_keys *keys,
				    struct automation_seat **out, size_t *n, struct err *e);

/* ---- What may be -------------------------------------------------------------------------------
 */

/* What a judgement needs beside the offer. */
struct automation_world {
	struct automation_row *rules; /* of the account */
	size_t n_rules;
	struct automation_seat *seats;
	size_t n_seats;
};
MUST_CHECK enum rc automation_world(struct db *db, void *mem, const struct offer_keys *keys,
				    struct automation_world *out, struct err *e);

/* Under what an offer is on a marketplace, as a text; NULL: nobody knows. Pure. */
const char *automation_now(void *mem, const struct automation_world *w, const struct offer_row *row,
			   const char *market);

/* What is objected to an intent of the kind "offer-rule": reasons are explained in
 * cgi-bin/outbox/outbox_reasons.c. Pure. */
struct outbox_objection automation_objection(void *mem, const struct automation_world *w,
					     const struct offer_row *row,
					     const struct outbox_intent *i);

/* ---- Reading -----------------------------------------------------------------------------------
 */

enum {
	AUTOMATION_MS = 60 * 60 * 1000,		   /* the whole list of offers is gone through */
	AUTOMATION_OFFER_MS = 24 * 60 * 60 * 1000, /* five requests a second for all of them */
	AUTOMATION_OFFERS = 250, /* asked in one turn: a minute of what Allegro allows */
};
MUST_CHECK enum rc automation_is_due(struct turn *turn, bool *due, struct err *e);
MUST_CHECK enum rc automation_sync(struct turn *turn, struct err *e);

/* In a transaction: an offer is asked at once. */
MUST_CHECK enum rc automation_offer_renew(struct db *db, uint64_t account_id, const char *offer_id,
					  struct err *e);

/* In the transaction that makes an intent of the kind DONE: the copy becomes what was written.
 * *moved: rows of the offer itself that were others. */
MUST_CHECK enum rc automation_land(struct db *db, const struct outbox_intent *i, uint64_t *moved,
				   struct err *e);

#endif
