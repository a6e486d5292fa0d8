/* From a product of the shop to the fields of its offer. */
#include "domain/mapping/offer_fields.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/catalog/gtin.h"
#include "domain/catalog/product_value.h"
#include "domain/mapping/rule_condition.h"

#include <string.h>

enum {
	EXTERNAL_ID_MAX = 100, /* characters: Allegro's external.id */
	PRODUCT_ID_MAX = 100,  /* bytes of a number that a maker gave */
};

#define GTIN "GTIN"
#define MPN  "MPN"

static const char *const units[] = {"UNIT", "PAIR", "SET", NULL};
static const char *const id_types[] = {GTIN, MPN, NULL};
static const char *const currencies[] = {"PLN", NULL}; /* what readiness.h takes */

#define BIT(field) (UINT64_C(1) << (field))

static const struct offer_field_def defs[OFFER_FIELDS] = {
    [OFFER_EXTERNAL_ID] = {"external_id",
			   BIT(PRODUCT_EAN) | BIT(PRODUCT_MPN) | BIT(PRODUCT_SHOP_ID), true, NULL},
    [OFFER_UNIT] = {"stock_unit", 0, true, units},
    [OFFER_STOCK] = {"stock_available", 0, true, NULL},
    [OFFER_PRODUCT_ID] = {"product_id", BIT(PRODUCT_EAN) | BIT(PRODUCT_MPN), true, NULL},
    [OFFER_PRODUCT_ID_TYPE] = {"product_idType", 0, false, id_types},
    [OFFER_PRODUCT_CATEGORY] = {"product_category_id", 0, true, NULL},
    [OFFER_CATEGORY] = {"category_id", 0, true, NULL},
    [OFFER_NAME] = {"product_name", 0, true, NULL},
    [OFFER_DESCRIPTION] = {"product_description", 0, true, NULL},
    [OFFER_PRICE] = {"sellingMode_price_amount", 0, true, NULL},
    [OFFER_CURRENCY] = {"sellingMode_price_currency", 0, true, currencies},
};

const struct offer_field_def *offer_field_def(enum offer_field field)
{
	return &defs[field];
}

enum offer_field offer_field_find(const char *name)
{
	enum offer_field field = 0;

	while (field < OFFER_FIELDS && !str_eq(defs[field].name, name))
		field++;
	return field;
}

bool offer_field_takes(enum offer_field field, const struct value_source *source)
{
	const struct offer_field_def *def = &defs[field];

	switch (source->kind) {
	case SOURCE_FIXED:
		return def->same && str_is_one_of(source->arg, def->same);
	case SOURCE_ATTRIBUTE:
		return def->takes_attribute;
	case SOURCE_FIELD:
		return def->fields & product_bit(source->field);
	default:
		return false;
	}
}

/* FNV-1a, of as many bits as there is room for beside the faults. */
static uint32_t mixed(uint32_t hash, const char *text)
{
	for (const char *p = text; *p; p++)
		hash = (hash ^ (unsigned char)*p) * UINT32_C(16777619);
	return hash;
}

void offer_sources_mark(struct offer_sources *sources)
{
	const struct value_source *name = sources->of[OFFER_NAME];
	const struct value_source *description = sources->of[OFFER_DESCRIPTION];
	uint32_t hash = UINT32_C(2166136261);

	sources->text_mark = 0;
	if (!name && !description)
		return;
	hash = mixed(mixed(hash, name ? name->arg : ""), "\n");
	hash = mixed(hash, description ? description->arg : "");
	sources->text_mark = 1 + hash % ((1 << OFFER_TEXT_MARK_BITS) - 1);
}

/* ---- Sources ---------------------------------------------------------------------------------
 */

/* With its unit, as a person writes it; NULL: the product does not say it. */
static const char *said(void *mem, const struct offer_sources *sources, const struct product *p,
			enum offer_field field)
{
	const struct value_source *source = sources->of[field];
	const char *unit = "";

	if (!source)
		return NULL;
	if (source->kind == SOURCE_FIXED)
		return source->arg;
	if (source->kind == SOURCE_FIELD)
		return product_field_text(mem, p, source->field);
	const char *text = product_attribute(mem, p, text_fold(mem, source->arg), &unit);
	return text && !str_empty(unit) ? mem_printf(mem, "%s %s", text, unit) : text;
}

static void read_begin(void *mem, struct read_row *row)
{
	*row = (struct read_row){.p = product_unknown(), .impact = PRODUCT_UNKNOWN};
	row_notes_init(&row->notes, mem);
}

static const char *unit_of(void *mem, const char *text, const char *fallback)
{
	struct read_row row;

	if (!text)
		return fallback;
	read_begin(mem, &row);
	value_unit(&row, text);
	return str_or(row.p.unit, fallback);
}

static int64_t stock_of(void *mem, const char *text)
{
	struct read_row row;

	read_begin(mem, &row);
	value_stock(&row, text, DECIMAL_UNKNOWN);
	return row.p.stock;
}

static struct money price_of(void *mem, const char *text, const char *currency)
{
	struct read_row row;

	read_begin(mem, &row);
	value_amount(&row, PRODUCT_PRICE, text, DECIMAL_UNKNOWN, currency);
	return row.p.price;
}

/* An id of Allegro's, alone or behind a name: "Kubki (98765)". */
static const char *category_of(void *mem, const char *text)
{
	const char *open = text ? strrchr(text, '(') : NULL;
	const char *close = open ? strchr(open, ')') : NULL;

	if (close && !close[1])
		text = mem_strndup(mem, open + 1, (size_t)(close - open - 1));
	return str_id(text);
}

/* ---- Fields ----------------------------------------------------------------------------------
 */

/* What the source is tells what its numbers are, unless a rule says it; NULL: Allegro's own. */
static const char *id_type(const struct offer_sources *sources, const char *id)
{
	const struct value_source *said_type = sources->of[OFFER_PRODUCT_ID_TYPE];
	const struct value_source *source = sources->of[OFFER_PRODUCT_ID];
	char gtin[GTIN_SIZE];

	if (said_type)
		return said_type->arg;
	if (source->kind == SOURCE_FIELD)
		return source->field == PRODUCT_EAN ? GTIN : MPN;
	if (str_is_uuid(id))
		return NULL;
	return gtin_read(id, gtin) == GTIN_OK ? GTIN : MPN;
}

static void take_product_id(void *mem, const struct offer_sources *sources, const struct product *p,
			    struct offer_values *out)
{
	const char *id = said(mem, sources, p, OFFER_PRODUCT_ID);
	char gtin[GTIN_SIZE];

	if (!id || !*id || strlen(id) > PRODUCT_ID_MAX)
		return;
	const char *type = id_type(sources, id);
	if (str_eq(type, GTIN)) {
		if (gtin_read(id, gtin) != GTIN_OK)
			return;
		id = mem_strdup(mem, gtin);
	}
	out->product_id = id;
	out->product_id_type = type;
}

static void take_price(void *mem, const struct offer_sources *sources, const struct product *p,
		       struct offer_values *out)
{
	const char *currency = said(mem, sources, p, OFFER_CURRENCY);
	struct err e = {0};

	out->price = p->price;
	if (sources->of[OFFER_PRICE])
		out->price =
		    price_of(mem, said(mem, sources, p, OFFER_PRICE),
			     money_is_none(p->price) ? str_or(currency, "PLN") : p->price.currency);
	if (!currency || money_is_none(out->price))
		return;
	const int64_t minor = out->price.minor;
	if (money_parse("0", currency, &out->price, &e))
		out->price = MONEY_NONE;
	else
		out->price.minor = minor;
}

static const char *text_of(void *mem, const struct offer_sources *sources, const struct product *p,
			   enum offer_field field, const char *own)
{
	const char *text = said(mem, sources, p, field);

	return str_is_seen(str_or(text, "")) ? text : own;
}

static const char *external_id(void *mem, const struct offer_sources *sources,
			       const struct product *p)
{
	const char *text = text_of(mem, sources, p, OFFER_EXTERNAL_ID, p->sku);

	return text && str_eq(str_head(mem, text, EXTERNAL_ID_MAX), text) ? text : p->sku;
}

void offer_values(void *mem, const struct offer_sources *sources, const struct product *p,
		  struct offer_values *out)
{
	*out = (struct offer_values){
	    .external_id = external_id(mem, sources, p),
	    .unit = unit_of(mem, said(mem, sources, p, OFFER_UNIT), p->unit),
	    .stock = sources->of[OFFER_STOCK] ? stock_of(mem, said(mem, sources, p, OFFER_STOCK))
					      : p->stock,
	    .product_category_id = category_of(mem, said(mem, sources, p, OFFER_PRODUCT_CATEGORY)),
	    .category_id = category_of(mem, said(mem, sources, p, OFFER_CATEGORY)),
	    .name = text_of(mem, sources, p, OFFER_NAME, p->name),
	    .description = text_of(mem, sources, p, OFFER_DESCRIPTION, p->description),
	};
	if (sources->of[OFFER_PRODUCT_ID])
		take_product_id(mem, sources, p, out);
	take_price(mem, sources, p, out);
}

static const char *money_text(void *mem, const struct money *m, enum offer_field field)
{
	if (money_is_none(*m))
		return NULL;
	return field == OFFER_CURRENCY ? mem_strdup(mem, m->currency) : money_to_decimal(mem, *m);
}

const char *offer_value_text(void *mem, const struct offer_values *v, enum offer_field field)
{
	switch (field) {
	case OFFER_EXTERNAL_ID:
		return v->external_id;
	case OFFER_UNIT:
		return v->unit;
	case OFFER_STOCK:
		return v->stock == PRODUCT_UNKNOWN ? NULL
						   : mem_printf(mem, "%lld", (long long)v->stock);
	case OFFER_PRODUCT_ID:
		return v->product_id;
	case OFFER_PRODUCT_ID_TYPE:
		return v->product_id_type;
	case OFFER_PRODUCT_CATEGORY:
		return v->product_category_id;
	case OFFER_CATEGORY:
		return v->category_id;
	case OFFER_NAME:
		return v->name;
	case OFFER_DESCRIPTION:
		return v->description;
	default:
		return money_text(mem, &v->price, field);
	}
}
