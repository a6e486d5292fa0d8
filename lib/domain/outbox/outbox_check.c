/* Whether what was decided is still so: each kind is asked about its own. */
#include "domain/outbox/outbox_kind.h"

#include "base/mem.h"

#define DECLARE(name, x, ...) outbox_check_fn outbox_##x##_check;
OUTBOX_KINDS(DECLARE)

#define ROW(name, x, ...) {name, outbox_##x##_check},
static const struct check {
	const char *kind;
	outbox_check_fn *check;
} checks[] = {OUTBOX_KINDS(ROW)};

/* The rows of one kind, gathered for its check, and what it says put back. */
static enum rc check_kind(struct db *db, void *mem, const struct check *check,
			  const struct outbox_intent *rows, size_t n, struct outbox_objection *out,
			  struct err *e)
{
	struct outbox_intent *mine = mem_array(mem, struct outbox_intent, n);
	struct outbox_objection *found = mem_array(mem, struct outbox_objection, n);
	size_t used = 0;

	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].kind, check->kind))
			mine[used++] = rows[i];
	if (!used)
		return RC_OK;
	if (check->check(db, mem, mine, used, found, e))
		return e->rc;
	for (size_t i = 0, k = 0; i < n; i++)
		if (str_eq(rows[i].kind, check->kind))
			out[i] = found[k++];
	return RC_OK;
}

enum rc outbox_check(struct db *db, void *mem, const struct outbox_intent *rows, size_t n,
		     struct outbox_objection *out, struct err *e)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (struct outbox_objection){0};
	for (size_t k = 0; k < COUNT_OF(checks) && n; k++)
		if (check_kind(db, mem, &checks[k], rows, n, out, e))
			return e->rc;
	for (size_t i = 0; i < n; i++)
		if (str_eq(out[i].doubt, rows[i].accepted))
			out[i].doubt = NULL;
	return RC_OK;
}
