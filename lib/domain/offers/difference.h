#ifndef DOMAIN_OFFERS_DIFFERENCE_H
#define DOMAIN_OFFERS_DIFFERENCE_H

/*
 * What would be sent of a product against what Allegro has of its offer, group by group. A
 * difference is kept once one of the sides says something else than it did when they agreed, or
 * when they were looked at first; nothing is written to Allegro for it until somebody accepts it.
 *
 *	the product's side (mapping/look.h)  ──┐
 *	                                       ├──► difference_judge ──► offer_diff, offer.differs
 *	Allegro's document (offer_doc)       ──┘
 *
 * Sides are compared by marks: the same text has the same mark.
 */

#include "domain/offers/offer_group.h"

enum { DIFF_MARK_SIZE = 37 };

enum diff_state {
	DIFF_SAME,    /* they agree, or did when Kram wrote it */
	DIFF_OPEN,    /* a person decides, or a rule */
	DIFF_LEFT,    /* a person said that it may stay so */
	DIFF_WRITTEN, /* sent and shown; Allegro's new document is to be read */
	DIFF_STATES
};
extern const char *const diff_state_names[DIFF_STATES + 1];

/* Which side moved. */
enum diff_moved { DIFF_FIRST, DIFF_OURS, DIFF_THEIRS, DIFF_BOTH, DIFF_MOVES };
extern const char *const diff_moved_names[DIFF_MOVES + 1];

/* What becomes of differences of a group in an account. */
enum diff_rule { DIFF_ASK, DIFF_FOLLOW, DIFF_LEAVE, DIFF_RULES };
extern const char *const diff_rule_names[DIFF_RULES + 1];

struct diff_marks {
	char ours[DIFF_MARK_SIZE];
	char theirs[DIFF_MARK_SIZE];
	char shown[DIFF_MARK_SIZE];	   /* of ours, as Allegro would show it */
	char theirs_shown[DIFF_MARK_SIZE]; /* of theirs */
};

/* A group where ours says something. */
struct difference {
	enum offer_group group;
	struct offer_side ours;
	struct offer_side theirs;
	struct diff_marks marks;
};

/* Returns how many. ours is completed by what Allegro alone has (offer_overlay()). Of a set, and of
 * a product that is not in the catalogue, the product and its safety are not compared. Pure. */
size_t offer_differences(void *mem, struct offer_body *ours, const struct offer_body *theirs,
			 const struct category_params *params, struct difference out[OFFER_GROUPS]);

/* As it was looked at last. */
struct diff_was {
	const char *ours; /* marks; NULL: never */
	const char *theirs;
	enum diff_state state;
	enum diff_moved moved;
};
struct diff_verdict {
	enum diff_state state;
	enum diff_moved moved;
	bool is_new; /* something moved */
};
/* Pure. */
struct diff_verdict difference_judge(const struct diff_was *was, const struct diff_marks *now);

void diff_mark(const char *text, char out[DIFF_MARK_SIZE]);

#endif
