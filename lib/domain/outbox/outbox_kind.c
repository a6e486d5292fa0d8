/* The kinds as every program knows them. */
#include "domain/outbox/outbox_kind.h"

#include "base/mem.h"

#define DECLARE(name, x, ...) outbox_check_fn outbox_##x##_check;
OUTBOX_KINDS(DECLARE)

#define ROW(name, x, subject, class, scope, words)                                                 \
	{name, subject, class, scope, words, outbox_##x##_check},
static const struct outbox_kind kinds[] = {OUTBOX_KINDS(ROW)};

const char *const outbox_kind_names[] = {OUTBOX_KIND_NAMES NULL};

const struct outbox_kind *outbox_kind_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (str_eq(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

/* The rows of one kind, gathered for its check, and what it says put back. */
static enum rc check_kind(struct db *db, void *mem, const struct outbox_kind *kind,
			  const struct outbox_intent *rows, size_t n, struct outbox_objection *out,
			  struct err *e)
{
	struct outbox_intent *mine = mem_array(mem, struct outbox_intent, n);
	struct outbox_objection *found = mem_array(mem, struct outbox_objection, n);
	size_t used = 0;

	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].kind, kind->name))
			mine[used++] = rows[i];
	if (!used)
		return RC_OK;
	if (kind->check(db, mem, mine, used, found, e))
		return e->rc;
	for (size_t i = 0, k = 0; i < n; i++)
		if (str_eq(rows[i].kind, kind->name))
			out[i] = found[k++];
	return RC_OK;
}

enum rc outbox_check(struct db *db, void *mem, const struct outbox_intent *rows, size_t n,
		     struct outbox_objection *out, struct err *e)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (struct outbox_objection){0};
	for (size_t k = 0; k < COUNT_OF(kinds) && n; k++)
		if (check_kind(db, mem, &kinds[k], rows, n, out, e))
			return e->rc;
	for (size_t i = 0; i < n; i++)
		if (str_eq(out[i].doubt, rows[i].accepted))
			out[i].doubt = NULL;
	return RC_OK;
}

const char *outbox_subject(void *mem, const char *kind, const char *subject)
{
	const struct outbox_kind *row = outbox_kind_find(kind);

	return row ? mem_printf(mem, "%s:%s", row->subject, subject) : subject;
}
