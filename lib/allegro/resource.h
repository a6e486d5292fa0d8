#ifndef ALLEGRO_RESOURCE_H
#define ALLEGRO_RESOURCE_H

/*
 * A resource of Allegro's that is listed and asked for one by one, as a row:
 *
 *	const struct resource rating_resource = {
 *		.noun = "rating",
 *		.list = OP_RATINGS,
 *		.one = OP_RATING,
 *		.items = "/ratings",
 *		.from = "lastChangedAt.gte",
 *		.to = "lastChangedAt.lte",
 *		.most = RATINGS_MAX,
 *		RESOURCE_ITEM(struct rating, id, changed_at, rating_fields),
 *		.complete = complete,
 *	};
 *
 * The items of a page are read one by one: one that cannot be read holds up nobody. An item has an
 * id one can ask for, or cannot be read. Errors are those of client.h.
 */

#include "allegro/client.h"
#include "json/field.h"

struct resource {
	const char *noun; /* in errors */
	enum allegro_op list;
	enum allegro_op one; /* OP_COUNT: it is listed only */
	const char *items;   /* where they stand in the answer to the list */
	const char *from; /* parameters that bound the time, both included; NULL: by offset alone */
	const char *to;
	const char *total; /* where the answer says how many there are; NULL: it does not */
	bool timeless;	   /* items have no time: a list by offset alone, read to its end */
	int64_t most;	   /* limit of a page; 0: it has no pages */
	size_t size;	   /* of the struct of an item */
	size_t id;	   /* offsets in it */
	size_t at; /* of the time by which the list goes, newest first; unused without one */
	const struct json_field *fields;
	size_t n_fields;
	void (*complete)(void *item); /* what follows from what was read; NULL: nothing */
};

/* The comparisons have no effect but to reject a field of another type. */
#define RESOURCE_FIELD(type, field, want)                                                          \
	(offsetof(type, field) + 0 * sizeof(&((type *)0)->field == (want *)0))
#define RESOURCE_ITEM(type, id_field, at_field, table)                                             \
	.size = sizeof(type), .id = RESOURCE_FIELD(type, id_field, const char *),                  \
	.at = RESOURCE_FIELD(type, at_field, int64_t), .fields = (table),                          \
	.n_fields = COUNT_OF(table)

/* Of a list that goes by no time. */
#define RESOURCE_TIMELESS(type, id_field, table)                                                   \
	.timeless = true, .size = sizeof(type),                                                    \
	.id = RESOURCE_FIELD(type, id_field, const char *), .fields = (table),                     \
	.n_fields = COUNT_OF(table)

struct resource_query {
	int64_t from; /* left out where the list has no bounds, or TIME_NONE */
	int64_t to;
	int64_t offset;
	const char *only; /* a further parameter of the list; NULL: none */
	const char *value;
};

struct resource_page {
	void *items; /* structs of the resource */
	size_t n;
	int64_t total;	/* that there are, as Allegro counts; INT64_MIN: not told */
	size_t unread;	/* further ones, which cannot be read */
	struct err why; /* the first of them */
};

MUST_CHECK enum rc resource_list(struct allegro *a, void *owner, const struct resource *r,
				 const struct resource_query *q, struct resource_page *out,
				 struct err *e);

/* A page of what these parameters choose. */
MUST_CHECK enum rc resource_where(struct allegro *a, void *owner, const struct resource *r,
				  const struct http_pair *query, struct resource_page *out,
				  struct err *e);

/* A document that came by other ways into *item, the struct of the resource; texts belong to owner
 * or to the document. RC_SHAPE: it cannot be read, or has no id. */
MUST_CHECK enum rc resource_read(void *owner, const struct resource *r, struct json *doc,
				 void *item, struct err *e);

/* Into *item, the struct of the resource. */
MUST_CHECK enum rc resource_find(struct allegro *a, void *owner, const struct resource *r,
				 const char *id, void *item, struct err *e);

/* The time of the i-th of a page; TIME_NONE: the list goes by none. */
int64_t resource_time(const struct resource *r, const struct resource_page *page, size_t i);

/* "PUT /sale/user-ratings/4f1c/answer": method and address of a call, for histories. */
const char *resource_head(void *mem, enum allegro_op op, const char *id) RETURNS_NONNULL;

/* The permission its list asks for. */
const char *resource_scope(const struct resource *r) RETURNS_NONNULL;

#endif
