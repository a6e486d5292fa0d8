/* The kinds as every program knows them. */
#include "domain/outbox/outbox_kind.h"

#include "base/mem.h"

#define DECLARE(name, x, ...) outbox_check_fn outbox_##x##_check;
OUTBOX_KINDS(DECLARE)

#define ROW(name, x, subject, class, scope) {name, subject, class, scope, outbox_##x##_check},
static const struct outbox_kind kinds[] = {OUTBOX_KINDS(ROW)};

const char *const outbox_kind_names[] = {OUTBOX_KIND_NAMES NULL};

const struct outbox_kind *outbox_kind_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (str_eq(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

enum rc outbox_check(struct db *db, void *mem, const struct outbox_intent *i,
		     enum outbox_reason *obstacle, struct err *e)
{
	const struct outbox_kind *kind = outbox_kind_find(i->kind);

	*obstacle = OUTBOX_BECAUSE_NOTHING;
	return kind ? kind->check(db, mem, i, obstacle, e) : RC_OK;
}

const char *outbox_subject(void *mem, const char *kind, const char *subject)
{
	const struct outbox_kind *row = outbox_kind_find(kind);

	return row ? mem_printf(mem, "%s:%s", row->subject, subject) : subject;
}
