/* What a leaf wants to know: every type, restriction, dependency and condition there is. */
#include <string.h>

#include "base/compiler.h"

#include "categories/category.h"

struct value {
	const char *id;
	const char *value;
	const char *depends; /* id of the value it is allowed with; NULL: always */
};

/* Members that few have are JSON text. */
struct param {
	const char *id;
	const char *name;
	const char *type;
	const char *unit;
	const char *restrictions;
	const char *required_if;
	const char *displayed_if;
	const char *former;
	const char *ambiguous;
	const char *depends_on;
	const struct value *values;
	size_t every; /* leaves have it: 1 all, n each n-th */
	bool required;
	bool for_product;
	bool product;
	bool custom;
};

#define VALUES(v) .values = v
#define TEXT(min, max, n)                                                                          \
	"{\"minLength\":" #min ",\"maxLength\":" #max ",\"allowedNumberOfValues\":" #n "}"
#define NUMBER(min, max, range) "{\"min\":" #min ",\"max\":" #max ",\"range\":" #range "}"
#define DECIMAL(min, max, range, precision)                                                        \
	"{\"min\":" #min ",\"max\":" #max ",\"range\":" #range ",\"precision\":" #precision "}"
#define CHOICE(multiple) "{\"multipleChoices\":" #multiple "}"
#define WITH(id, values)                                                                           \
	"\"parametersWithValue\":[{\"id\":\"" id "\",\"oneOfValueIds\":[" values "]}]"

/* clang-format off */
static const struct value states[] = {
    {"11323_1", "Nowy", NULL}, {"11323_2", "Używany", NULL}, {"11323_238066", "Po zwrocie", NULL},
    {"11323_238058", "Powystawowy", NULL}, {"11323_238062", "Uszkodzony", NULL}, {NULL, NULL, NULL}};
static const struct value brands[] = {
    {"248811_1", "Bosch", NULL}, {"248811_2", "Philips", NULL}, {"248811_3", "Trio", NULL},
    {"248811_4", "Żubr", NULL}, {"248811_5", "Łucznik", NULL}, {"248811_999", "inna", NULL}, {NULL, NULL, NULL}};
static const struct value lines[] = {
    {"237206_1", "Serie 4", "248811_1"}, {"237206_2", "Serie 6", "248811_1"}, {"237206_3", "Hue", "248811_2"},
    {"237206_4", "Klasyczna", NULL}, {NULL, NULL, NULL}};
static const struct value colours[] = {
    {"33_1", "biały", NULL}, {"33_2", "czarny", NULL}, {"33_3", "odcienie szarości", NULL}, {"33_4", "żółty", NULL},
    {"33_5", "różowy", NULL}, {"33_6", "zielony", NULL}, {"33_7", "wielokolorowy", NULL}, {NULL, NULL, NULL}};
static const struct value seals[] = {
    {"225_20", "IP20", NULL}, {"225_44", "IP44", NULL}, {"225_65", "IP65", NULL}, {NULL, NULL, NULL}};
static const struct value no_ean[] = {
    {"244_1", "bez kodu: rękodzieło", NULL}, {"244_2", "bez kodu: zestaw", NULL}, {NULL, NULL, NULL}};

static const struct param params[] = {
    {"11323", "Stan", "dictionary", .restrictions = CHOICE(false), VALUES(states), .every = 1, .required = true},
    {"248811", "Marka", "dictionary", .restrictions = CHOICE(false), VALUES(brands), .every = 1, .required = true,
     .for_product = true, .product = true, .custom = true, .ambiguous = "248811_999", .former = "{\"ids\":[\"129591\"],\"names\":[\"Producent\"]}"},
    {"237206", "Model", "dictionary", .restrictions = CHOICE(false), VALUES(lines), .every = 2, .product = true,
     .depends_on = "248811"},
    {"224017", "Kod producenta", "string", .restrictions = TEXT(2, 35, 1), .every = 1, .product = true},
    {"225693", "EAN (GTIN)", "string", .restrictions = TEXT(8, 14, 10), .every = 1, .product = true},
    {"244001", "Powód braku kodu", "dictionary", .restrictions = CHOICE(false), VALUES(no_ean), .every = 3, .product = true,
     .required_if = "{\"parametersWithValue\":[],\"parametersWithoutValue\":[{\"id\":\"225693\"}]}"},
    {"219001", "Opis uszkodzenia", "string", .restrictions = TEXT(3, 200, 1), .every = 1,
     .required_if = "{" WITH("11323", "\"11323_238062\"") ",\"parametersWithoutValue\":[]}",
     .displayed_if = "{" WITH("11323", "\"11323_2\",\"11323_238062\"") "}"},
    {"17448", "Waga produktu z opakowaniem jednostkowym", "float", "kg", DECIMAL(0, 1000000, false, 3), .every = 1, .required = true,
     .for_product = true, .product = true},
    {"33", "Kolor", "dictionary", .restrictions = CHOICE(true), VALUES(colours), .every = 2, .for_product = true, .product = true},
    {"225", "Stopień ochrony IP", "dictionary", .restrictions = CHOICE(false), VALUES(seals), .every = 4, .product = true},
    {"18023", "Moc", "integer", "W", NUMBER(0, 5000, false), .every = 3, .product = true},
    {"211966", "Zakres regulacji wysokości", "float", "cm", DECIMAL(0.5, 1000, true, 2), .every = 4, .product = true},
    {"202749", "Liczba sztuk w ofercie", "integer", "szt.", NUMBER(1, 1.0E6, false), .every = 3},
    {"207001", "Przedział wiekowy", "integer", "lat", NUMBER(0, 99, true), .every = 5, .product = true},
    {"216001", "Cechy dodatkowe", "string", .restrictions = TEXT(1, 50, 20), .every = 3, .product = true},
};
/* clang-format on */

bool param_exists(const char *id)
{
	for (size_t i = 0; i < COUNT_OF(params); i++)
		if (str_eq(params[i].id, id))
			return true;
	return false;
}

static bool has(const struct node *n, const struct param *p)
{
	size_t sum = 0;

	for (const char *c = n->id; *c; c++)
		sum += (unsigned char)*c;
	return sum % p->every == 0;
}

/* Scheduled, and its day has come. */
static bool became_required(const struct categories *all, const struct node *n,
			    const struct param *p, int64_t now)
{
	for (size_t i = 0; i < all->n_changes; i++)
		if (all->changes[i].node == n && str_eq(all->changes[i].param, p->id) &&
		    all->changes[i].due_at <= now)
			return true;
	return false;
}

static void raw_or_null(struct jw *w, const char *key, const char *json)
{
	if (json)
		jw_raw(w, key, json, strlen(json));
	else
		jw_null(w, key);
}

static void text_or_null(struct jw *w, const char *key, const char *text)
{
	if (text)
		jw_str(w, key, text);
	else
		jw_null(w, key);
}

static const struct renumbering *renumbered(const struct categories *all, const char *id)
{
	for (size_t i = 0; i < all->n_renumberings; i++)
		if (str_eq(all->renumberings[i].from, id))
			return &all->renumberings[i];
	return NULL;
}

bool param_about(const struct categories *all, const struct node *n, const char *id,
		 const char *text, struct param_about *out)
{
	const struct param *p = params;

	while (p < params + COUNT_OF(params) && !str_eq(p->id, id))
		p++;
	if (p == params + COUNT_OF(params) || !has(n, p))
		return false;
	*out = (struct param_about){p->name, p->unit, NULL, p->ambiguous, p->values != NULL};
	for (const struct value *v = p->values; v && v->id; v++)
		if (str_eq(v->value, text)) {
			const struct renumbering *r = renumbered(all, v->id);

			out->value_id = r ? r->to : v->id;
		}
	return true;
}

static void value_json(struct jw *w, const struct categories *all, const struct value *v)
{
	const struct renumbering *r = renumbered(all, v->id);

	jw_object(w, NULL);
	jw_str(w, "id", r ? r->to : v->id);
	jw_str(w, "value", v->value);
	jw_array(w, "dependsOnValueIds");
	if (v->depends)
		jw_str(w, NULL, v->depends);
	jw_array_end(w);
	if (r) {
		jw_object(w, "formerData");
		jw_array(w, "ids");
		jw_str(w, NULL, v->id);
		jw_array_end(w);
		jw_object_end(w);
	}
	jw_object_end(w);
}

static void options_json(struct jw *w, const struct param *p)
{
	jw_object(w, "options");
	text_or_null(w, "ambiguousValueId", p->ambiguous);
	text_or_null(w, "dependsOnParameterId", p->depends_on);
	jw_bool(w, "describesProduct", p->product);
	jw_bool(w, "customValuesEnabled", p->custom);
	jw_object_end(w);
}

static void param_json(struct jw *w, const struct categories *all, const struct param *p,
		       bool required)
{
	jw_object(w, NULL);
	jw_str(w, "id", p->id);
	jw_str(w, "name", p->name);
	jw_str(w, "type", p->type);
	jw_bool(w, "required", required);
	jw_bool(w, "requiredForProduct", p->for_product);
	text_or_null(w, "unit", p->unit);
	raw_or_null(w, "requiredIf", p->required_if);
	raw_or_null(w, "displayedIf", p->displayed_if);
	options_json(w, p);
	raw_or_null(w, "restrictions", p->restrictions);
	if (p->values) {
		jw_array(w, "dictionary");
		for (const struct value *v = p->values; v->id; v++)
			value_json(w, all, v);
		jw_array_end(w);
	}
	if (p->former)
		jw_raw(w, "formerData", p->former, strlen(p->former));
	jw_object_end(w);
}

void params_json(struct jw *w, const struct categories *all, const struct node *n, int64_t now)
{
	jw_array(w, "parameters");
	for (size_t i = 0; i < COUNT_OF(params) && node_is_leaf(n); i++)
		if (has(n, &params[i]))
			param_json(w, all, &params[i],
				   params[i].required || became_required(all, n, &params[i], now));
	jw_array_end(w);
}
