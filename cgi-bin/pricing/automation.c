/* What an offer's page shows of Allegro's price rules. */
#include "pricing/automation.h"

enum rc automation_card_load(struct request *rq, const struct offer_row *offer,
			     struct automation_card *out, struct err *e)
{
	const char *ids[] = {offer->offer_id};
	const struct offer_keys keys = {offer->account_id, ids, 1};

	*out = (struct automation_card){.offer = offer};
	if (rq->method == POST && form_has(rq->form, "rule")) {
		out->rule = form_text(rq->form, "rule");
		out->market = form_text(rq->form, "market");
		out->least = form_text(rq->form, "least");
		out->most = form_text(rq->form, "most");
	}
	return automation_world(rq->db, rq, &keys, &out->world, e);
}
