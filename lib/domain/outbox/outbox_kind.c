/* The kinds as every program knows them. */
#include "domain/outbox/outbox_kind.h"

#include "base/mem.h"

#define ROW(name, x, subject, class, scope, words) {name, subject, class, scope, words},
static const struct outbox_kind kinds[] = {OUTBOX_KINDS(ROW)};

const char *const outbox_kind_names[] = {OUTBOX_KIND_NAMES NULL};

const struct outbox_kind *outbox_kind_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (str_eq(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

const char *outbox_subject(void *mem, const char *kind, const char *subject)
{
	const struct outbox_kind *row = outbox_kind_find(kind);

	return row ? mem_printf(mem, "%s:%s", row->subject, subject) : subject;
}
