/* What an offer's page shows of Allegro's price rules. */
#include "pricing/automation.h"

enum rc automation_card_load(struct request *rq, const struct offer_row *offer,
			     struct automation_card *out, struct err *e)
{
	const char *ids[] = {offer->offer_id};
	const struct offer_keys keys = {offer->account_id, ids, 1};

	*out = (struct automation_card){.offer = offer};
	return automation_world(rq->db, rq, &keys, &out->world, e);
}

void automation_card_typed(struct request *rq, const char *problem, struct automation_card *out)
{
	out->problem = problem;
	out->rule = form_text(rq->form, "rule");
	out->market = form_text(rq->form, "market");
	out->least = form_text(rq->form, "least");
	out->most = form_text(rq->form, "most");
}
