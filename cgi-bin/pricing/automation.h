#ifndef PRICING_AUTOMATION_H
#define PRICING_AUTOMATION_H

/* Allegro's own price rules as a part of the pages of offers. */

#include "common/format.h"
#include "domain/offers/automation.h"

/* What an offer's page shows: {{>AUTOMATION}} in the template. */
struct automation_card {
	const struct offer_row *offer;
	struct automation_world world;
	const char *problem; /* why what was typed cannot be; NULL: nothing was */
	const char *rule;    /* typed */
	const char *market;
	const char *least;
	const char *most;
};
MUST_CHECK enum rc automation_card_load(struct request *rq, const struct offer_row *offer,
					struct automation_card *out, struct err *e);
/* What its form sent cannot be: it is shown again with why not. */
void automation_card_typed(struct request *rq, const char *problem, struct automation_card *out);
void automation_card_fill(struct tpl *t, const struct fmt *f, const struct automation_card *card);

/* The choices of a form for many offers, inside a section of this name; nothing without rules. */
void automation_bulk_fill(struct tpl *t, const char *section, const struct fmt *f);

#endif
