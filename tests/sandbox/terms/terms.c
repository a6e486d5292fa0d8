/* The resources of terms: lists, one, made, changed, deleted; tax settings of a category. */
#include <string.h>

#include <json-c/json.h>

#include "base/compiler.h"
#include "base/mem.h"

#include "categories/category.h"
#include "control/effects.h"
#include "oauth/oauth.h"
#include "sandbox.h"
#include "server/errors.h"
#include "server/routes.h"
#include "terms/terms.h"

enum { SHIPPING_MAX = 250 };

const char *const terms_shipping_query[] = {"marketplace", NULL};
const char *const terms_page_query[] = {"offset", "limit", NULL};
const char *const terms_tax_query[] = {"category.id", "countryCode", NULL};

/* What differs between the kinds as resources. */
static const struct {
	const char *path;
	const char *items;
	int64_t limit_max; /* 0: all on one page */
	int64_t offset_max;
	bool whole; /* the list shows all of each, not its name alone */
	int made;   /* status of a POST */
} kinds[TERM_KINDS] = {
    [TERM_SHIPPING] = {"/sale/shipping-rates", "shippingRates", 0, 0, false, 201},
    [TERM_RETURNS] = {"/after-sales-service-conditions/return-policies", "returnPolicies", 60, 59,
		      true, 201},
    [TERM_IMPLIED] = {"/after-sales-service-conditions/implied-warranties", "impliedWarranties", 60,
		      59, false, 201},
    [TERM_WARRANTY] = {"/after-sales-service-conditions/warranties", "warranties", 60, 59, false,
		       201},
    [TERM_PRODUCER] = {"/sale/responsible-producers", "responsibleProducers", 1000, 50000, true,
		       201},
    [TERM_PERSON] = {"/sale/responsible-persons", "responsiblePersons", 1000, 16000, true, 200},
};

static enum term_kind kind_of(const struct exchange *x)
{
	for (size_t i = 0; i < TERM_KINDS; i++)
		if (str_starts(x->path, kinds[i].path))
			return (enum term_kind)i;
	BUG("no kind of terms at %s", x->path);
}

static bool is_register(enum term_kind kind)
{
	return kind == TERM_PRODUCER || kind == TERM_PERSON;
}

static bool is_own(const struct exchange *x, const struct term *t, enum term_kind kind)
{
	return t->kind == kind && !t->gone && t->seller == grant_seller(x->grant);
}

/* ---- Documents ------------------------------------------------------------------------------- */

static void members_json(struct jw *w, const struct term *t)
{
	struct json_object *o = json_tokener_parse(t->body);

	json_object_object_foreach(o, key, value)
	{
		const char *text = json_object_to_json_string_ext(value, JSON_C_TO_STRING_PLAIN);

		jw_raw(w, key, text, strlen(text));
	}
	json_object_put(o);
}

const char *term_name(void *owner, const struct term *t)
{
	struct json_object *o = json_tokener_parse(t->body);
	const char *name =
	    mem_strdup(owner, json_object_get_string(json_object_object_get(o, "name")));

	json_object_put(o);
	return name;
}

static void features_json(struct jw *w, const struct term *t)
{
	jw_object(w, "features");
	jw_bool(w, "managedByAllegro", t->managed);
	jw_bool(w, "isFulfillment", false);
	jw_object_end(w);
}

static void seller_json(struct jw *w, const struct term *t)
{
	jw_object(w, "seller");
	jw_str(w, "id", t->seller->id);
	jw_object_end(w);
}

void term_json(struct jw *w, const struct term *t, bool listed)
{
	jw_object(w, NULL);
	jw_str(w, "id", t->id);
	if (listed && !kinds[t->kind].whole)
		jw_str(w, "name", term_name(w->out->owner, t));
	else
		members_json(w, t);
	if (t->kind == TERM_SHIPPING && !listed)
		jw_time(w, "lastModified", t->changed_at);
	if (t->kind == TERM_SHIPPING && listed) {
		features_json(w, t);
		jw_array(w, "marketplaces");
		jw_object(w, NULL);
		jw_str(w, "id", "allegro-pl");
		jw_object_end(w);
		jw_array_end(w);
	}
	if (t->kind == TERM_RETURNS)
		jw_bool(w, "isFulfillment", false);
	if (!is_register(t->kind) && t->kind != TERM_SHIPPING && !(listed && !kinds[t->kind].whole))
		seller_json(w, t);
	jw_object_end(w);
}

/* ---- Reading --------------------------------------------------------------------------------- */

static bool read_number(struct exchange *x, const char *name, int64_t least, int64_t most,
			int64_t *to)
{
	const char *text = query_get(x, name);

	if (!text || str_to_i64(text, least, most, to))
		return true;
	if (is_register(kind_of(x))) {
		answer_error(x, ERROR_LIMITS, name, text);
		x->answer.media = MEDIA_JSON;
	} else {
		answer_empty(x, 404); /* the one refusal that is declared */
	}
	return false;
}

void terms_list(struct exchange *x)
{
	const struct terms *all = terms_of(x->sb);
	const enum term_kind kind = kind_of(x);
	int64_t offset = 0;
	int64_t limit = kinds[kind].limit_max ? kinds[kind].limit_max : INT64_MAX;
	int64_t met = 0;
	int64_t shown = 0;

	if (kinds[kind].limit_max &&
	    (!read_number(x, "offset", 0, kinds[kind].offset_max, &offset) ||
	     !read_number(x, "limit", 1, kinds[kind].limit_max, &limit)))
		return;
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, kinds[kind].items);
	for (size_t i = 0; i < all->n; i++) {
		if (!is_own(x, all->at[i], kind))
			continue;
		if (met++ < offset || shown == limit)
			continue;
		term_json(&w, all->at[i], true);
		shown++;
	}
	jw_array_end(&w);
	if (kinds[kind].limit_max)
		jw_int(&w, "count", shown);
	if (is_register(kind))
		jw_int(&w, "totalCount", met);
	jw_object_end(&w);
}

/* The one of the path when it is the caller's; otherwise answers and returns NULL. */
static struct term *own_term(struct exchange *x)
{
	const struct terms *all = terms_of(x->sb);
	const enum term_kind kind = kind_of(x);

	for (size_t i = 0; i < all->n; i++)
		if (is_own(x, all->at[i], kind) && str_eq(all->at[i]->id, x->path_id))
			return all->at[i];
	if (kind == TERM_SHIPPING || is_register(kind))
		answer_error(x,
			     str_eq(x->method, "PUT") && is_register(kind) ? ERROR_TERM
									   : ERROR_TERM_NOT_FOUND,
			     NULL, x->path_id);
	else
		answer_empty(x, 404);
	if (is_register(kind))
		x->answer.media = MEDIA_JSON;
	return NULL;
}

static void answer_term(struct exchange *x, const struct term *t, int status)
{
	struct jw w = answer_json(x, status, MEDIA_PUBLIC);

	term_json(&w, t, false);
}

void terms_show(struct exchange *x)
{
	const struct term *t = own_term(x);

	if (t)
		answer_term(x, t, 200);
}

/* ---- Writing --------------------------------------------------------------------------------- */

static int64_t count_own(const struct exchange *x, enum term_kind kind)
{
	const struct terms *all = terms_of(x->sb);
	int64_t n = 0;

	for (size_t i = 0; i < all->n; i++)
		n += is_own(x, all->at[i], kind);
	return n;
}

void terms_create(struct exchange *x)
{
	const enum term_kind kind = kind_of(x);
	const char *body = term_read(x, kind);

	if (!body)
		return;
	if (kind == TERM_SHIPPING && count_own(x, kind) >= SHIPPING_MAX) {
		answer_error(x, ERROR_TERM, NULL, "at most 250 sets");
		return;
	}
	struct terms *all = terms_of(x->sb);
	const struct term *t = term_add(x->sb, all, kind, grant_seller(x->grant), body);
	effects_count(x->sb->effects, "terms", term_kind_names[kind], term_name(x, t));
	answer_term(x, t, kinds[kind].made);
}

void terms_change(struct exchange *x)
{
	struct term *t = own_term(x);
	const char *body = t ? term_read(x, t->kind) : NULL;

	if (!body)
		return;
	if (t->managed) {
		answer_error(x, ERROR_TERM, NULL, "managed by Allegro");
		return;
	}
	t->body = body;
	t->changed_at = world_now(x->sb->world);
	answer_term(x, t, 200);
}

void terms_delete(struct exchange *x)
{
	struct term *t = own_term(x);

	if (!t)
		return;
	t->gone = true;
	answer_empty(x, 204);
}

/* ---- Taxes ----------------------------------------------------------------------------------- */

static void choice_json(struct jw *w, const char *label, const char *value)
{
	jw_object(w, NULL);
	jw_str(w, "label", label);
	jw_str(w, "value", value);
}

static void tax_rates_json(struct jw *w)
{
	static const char *const rates[] = {"23.00", "8.00", "5.00", "0.00"};

	jw_array(w, "rates");
	jw_object(w, NULL);
	jw_str(w, "countryCode", "PL");
	jw_array(w, "values");
	for (size_t i = 0; i < COUNT_OF(rates); i++) {
		choice_json(w, rates[i], rates[i]);
		jw_bool(w, "exemptionRequired", false);
		jw_object_end(w);
	}
	choice_json(w, "Zwolnione", "EXEMPT");
	jw_bool(w, "exemptionRequired", true);
	jw_object_end(w);
	jw_array_end(w);
	jw_object_end(w);
	jw_array_end(w);
}

void terms_tax(struct exchange *x)
{
	const char *id = query_get(x, "category.id");
	const char *country = query_get(x, "countryCode");

	if (!node_find(categories_of(x->sb), id)) {
		answer_error(x, str_empty(id) ? ERROR_CATEGORY_QUERY : ERROR_CATEGORY_NOT_FOUND,
			     "category.id", id);
		return;
	}
	if (country && !str_has_word("PL CZ SK HU LT", country)) {
		answer_error(x, ERROR_CATEGORY_QUERY, "countryCode", country);
		return;
	}
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, "subjects");
	choice_json(&w, "Towar", "GOODS");
	jw_object_end(&w);
	choice_json(&w, "Usługa", "SERVICES");
	jw_object_end(&w);
	jw_array_end(&w);
	tax_rates_json(&w);
	jw_array(&w, "exemptions");
	choice_json(&w, "Procedura marży", "MARGIN_SCHEME");
	jw_object_end(&w);
	jw_array_end(&w);
	jw_object_end(&w);
}
