/* PATCH /sale/product-offers/{id}. */
#include <json-c/json.h>
#include <string.h>

#include "base/str.h"

#include "control/effects.h"
#include "offers/offer_api.h"
#include "offers/offer_findings.h"
#include "offers/offer_shape.h"
#include "offers/offer_write.h"
#include "offers/operation.h"
#include "offers/pace.h"
#include "sandbox.h"
#include "server/body.h"

/* ---- Changing
 * ---------------------------------------------------------------------------------------- */

/* Members that are objects are merged, null takes one away, lists are replaced. */
static void merge(struct json_object *into, struct json_object *patch)
{
	json_object_object_foreach(patch, key, value)
	{
		struct json_object *old = NULL;

		if (!value)
			json_object_object_del(into, key);
		else if (json_object_is_type(value, json_type_object) &&
			 json_object_object_get_ex(into, key, &old) &&
			 json_object_is_type(old, json_type_object))
			merge(old, value);
		else
			json_object_object_add(into, key, json_object_get(value));
	}
}

/* A product's id says: as the catalogue has it. What is not sent along is lost. */
static void refresh(struct json_object *body, struct json_object *patch)
{
	if (!body_text(patch, "/productSet/0/product/id"))
		return;
	if (!body_at(patch, "/description"))
		json_object_object_del(body, "description");
	if (!body_at(patch, "/images"))
		json_object_object_del(body, "images");
}

static bool is_free(struct exchange *x, const struct offer *o)
{
	if (!operation_of(x->sb->world, o) && !trouble_take(x->sb->world, OFFER_BUSY, o->id))
		return true;
	const struct refusal why = offer_refusal(x, "OfferConflictException", NULL);
	answer_refusals(x, 409, &why, 1);
	return false;
}

/* What is refused although it was not sent, on demand. */
static void find_trouble(struct findings *f, const struct offer *o)
{
	struct world *w = f->x->sb->world;
	const char *code =
	    str_or(w->offers->trouble[PATCH_REFUSED].text, "RESPONSIBLE_PRODUCER_NOT_SPECIFIED");

	if (trouble_take(w, PATCH_REFUSED, o->id))
		find_hard(f, code, "productSet[0]");
}

/* None left ends an offer, and is no mistake unless it shall be put up. */
static void forgive_no_stock(struct findings *f, const char *wants)
{
	for (size_t i = 0; i < f->n && !str_eq(wants, "ACTIVE");)
		if (str_eq(f->at[i].code, "AvailableStockMustEqualToOneOrBeGreaterThanOne"))
			f->at[i] = f->at[--f->n];
		else
			i++;
}

/* An offer that was written here: judged as it would be. */
static bool patch_body(struct exchange *x, struct offer *o, struct json_object *patch,
		       struct json_object *body, const char *wants)
{
	struct findings f = {.x = x};
	struct offer_facts facts = {.seller = o->seller};
	const bool idle = o->status == OFFER_INACTIVE || o->status == OFFER_ENDED;
	const bool draft = idle && !str_eq(wants, "ACTIVE");
	const char *category = body_text(patch, "/category/id");

	offer_check(&f, body, &facts);
	if (category && !str_eq(category, o->category->id) && !idle)
		find_hard(&f, "IllegalOfferUpdateException.IllegalChangeCategoryId", "category.id");
	if (str_eq(wants, "ENDED"))
		f.n = 0;
	find_trouble(&f, o);
	forgive_no_stock(&f, wants);
	if (offer_is_refused(&f, draft))
		return false;
	offer_keep_body(x->sb->world, o, body, &facts);
	offer_keep_findings(x->sb->world, o, &f);
	return true;
}

static void check_plain(struct findings *f, struct json_object *patch, struct offer_facts *facts)
{
	const char *name = body_text(patch, "/name");
	struct json_object *description = body_at(patch, "/description");

	if (name)
		check_name(f, name);
	if (description)
		check_description(f, description);
	check_terms(f, patch, facts);
	check_safety(f, patch, facts);
	if (body_at(patch, "/images"))
		check_images(f, patch, NULL);
	if (body_at(patch, "/sellingMode/price") &&
	    !offer_price_fits(offer_body_price(patch).minor))
		find_hard(f, "ConstraintViolationException.Price", "sellingMode.price");
}

/* An offer that the world began with: what is sent is judged alone. */
static bool patch_plain(struct exchange *x, struct offer *o, struct json_object *patch)
{
	struct world *w = x->sb->world;
	struct findings f = {.x = x, .status = 422};
	struct offer_facts facts = {.seller = o->seller};
	const char *name = body_text(patch, "/name");

	check_plain(&f, patch, &facts);
	find_trouble(&f, o);
	if (offer_is_refused(&f, true))
		return false;
	if (name)
		o->name = world_text(w, name);
	o->shipping = str_or(facts.shipping, o->shipping);
	o->returns = str_or(facts.returns, o->returns);
	o->implied = str_or(facts.implied, o->implied);
	json_object_object_foreach(patch, key, value)
	{
		if (str_has_word("description images location payments taxSettings parameters",
				 key))
			offer_body_set(w, o, key, json_object_to_json_string(value));
	}
	return true;
}

/* Price, pieces, SKU and status: told in the journal each. */
static void apply(struct world *w, struct offer *o, struct json_object *patch)
{
	struct json_object *stock = body_at(patch, "/stock/available");
	struct json_object *external = NULL;
	bool other = false;

	json_object_object_foreach(patch, key, value)
	{
		(void)value;
		other |= !str_has_word("sellingMode stock publication", key);
	}
	if (json_object_object_get_ex(patch, "external", &external))
		offer_set_sku(w, o, body_text(external, "/id"));
	if (other)
		offer_changed(w, o);
	if (body_at(patch, "/sellingMode/price"))
		offer_price(w, o, (struct offer_price){.price = offer_body_price(patch)});
	if (stock)
		offer_stock(w, o, json_object_get_int64(stock));
}

static bool is_written(const struct offer *o)
{
	return o->body && o->product_id[0];
}

void offers_change(struct exchange *x)
{
	struct world *w = x->sb->world;
	struct offer *o = offer_of_path(x);

	if (!o || !offer_pace_take(x, PACE_PATCH) || !is_free(x, o))
		return;
	struct json_object *patch = offer_read_body(x, SHAPE_PATCH);
	if (!patch)
		return;
	const char *wants = body_text(patch, "/publication/status");
	if (is_written(o)) {
		struct json_object *body = json_tokener_parse(o->body);
		refresh(body, patch);
		merge(body, patch);
		const bool good = patch_body(x, o, patch, body, wants);
		json_object_put(body);
		if (!good)
			return;
	} else if (!patch_plain(x, o, patch)) {
		return;
	}
	apply(w, o, patch);
	effects_count(x->sb->effects, "offers", "changed", o->id);
	offer_answer(x, o, operation_begin(w, o, world_text(w, wants), 0), 200);
}
