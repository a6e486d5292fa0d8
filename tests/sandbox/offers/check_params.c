/*
 * Parameters of an offer and of its product, against what its category says to everybody (FACTS 4):
 * the same JSON that a client reads.
 */
#include <json-c/json.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

#include "categories/category.h"
#include "offers/check_params.h"
#include "sandbox.h"
#include "server/body.h"

size_t list_length(struct json_object *list)
{
	return json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;
}

const char *list_text(struct json_object *list, size_t i)
{
	return json_object_get_string(json_object_array_get_idx(list, i));
}

struct json_object *param_by_id(struct json_object *list, const char *id, const char *name)
{
	for (size_t i = 0; i < list_length(list); i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		if ((id && str_eq(body_text(one, "/id"), id)) ||
		    (!id && name && str_eq(body_text(one, "/name"), name)))
			return one;
	}
	return NULL;
}

/* The parameter with this id, wherever it was given. */
static struct json_object *given_of(const struct params *p, const char *id)
{
	struct json_object *rule = param_by_id(p->rules, id, NULL);
	const char *name = rule ? body_text(rule, "/name") : NULL;
	struct json_object *lists[] = {p->offer, p->product};

	for (size_t i = 0; i < 2; i++) {
		struct json_object *one = param_by_id(lists[i], id, NULL);
		if (!one && name)
			one = param_by_id(lists[i], NULL, name);
		if (one)
			return one;
	}
	return NULL;
}

static bool has_any(struct json_object *given)
{
	return given &&
	       (list_length(body_at(given, "/values")) ||
		list_length(body_at(given, "/valuesIds")) || body_at(given, "/rangeValue"));
}

bool param_has(const struct params *p, const char *id, struct json_object *among)
{
	struct json_object *ids = body_at(given_of(p, id), "/valuesIds");

	for (size_t i = 0; i < list_length(ids); i++)
		for (size_t k = 0; k < list_length(among); k++)
			if (str_eq(list_text(ids, i), list_text(among, k)))
				return true;
	return false;
}

/* ---- Those that are given ----------------------------------------------------------------------
 */

static void check_list(const struct params *p, struct json_object *list, bool of_product)
{
	const char *at = of_product ? "productSet[0].product.parameters" : "parameters";

	for (size_t i = 0; i < list_length(list); i++) {
		struct json_object *one = json_object_array_get_idx(list, i);
		const char *id = body_text(one, "/id");
		struct given g = {.rule = param_by_id(p->rules, id, body_text(one, "/name")),
				  .ids = body_at(one, "/valuesIds"),
				  .values = body_at(one, "/values"),
				  .range = body_at(one, "/rangeValue"),
				  .path = mem_printf(p->f->x, "%s[%zu]", at, i)};

		if (!g.rule) {
			find_hard(p->f, "ParameterIdNotFoundException", g.path);
			continue;
		}
		if (json_object_get_boolean(body_at(g.rule, "/options/describesProduct")) !=
		    of_product)
			find_hard(p->f, "ParameterCategoryException", g.path);
		if (id && param_by_id(list, id, NULL) != one)
			find_hard(p->f, "ConstraintViolationException.NoDuplicateIds", g.path);
		check_value(p, &g);
	}
}

/* ---- Those that are missing ---------------------------------------------------------------------
 */

/* requiredIf: every condition holds. */
static bool applies(const struct params *p, struct json_object *conditions)
{
	struct json_object *with = body_at(conditions, "/parametersWithValue");
	struct json_object *without = body_at(conditions, "/parametersWithoutValue");

	for (size_t i = 0; i < list_length(with); i++) {
		struct json_object *one = json_object_array_get_idx(with, i);
		if (!param_has(p, body_text(one, "/id"), body_at(one, "/oneOfValueIds")))
			return false;
	}
	for (size_t i = 0; i < list_length(without); i++)
		if (has_any(given_of(p, body_text(json_object_array_get_idx(without, i), "/id"))))
			return false;
	return true;
}

static bool is_missing(const struct params *p, struct json_object *rule)
{
	struct json_object *conditions = body_at(rule, "/requiredIf");
	const bool of_product = json_object_get_boolean(body_at(rule, "/options/describesProduct"));
	const bool needed = json_object_get_boolean(body_at(rule, "/required")) ||
			    (!p->card && of_product &&
			     json_object_get_boolean(body_at(rule, "/requiredForProduct")));

	if (has_any(given_of(p, body_text(rule, "/id"))) || (p->card && of_product))
		return false; /* a card brings its own */
	return needed || (conditions && applies(p, conditions));
}

static void check_missing(const struct params *p)
{
	const char *ids[2] = {NULL, NULL}; /* of the offer, of the product */
	void *mem = p->f->x;

	for (size_t i = 0; i < list_length(p->rules); i++) {
		struct json_object *rule = json_object_array_get_idx(p->rules, i);
		const size_t which =
		    body_at(rule, "/options/describesProduct") &&
		    json_object_get_boolean(body_at(rule, "/options/describesProduct"));

		if (is_missing(p, rule))
			ids[which] = mem_printf(mem, "%s%s%s", str_or(ids[which], ""),
						ids[which] ? ", " : "", body_text(rule, "/id"));
	}
	for (size_t i = 0; i < 2; i++)
		if (ids[i]) {
			find_soft(p->f, "ConstraintViolationException.MissingRequiredParameters",
				  i ? "productSet[0].product.parameters" : "parameters");
			p->f->at[p->f->n - 1].message =
			    mem_printf(mem, "Missing required parameters: %s", ids[i]);
		}
}

/* What identifies a card cannot be other than in the catalogue. */
static void check_mismatch(const struct params *p)
{
	struct json_object *brand = body_at(given_of(p, "248811"), "/values");
	struct json_object *ean = body_at(given_of(p, GTIN_PARAM), "/values");
	bool same = true;

	if (!p->card)
		return;
	if (list_length(brand) && *p->card->brand)
		same = str_eq(list_text(brand, 0), p->card->brand);
	if (list_length(ean) && *p->card->ean) {
		bool met = false;
		for (size_t i = 0; i < list_length(ean); i++)
			met |= str_eq(list_text(ean, i), p->card->ean);
		same &= met;
	}
	if (same)
		return;
	find_hard(p->f, "PARAMETER_MISMATCH", "productSet[0].product.parameters");
	p->f->at[p->f->n - 1].metadata = mem_printf(p->f->x, "{\"productId\":\"%s\"}", p->card->id);
}

static void check_condition(const struct params *p, struct json_object *body)
{
	struct json_object *before = body_at(body, "/productSet/0/marketedBeforeGPSRObligation");
	struct json_object *ids = body_at(given_of(p, "11323"), "/valuesIds");

	/* What is new cannot have been on the market before. */
	if (json_object_get_boolean(before) && list_length(ids) &&
	    str_eq(list_text(ids, 0), "11323_1"))
		find_hard(p->f, "PRODUCT_MARKETED_BEFORE_GPSR_OBLIGATION_OPTION_NOT_ALLOWED",
			  "productSet[0].marketedBeforeGPSRObligation");
}

void check_params(struct findings *f, struct json_object *body, const struct offer_facts *o)
{
	struct exchange *x = f->x;
	struct str text;
	struct jw w = {.out = &text};

	str_init(&text, x, ANSWER_MAX);
	jw_object(&w, NULL);
	params_json(&w, categories_of(x->sb), o->category, world_now(x->sb->world));
	jw_object_end(&w);
	struct json_object *rules = json_tokener_parse(text.text);
	struct params p = {.f = f,
			   .rules = body_at(rules, "/parameters"),
			   .offer = body_at(body, "/parameters"),
			   .product = body_at(body, "/productSet/0/product/parameters"),
			   .card = o->card};

	check_list(&p, p.offer, false);
	check_list(&p, p.product, true);
	check_missing(&p);
	check_mismatch(&p);
	check_condition(&p, body);
	json_object_put(rules);
}
