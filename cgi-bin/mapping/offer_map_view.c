/* Fields of offers as people read them. */
#include "mapping/offer_map.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/label.h"
#include "mapping/history.h"
#include "mapping/preview.h"
#include "products/product_view.h"
#include "tpl/mapping/offer.h"
#include "urls.h"

enum { VALUE_CHARS = 120 }; /* of a description in the table of differences */

static const struct label labels[] = {
    {"external_id", N_("Signature"), "", ""},
    {"stock_unit", N_("Unit of sale"), "", ""},
    {"stock_available", N_("Pieces for sale"), "", ""},
    {"product_id", N_("Product of Allegro's catalogue"), "", ""},
    {"product_idType", N_("Kind of the catalogue number"), "", ""},
    {"product_category_id", N_("Category of the product"), "", ""},
    {"category_id", N_("Category of the offer"), "", ""},
    {"product_name", N_("Name of the product"), "", ""},
    {"product_description", N_("Description"), "", ""},
    {"sellingMode_price_amount", N_("Price"), "", ""},
    {"sellingMode_price_currency", N_("Currency"), "", ""},
    {0},
};

/* What it is while nothing is decided. */
static const char *const usual[OFFER_FIELDS] = {
    [OFFER_EXTERNAL_ID] = N_("SKU of the product"),
    [OFFER_UNIT] = N_("unit of the product, otherwise a piece"),
    [OFFER_STOCK] = N_("stock of the product"),
    [OFFER_PRODUCT_ID] = N_("as Allegro's catalogue finds it by EAN or MPN"),
    [OFFER_PRODUCT_ID_TYPE] = N_("told by the number itself"),
    [OFFER_PRODUCT_CATEGORY] = N_("the same as that of the offer"),
    [OFFER_CATEGORY] = N_("as decided for the shop category"),
    [OFFER_NAME] = N_("name of the product"),
    [OFFER_DESCRIPTION] = N_("description of the product"),
    [OFFER_PRICE] = N_("price of the product"),
    [OFFER_CURRENCY] = N_("currency of the price"),
};

/* What a product without the attribute gets, where it is not the usual. */
static const char *const notes[OFFER_FIELDS] = {
    [OFFER_STOCK] = N_("A product without the attribute waits until its stock is known."),
    [OFFER_PRODUCT_ID] = N_("Counts where the catalogue has not found the product."),
    [OFFER_PRICE] = N_("A product without the attribute waits until its price is known."),
};

static const struct label sames[] = {
    {"UNIT", N_("always a piece"), "", ""},
    {"PAIR", N_("always a pair"), "", ""},
    {"SET", N_("always a set"), "", ""},
    {"GTIN", N_("always GTIN (EAN)"), "", ""},
    {"MPN", N_("always the maker's code (MPN)"), "", ""},
    {"PLN", N_("always PLN"), "", ""},
    {0},
};

const char *offer_field_label(const char *name)
{
	return label_text(labels, name);
}

const char *offer_source_words(const struct fmt *f, const char *name, const char *value)
{
	const enum offer_field field = offer_field_find(name);
	struct value_source s;

	if (field == OFFER_FIELDS || (value && !value_source_parse(f->mem, value, &s)))
		return str_or(value, "–");
	if (!value)
		return _(usual[field]);
	if (s.kind == SOURCE_FIELD)
		return product_field_label(product_field_name(s.field));
	return s.kind == SOURCE_FIXED ? label_text(sames, s.arg)
				      : mem_printf(f->mem, _("attribute \"%s\""), s.arg);
}

static void add_option(struct tpl *row, const struct offer_map_row *chosen, const char *value,
		       const char *text)
{
	struct tpl *option = tpl_add(row, T_OPTION);

	tpl_set(option, T_OPTION_VALUE, value);
	tpl_set(option, T_OPTION_TEXT, text);
	if (str_eq(chosen->from, value))
		tpl_show(option, T_OPTION_CHOSEN);
}

static void fill_row(struct tpl *row, const struct fmt *f, const struct offer_map_page *page,
		     enum offer_field field)
{
	const struct offer_field_def *def = offer_field_def(field);
	const struct offer_map_row *chosen = &page->rows[field];

	tpl_set(row, T_NAME, def->name);
	tpl_set(row, T_LABEL, offer_field_label(def->name));
	add_option(row, chosen, "", _(usual[field]));
	for (enum product_field p = 0; p < PRODUCT_FIELDS; p++)
		if (def->fields & product_bit(p))
			add_option(row, chosen,
				   mem_printf(f->mem, "field:%s", product_field_name(p)),
				   product_field_label(product_field_name(p)));
	for (const char *const *same = def->same; same && *same; same++)
		add_option(row, chosen, mem_printf(f->mem, "same:%s", *same),
			   label_text(sames, *same));
	if (chosen->decision_id)
		tpl_set_shown(row, T_HISTORY_URL, history_url(f->mem, chosen->decision_id),
			      T_IF_HISTORY);
	if (notes[field])
		tpl_set_shown(row, T_NOTE, _(notes[field]), T_IF_NOTE);
	if (!def->takes_attribute)
		return;
	add_option(row, chosen, "attribute", _("attribute of the shop"));
	tpl_show(row, T_IF_ATTRIBUTE);
	tpl_set(row, T_ATTRIBUTE, chosen->attribute);
}

static const char *value_words(const struct fmt *f, const void *arg, const char *value)
{
	(void)arg;
	return str_head(f->mem, value, VALUE_CHARS);
}

static const char *what_words(const struct fmt *f, const void *arg, size_t decision)
{
	const struct offer_map_page *page = arg;

	(void)f;
	return offer_field_label(page->changes[decision].subject);
}

void offer_map_fill(struct tpl *t, const struct fmt *f, const struct offer_map_page *page)
{
	tpl_set(t, T_BACK_URL, url_mapping());
	tpl_set(t, T_SELF_URL, url_mapping_offer());
	tpl_set(t, T_SEEN, fmt_id(f, page->newest));
	tpl_set_shown(t, T_PROBLEM, page->problem, T_IF_PROBLEM);
	if (page->preview)
		preview_fill(t, T_PREVIEW, f, page->preview,
			     &(struct preview_words){value_words, what_words, page});
	for (enum offer_field field = 0; field < OFFER_FIELDS; field++)
		fill_row(tpl_add(t, T_ROW), f, page, field);
	for (size_t i = 0; i < page->n_attributes; i++)
		tpl_set(tpl_add(t, T_KNOWN), T_KNOWN_NAME, page->attributes[i]);
	tpl_set(t, T_LOOK_CLASS, page->preview ? "second" : "");
	if (page->preview)
		tpl_show(t, T_IF_KEEP);
}
