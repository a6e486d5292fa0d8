/* What can be done with one field of many products, in words. */
#include "products/bulk_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "products/product_view.h"
#include "tpl/products/list.h"

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
