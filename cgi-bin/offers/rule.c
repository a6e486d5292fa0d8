/* An offer is put under one of Allegro's price rules, or taken off it. */
#include "base/mem.h"
#include "base/str.h"
#include "common/amount.h"
#include "domain/offers/automation.h"
#include "domain/offers/market.h"
#include "offers/offers.h"
#include "outbox/outbox_words.h"
#include "web/page.h"

enum { AMOUNT_CHARS = 20, SEEN_CHARS = 200 };

const struct field offer_rule_fields[] = {
    {"market", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {"rule", .type = FIELD_ID},
    {"least", .type = FIELD_TEXT, .max = AMOUNT_CHARS},
    {"most", .type = FIELD_TEXT, .max = AMOUNT_CHARS},
    {"seen", .type = FIELD_TEXT, .max = SEEN_CHARS},
    {"batch", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {0},
};

/* NULL: it can be read; else why not, for people. */
static const char *read_typed(struct request *rq, struct automation_wish *out)
{
	const char *rule = form_text(rq->form, "rule");
	const char *least = form_text(rq->form, "least");
	const char *most = form_text(rq->form, "most");

	*out = (struct automation_wish){.market = form_text(rq->form, "market"),
					.rule_id = str_empty(rule) ? NULL : rule,
					.least = MONEY_NONE,
					.most = MONEY_NONE};
	if (!out->rule_id || (str_empty(least) && str_empty(most)))
		return NULL;
	if (!amount_read(rq, least, market_currency(out->market), &out->least) ||
	    !amount_read(rq, most, market_currency(out->market), &out->most))
		return _("Type the lowest and the highest price, or neither.");
	return out->least.minor > out->most.minor ? _("The lowest price is above the highest one.")
						  : NULL;
}

enum rc do_offer_rule(struct request *rq, struct err *e)
{
	const char *seen = form_text(rq->form, "seen");
	struct outbox_draft draft = {.before = str_empty(seen) ? NULL : seen};
	struct offer_problems problems = {.set = NULL};
	struct automation_wish wish;
	struct offer_row row;

	if (offer_find(rq->db, rq, 0, req_param(rq, "id"), &row, e))
		return e->rc;
	problems.rule = read_typed(rq, &wish);
	if (problems.rule)
		return offer_show(rq, problems, 422, e);
	draft.after = automation_text(rq, &wish);
	if (!draft.before) {
		const struct offer_keys keys = {row.account_id, &row.offer_id, 1};
		struct automation_world world;

		if (automation_world(rq->db, rq, &keys, &world, e))
			return e->rc;
		draft.before = automation_now(rq, &world, &row, wish.market);
	}
	if (offer_decide(rq, &row, "rule", &draft, &problems.rule, e))
		return e->rc;
	return problems.rule ? offer_show(rq, problems, 409, e) : offer_decided(rq, &row, e);
}
