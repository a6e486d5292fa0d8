/* Addresses of a list from its state. */
#include "web/query.h"

#include "base/mem.h"
#include "base/str.h"
#include "web/url.h"

static size_t count(const struct field *fields)
{
	size_t n = 0;

	while (fields && fields[n].name)
		n++;
	return n;
}

struct query query_of(void *owner, const char *path, const struct form *form)
{
	struct query q = {.mem = owner, .path = path, .fields = form_fields(form)};
	size_t n = count(q.fields);

	q.values = mem_array(owner, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		if (!(q.fields[i].flags & FIELD_KEYED)) /* those are no state of a page */
			q.values[i] = form_text(form, q.fields[i].name);
	return q;
}

struct query query_read(struct request *rq, const char *path)
{
	return query_of(rq, path, rq->query);
}

static size_t row_of(const struct query *q, const char *name)
{
	for (size_t i = 0; q->fields && q->fields[i].name; i++)
		if (str_eq(q->fields[i].name, name))
			return i;
	BUG("%s has no part %s", q->path, name);
}

const char *query_value(const struct query *q, const char *name)
{
	return q->values[row_of(q, name)];
}

void query_choose(struct query *q, const char *name, const char *value)
{
	q->values[row_of(q, name)] = str_or(value, "");
}

const struct field *query_part(const struct query *q, enum query_part part)
{
	for (const struct field *f = q->fields; f && f->name; f++)
		if (f->part == part)
			return f;
	return NULL;
}

static bool is_set(const struct query *q, enum query_part part)
{
	for (size_t i = 0; i < count(q->fields); i++)
		if (q->fields[i].part == part && !str_empty(q->values[i]))
			return true;
	return false;
}

bool query_is_narrow(const struct query *q)
{
	return is_set(q, QUERY_FILTER);
}

bool query_is_later(const struct query *q)
{
	return is_set(q, QUERY_CURSOR);
}

/* The state as it is, but for a part that is left out (0: none) and a field that is changed (NULL:
 * none). */
static const char *address(const struct query *q, const char *path, enum query_part without,
			   const struct url_arg *changed)
{
	size_t n = count(q->fields);
	struct url_arg *args = mem_array(q->mem, struct url_arg, n + 1);
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		const struct field *f = &q->fields[i];

		if (changed && str_eq(f->name, changed->name))
			args[used++] = *changed;
		else if (f->part && f->part != without)
			args[used++] = (struct url_arg){f->name, q->values[i]};
	}
	return url_with(q->mem, path, args, used);
}

const char *query_with(const struct query *q, const char *name, const char *value)
{
	const struct url_arg changed = {q->fields[row_of(q, name)].name, value};

	return address(q, q->path, QUERY_CURSOR, &changed);
}

const char *query_without_filters(const struct query *q)
{
	const struct field *cursor = query_part(q, QUERY_CURSOR);
	const struct url_arg first = {cursor ? cursor->name : "", NULL};

	return address(q, q->path, QUERY_FILTER, &first);
}

const char *query_under(const struct query *q, const char *path)
{
	return address(q, path, 0, NULL);
}

const char *query_tail(const struct query *q)
{
	return address(q, "", 0, NULL);
}

bool query_cut(size_t *n, size_t most)
{
	bool more = *n > most;

	if (more)
		*n = most;
	return more;
}
