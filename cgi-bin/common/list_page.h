#ifndef COMMON_LIST_PAGE_H
#define COMMON_LIST_PAGE_H

/*
 * A page of a list with a window (db/window.h), whole: what its address says, and what stands
 * around its rows. An area brings the words of its tabs as a row, its fields as one line,
 *
 *	const struct field ratings_query_fields[] = {LIST_FIELDS(rating_view_names), {0}};
 *
 * a template with {{>LIST_HEAD}}, {{#IF_ROWS}}, {{>LIST_FOOT}} and what a row looks like. Its
 * handler reads, asks its store, and fills:
 *
 *	if (list_page_read(rq, &list, url_ratings(), &page, e) ||
 *	    rating_count(rq->db, page.counts, e) ||
 *	    rating_list(rq->db, rq, &page.filter, &page.found, e))
 *		return e->rc;
 *	t = list_page_fill(page_open(rq, TPL_RATINGS_LIST, _("Ratings")), LIST_PARTS, &f, &page);
 *	for (size_t i = 0; i < page.found.n; i++)
 *		fill_row(tpl_add(t, T_ROW), &f, &rows[i]);
 */

#include "common/list.h"
#include "common/picture.h"
#include "db/window.h"
#include "domain/accounts/account.h"

enum { LIST_QUERY_CHARS = 100 };

#define LIST_FIELDS(views)                                                                         \
	{"view", .type = FIELD_ENUM, .values = (views), .part = QUERY_TAB,                         \
	 INTO(struct window_filter, tab)},                                                         \
	    {"q", .type = FIELD_TEXT, .max = LIST_QUERY_CHARS, .part = QUERY_FILTER,               \
	     INTO(struct window_filter, query)},                                                   \
	    {"account",	       .type = FIELD_INT,    .min = 1,                                     \
	     .max = INT32_MAX, .part = QUERY_FILTER, INTO(struct window_filter, account_id)},      \
	    {"from", .type = FIELD_DATE, .part = QUERY_FILTER, INTO(struct window_filter, from)},  \
	    {"until", .type = FIELD_DATE, .flags = FIELD_DAY_AFTER, .part = QUERY_FILTER,          \
	     INTO(struct window_filter, until)},                                                   \
	{                                                                                          \
		"before", .type = FIELD_ID, .part = QUERY_CURSOR,                                  \
			  INTO(struct window_filter, before)                                       \
	}

/* All texts are message ids. */
struct list_def {
	const struct list_view *views;
	const char *find; /* what the field to search in is called, and its hint */
	const char *hint;
	const struct label *marks; /* choices of the filter "mark"; NULL: it has none */
	const char *mark;	   /* what the filter is called */
	const char *from;	   /* names of the bounds of time */
	const char *until;
	const char *unconnected; /* what comes once an account is connected */
	const char *scope;	 /* a consent without it is told of; NULL: none is needed */
	const char *missing;	 /* how */
};

struct list_page {
	const struct list_def *def;
	struct query query;
	struct window_filter filter;
	int64_t counts[WINDOW_TABS]; /* LIST_UNCOUNTED until they are filled in */
	struct account_list accounts;
	struct window_page found;
	struct picture_copies pictures; /* of the rows, where the area asks for them */
};

MUST_CHECK enum rc list_page_read(struct request *rq, const struct list_def *def, const char *path,
				  struct list_page *out, struct err *e);

/* Where the rows go; what is added to it is not shown when there are none. */
struct list_parts {
	const char *head;
	const char *rows;
	const char *foot;
};
#define LIST_PARTS ((struct list_parts){T_LIST_HEAD, T_IF_ROWS, T_LIST_FOOT})
struct tpl *list_page_fill(struct tpl *t, struct list_parts parts, const struct fmt *f,
			   const struct list_page *page);

#endif
