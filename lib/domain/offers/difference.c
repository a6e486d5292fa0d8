/* Two sides of an offer held against each other. */
#include "domain/offers/difference.h"

#include "base/str.h"

const char *const diff_state_names[] = {"same", "open", "left", "written", NULL};
const char *const diff_moved_names[] = {"first", "ours", "theirs", "both", NULL};
const char *const diff_rule_names[] = {"ask", "follow", "leave", NULL};
_Static_assert(COUNT_OF(diff_state_names) == DIFF_STATES + 1, "a name for each state");
_Static_assert(COUNT_OF(diff_moved_names) == DIFF_MOVES + 1, "a name for each side");
_Static_assert(COUNT_OF(diff_rule_names) == DIFF_RULES + 1, "a name for each rule");

void diff_mark(const char *text, char out[DIFF_MARK_SIZE])
{
	str_uuid_of(str_or(text, ""), out);
}

/* ---- The sides ------------------------------------------------------------------------------- */

/* What an element of productSet says can be written back only where there is one product, whose id
 * is known. */
static bool is_comparable(enum offer_group group, const struct offer_body *theirs)
{
	return (group != GROUP_CARD && group != GROUP_SAFETY) ||
	       (theirs->n_products == 1 && theirs->products->id);
}

/* Whoever says less has the rest as it is. */
static void complete(struct offer_body *ours, const struct offer_body *theirs)
{
	struct offer_product *p = ours->products;

	if (ours->n_products != 1 || theirs->n_products != 1)
		return;
	if (!p->producer_id && !p->person_id && !p->safety_type)
		return;
	if (!p->producer_id)
		p->producer_id = theirs->products->producer_id;
	if (!p->person_id)
		p->person_id = theirs->products->person_id;
	if (!p->safety_type) {
		p->safety_type = theirs->products->safety_type;
		p->safety = theirs->products->safety;
		p->attachments = theirs->products->attachments;
	}
}

size_t offer_differences(void *mem, struct offer_body *ours, const struct offer_body *theirs,
			 const struct category_params *params, struct difference out[OFFER_GROUPS])
{
	size_t n = 0;

	offer_overlay(mem, ours, theirs);
	complete(ours, theirs);
	for (int g = 0; g < OFFER_GROUPS; g++) {
		struct difference *d = &out[n];

		d->group = (enum offer_group)g;
		d->ours = offer_side(mem, ours, d->group, params);
		if (!d->ours.exact || !is_comparable(d->group, theirs))
			continue;
		d->theirs = offer_side(mem, theirs, d->group, params);
		diff_mark(d->ours.exact, d->marks.ours);
		diff_mark(d->theirs.exact, d->marks.theirs);
		diff_mark(d->ours.shown, d->marks.shown);
		diff_mark(d->theirs.shown, d->marks.theirs_shown);
		n++;
	}
	return n;
}

/* ---- The judgement --------------------------------------------------------------------------- */

static enum diff_moved moved_of(bool ours, bool theirs)
{
	if (ours && theirs)
		return DIFF_BOTH;
	return ours ? DIFF_OURS : DIFF_THEIRS;
}

/* It was open already: what moved before and what moves now are both to be known. */
static enum diff_moved moved_since(const struct diff_was *was, enum diff_moved now)
{
	if (was->state != DIFF_OPEN || was->moved == now)
		return now;
	return was->moved == DIFF_FIRST ? DIFF_FIRST : DIFF_BOTH;
}

struct diff_verdict difference_judge(const struct diff_was *was, const struct diff_marks *now)
{
	const bool alike = str_eq(now->shown, now->theirs_shown);
	const bool equal = str_eq(now->ours, now->theirs);

	if (!was->ours)
		return (struct diff_verdict){alike ? DIFF_SAME : DIFF_OPEN, DIFF_FIRST, true};
	const bool ours = !str_eq(was->ours, now->ours);
	const bool theirs = !str_eq(was->theirs, now->theirs);
	if (!ours && !theirs)
		return (struct diff_verdict){was->state, was->moved, false};
	/* The document after a write of ours: it is what Allegro made of it. */
	const bool landed = was->state == DIFF_WRITTEN && !ours && alike;
	const enum diff_moved moved = moved_since(was, moved_of(ours, theirs));
	return (struct diff_verdict){equal || landed ? DIFF_SAME : DIFF_OPEN, moved, true};
}
