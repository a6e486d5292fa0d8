/* The history as people read it. */
#include "mapping/history.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/once.h"
#include "mapping/condition_words.h"
#include "tpl/mapping/history.h"
#include "urls.h"
#include "web/url.h"

static const struct list_view views[DECISION_KINDS + 1] = {
    {N_("All"), "", N_("Nothing is decided yet"), ""},
    {N_("Shop categories"), "", N_("Nothing is decided yet"), ""},
    {N_("Parameters"), "", N_("Nothing is decided yet"), ""},
    {N_("Values"), "", N_("Nothing is decided yet"), ""},
    {N_("Brands"), "", N_("Nothing is decided yet"), ""},
    {N_("Products"), "", N_("Nothing is decided yet"), ""},
    {N_("Fields of an offer"), "", N_("Nothing is decided yet"), ""},
};

const char *history_url(void *mem, uint64_t decision_id)
{
	const struct url_arg arg = {"of", mem_printf(mem, "%llu", (unsigned long long)decision_id)};

	return url_with(mem, url_mapping_history(), &arg, 1);
}

static void fill_row(struct tpl *t, const struct fmt *f, const struct history_page *page, size_t i)
{
	const struct decision *d = &page->rows[i].d;
	const struct decision_words words = decision_words(f, page, i);

	FMT_TIME(t, f, AT, fmt_when(f, d->made_at), d->made_at);
	tpl_set(t, T_WHO, once_person(f, d->made_by));
	tpl_show(t, words.url ? T_IF_URL : T_IF_TEXT);
	tpl_set(t, T_URL, words.url);
	tpl_set(t, T_ABOUT, words.about);
	tpl_set(t, T_SAYS, words.says);
	if (!str_empty(d->applies_if))
		tpl_set_shown(t, T_WHEN, condition_words(f, d->applies_if), T_IF_WHEN);
	if (!page->filter.like)
		tpl_set_shown(t, T_HISTORY_URL, history_url(f->mem, d->id), T_IF_HISTORY);
	if (d->ended_at == TIME_NONE) {
		struct tpl *undo = tpl_add(t, T_UNDO);
		tpl_set(undo, T_UNDO_URL, url_mapping_decisions_id_undo(f->mem, fmt_id(f, d->id)));
		tpl_set(undo, T_ABOUT, words.about);
		return;
	}
	tpl_set_shown(t, T_ENDED,
		      mem_printf(f->mem, _("until %s, %s"), fmt_when(f, d->ended_at),
				 once_person(f, str_or(d->ended_by, ""))),
		      T_IF_ENDED);
}

void history_fill(struct tpl *t, const struct fmt *f, const struct history_page *page)
{
	int64_t counts[DECISION_KINDS + 1];
	struct pager pager = {.is_plain = true};

	tpl_set(t, T_BACK_URL, url_mapping());
	if (!page->scope.account) {
		list_unconnected(t, T_EMPTY, f,
				 N_("What can be listed is checked once an account is connected."));
		return;
	}
	for (size_t i = 0; i < COUNT_OF(counts); i++)
		counts[i] = LIST_UNCOUNTED;
	if (page->filter.like)
		tpl_set_shown(t, T_ALL_URL, url_mapping_history(), T_IF_ONE);
	else
		list_tabs(t, T_TABS, f, &page->query, views, counts, INT64_MAX);
	if (!page->n)
		list_nothing(t, T_EMPTY, &page->query, &views[page->filter.kind]);
	struct tpl *rows = page->n ? tpl_add(t, T_IF_ROWS) : NULL;
	for (size_t i = 0; i < page->n; i++)
		fill_row(tpl_add(rows, T_ROW), f, page, i);
	if (page->more)
		pager.older = fmt_id(f, page->rows[page->n - 1].d.id);
	list_pager(t, T_PAGER, &page->query, &pager);
}
