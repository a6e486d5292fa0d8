#ifndef SANDBOX_WORLD_TABLE_H
#define SANDBOX_WORLD_TABLE_H

/* From texts to objects: json-c's hash table, owned like everything else. Keys are not copied. */

#include <json-c/linkhash.h>

struct table {
	struct lh_table *lh;
};

struct table *table_new(void *owner);
void table_put(struct table *t, const char *key, void *value);
void *table_get(const struct table *t, const char *key); /* NULL: not there, or key is NULL */

#endif
