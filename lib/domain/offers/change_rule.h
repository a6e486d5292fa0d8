#ifndef DOMAIN_OFFERS_CHANGE_RULE_H
#define DOMAIN_OFFERS_CHANGE_RULE_H

/*
 * Who changed an offer: judged by what is known around the change. Pure. What nobody explains was
 * another program or a person at Allegro; that is said only when orders and answers have had time
 * to come in.
 */

#include "domain/offers/offer.h"

enum {
	OFFER_JUDGE_MS = 15 * TIME_MINUTE_MS
}; /* orders are read every 20 s, commands within minutes */

struct offer_case {
	const char *field;
	const char *before;
	const char *after;
	uint64_t intent;      /* of ours that leads to this value, sent around then; 0: none */
	int64_t bought;	      /* pieces of it that were bought between the two looks */
	const char *ended_by; /* as the document says now; NULL: not told */
	const char *rule_id;  /* Allegro's price rule on it */
	int64_t age_ms;	      /* since the change was seen */
};

struct offer_verdict {
	enum offer_author author; /* OFFER_BY_NOBODY: look again later */
	const char *why;	  /* a word to be kept; NULL: none */
	bool asks;		  /* a person has to decide about it */
};

struct offer_verdict offer_change_judge(const struct offer_case *c);

/* What a person decides about a change by others. */
enum offer_settling {
	OFFER_TAKEN,  /* it is as it should be */
	OFFER_UNDONE, /* Kram puts back what was before: a plan does that */
	OFFER_MUTED,  /* and further ones of this field are not told any more */
	OFFER_SETTLINGS
};
extern const char *const offer_settling_names[OFFER_SETTLINGS + 1];

struct offer_settle {
	uint64_t change_id;
	enum offer_settling how;
	const char *actor;
};

#endif
