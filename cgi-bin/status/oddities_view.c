/* Oddities in words. */
#include "status/oddities_view.h"

#include "base/mem.h"
#include "tpl/status/_oddities.h"

void oddities_fill(struct tpl *t, const struct fmt *f, const struct oddities *o)
{
	if (!o->n)
		return;
	t = tpl_add(t, T_IF_ODD);
	tpl_set(
	    t, T_ODD_TEXT,
	    mem_printf(
		f->mem,
		ngettext(
		    "Orders from Allegro contain %s field or value that this version of Kram does "
		    "not know. Orders are complete without it; the original document keeps it.",
		    "Orders from Allegro contain %s fields or values that this version of Kram "
		    "does not know. Orders are complete without them; the original document keeps "
		    "them.",
		    (unsigned long)o->n),
		fmt_int(f, (int64_t)o->n)));
	for (size_t i = 0; i < o->n; i++) {
		struct tpl *one = tpl_add(t, T_ODD);
		tpl_set(one, T_ODD_NAME, o->rows[i].name);
		tpl_set(one, T_ODD_FIRST, fmt_when(f, o->rows[i].first_seen));
		tpl_set(one, T_ODD_LAST, fmt_when(f, o->rows[i].last_seen));
		tpl_set(one, T_ODD_N, fmt_int(f, o->rows[i].n));
	}
}
