#ifndef WEB_QUERY_H
#define WEB_QUERY_H

/*
 * The state of a list: all of it stands in the query string, so that every view can be bookmarked,
 * shared and reached with the back button. The table of fields says what part of it each is:
 *
 *	const struct field outbox_query_fields[] = {
 *		{"view", .type = FIELD_ENUM, .values = outbox_view_names, .part = QUERY_TAB},
 *		{"order", .type = FIELD_ID, .part = QUERY_FILTER},
 *		{"before", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .part = QUERY_CURSOR},
 *		{0},
 *	};
 *
 * A field without a part belongs to the request alone and is in no address made from the state.
 */

#include "web/form.h"
#include "web/request.h"

enum query_part {
	QUERY_TAB = 1, /* one of its values is always chosen */
	QUERY_FILTER,  /* narrows the list */
	QUERY_SORT,    /* the order of its rows */
	QUERY_CURSOR,  /* the page within the list; any other change begins at the first one */
};

struct query {
	void *mem;
	const char *path; /* of the list */
	const struct field *fields;
	const char **values; /* one a field, "" when it is not set */
};

/* From the checked query string of a request; belongs to it. */
struct query query_read(struct request *rq, const char *path);
struct query query_of(void *owner, const char *path, const struct form *form);

const char *query_value(const struct query *q, const char *name) RETURNS_NONNULL;

/* Change the state itself: what holds where the address did not say. */
void query_choose(struct query *q, const char *name, const char *value);

/* The field of that part, NULL: the list has none. */
const struct field *query_part(const struct query *q, enum query_part part);

/* Does a filter narrow the list? Is this a page after the first? */
bool query_is_narrow(const struct query *q);
bool query_is_later(const struct query *q);

/* Addresses: this state with one part changed (NULL or "" removes it); without filters, on the
 * first page; as it is, under another path. */
const char *query_with(const struct query *q, const char *name, const char *value) RETURNS_NONNULL;
const char *query_without_filters(const struct query *q) RETURNS_NONNULL;
const char *query_under(const struct query *q, const char *path) RETURNS_NONNULL;

/* What query_under() adds to any path that has no query: made once for the rows of a list. */
const char *query_tail(const struct query *q) RETURNS_NONNULL;

/* Rows were read by key, one more than a page takes, to know whether there is another: cut to it.
 */
bool query_cut(size_t *n, size_t most);

#endif
