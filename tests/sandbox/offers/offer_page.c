/* Offers on the page of /sandbox. */
#include <inttypes.h>
#include <json-c/json.h>

#include "base/mem.h"

#include "offers/offer_api.h"
#include "sandbox.h"
#include "server/page.h"

enum { SHOWN = 12, DEARER_PERCENT = 105, CHEAPER_PERCENT = 95 };

static const char *const words[OFFER_STATUSES] = {"szkic", "wystawiana", "aktywna", "zakończona"};

static const char *percent_of(struct exchange *x, const struct offer *o, int64_t percent)
{
	struct money m = o->price;

	m.minor = m.minor * percent / 100;
	return money_to_decimal(x, m);
}

static void offer_model(struct exchange *x, struct json_object *list, const struct offer *o)
{
	struct json_object *m = model_item(list);
	const bool live = o->status == OFFER_ACTIVE || o->status == OFFER_ACTIVATING;

	model_text(m, "offer_id", o->id);
	model_text(m, "name", o->name);
	model_text(m, "sku", o->sku);
	model_text(m, "price", money_format(x, o->price, MONEY_PL));
	model_text(m, "dearer", percent_of(x, o, DEARER_PERCENT));
	model_text(m, "cheaper", percent_of(x, o, CHEAPER_PERCENT));
	model_text(m, "stock", mem_printf(x, "%" PRId64, o->stock));
	model_text(m, "more", mem_printf(x, "%" PRId64, o->stock + 5));
	model_text(m, "status", words[o->status]);
	model_text(m, "buyable", offer_is_on_sale(o) ? "yes" : "");
	model_text(m, "endable", live ? "yes" : "");
	model_text(m, "revivable", !live && o->stock ? "yes" : "");
}

/* Puts o among those that changed last so far. */
static size_t rank(const struct offer *best[SHOWN], size_t n, const struct offer *o)
{
	size_t at = n < SHOWN ? n : SHOWN - 1;

	if (n == SHOWN && best[at]->updated_at >= o->updated_at)
		return n;
	for (; at > 0 && best[at - 1]->updated_at < o->updated_at; at--)
		best[at] = best[at - 1];
	best[at] = o;
	return n < SHOWN ? n + 1 : n;
}

void offers_model(struct exchange *x, struct json_object *model, const struct seller *s)
{
	const struct shelf *shelf = shelf_of(x->sb->world, s);
	struct json_object *list = model_array(model, "offers");
	const struct offer *best[SHOWN];
	size_t n = 0;

	(void)offers_step(x->sb->world);
	for (size_t i = 0; i < shelf->n; i++)
		if (!shelf->at[i]->archived)
			n = rank(best, n, shelf->at[i]);
	model_text(model, "n_offers", mem_printf(x, "%zu", shelf->n - shelf->n_archived));
	for (size_t i = 0; i < n; i++)
		offer_model(x, list, best[i]);
}
