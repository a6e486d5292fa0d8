/* The difference as people read it. */
#include "mapping/preview.h"

#include "base/mem.h"
#include "mapping/product_ready.h"
#include "tpl/mapping/_preview.h"
#include "tpl/mapping/preview.h"
#include "urls.h"
#include "web/page.h"

static void fill_change(struct tpl *row, const struct fmt *f, const struct look_change *c,
			const struct preview_words *words)
{
	tpl_set(row, T_CHANGE_URL, url_products_id_allegro(f->mem, fmt_id(f, c->product_id)));
	tpl_set(row, T_CHANGE_NAME, c->name);
	if (words->what)
		tpl_set_shown(row, T_WHAT, words->what(f, words->arg, c->decision), T_IF_WHAT);
	tpl_set(row, T_BEFORE, c->before ? words->value(f, words->arg, c->before) : "–");
	tpl_set(row, T_AFTER, c->after ? words->value(f, words->arg, c->after) : "–");
	BADGE(row, STATE, ready_label(ready_state_names[c->is]));
}

void preview_fill(struct tpl *parent, const char *marker, const struct fmt *f,
		  const struct look_preview *p, const struct preview_words *words)
{
	struct tpl *t = tpl_include(parent, marker, TPL_MAPPING__PREVIEW);

	tpl_set(t, T_PREVIEW_TEXT,
		mem_printf(f->mem,
			   p->is_all ? _("Of %s products %s would change; ready: %s now, %s after.")
				     : _("Of the first %s products %s would change; ready: %s now, "
					 "%s after."),
			   fmt_int(f, (int64_t)p->n), fmt_int(f, (int64_t)p->changed),
			   fmt_int(f, (int64_t)p->ready_before),
			   fmt_int(f, (int64_t)p->ready_after)));
	struct tpl *list = p->n_changes ? tpl_add(t, T_IF_CHANGES) : NULL;
	for (size_t i = 0; i < p->n_changes; i++)
		fill_change(tpl_add(list, T_CHANGE), f, &p->changes[i], words);
}

enum rc preview_show(struct request *rq, const struct preview_page *page)
{
	struct fmt f = fmt_for(rq);
	struct tpl *t = page_open(rq, TPL_MAPPING_PREVIEW, page->title);

	tpl_set(t, T_MAPPING_URL, url_mapping());
	tpl_set(t, T_TITLE, page->title);
	tpl_set(t, T_BACK_URL, page->back_url);
	tpl_set(t, T_POST_URL, page->post_url);
	for (size_t i = 0; i < page->n_fields; i++) {
		struct tpl *field = tpl_add(t, T_HIDDEN);
		tpl_set(field, T_FIELD_NAME, page->fields[i].name);
		tpl_set(field, T_FIELD_VALUE, page->fields[i].value);
	}
	preview_fill(t, T_PREVIEW, &f, page->preview, &page->words);
	return RC_OK;
}
