/* Each product with its field as it is and as it would be. */
#include "products/bulk_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "products/product_view.h"
#include "tpl/products/bulk.h"
#include "tpl/products/list.h"
#include "urls.h"

static const struct label verbs[CATALOG_VERBS + 1] = {
    {"set", N_("Set and lock"), "", ""},
    {"lock", N_("Lock as it is"), "", ""},
    {"unlock", N_("Let files change it again"), "", ""},
    {0},
};

void bulk_choices_fill(struct tpl *t)
{
	for (const char *const *name = catalog_change_names; *name; name++) {
		struct tpl *option = tpl_add(t, T_FIELD);
		tpl_set(option, T_FIELD_NAME, *name);
		tpl_set(option, T_FIELD_TEXT, product_field_label(*name));
	}
	for (const struct label *verb = verbs; verb->word; verb++) {
		struct tpl *option = tpl_add(t, T_VERB);
		tpl_set(option, T_VERB_NAME, verb->word);
		tpl_set(option, T_VERB_TEXT, _(verb->text));
	}
	tpl_set_int(t, T_VALUE_MAX, PRODUCT_VALUE_CHARS);
}

const char *bulk_title(const struct fmt *f, const char *field, const char *verb)
{
	return mem_printf(f->mem, "%s: %s", product_field_label(field), label_text(verbs, verb));
}

const char *bulk_remark(const struct catalog_outcome *o, enum product_field field)
{
	if (o->is_wrong)
		return _("This value does not fit that field.");
	if (o->is_same)
		return _("Nothing changes.");
	if (product_fields_read(o->before.product.locks) & product_bit(field))
		return _("Locked");
	return "";
}

static void fill_row(struct tpl *t, const struct fmt *f, const struct bulk_page *page,
		     const struct catalog_outcome *o)
{
	enum product_field field = product_field_find(page->bulk.field);
	const struct catalog_product *c = &o->before.product;
	struct tpl *row = tpl_add(t, T_ROW);

	tpl_set(row, T_URL, url_products_id(f->mem, fmt_id(f, c->p.id)));
	tpl_set(row, T_NAME, str_or(c->p.name, c->p.sku));
	tpl_set(row, T_SKU, c->p.sku);
	tpl_set(row, T_NOW, product_value_text(f, &c->p, field));
	if (!o->is_wrong && !o->is_same)
		tpl_set(row, T_AFTER, product_value_text(f, &o->after, field));
	tpl_set(row, T_REMARK, bulk_remark(o, field));
	if (!o->is_wrong && !o->is_same)
		tpl_set_shown(row, T_PICK,
			      mem_printf(f->mem, "%s:%s", fmt_id(f, c->p.id),
					 fmt_id(f, (uint64_t)c->version)),
			      T_IF_PICK);
}

void bulk_fill(struct tpl *t, const struct fmt *f, const struct bulk_page *page)
{
	size_t changes = 0;

	for (size_t i = 0; i < page->n; i++) {
		changes += !page->outcomes[i].is_wrong && !page->outcomes[i].is_same;
		fill_row(t, f, page, &page->outcomes[i]);
	}
	tpl_set(t, T_ACTION, url_bulk_products());
	tpl_set(t, T_BACK_URL, page->back);
	tpl_set(t, T_FIELD_NAME, page->bulk.field);
	tpl_set(t, T_TITLE, bulk_title(f, page->bulk.field, catalog_verb_names[page->bulk.verb]));
	tpl_set(t, T_VERB_NAME, catalog_verb_names[page->bulk.verb]);
	tpl_set(t, T_VALUE, page->bulk.value);
	if (!changes)
		tpl_show(t, T_IF_NOTHING);
	else
		tpl_set_shown(t, T_BUTTON,
			      mem_printf(f->mem,
					 ngettext("Change %s product", "Change %s products",
						  (unsigned long)changes),
					 fmt_int(f, (int64_t)changes)),
			      T_IF_BUTTON);
}
