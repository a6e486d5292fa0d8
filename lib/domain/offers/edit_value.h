#ifndef DOMAIN_OFFERS_EDIT_VALUE_H
#define DOMAIN_OFFERS_EDIT_VALUE_H

/*
 * What an intent of the kind "offer-edit" is: some groups of an offer become what its product says,
 * or what they were before that. As a value it is "name pictures @" with marks of both sides, so
 * that what is sent is what somebody agreed to, on top of what he saw; "back name @..." takes it
 * back. Pure.
 */

#include "domain/offers/difference.h"

enum { EDIT_MARK_SIZE = 9 };

struct offer_edit {
	unsigned groups;
	bool back;
	char ours[EDIT_MARK_SIZE];   /* what is sent */
	char theirs[EDIT_MARK_SIZE]; /* what Allegro had */
	char shown[EDIT_MARK_SIZE];  /* as Allegro will show it */
};

/* Of all groups of an offer those in `groups`. */
void offer_edit_of(unsigned groups, const struct difference *all, size_t n, struct offer_edit *out);

const char *offer_edit_text(void *mem, const struct offer_edit *edit) RETURNS_NONNULL;
/* false: it is no such value. */
bool offer_edit_read(const char *text, struct offer_edit *out);

/* What it says of a document, in marks: `theirs` and `shown` of its groups. */
void offer_edit_seen(void *mem, unsigned groups, const struct offer_body *seen,
		     char exact[EDIT_MARK_SIZE], char shown[EDIT_MARK_SIZE]);

/* What Allegro shows says of it. */
enum edit_seen {
	EDIT_THERE,   /* as it was sent */
	EDIT_NOT_YET, /* as it was before */
	EDIT_OTHER,
};
enum edit_seen offer_edit_judge(void *mem, const struct offer_edit *edit,
				const struct offer_body *seen);

#endif
