/* Trail and viewers of one order. */
#include "orders/order_trail_view.h"

#include "audit/audit_view.h"
#include "base/mem.h"
#include "tpl/orders/_trail.h"
#include "tpl/orders/show.h"

static void fill_viewer(struct tpl *t, const struct fmt *f, const struct order_viewer *v)
{
	tpl_set(t, T_VIEWER, v->name);
	tpl_set(t, T_VIEWER_LOGIN, v->login);
	tpl_set(t, T_VIEWED,
		v->times > 1 ? mem_printf(f->mem, "%s – %s", fmt_when(f, v->first_at),
					  fmt_when(f, v->last_at))
			     : fmt_when(f, v->first_at));
	tpl_set(t, T_TIMES, fmt_int(f, (int64_t)v->times));
}

void order_trail_fill(struct tpl *t, const struct fmt *f, const struct order_trail *trail)
{
	struct tpl *part = tpl_include(t, T_TRAIL, TPL_ORDERS__TRAIL);

	tpl_set(part, T_TRAIL_URL,
		audit_subject_url(f->mem, mem_printf(f->mem, "order:%s", trail->form_id)));
	for (size_t i = 0; i < trail->n_viewers; i++)
		fill_viewer(tpl_add(part, T_VIEW), f, &trail->viewers[i]);
}
