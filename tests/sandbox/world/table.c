/* Ownership around json-c's hash table. */
#include "world/table.h"

#include "base/mem.h"

enum { FIRST_ROOM = 256 };

static int forget(struct table *t)
{
	lh_table_free(t->lh);
	return 0;
}

struct table *table_new(void *owner)
{
	struct table *t = mem_zero(owner, struct table);

	t->lh = lh_kchar_table_new(FIRST_ROOM, NULL);
	if (!t->lh)
		mem_exhausted();
	talloc_set_destructor(t, forget);
	return t;
}

void table_put(struct table *t, const char *key, void *value)
{
	if (lh_table_insert(t->lh, key, value))
		mem_exhausted();
}

void *table_get(const struct table *t, const char *key)
{
	void *found = NULL;

	if (!key || !lh_table_lookup_ex(t->lh, key, &found))
		return NULL;
	return found;
}
