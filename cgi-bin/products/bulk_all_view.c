/* Plans and changes of many products as people read them. */
#include "products/bulk_all.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/list.h"
#include "common/once.h"
#include "products/bulk_view.h"
#include "products/product_view.h"
#include "tpl/products/bulk_all.h"
#include "tpl/products/bulks.h"
#include "urls.h"
#include "web/url.h"

static const char *title(const struct fmt *f, const struct bulk_row *row)
{
	const char *what = bulk_title(f, row->field, row->verb);

	return str_empty(row->value) ? what : mem_printf(f->mem, "%s: %s", what, row->value);
}

static const char *count_text(const struct fmt *f, const struct bulk_row *row)
{
	if (str_eq(row->state, BULK_PLANNED))
		return mem_printf(f->mem, _("Of %s products %s would change."),
				  fmt_int(f, row->products), fmt_int(f, row->changed));
	if (str_eq(row->state, BULK_DONE))
		return mem_printf(
		    f->mem, _("Changed: %s. Left as they are, because others changed them: %s."),
		    fmt_int(f, row->changed), fmt_int(f, row->skipped));
	return mem_printf(f->mem,
			  _("Brought back: %s. Left as they are, because others changed them: %s."),
			  fmt_int(f, row->changed), fmt_int(f, row->skipped));
}

static const char *made_text(const struct fmt *f, const struct bulk_row *row)
{
	if (row->undone_at != TIME_NONE)
		return mem_printf(f->mem, _("Undone by %s, %s"),
				  once_person(f, str_or(row->undone_by, "")),
				  fmt_when(f, row->undone_at));
	if (row->done_at != TIME_NONE)
		return mem_printf(f->mem, _("Changed by %s, %s"), once_person(f, row->actor),
				  fmt_when(f, row->done_at));
	return "";
}

const char *bulk_url(void *mem, const char *path, const char *back)
{
	return url_with(mem, path, &(struct url_arg){"back", back}, 1);
}

static void fill_undo(struct tpl *t, const struct fmt *f, const struct bulk_row *row,
		      const char *back)
{
	if (!str_eq(row->state, BULK_DONE) || !row->changed)
		return;
	struct tpl *undo = tpl_add(t, T_UNDO);
	tpl_set(undo, T_UNDO_URL,
		bulk_url(f->mem, url_bulk_products_id_undo(f->mem, fmt_id(f, row->id)), back));
	tpl_set(undo, T_TITLE, title(f, row));
}

void bulk_all_fill(struct tpl *t, const struct fmt *f, const struct bulk_all_page *page)
{
	const struct bulk_row *row = &page->row;
	const enum product_field field = product_field_find(row->field);

	tpl_set(t, T_BACK_URL, page->back);
	tpl_set(t, T_LIST_URL, url_bulk_products());
	tpl_set(t, T_TITLE, title(f, row));
	tpl_set(t, T_COUNT, count_text(f, row));
	tpl_set_shown(t, T_MADE, made_text(f, row), T_IF_MADE);
	fill_undo(t, f, row, page->back);
	if (str_eq(row->state, BULK_PLANNED) && row->changed) {
		struct tpl *apply = tpl_add(t, T_APPLY);
		tpl_set(apply, T_APPLY_URL,
			bulk_url(f->mem, url_bulk_products_id_apply(f->mem, fmt_id(f, row->id)),
				 page->back));
		tpl_set(apply, T_BACK_URL, page->back);
		tpl_set(apply, T_BUTTON,
			mem_printf(f->mem,
				   ngettext("Change %s product", "Change %s products",
					    (unsigned long)row->changed),
				   fmt_int(f, row->changed)));
	}
	struct tpl *list = page->n ? tpl_add(t, T_IF_ROWS) : NULL;
	if (list)
		tpl_show(list, (int64_t)page->n < row->products ? T_IF_FIRST : T_IF_ALL);
	for (size_t i = 0; i < page->n; i++) {
		const struct catalog_outcome *o = &page->outcomes[i];
		const struct product *p = &o->before.product.p;
		struct tpl *item = tpl_add(list, T_ROW);
		tpl_set(item, T_URL, url_products_id(f->mem, fmt_id(f, p->id)));
		tpl_set(item, T_NAME, str_or(p->name, p->sku));
		tpl_set(item, T_SKU, p->sku);
		tpl_set(item, T_NOW, product_value_text(f, p, field));
		if (!o->is_wrong && !o->is_same)
			tpl_set(item, T_AFTER, product_value_text(f, &o->after, field));
		tpl_set(item, T_REMARK, bulk_remark(o, field));
	}
}

void bulk_list_fill(struct tpl *t, const struct fmt *f, const struct bulk_list_page *page)
{
	const struct empty none = {.icon = "ok",
				   .title = _("Nothing was changed at once yet"),
				   .text = _("Choose products on their list, and a field.")};

	tpl_set(t, T_BACK_URL, url_products());
	if (!page->n)
		list_empty(t, T_EMPTY, &none);
	struct tpl *list = page->n ? tpl_add(t, T_IF_ROWS) : NULL;
	for (size_t i = 0; i < page->n; i++) {
		const struct bulk_row *row = &page->rows[i];
		struct tpl *item = tpl_add(list, T_ROW);
		tpl_set(item, T_URL, url_bulk_products_id(f->mem, fmt_id(f, row->id)));
		tpl_set(item, T_TITLE, title(f, row));
		tpl_set(item, T_COUNT, count_text(f, row));
		tpl_set(item, T_MADE, made_text(f, row));
		fill_undo(item, f, row, NULL);
	}
}
