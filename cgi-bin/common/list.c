/* Tabs, filters, chips, pages and emptiness of a list. */
#include "common/list.h"

#include "base/mem.h"
#include "base/str.h"
#include "tpl/layout/_chips.h"
#include "tpl/layout/_empty.h"
#include "tpl/layout/_filters.h"
#include "tpl/layout/_find.h"
#include "tpl/layout/_pager.h"
#include "tpl/layout/_panel.h"
#include "tpl/layout/_tabs.h"
#include "urls.h"

/* ---- Tabs ---------------------------------------------------------------------------------- */

struct tpl *tabs_open(struct tpl *t, const char *marker, const char *label)
{
	t = tpl_include(t, marker, TPL_LAYOUT__TABS);
	tpl_set(t, T_TABS_LABEL, label);
	return t;
}

struct tpl *tabs_add(struct tpl *tabs, const char *name, const char *url, bool current)
{
	struct tpl *tab = tpl_add(tabs, T_TAB);

	tpl_set(tab, T_TAB_NAME, name);
	tpl_set(tab, T_TAB_URL, url);
	if (current)
		tpl_show(tab, T_TAB_CURRENT);
	return tab;
}

void list_tabs(struct tpl *t, const char *marker, const struct fmt *f, const struct query *q,
	       const struct list_view *views, const int64_t *counts, int64_t limit)
{
	const struct field *field = query_part(q, QUERY_TAB);
	const char *chosen = query_value(q, field->name);
	struct tpl *tabs = tabs_open(t, marker, _("Views"));

	for (size_t i = 0; field->values[i]; i++) {
		const char *url = query_with(q, field->name, field->values[i]);
		bool current = str_eq(chosen, field->values[i]);
		struct tpl *tab = tabs_add(tabs, _(views[i].name), url, current);

		if (counts[i] == LIST_UNCOUNTED)
			continue;
		tpl_set(tab, T_TAB_TONE, counts[i] ? views[i].tone : "");
		tpl_set_shown(tab, T_TAB_COUNT, fmt_count(f, counts[i], limit), T_IF_TAB_COUNT);
	}
}

/* ---- Filters ------------------------------------------------------------------------------- */

static const struct field *field_of(const struct query *q, const char *name)
{
	const struct field *f = q->fields;

	while (f->name && !str_eq(f->name, name))
		f++;
	if (!f->name)
		BUG("%s has no filter %s", q->path, name);
	return f;
}

static size_t label_count(const struct label *labels)
{
	size_t n = 0;

	while (labels && labels[n].word)
		n++;
	return n;
}

static size_t choice_count(const struct list_filter *filter)
{
	return filter->labels ? label_count(filter->labels) : filter->n_choices;
}

static struct choice choice_of(const struct list_filter *filter, size_t i)
{
	if (filter->labels)
		return (struct choice){filter->labels[i].word, _(filter->labels[i].text)};
	return filter->choices[i];
}

static void fill_select(struct tpl *t, const struct list_filter *filter, const char *value)
{
	t = tpl_add(t, T_SELECT);
	tpl_set(t, T_FILTER_ANY, filter->any ? _(filter->any) : _("any"));
	for (size_t i = 0; i < choice_count(filter); i++) {
		struct choice choice = choice_of(filter, i);
		struct tpl *option = tpl_add(t, T_OPTION);

		tpl_set(option, T_OPTION_VALUE, choice.value);
		tpl_set(option, T_OPTION_TEXT, choice.text);
		if (str_eq(choice.value, value))
			tpl_show(option, T_OPTION_CURRENT);
	}
}

static bool is_choice(const struct list_filter *filter)
{
	return filter->labels || filter->choices;
}

/* Data of which there is but one is nothing to choose from. */
static bool is_offered(const struct list_filter *filter, const char *value)
{
	if (filter->apart)
		return false;
	return !filter->choices || filter->n_choices > 1 || !str_empty(value);
}

static void fill_filter(struct tpl *t, const struct query *q, const struct list_filter *filter)
{
	const struct field *field = field_of(q, filter->param);
	const char *value = query_value(q, filter->param);

	tpl_set(t, T_FILTER_LABEL, _(filter->name));
	tpl_set(t, T_FILTER_NAME, filter->param);
	tpl_set(t, T_FILTER_VALUE, value);
	tpl_set(t, T_FILTER_HINT, filter->hint ? _(filter->hint) : NULL);
	if (is_choice(filter)) {
		fill_select(t, filter, value);
	} else if (field->type == FIELD_DATE) {
		tpl_show(t, T_DATE);
	} else if (field->type == FIELD_INT) {
		tpl_set_int(tpl_add(t, T_NUMBER), T_FILTER_MAX, field->max);
	} else {
		tpl_set_int(t, T_FILTER_MAX, field->max);
		tpl_show(t, T_TEXT);
	}
}

void list_filters(struct tpl *t, const char *marker, const struct query *q,
		  const struct list_filter *filters, size_t n)
{
	t = tpl_include(t, marker, TPL_LAYOUT__FILTERS);
	for (size_t i = 0; i < n; i++)
		if (is_offered(&filters[i], query_value(q, filters[i].param)))
			fill_filter(tpl_add(t, T_FILTER), q, &filters[i]);
}

static bool has_fields(const struct list_filter *filters, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!filters[i].apart)
			return true;
	return false;
}

/* The way to the panel. What it would hold of the filters in use goes along with the form. */
static void fill_away(struct tpl *t, const struct query *q, const struct list_filter *filters,
		      size_t n)
{
	t = tpl_add(t, T_PANEL_AWAY);
	tpl_set(t, T_PANEL_URL, query_with(q, LIST_PANEL, "1"));
	for (size_t i = 0; i < n; i++) {
		const char *value = query_value(q, filters[i].param);
		if (filters[i].apart || str_empty(value))
			continue;
		struct tpl *kept = tpl_add(t, T_KEPT);
		tpl_set(kept, T_KEPT_NAME, filters[i].param);
		tpl_set(kept, T_KEPT_VALUE, value);
	}
}

struct tpl *list_find(struct tpl *t, const char *marker, const struct query *q,
		      const struct list_find *find, const struct list_filter *filters, size_t n)
{
	t = tpl_include(t, marker, TPL_LAYOUT__FIND);
	tpl_set(t, T_FIND_URL, q->path);
	tpl_set_shown(t, T_FIND_TARGET, find->target, T_FIND_LIVE);
	tpl_set(t, T_FIND_TAB, find->tab);
	tpl_set(t, T_FIND_VIEW, query_value(q, query_part(q, QUERY_TAB)->name));
	tpl_set(t, T_FIND_LABEL, _(find->label));
	tpl_set(t, T_FIND_HINT, _(find->hint));
	tpl_set(t, T_FIND_VALUE, query_value(q, "q"));
	tpl_set_int(t, T_FIND_MAX, field_of(q, "q")->max);
	if (!has_fields(filters, n))
		return NULL;
	if (find->has_panel && !find->is_open) {
		fill_away(t, q, filters, n);
		return NULL;
	}
	t = tpl_include(t, T_PANEL, TPL_LAYOUT__PANEL);
	if (find->is_open)
		tpl_show(t, T_PANEL_OPEN);
	list_filters(t, T_FILTERS, q, filters, n);
	return t;
}

static const char *chosen_text(const struct list_filter *filter, const char *value)
{
	for (size_t i = 0; i < choice_count(filter); i++)
		if (str_eq(choice_of(filter, i).value, value))
			return choice_of(filter, i).text;
	return value;
}

void list_chips(struct tpl *t, const char *marker, const struct query *q,
		const struct list_filter *filters, size_t n)
{
	if (!query_is_narrow(q))
		return;
	t = tpl_include(t, marker, TPL_LAYOUT__CHIPS);
	tpl_set(t, T_CLEAR_URL, query_without_filters(q));
	for (size_t i = 0; i < n; i++) {
		const char *value = query_value(q, filters[i].param);

		if (str_empty(value))
			continue;
		struct tpl *chip = tpl_add(t, T_CHIP);
		tpl_set(chip, T_CHIP_NAME, _(filters[i].name));
		tpl_set(chip, T_CHIP_TEXT, chosen_text(&filters[i], value));
		tpl_set(chip, T_CHIP_URL, query_with(q, filters[i].param, NULL));
	}
}

/* ---- Pages and emptiness ------------------------------------------------------------------- */

static const char *page_url(const struct query *q, const char *cursor)
{
	return cursor ? query_with(q, query_part(q, QUERY_CURSOR)->name, cursor) : NULL;
}

void list_pager(struct tpl *t, const char *marker, const struct query *q, const struct pager *p)
{
	bool lost = !p->is_two_way && query_is_later(q);

	if (!lost && !p->newer && !p->older && str_empty(p->shown))
		return;
	t = tpl_include(t, marker, TPL_LAYOUT__PAGER);
	tpl_set_shown(t, T_NEWEST_URL, page_url(q, lost ? "" : NULL), T_NEWEST);
	tpl_set(t, T_NEWER_TEXT, p->is_plain ? _("Previous") : _("Newer"));
	tpl_set(t, T_OLDER_TEXT, p->is_plain ? _("Next") : _("Older"));
	tpl_set_shown(t, T_NEWER_URL, page_url(q, p->newer), T_NEWER);
	tpl_set_shown(t, T_OLDER_URL, page_url(q, p->older), T_OLDER);
	tpl_set_shown(t, T_SHOWN, p->shown, T_IF_SHOWN);
}

void list_empty(struct tpl *t, const char *marker, const struct empty *empty)
{
	t = tpl_include(t, marker, TPL_LAYOUT__EMPTY);
	tpl_set(t, T_EMPTY_ICON, empty->icon);
	tpl_set(t, T_EMPTY_TITLE, empty->title);
	tpl_set_shown(t, T_EMPTY_TEXT, empty->text, T_IF_EMPTY_TEXT);
	tpl_set_shown(t, T_EMPTY_HINT, empty->hint, T_IF_EMPTY_HINT);
	if (str_empty(empty->action))
		return;
	t = tpl_add(t, T_IF_EMPTY_ACTION);
	tpl_set(t, T_EMPTY_ACTION, empty->action);
	tpl_set(t, T_EMPTY_URL, empty->url);
}

void list_unconnected(struct tpl *t, const char *marker, const struct fmt *f, const char *then)
{
	const struct empty empty = {
	    .icon = "plug",
	    .title = _("No Allegro account connected"),
	    .text = _(then),
	    .action = f->role >= ROLE_ADMINISTRATOR ? _("Connect an account") : NULL,
	    .url = url_accounts_new(),
	};

	list_empty(t, marker, &empty);
}

void list_nothing(struct tpl *t, const char *marker, const struct query *q,
		  const struct list_view *view)
{
	const struct empty filtered = {
	    .icon = "filter",
	    .title = _("No matches"),
	    .action = _("Clear filters"),
	    .url = query_without_filters(q),
	};
	const struct empty none = {
	    .icon = "ok",
	    .title = _(view->empty_title),
	    .text = view->empty_text ? _(view->empty_text) : NULL,
	};

	list_empty(t, marker, query_is_narrow(q) ? &filtered : &none);
}
