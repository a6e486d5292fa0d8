/* The kinds as the programs know them that reach Allegro. */
#include "domain/outbox/outbox_remote.h"

#define DECLARE(name, x, ...) extern const struct outbox_remote outbox_##x##_remote;
OUTBOX_KINDS(DECLARE)

#define ROW(name, x, ...) {name, &outbox_##x##_remote},
static const struct {
	const char *kind;
	const struct outbox_remote *remote;
} rows[] = {OUTBOX_KINDS(ROW)};

const struct outbox_remote *outbox_remote_find(const char *kind)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (str_eq(rows[i].kind, kind))
			return rows[i].remote;
	return NULL;
}
