/* The difference as people read it. */
#include "mapping/preview.h"

#include "base/mem.h"
#include "mapping/product_ready.h"
#include "tpl/mapping/_preview.h"
#include "urls.h"

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
