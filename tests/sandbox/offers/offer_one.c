/* One offer: all of it, and the parts that are cheap to read. */
#include <string.h>

#include "base/str.h"

#include "oauth/oauth.h"
#include "offers/offer_api.h"
#include "offers/pace.h"
#include "sandbox.h"
#include "server/errors.h"

const char *const offer_parts_query[] = {"include", NULL};

struct offer *offer_of_path(struct exchange *x)
{
	struct offer *o;

	if (strspn(x->path_id, "0123456789") != strlen(x->path_id)) {
		answer_error(x, ERROR_OFFER_ID, NULL, x->path_id);
		return NULL;
	}
	(void)offers_step(x->sb->world);
	o = offer_find(x->sb->world, x->path_id);
	if (!o)
		answer_error(x, ERROR_OFFER_NOT_FOUND, NULL, x->path_id);
	else if (o->seller != grant_seller(x->grant))
		answer_error(x, ERROR_OFFER_ACCESS, NULL, x->path_id);
	else
		return o;
	return NULL;
}

void offers_show(struct exchange *x)
{
	struct offer *o = offer_of_path(x);

	if (!o || !offer_pace_take(x, PACE_GET))
		return;
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	offer_whole_json(&w, x->sb, o);
	offer_sell(x->sb->world, o, SELL_AFTER_READ);
}

/* Which parts are asked for; false: none, or one that there is not. */
static bool read_parts(const struct exchange *x, bool *stock, bool *price)
{
	*stock = *price = false;
	for (size_t i = 0; i < x->query.n; i++) {
		if (!str_eq(x->query.at[i].name, "include"))
			continue;
		if (str_eq(x->query.at[i].value, "stock"))
			*stock = true;
		else if (str_eq(x->query.at[i].value, "price"))
			*price = true;
		else
			return false;
	}
	return *stock || *price;
}

void offers_parts(struct exchange *x)
{
	struct offer *o = offer_of_path(x);
	bool stock;
	bool price;

	if (!o)
		return;
	if (!read_parts(x, &stock, &price)) {
		answer_error(x, ERROR_OFFER_QUERY, "include", query_get(x, "include"));
		return;
	}
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_str(&w, "id", o->id);
	if (stock) {
		jw_object(&w, "stock");
		jw_int(&w, "available", o->stock);
		jw_object_end(&w);
	}
	if (price) {
		jw_object(&w, "sellingMode");
		jw_money(&w, "price", o->price);
		jw_object_end(&w);
		jw_object(&w, "additionalMarketplaces");
		jw_object_end(&w);
	}
	jw_object_end(&w);
	offer_sell(x->sb->world, o, SELL_AFTER_READ);
}
