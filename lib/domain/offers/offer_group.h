#ifndef DOMAIN_OFFERS_OFFER_GROUP_H
#define DOMAIN_OFFERS_OFFER_GROUP_H

/*
 * What an offer says, in groups of fields that are compared, accepted and sent together. Pure.
 */

#include "allegro/category_api.h"
#include "allegro/offer_body.h"

/* Those that are fields of the list too have the name of that field (offer_trait_names). */
enum offer_group {
	GROUP_NAME,
	GROUP_DESCRIPTION,
	GROUP_PICTURES,
	GROUP_PARAMETERS,
	GROUP_CATEGORY,
	GROUP_CARD, /* the product of Allegro's catalogue */
	GROUP_SAFETY,
	GROUP_SHIPPING,
	GROUP_RETURNS,
	GROUP_IMPLIED,
	GROUP_WARRANTY,
	GROUP_HANDLING,
	GROUP_INVOICE,
	GROUP_LOCATION,
	OFFER_GROUPS
};
extern const char *const offer_group_names[OFFER_GROUPS + 1];

/* Of a name; OFFER_GROUPS: none of ours. */
enum offer_group offer_group_of(const char *name);

/* Sets of groups. */
#define GROUP_BIT(group) (1U << (group))

/* "name pictures", and back; words that are none of ours are not heard. */
const char *offer_groups_text(void *mem, unsigned groups) RETURNS_NONNULL;
unsigned offer_groups_read(const char *text);

/* What an offer says about a group. NULL in all: nothing. */
struct offer_side {
	const char *text;  /* for people; ids stay ids */
	const char *exact; /* by which two looks at one side are compared */
	const char *shown; /* by which the sides are compared: Allegro gives pictures addresses of
			    * its own, so that only their number is alike */
};

/* params: of its category, for names; NULL: ids instead. */
struct offer_side offer_side(void *mem, const struct offer_body *body, enum offer_group group,
			     const struct category_params *params);

/*
 * What is to be sent so that these groups become what `ours` says: nothing else is touched. An
 * element of productSet that names its product takes description and pictures from the catalogue
 * unless they are sent along (FACTS 3.6), so that those of `theirs` go with it, and what else it
 * says there.
 */
void offer_groups_body(void *mem, unsigned groups, const struct offer_body *ours,
		       const struct offer_body *theirs, struct offer_body *out);

/* Ours with the parameters that Allegro has and ours does not speak of: a list is replaced whole.
 */
void offer_overlay(void *mem, struct offer_body *ours, const struct offer_body *theirs);

/* The groups of a body that was to be sent, put into another. */
void offer_groups_copy(unsigned groups, const struct offer_body *from, struct offer_body *to);

#endif
