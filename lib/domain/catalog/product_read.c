/*
 * First every cell goes to the slot its column has, the best row of the table winning; then slots
 * become fields, the rate of VAT before the price that needs it.
 */
#include "domain/catalog/product_columns.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/catalog/gtin.h"
#include "domain/catalog/product_lists.h"
#include "domain/catalog/product_value.h"

#include <string.h>

/* ---- Cells into slots --------------------------------------------------------------------------
 */

struct slot {
	const char *text;
	int rank;
	const char *unit;
	const char *arg;
};

struct sorting {
	struct product_reader *r;
	void *mem;
	struct read_row *out;
	struct slot slots[FORMAT_SLOTS];
	struct product_lists lists;
	int64_t stock; /* of several stores; PRODUCT_UNKNOWN: of none */
};

static void add_stock(struct sorting *s, const char *text)
{
	struct read_row one = {.p = product_unknown()};

	if (str_eq(text, "-1"))
		return;
	row_notes_init(&one.notes, s->mem);
	value_stock(&one, text, DECIMAL_DOT);
	if (one.p.stock == PRODUCT_UNKNOWN)
		return;
	s->stock = s->stock == PRODUCT_UNKNOWN ? one.p.stock : s->stock + one.p.stock;
}

static void keep(struct sorting *s, int slot, const char *text, const struct binding *b)
{
	struct slot *at = &s->slots[slot];

	if (at->text && at->rank <= b->rank)
		return;
	*at = (struct slot){.text = text, .rank = b->rank, .unit = b->hit, .arg = b->row->arg};
}

static void ean_or_mpn(struct sorting *s, const char *text, const struct binding *b)
{
	char ean[GTIN_SIZE];

	keep(s, gtin_read(text, ean) == GTIN_OK ? PRODUCT_EAN : PRODUCT_MPN, text, b);
}

/* "Cecha: Kolor" is Kolor, as it is written there. */
static const char *attribute_name(const struct binding *b, const struct table *t,
				  const struct table_cell *c)
{
	const char *column = table_column(t, c->column);
	const char *behind = b->hit ? strstr(column, ": ") : NULL;

	return str_or(b->row->arg, str_or(c->key, behind ? behind + 2 : column));
}

static void sort_cell(struct sorting *s, const struct table *t, const struct table_cell *c)
{
	const struct binding b = product_binding(s->r, t, c->column, c->key);

	if (!b.row)
		return;
	switch (b.row->how) {
	case HOW_PLAIN:
		keep(s, b.row->slot, c->text, &b);
		break;
	case HOW_IGNORE:
		break;
	case HOW_EAN_OR_MPN:
		ean_or_mpn(s, c->text, &b);
		break;
	case HOW_STOCK_SUM:
		add_stock(s, c->text);
		break;
	case HOW_ATTRIBUTE:
		product_lists_attribute(&s->lists, attribute_name(&b, t, c), c->text);
		break;
	case HOW_IMAGE:
	case HOW_IMAGES:
	case HOW_NAME:
	case HOW_VALUE:
	case HOW_FEATURES:
	case HOW_NAMES:
	case HOW_VALUES:
		product_lists_add(&s->lists, b.row->how, c->text);
		break;
	}
}

/* ---- Slots into fields -------------------------------------------------------------------------
 */

/* WooCommerce writes line ends as "\n", and an apostrophe before what could be a formula. */
static const char *unescaped(void *mem, const char *text)
{
	struct str out;

	if (*text == '\'' && text[1] && strchr("=+-@", text[1]))
		text++;
	if (!strchr(text, '\\'))
		return text;
	str_init(&out, mem, strlen(text) + 1);
	str_add(&out, "");
	for (const char *p = text; *p; p++) {
		if (str_starts(p, "\\\\n")) {
			str_add(&out, "\\n");
			p += 2;
		} else if (str_starts(p, "\\n")) {
			str_add(&out, "\n");
			p++;
		} else {
			str_add_bytes(&out, p, 1);
		}
	}
	return out.text;
}

static const char *text_in(struct sorting *s, int slot)
{
	const char *text = s->slots[slot].text;

	return text && s->r->opts.format->has_escapes ? unescaped(s->mem, text) : text;
}

/* Levels by " > "; of several paths the first. */
static const char *category_of(struct sorting *s, const char *text)
{
	const struct product_format *f = s->r->opts.format;
	const char *mark = f->category_mark;
	struct str out;

	if (!text)
		return NULL;
	str_init(&out, s->mem, 2 * strlen(text) + 8);
	str_add(&out, "");
	for (const char *p = text; *p; p++) {
		if (f->has_many_categories && *p == ',')
			break;
		if (*p == '\\' && p[1] == ',') {
			str_add(&out, ",");
			p++;
		} else if (str_starts(p, mark)) {
			str_add(&out, " > ");
			p += strlen(mark) - 1;
		} else {
			str_add_bytes(&out, p, 1);
		}
	}
	return str_squeeze(s->mem, out.text);
}

static void take_texts(struct sorting *s)
{
	static const enum product_field plain[] = {PRODUCT_MPN,	       PRODUCT_NAME,
						   PRODUCT_BRAND,      PRODUCT_DESCRIPTION,
						   PRODUCT_VARIANT_OF, PRODUCT_SHOP_ID};
	struct read_row *out = s->out;

	for (size_t i = 0; i < COUNT_OF(plain); i++)
		value_text(out, plain[i], text_in(s, (int)plain[i]));
	value_text(out, PRODUCT_CATEGORY, category_of(s, text_in(s, PRODUCT_CATEGORY)));
	value_text(out, PRODUCT_IMAGES, s->lists.images.text);
	value_text(out, PRODUCT_ATTRIBUTES, s->lists.attributes.text);
	value_ean(out, text_in(s, PRODUCT_EAN));
	value_unit(out, text_in(s, PRODUCT_UNIT));
}

static void take_numbers(struct sorting *s)
{
	static const enum product_field measures[] = {PRODUCT_WEIGHT, PRODUCT_LENGTH, PRODUCT_WIDTH,
						      PRODUCT_HEIGHT};
	const struct read_options *o = &s->r->opts;
	struct read_row *out = s->out;
	struct figure impact;

	for (size_t i = 0; i < COUNT_OF(measures); i++) {
		const struct slot *slot = &s->slots[measures[i]];
		value_measure(out, measures[i], slot->text, o->mark, slot->unit, slot->arg);
	}
	value_stock(out, s->slots[PRODUCT_STOCK].text, o->mark);
	if (s->stock != PRODUCT_UNKNOWN)
		out->p.stock = s->stock;
	out->impact = PRODUCT_UNKNOWN;
	if (figure_read(s->slots[SLOT_IMPACT].text, o->mark, &impact) == FIGURE_OK)
		out->impact = impact.millionths;
}

static void take_money(struct sorting *s)
{
	const struct read_options *o = &s->r->opts;
	const char *currency = str_or(s->slots[SLOT_CURRENCY].text, o->currency);
	const char *price = s->slots[PRODUCT_PRICE].text;
	const char *net = s->slots[SLOT_NET].text;

	value_vat(s->out, s->slots[PRODUCT_VAT].text, o->mark);
	if (price && o->is_net)
		value_net(s->out, price, o->mark, currency, o->vat);
	else if (price)
		value_amount(s->out, PRODUCT_PRICE, price, o->mark, currency);
	else
		value_net(s->out, net, o->mark, currency, o->vat);
	value_amount(s->out, PRODUCT_COST, s->slots[PRODUCT_COST].text, o->mark, currency);
}

static void take_kind(struct sorting *s)
{
	const char *kind = s->slots[SLOT_KIND].text;

	s->out->parent = s->slots[SLOT_PARENT].text;
	s->out->is_parent = kind && (strstr(kind, "variable") || strstr(kind, "grouped"));
}

void product_read(struct product_reader *r, void *mem, const struct table *t,
		  const struct table_row *row, struct read_row *out)
{
	struct sorting s = {.r = r, .mem = mem, .out = out, .stock = PRODUCT_UNKNOWN};

	*out = (struct read_row){.p = product_unknown()};
	row_notes_init(&out->notes, mem);
	product_lists_init(&s.lists, mem);
	if (row->is_ragged)
		row_note(&out->notes, PRODUCT_FIELDS, FAULT_RAGGED, NULL);
	for (size_t i = 0; i < row->n; i++)
		sort_cell(&s, t, &row->cells[i]);
	take_kind(&s);
	value_sku(out, text_in(&s, SLOT_SKU));
	take_texts(&s);
	take_numbers(&s);
	take_money(&s);
}

/* The shop adds net to net, and rounds once. */
static bool add_impact(int64_t price, int64_t impact, int64_t rate, int64_t *minor)
{
	int64_t net;

	return net_of(price, rate, &net) && !__builtin_add_overflow(net, impact, &net) &&
	       gross_of(net, rate, minor);
}

void product_read_parent(struct read_row *variant, const struct product *parent,
			 const struct read_options *opts)
{
	struct product *p = &variant->p;
	int64_t minor;

	product_inherit(p, parent);
	if (!p->variant_of)
		p->variant_of = str_or(parent->variant_of, str_or(parent->sku, parent->shop_id));
	if (variant->impact == PRODUCT_UNKNOWN || money_is_none(parent->price))
		return;
	int64_t rate = p->vat == PRODUCT_UNKNOWN ? opts->vat : p->vat;
	if (rate == PRODUCT_UNKNOWN && variant->impact) {
		row_note(&variant->notes, PRODUCT_PRICE, FAULT_NO_VAT, NULL);
		return;
	}
	if (rate == PRODUCT_UNKNOWN)
		rate = 0;
	if (add_impact(parent->price.minor, variant->impact, rate, &minor)) {
		p->price = parent->price;
		p->price.minor = minor;
	}
}
