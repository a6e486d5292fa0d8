/* All that is looked at before an offer is made or changed. */
#include "offers/offer_findings.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"

#include "sandbox.h"
#include "server/body.h"

enum { STATUS = 422 };

static void find(struct findings *f, const char *code, const char *path, bool hard)
{
	if (f->n == FINDINGS_MAX)
		f->n--; /* the last one is replaced: enough was said */
	f->at[f->n++] = (struct finding){.code = code, .path = path, .hard = hard};
}

void find_hard(struct findings *f, const char *code, const char *path)
{
	find(f, code, path, true);
}

void find_soft(struct findings *f, const char *code, const char *path)
{
	find(f, code, path, false);
}

bool findings_have(const struct findings *f, bool hard)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->at[i].hard || !hard)
			return true;
	return false;
}

struct refusal finding_refusal(const struct findings *f, size_t i)
{
	struct refusal r = offer_refusal(f->x, f->at[i].code, f->at[i].path);

	if (f->at[i].message) {
		r.message = f->at[i].message;
		if (!speaks_polish(f->x) || str_eq(r.user, r.code))
			r.user = f->at[i].message;
	}
	r.details = r.code;
	r.metadata = f->at[i].metadata;
	return r;
}

/* ---- The product
 * --------------------------------------------------------------------------------- */

static bool is_meant(const struct card *c, const char *type, const char *id)
{
	return !c->gone && (str_eq(type, "GTIN") ? str_eq(c->ean, id) : str_eq(c->mpn, id));
}

/* Those that a number fits; how many, and the first. */
static size_t cards_with(const struct cards *all, const char *type, const char *id,
			 const struct card **first, struct str *ids)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		if (str_empty(id) || !is_meant(all->at[i], type, id))
			continue;
		if (!n++)
			*first = all->at[i];
		str_addf(ids, "%s\"%s\"", n > 1 ? "," : "", all->at[i]->id);
	}
	return n;
}

static const struct card *by_number(struct findings *f, const char *type, const char *id,
				    bool may_be_new)
{
	enum { IDS_MAX = 4096 };
	const struct card *first = NULL;
	struct str ids;

	str_init(&ids, f->x, IDS_MAX);
	const size_t n = cards_with(cards_of(f->x->sb), type, id, &first, &ids);
	if (!n && !may_be_new)
		find_hard(f, "ProductNotFoundException", "productSet[0].product.id");
	if (n > 1) {
		find_hard(f, "MultipleProductsFoundException", "productSet[0].product.id");
		f->at[f->n - 1].metadata =
		    mem_printf(f->x, "{\"foundProductsIds\":[%s]}", ids.text);
	}
	return n == 1 ? first : NULL;
}

/* An EAN among the parameters of a product that is described. */
static const char *own_gtin(struct json_object *product)
{
	struct json_object *params = body_at(product, "/parameters");

	for (size_t i = 0; params && i < json_object_array_length(params); i++) {
		struct json_object *one = json_object_array_get_idx(params, i);
		if (str_eq(body_text(one, "/id"), "225693"))
			return body_text(one, "/values/0");
	}
	return NULL;
}

static const struct card *card_meant(struct findings *f, struct json_object *body)
{
	struct json_object *product = body_at(body, "/productSet/0/product");
	const char *id = body_text(product, "/id");
	const char *type = body_text(product, "/idType");
	const bool described = body_text(product, "/name") != NULL;
	const struct card *c;

	if (id && type)
		return by_number(f, type, id, described);
	if (!id)
		return by_number(f, "GTIN", own_gtin(product), true);
	c = card_find(cards_of(f->x->sb), id);
	if (!c)
		find_hard(f, "ProductNotFoundException", "productSet[0].product.id");
	return c;
}

static void check_product(struct findings *f, struct json_object *body, struct offer_facts *o)
{
	struct json_object *product = body_at(body, "/productSet/0/product");
	struct json_object *images = body_at(product, "/images");

	if (!product) {
		find_hard(f, "ProductNotFoundException", "productSet");
		return;
	}
	o->card = card_meant(f, body);
	if (o->card || body_text(product, "/id"))
		return;
	if (!body_text(product, "/name"))
		find_hard(f, "RequiredProductName", "productSet[0].product.name");
	if (!images || !json_object_array_length(images))
		find_soft(f, "ProductConstraintViolationException.Images",
			  "productSet[0].product.images");
}

/* The offer's own, or that of its product. */
static const struct node *category_meant(struct findings *f, struct json_object *body,
					 const struct card *c)
{
	const char *id = body_text(body, "/category/id");

	if (!id)
		id = body_text(body, "/productSet/0/product/category/id");
	if (id) {
		const struct node *n = node_find(categories_of(f->x->sb), id);
		if (!n)
			find_hard(f, "CATEGORY_NOT_EXISTS", "category.id");
		return n;
	}
	if (!c && !f->n) /* whose product is unknown has heard of that */
		find_hard(f, "MissedCategoryIdException", "category.id");
	return c ? c->category : NULL;
}

/* Only a leaf, and not far from the product. */
static void check_category(struct findings *f, struct json_object *body, struct offer_facts *o)
{
	const struct card *c = o->card;

	o->category = category_meant(f, body, c);
	if (!o->category)
		return;
	if (!node_is_leaf(o->category))
		find_hard(f, "ConstraintViolationException.CategorySellingRestrictions",
			  "category.id");
	else if (c && o->category != c->category && o->category != c->similar)
		find_hard(f, "CATEGORY_MISMATCH", "category.id");
}

/* ---- Numbers
 * --------------------------------------------------------------------------------------- */

static void check_price(struct findings *f, struct json_object *body)
{
	const char *amount = body_text(body, "/sellingMode/price/amount");
	const char *currency = body_text(body, "/sellingMode/price/currency");
	struct money m;
	struct err e = {0};

	if (!amount) {
		find_soft(f, "IllegalOfferUpdateException.PriceMustBeSet", "sellingMode.price");
		return;
	}
	if (money_parse(amount, "PLN", &m, &e) != RC_OK || !str_eq(currency, "PLN") ||
	    !offer_price_fits(m.minor))
		find_hard(f, "ConstraintViolationException.Price", "sellingMode.price");
	if (!str_eq(str_or(body_text(body, "/sellingMode/format"), "BUY_NOW"), "BUY_NOW"))
		find_hard(f, "ConstraintViolationException.OfferValidation", "sellingMode.format");
}

static void check_stock(struct findings *f, struct json_object *body)
{
	struct json_object *available = body_at(body, "/stock/available");
	const int64_t n = json_object_get_int64(available);

	if (n < 0 || n > OFFER_STOCK_MAX)
		find_hard(f, "AvailableStockMustEqualToZeroOrBeGreaterThanZero", "stock.available");
	else if (!n)
		find_soft(f, "AvailableStockMustEqualToOneOrBeGreaterThanOne", "stock.available");
}

void offer_check(struct findings *f, struct json_object *body, struct offer_facts *o)
{
	struct json_object *description = body_at(body, "/description");
	const char *name = body_text(body, "/name");

	f->status = STATUS;
	check_product(f, body, o);
	check_category(f, body, o);
	if (!name)
		name = o->card ? o->card->name : body_text(body, "/productSet/0/product/name");
	if (name)
		check_name(f, name);
	if (description)
		check_description(f, description);
	check_images(f, body, o->card);
	if (o->category && node_is_leaf(o->category))
		check_params(f, body, o);
	check_price(f, body);
	check_stock(f, body);
	check_terms(f, body, o);
	check_safety(f, body, o);
}
