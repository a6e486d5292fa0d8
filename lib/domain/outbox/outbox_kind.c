/* The table of kinds. A new one is a row here and a name in outbox_kind_names. */
#include "domain/outbox/outbox_kind.h"

static const struct outbox_kind *const kinds[] = {
    &outbox_order_status,
};

const struct outbox_kind *outbox_kind_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (str_eq(kinds[i]->name, name))
			return kinds[i];
	return NULL;
}
