#ifndef COMMON_LIST_H
#define COMMON_LIST_H

/*
 * What every list has around its rows: tabs with counts, the form of filters, chips of those in
 * use, the way to other pages, and a word when it is empty. Each stands where the template says
 * {{>TABS}},
 * {{>FIND}} or {{>FILTERS}}, {{>CHIPS}}, {{>PAGER}}, {{>EMPTY}}; the marker given here is T_TABS
 * and so on.
 */

#include "common/format.h"
#include "common/label.h"
#include "web/query.h"

/* ---- Tabs ---------------------------------------------------------------------------------- */

/* A tab of a list, in the order of the values of its field. */
struct list_view {
	const char *name; /* English, as all texts here */
	const char *tone; /* of its number, when there is something in it */
	const char *empty_title;
	const char *empty_text;
};

enum { LIST_UNCOUNTED = -1 };

/* The tabs of q's QUERY_TAB. counts: one a tab, LIST_UNCOUNTED: none; from limit on they say "+".
 */
void list_tabs(struct tpl *t, const char *marker, const struct fmt *f, const struct query *q,
	       const struct list_view *views, const int64_t *counts, int64_t limit);

/* The same by hand: what is not the field of a list. */
struct tpl *tabs_open(struct tpl *t, const char *marker, const char *label);
struct tpl *tabs_add(struct tpl *tabs, const char *name, const char *url, bool current);

/* ---- Filters ------------------------------------------------------------------------------- */

struct choice {
	const char *value;
	const char *text; /* in the language of the reader */
};

/* A filter of the list: a date or a text to type, or a choice. */
struct list_filter {
	const char *param; /* a QUERY_FILTER of the query */
	const char *name;
	const struct label *labels;   /* its choices, or */
	const struct choice *choices; /* its choices where they are data; NULL: typed */
	size_t n_choices;
	const char *hint; /* English, shown in an empty field */
	const char *any;  /* what no choice is called; NULL: any */
	bool apart;	  /* has a field of its own elsewhere: only a chip here */
};

void list_filters(struct tpl *t, const char *marker, const struct query *q,
		  const struct list_filter *filters, size_t n);

/*
 * The field "q" to search in, with the filters behind a button: those in use stand as chips, so the
 * list itself is what a phone shows. Where there are many of them the list comes without: its query
 * has the flag LIST_PANEL, under which it comes with the panel, open, and htmx gets that alone, as
 * the fragment "filters".
 */
#define LIST_PANEL "filters"
struct list_find {
	const char *label; /* English, as the hint in the empty field */
	const char *hint;
	const char *tab;    /* the field that brings the tab along */
	const char *target; /* id of the fragment htmx replaces as one types, NULL: none */
	bool has_panel;	    /* its query has that flag */
	bool is_open;	    /* and this is the answer to it */
};
/* Returns the panel (layout/_panel.html); NULL: it has none, or is away. */
struct tpl *list_find(struct tpl *t, const char *marker, const struct query *q,
		      const struct list_find *find, const struct list_filter *filters, size_t n);

/* Those in use, each with the way to be rid of it; nothing when the list is not narrowed. */
void list_chips(struct tpl *t, const char *marker, const struct query *q,
		const struct list_filter *filters, size_t n);

/* ---- Pages and emptiness ------------------------------------------------------------------- */

/* Cursors of the pages beside this one, NULL: there is none. */
struct pager {
	const char *newer;
	const char *older;
	bool is_plain;	   /* they are not newer and older, but sorted by something else */
	const char *shown; /* "50 of 312" */
	bool is_two_way;   /* else a later page leads back to the first one */
};
void list_pager(struct tpl *t, const char *marker, const struct query *q, const struct pager *p);

/* All texts in the language of the reader; NULL or "": without. */
struct empty {
	const char *icon;
	const char *title;
	const char *text;
	const char *hint; /* why, below it */
	const char *action;
	const char *url; /* of the action */
};
void list_empty(struct tpl *t, const char *marker, const struct empty *empty);

/* No account is connected, so nothing can be shown; what will be then is a message id. */
void list_unconnected(struct tpl *t, const char *marker, const struct fmt *f, const char *then);

/* Nothing in this tab, or nothing that passes the filters. */
void list_nothing(struct tpl *t, const char *marker, const struct query *q,
		  const struct list_view *view);

#endif
