/* Saved views as links, and what may be done with the one that is shown. */
#include "orders/order_saved_view.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "tpl/orders/_result.h"
#include "tpl/orders/_saved.h"
#include "urls.h"

static struct query without_search(const struct query *q)
{
	struct query kept = *q;
	size_t n = 0;

	while (q->fields[n].name)
		n++;
	kept.values = mem_array(q->mem, const char *, n + 1);
	memcpy(kept.values, q->values, n * sizeof(*q->values));
	query_choose(&kept, "q", "");
	query_choose(&kept, "cursor", "");
	return kept;
}

const char *order_saved_query(const struct query *q)
{
	const struct query kept = without_search(q);

	return query_under(&kept, "") + strlen("?");
}

static const char *whose(const struct fmt *f, const struct order_saved *view)
{
	return view->is_shared ? mem_printf(f->mem, _("Shared by %s"), view->owner)
			       : _("Only you can see it");
}

static void fill_link(struct tpl *t, const struct fmt *f, const struct orders_list *list,
		      const struct order_saved *view, bool current)
{
	tpl_set(t, T_VIEW_URL, mem_printf(f->mem, "%s?%s", list->query.path, view->query));
	tpl_set(t, T_VIEW_NAME, view->name);
	tpl_set(t, T_VIEW_WHOSE, whose(f, view));
	if (view->is_shared)
		tpl_show(t, T_VIEW_SHARED);
	if (current)
		tpl_show(t, T_VIEW_CURRENT);
}

static void fill_save(struct tpl *t, const struct fmt *f, const struct orders_list *list)
{
	const struct query kept = without_search(&list->query);

	t = tpl_add(t, T_SAVE);
	tpl_set(t, T_SAVE_URL, query_under(&kept, url_views()));
	tpl_set_int(t, T_NAME_MAX, ORDER_SAVED_NAME_MAX);
	if (f->role >= ROLE_SELLER)
		tpl_show(t, T_SHARE);
}

static void fill_change(struct tpl *t, const struct fmt *f, const struct order_saved *view,
			bool is_own)
{
	const char *id = fmt_id(f, view->id);

	if (!is_own && f->role < ROLE_ADMINISTRATOR)
		return;
	t = tpl_add(t, T_CHANGE);
	tpl_set(t, T_REMOVE_URL, url_views_id_remove(f->mem, id));
	tpl_set(t, T_CHANGE_WHOSE, whose(f, view));
	if (!is_own)
		return;
	t = tpl_add(t, T_RENAME);
	tpl_set(t, T_RENAME_URL, url_views_id_name(f->mem, id));
	tpl_set(t, T_VIEW_NAME, view->name);
	tpl_set_int(t, T_NAME_MAX, ORDER_SAVED_NAME_MAX);
}

/* The one that the list shows, his own before another's. */
static const struct order_saved *current_of(const struct orders_list *list)
{
	const char *shown = order_saved_query(&list->query);
	const struct order_saved *current = NULL;

	if (!str_empty(query_value(&list->query, "q")))
		return NULL;
	for (size_t i = 0; i < list->n_saved; i++)
		if (str_eq(list->saved[i].query, shown) &&
		    (!current || list->saved[i].user_id == list->reader))
			current = &list->saved[i];
	return current;
}

/* Is there a filter to be kept? */
static bool is_special(const struct query *q)
{
	return query_is_narrow(q) || !str_empty(query_value(q, "sort"));
}

void order_saved_fill(struct tpl *t, const char *marker, const struct fmt *f,
		      const struct orders_list *list)
{
	const struct order_saved *current = current_of(list);

	if (!list->n_saved && !is_special(&list->query))
		return;
	t = tpl_include(t, marker, TPL_ORDERS__SAVED);
	struct tpl *views = list->n_saved ? tpl_add(t, T_IF_VIEWS) : NULL;
	for (size_t i = 0; i < list->n_saved; i++)
		fill_link(tpl_add(views, T_VIEW), f, list, &list->saved[i],
			  &list->saved[i] == current);
	if (current)
		fill_change(t, f, current, current->user_id == list->reader);
	else if (is_special(&list->query) && str_empty(query_value(&list->query, "q")))
		fill_save(t, f, list);
}
