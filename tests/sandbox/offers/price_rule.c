/* Rules of price automation: which there are, and what they do to an offer. */
#include "offers/price_rule.h"

#include <json-c/json.h>
#include <string.h>

#include "base/compiler.h"
#include "base/mem.h"
#include "base/str.h"

#include "oauth/oauth.h"
#include "offers/offer_api.h"
#include "offers/pace.h"
#include "sandbox.h"
#include "server/body.h"
#include "server/errors.h"

enum { ID_DIGITS = 24, NAME_MAX_CHARS = 33 };

static const char *const types[PRICE_RULE_TYPES + 1] = {
    "EXCHANGE_RATE", "FOLLOW_BY_ALLEGRO_MIN_PRICE", "FOLLOW_BY_MARKET_MIN_PRICE",
    "FOLLOW_BY_TOP_OFFER_PRICE", NULL};

static const struct {
	const char *id;
	enum price_rule_type type;
	const char *name;
} defaults[] = {{"66950bc04a57a95dfad0891b", RULE_EXCHANGE_RATE, "Kurs walut"},
		{"66950bc04a57a95dfad0891c", RULE_ALLEGRO_MIN, "Najniższa na Allegro"},
		{OFFER_RULE_MARKET, RULE_MARKET_MIN, "Najniższa na rynku"},
		{OFFER_RULE_TOP, RULE_TOP_OFFER, "Cena najlepszej oferty"}};

static struct price_rule *keep(struct world *w, const struct price_rule *like)
{
	struct price_rule *r = world_take(w, sizeof(*r));

	*r = *like;
	r->updated_at = world_now(w);
	r->next = w->offers->rules;
	w->offers->rules = r;
	return r;
}

void price_rules_begin(struct world *w)
{
	for (size_t i = COUNT_OF(defaults); i-- > 0;)
		(void)keep(w, &(struct price_rule){.id = defaults[i].id,
						   .type = defaults[i].type,
						   .name = defaults[i].name});
}

static struct price_rule *find(const struct world *w, const struct seller *s, const char *id)
{
	struct price_rule *r = w->offers->rules;

	while (r && (r->gone || !str_eq(r->id, id) || (r->seller && r->seller != s)))
		r = r->next;
	return r;
}

const char *price_rule_assign(struct world *w, struct offer *o, const struct change *c)
{
	const struct price_rule *r;

	if (!str_eq(c->market, "allegro-pl"))
		return "MarketplaceNotFoundException";
	if (c->what == CHANGE_RULE_OFF) {
		o->rule = NULL;
		o->ruled_at = TIME_NONE;
		offer_changed(w, o);
		return NULL;
	}
	r = find(w, o->seller, c->text);
	if (!r)
		return "PriceRuleNotFoundException";
	if (r->type == RULE_EXCHANGE_RATE)
		return c->most ? "PriceRangeForbiddenException" : "PriceRuleNotForBaseException";
	if (!c->most)
		return "PriceRangeRequiredException";
	if (!str_eq(c->currency, "PLN"))
		return "PriceRangeCurrencyException";
	o->rule = r->id;
	o->rule_min = c->least;
	o->rule_max = c->most;
	offer_changed(w, o);
	offer_follow_rule(w, o);
	return NULL;
}

/* ---- Reading
 * ------------------------------------------------------------------------------------- */

static void rule_json(struct jw *w, const struct price_rule *r)
{
	jw_object(w, NULL);
	jw_str(w, "id", r->id);
	jw_str(w, "type", types[r->type]);
	jw_str(w, "name", r->name);
	jw_bool(w, "default", !r->seller);
	jw_time(w, "updatedAt", r->updated_at);
	if (r->configuration)
		jw_raw(w, "configuration", r->configuration, strlen(r->configuration));
	else
		jw_null(w, "configuration");
	jw_object_end(w);
}

void price_rules_list(struct exchange *x)
{
	const struct seller *s = grant_seller(x->grant);

	if (!offer_pace_take(x, PACE_RULES_LIST))
		return;
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, "rules");
	for (const struct price_rule *r = x->sb->world->offers->rules; r; r = r->next)
		if (!r->gone && (!r->seller || r->seller == s))
			rule_json(&w, r);
	jw_array_end(&w);
	jw_object_end(&w);
}

/* The rule of the path; otherwise answers and returns NULL. */
static struct price_rule *rule_of_path(struct exchange *x)
{
	struct price_rule *r = find(x->sb->world, grant_seller(x->grant), x->path_id);

	if (!r)
		answer_error(x, ERROR_TERM_NOT_FOUND, NULL, x->path_id);
	return r;
}

static void answer_rule(struct exchange *x, int status, const struct price_rule *r)
{
	struct jw w = answer_json(x, status, MEDIA_PUBLIC);

	rule_json(&w, r);
}

void price_rules_show(struct exchange *x)
{
	const struct price_rule *r = offer_pace_take(x, PACE_RULES_SHOW) ? rule_of_path(x) : NULL;

	if (r)
		answer_rule(x, 200, r);
}

static void price_json(struct jw *w, const char *key, int64_t minor)
{
	jw_money(w, key, (struct money){.minor = minor, .currency = "PLN"});
}

void price_rules_of_offer(struct exchange *x)
{
	const struct offer *o = offer_pace_take(x, PACE_RULES_OF_OFFER) ? offer_of_path(x) : NULL;

	if (!o)
		return;
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, "rules");
	if (o->rule) {
		jw_object(&w, NULL);
		jw_object(&w, "marketplace");
		jw_str(&w, "id", "allegro-pl");
		jw_object_end(&w);
		jw_object(&w, "rule");
		jw_str(&w, "id", o->rule);
		jw_object_end(&w);
		jw_object(&w, "configuration");
		if (o->rule_max) {
			jw_object(&w, "priceRange");
			jw_str(&w, "type", "MARKETPLACE_CURRENCY");
			price_json(&w, "minPrice", o->rule_min);
			price_json(&w, "maxPrice", o->rule_max);
			jw_object_end(&w);
		}
		jw_object_end(&w);
		jw_time(&w, "updatedAt", o->updated_at);
		jw_object_end(&w);
	}
	jw_array_end(&w);
	jw_time(&w, "updatedAt", o->updated_at);
	jw_object_end(&w);
}

/* ---- Writing
 * ------------------------------------------------------------------------------------- */

#define MAKE   1U
#define CHANGE 2U
#define CONF   "/configuration/changeBy"

static const struct body_rule rules[] = {
    {MAKE | CHANGE, "/name", BODY_TEXT, BODY_NEEDED | BODY_TIDY, NAME_MAX_CHARS, NULL},
    {MAKE, "/type", BODY_TEXT, BODY_NEEDED, 0,
     "EXCHANGE_RATE FOLLOW_BY_ALLEGRO_MIN_PRICE FOLLOW_BY_MARKET_MIN_PRICE "
     "FOLLOW_BY_TOP_OFFER_PRICE"},
    {MAKE | CHANGE, CONF "Amount/operation", BODY_TEXT, BODY_NEEDED, 0, "ADD SUBTRACT"},
    {MAKE | CHANGE, CONF "Amount/values", BODY_LIST, BODY_NEEDED, 0, NULL},
    {MAKE | CHANGE, CONF "Amount/values/*/amount", BODY_AMOUNT, BODY_NEEDED, 0, NULL},
    {MAKE | CHANGE, CONF "Amount/values/*/currency", BODY_TEXT, BODY_NEEDED, 3, NULL},
    {MAKE | CHANGE, CONF "Percentage/operation", BODY_TEXT, BODY_NEEDED, 0, "ADD SUBTRACT"},
    {MAKE | CHANGE, CONF "Percentage/value", BODY_AMOUNT, BODY_NEEDED, 0, NULL},
};

static bool is_taken(const struct exchange *x, const char *name, const struct price_rule *but)
{
	const struct seller *s = grant_seller(x->grant);

	for (const struct price_rule *r = x->sb->world->offers->rules; r; r = r->next)
		if (r != but && !r->gone && (!r->seller || r->seller == s) && str_eq(r->name, name))
			return true;
	return false;
}

static void write_rule(struct world *w, struct json_object *body, struct price_rule *r)
{
	struct json_object *conf = body_at(body, "/configuration");
	const char *type = body_text(body, "/type");

	r->name = world_text(w, body_text(body, "/name"));
	r->configuration = conf ? world_text(w, json_object_to_json_string(conf)) : NULL;
	for (unsigned i = 0; type && types[i]; i++)
		if (str_eq(types[i], type))
			r->type = (enum price_rule_type)i;
}

/* Writes what the body says into r; otherwise answers and returns false. */
static bool read_rule(struct exchange *x, unsigned kind, struct price_rule *r)
{
	struct json_object *body = json_tokener_parse(x->body.text);
	struct body_fault fault = {BODY_WRONG, NULL};
	bool taken = false;

	if (json_object_is_type(body, json_type_object))
		fault = body_check(x, rules, COUNT_OF(rules), kind, body);
	if (fault.wrong == BODY_GOOD)
		taken = is_taken(x, body_text(body, "/name"), r);
	if (fault.wrong != BODY_GOOD || taken)
		answer_empty(x, taken ? 409 : 400);
	else
		write_rule(x->sb->world, body, r);
	json_object_put(body);
	return fault.wrong == BODY_GOOD && !taken;
}

void price_rules_create(struct exchange *x)
{
	struct world *w = x->sb->world;
	struct price_rule r = {.seller = grant_seller(x->grant)};
	char id[ID_DIGITS + 1];

	if (!offer_pace_take(x, PACE_RULES_MAKE) || !read_rule(x, MAKE, &r))
		return;
	rng_hex(&w->offers->rng, id, ID_DIGITS);
	r.id = world_text(w, id);
	answer_rule(x, 201, keep(w, &r));
}

/* One that is the caller's own; otherwise answers and returns NULL. */
static struct price_rule *own_rule(struct exchange *x)
{
	struct price_rule *r = rule_of_path(x);

	if (!r || r->seller)
		return r;
	answer_error(x, ERROR_ACCESS_DENIED, NULL, "a default rule");
	return NULL;
}

void price_rules_change(struct exchange *x)
{
	struct price_rule *r = offer_pace_take(x, PACE_RULES_CHANGE) ? own_rule(x) : NULL;

	if (!r || !read_rule(x, CHANGE, r))
		return;
	r->updated_at = world_now(x->sb->world);
	answer_rule(x, 200, r);
}

void price_rules_delete(struct exchange *x)
{
	struct price_rule *r = offer_pace_take(x, PACE_RULES_DELETE) ? own_rule(x) : NULL;

	if (!r)
		return;
	r->gone = true;
	answer_empty(x, 204);
}
