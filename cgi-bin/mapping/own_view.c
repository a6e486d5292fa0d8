/* Answers for one product as people give them. */
#include "mapping/own.h"

#include "base/str.h"
#include "tpl/mapping/_dependents.h"
#include "tpl/mapping/own.h"
#include "urls.h"

static void fill_field(struct tpl *t, const struct fmt *f, const struct own_page *page, size_t i)
{
	const struct own_field *field = &page->fields[i];

	param_field(t, T_PARAM, f,
		    &(struct param_field){.def = field->value->param,
					  .state = &field->state,
					  .answer = &field->answer,
					  .finding = field->finding.fault ? &field->finding : NULL,
					  .posted = page->is_posted ? &field->posted : NULL});
}

struct tpl *own_fill(struct tpl *t, const struct fmt *f, const struct own_page *page)
{
	const struct product *p = &page->all.look.product.p;
	const struct category_param *def = page->fields[0].value->param;
	const char *id = fmt_id(f, p->id);

	tpl_set(t, T_BACK_URL, url_products_id_allegro(f->mem, id));
	tpl_set(t, T_SELF_URL, url_products_id_allegro_param(f->mem, id, def->id));
	tpl_set(t, T_PRODUCT, str_or(p->name, p->sku));
	tpl_set(t, T_PARAM_NAME, def->name);
	tpl_set(t, T_SEEN, fmt_id(f, page->newest));
	tpl_set_shown(t, T_PROBLEM, page->problem, T_IF_PROBLEM);
	fill_field(t, f, page, 0);
	struct tpl *part = tpl_include(t, T_DEPENDENTS, TPL_MAPPING__DEPENDENTS);
	if (page->n < 2)
		return part;
	tpl_set(t, T_ASK_URL, url_products_id_allegro_param_ask(f->mem, id, def->id));
	tpl_show(t, T_IF_ASK);
	tpl_show(t, T_IF_REFRESH);
	struct tpl *list = NULL;
	for (size_t i = 1; i < page->n; i++) {
		if (!page->fields[i].state.is_visible)
			continue;
		list = list ? list : tpl_add(part, T_IF_DEPENDENTS);
		fill_field(tpl_add(list, T_DEPENDENT), f, page, i);
	}
	return part;
}
