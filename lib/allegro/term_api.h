#ifndef ALLEGRO_TERM_API_H
#define ALLEGRO_TERM_API_H

/*
 * What a seller has at Allegro for offers to choose from (FACTS 3): sets of shipping rates, return
 * policies, implied warranties, warranties, the registers of responsible producers and persons, and
 * rules of price automation (FACTS 9.5). They are listed only. A producer or person is entered by
 * allegro_push() of OP_PRODUCER_NEW and OP_PERSON_NEW, a body of party_body(). Errors are those of
 * client.h.
 */

#include "allegro/resource.h"

enum term_kind {
	TERM_SHIPPING,
	TERM_RETURNS,
	TERM_IMPLIED,
	TERM_WARRANTY,
	TERM_PRODUCER,
	TERM_PERSON,
	TERM_PRICING, /* rules by which Allegro itself sets prices: auto_rule_api.h */
	TERM_KINDS
};

/* NULL where it says nothing, or does not tell it in its list. */
struct term {
	const char *id;
	const char *name;  /* the seller's own word for it */
	const char *title; /* trade name of a producer; who a person is; who takes returns;
			      type of a price rule */
	const char *street;
	const char *post_code;
	const char *city;
	const char *country; /* ISO 3166, two letters */
	const char *email;
	const char *phone;
	const char *form_url; /* in place of email */
	const char *range;    /* of returns: FULL, RESTRICTED, DISABLED */
	const char *period;   /* of returns, ISO 8601: P14D */
	enum tri managed;     /* shipping rates and price rules made by Allegro */
	enum tri warehouse;   /* for offers from Allegro's own warehouse alone */
	const char *raw;      /* all of it, JSON */
};

extern const struct resource term_resources[TERM_KINDS];

/* A producer or person to be entered: its members but id, range, period and what follows. */
const char *party_body(void *mem, enum term_kind kind, const struct term *t) RETURNS_NONNULL;

/* Limits of what they hold (FACTS 3). */
enum {
	PARTY_NAME_MAX = 50,
	PARTY_TITLE_MAX = 200,
	PARTY_STREET_MAX = 200,
	PARTY_POST_CODE_MAX = 20,
	PARTY_CITY_MAX = 100,
	PARTY_EMAIL_MAX = 50,
	PARTY_PHONE_MAX = 30,
	PARTY_FORM_MAX = 80,
};

#endif
