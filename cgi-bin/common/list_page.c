/* Around the rows of a list with a window. */
#include "common/list_page.h"

#include "accounts/account_view.h"
#include "base/str.h"
#include "tpl/layout/_list_foot.h"
#include "tpl/layout/_list_head.h"
#include "urls.h"

enum rc list_page_read(struct request *rq, const struct list_def *def, const char *path,
		       struct list_page *out, struct err *e)
{
	*out =
	    (struct list_page){.def = def, .query = query_read(rq, path), .filter = WINDOW_FILTER};
	const struct field *tab = query_part(&out->query, QUERY_TAB);

	for (size_t i = 0; i < WINDOW_TABS; i++)
		out->counts[i] = LIST_UNCOUNTED;
	form_into(rq->query, &out->filter);
	query_choose(&out->query, tab->name, tab->values[out->filter.tab]);
	return account_list(rq->db, rq, &out->accounts, e);
}

/* Consents given before Kram knew the area do not cover it. */
static void fill_missing(struct tpl *t, const struct fmt *f, const struct list_page *page)
{
	const struct account_list *list = &page->accounts;

	for (size_t i = 0; page->def->scope && i < list->n; i++) {
		const struct account *a = &list->accounts[i];

		if (!str_eq(a->state, ACCOUNT_CONNECTED) ||
		    str_has_word(a->scopes, page->def->scope))
			continue;
		struct tpl *note = tpl_add(t, T_MISSING);
		tpl_set(note, T_MISSING_TEXT, _(page->def->missing));
		tpl_set(note, T_MISSING_URL, url_accounts_id(f->mem, fmt_id(f, a->id)));
		tpl_set(note, T_MISSING_NAME, a->name);
	}
}

static void fill_head(struct tpl *t, const struct fmt *f, const struct list_page *page)
{
	const struct list_def *def = page->def;
	const struct query *q = &page->query;
	const struct list_filter filters[] = {
	    {"q", N_("Searched for"), .apart = true},
	    {"account", N_("Account"), .choices = account_choices(f, &page->accounts),
	     .n_choices = page->accounts.n},
	    {.param = "from", .name = def->from},
	    {.param = "until", .name = def->until},
	    {"mark", def->mark, .labels = def->marks},
	};
	const size_t n = COUNT_OF(filters) - !def->marks;
	const struct list_find find = {.label = def->find, .hint = def->hint, .tab = "view"};

	(void)list_find(t, T_FIND, q, &find, filters, n);
	fill_missing(t, f, page);
	list_tabs(t, T_TABS, f, q, def->views, page->counts, WINDOW_COUNT_MAX);
	list_chips(t, T_CHIPS, q, filters, n);
}

struct tpl *list_page_fill(struct tpl *t, struct list_parts parts, const struct fmt *f,
			   const struct list_page *page)
{
	const struct pager pager = {.older = page->found.older};
	struct tpl *foot = tpl_include(t, parts.foot, TPL_LAYOUT__LIST_FOOT);

	fill_head(tpl_include(t, parts.head, TPL_LAYOUT__LIST_HEAD), f, page);
	list_pager(foot, T_PAGER, &page->query, &pager);
	if (!page->accounts.n)
		list_unconnected(foot, T_EMPTY, f, page->def->unconnected);
	else if (!page->found.n)
		list_nothing(foot, T_EMPTY, &page->query, &page->def->views[page->filter.tab]);
	return page->found.n ? tpl_add(t, parts.rows) : NULL;
}
