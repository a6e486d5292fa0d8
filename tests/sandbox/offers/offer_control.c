/* What happens to offers elsewhere: commands of /sandbox. */
#include <string.h>

#include "base/str.h"

#include "control/control.h"
#include "control/effects.h"
#include "offers/offer_api.h"
#include "sandbox.h"

enum { PIECES_MAX = 1000000, PRICE_MAX = 1000000000 };

static struct offer *need(struct exchange *x)
{
	struct offer *o = offer_find(x->sb->world, form_get(x, "id"));

	if (!o)
		control_failed(x, 400, "no such offer");
	return o;
}

static void truth_json(struct jw *w, const struct offer *o)
{
	jw_object(w, NULL);
	jw_str(w, "id", o->id);
	if (o->sku)
		jw_str(w, "sku", o->sku);
	else
		jw_null(w, "sku");
	jw_str(w, "name", o->name);
	jw_str(w, "status", offer_status_names[o->status]);
	if (o->status == OFFER_ENDED)
		jw_str(w, "endedBy", offer_end_names[o->ended_by]);
	jw_decimal(w, "price", o->price);
	jw_int(w, "stock", o->stock);
	jw_int(w, "sold", o->sold);
	jw_str(w, "category", o->category->id);
	jw_str(w, "rule", o->rule);
	jw_bool(w, "fulfilment", o->fulfilment);
	jw_bool(w, "campaign", o->programmes != 0);
	jw_object_end(w);
}

void control_offers(struct exchange *x)
{
	const char *name = query_get(x, "seller");
	struct world *world = x->sb->world;
	const struct seller *s = str_empty(name) ? &world->sellers[0] : world_seller(world, name);

	if (!s) {
		control_failed(x, 400, "no such seller");
		return;
	}
	(void)offers_step(world);
	struct jw w = answer_json(x, 200, MEDIA_JSON);
	jw_object(&w, NULL);
	jw_array(&w, "offers");
	const struct shelf *shelf = shelf_of(world, s);
	for (size_t i = 0; i < shelf->n; i++)
		if (!shelf->at[i]->archived)
			truth_json(&w, shelf->at[i]);
	jw_array_end(&w);
	jw_object_end(&w);
}

/* Price and pieces, each when it is given; false: not a price or number. */
static bool change_numbers(struct exchange *x, struct offer *o)
{
	const char *price = form_get(x, "price");
	const char *stock = form_get(x, "stock");
	struct money m = o->price;
	int64_t n = o->stock;
	struct err e = {0};

	if (!str_empty(price) && money_parse(price, o->price.currency, &m, &e) != RC_OK)
		return false;
	if (!str_empty(stock) && !str_to_i64(stock, 0, PIECES_MAX, &n))
		return false;
	if (m.minor <= 0 || m.minor > PRICE_MAX)
		return false;
	if (!str_empty(price))
		offer_price(x->sb->world, o, (struct offer_price){.price = m});
	if (!str_empty(stock))
		offer_stock(x->sb->world, o, n);
	return true;
}

void control_offer_change(struct exchange *x)
{
	struct offer *o = need(x);
	const char *name = form_get(x, "name");

	if (!o)
		return;
	if (!change_numbers(x, o)) {
		control_failed(x, 400, "price must be an amount, stock a number");
		return;
	}
	if (form_get(x, "sku")) {
		offer_set_sku(x->sb->world, o, form_get(x, "sku"));
		offer_changed(x->sb->world, o);
	}
	if (!str_empty(name)) {
		o->name = world_text(x->sb->world, name);
		offer_changed(x->sb->world, o);
	}
	control_done(x);
}

void control_offer_end(struct exchange *x)
{
	struct offer *o = need(x);
	const char *by = str_or(form_get(x, "by"), "USER");
	unsigned i = 0;

	while (offer_end_names[i] && !str_eq(offer_end_names[i], by))
		i++;
	if (!o)
		return;
	if (!offer_end_names[i]) {
		control_failed(x, 400, "by must be USER, ADMIN, EXPIRATION or its like");
		return;
	}
	offer_end(x->sb->world, o, (enum offer_end)i);
	control_done(x);
}

void control_offer_activate(struct exchange *x)
{
	struct offer *o = need(x);

	if (!o)
		return;
	if (offer_activate(x->sb->world, o))
		control_done(x);
	else
		control_failed(x, 409, "it has no pieces, or ended too long ago");
}

/* Another program throws it away; drafts can be, and for a test anything. */
void control_offer_delete(struct exchange *x)
{
	struct offer *o = need(x);

	if (!o)
		return;
	o->archived = true;
	shelf_of(x->sb->world, o->seller)->n_archived++;
	control_done(x);
}

/* Another program lists the same once more. */
void control_offer_copy(struct exchange *x)
{
	const struct offer *o = need(x);

	if (!o)
		return;
	struct offer copy = *o;
	copy.id = NULL;
	copy.created_at = copy.updated_at = copy.listed_from = world_now(x->sb->world);
	copy.sold = 0;
	struct offer *made = offer_keep(x->sb->world, &copy);
	if (form_get(x, "sku"))
		offer_set_sku(x->sb->world, made, form_get(x, "sku"));
	if (made->status == OFFER_ACTIVE)
		offer_tell(x->sb->world, made, OFFER_EVENT_ACTIVATED, false);
	struct jw w = answer_json(x, 200, MEDIA_JSON);
	jw_object(&w, NULL);
	jw_str(&w, "id", made->id);
	jw_object_end(&w);
}

void control_offer_buy(struct exchange *x)
{
	struct offer *o = need(x);
	enum buy_stage stage;
	int64_t n = 1;

	if (!o)
		return;
	if (!control_read_stage(form_get(x, "stage"), &stage) ||
	    (!str_empty(form_get(x, "n")) && !str_to_i64(form_get(x, "n"), 1, PIECES_MAX, &n))) {
		control_failed(x, 400, "n must be a number, stage bought, filled-in or ready");
		return;
	}
	if (!offer_is_on_sale(o) || o->stock < n) {
		control_failed(x, 409, "there are not so many on sale");
		return;
	}
	struct order *made = life_buy_product(x->sb->world, o->seller,
					      offer_product(x->sb->world, o), (int)n, stage);
	effects_count(x->sb->effects, "orders", "bought", NULL);
	control_answer_orders(x, &made, 1);
}
