/* Cursors: "n" or "p" (the next page or the one before), time, id. */
#include "domain/orders/order_list.h"

#include "base/mem.h"
#include "base/str.h"

#include <string.h>

bool order_list_cursor_read(void *mem, const char *text, enum list_direction *direction,
			    struct list_key *key)
{
	const char *dot = strchr(text, '.');

	if (!dot || (text[0] != 'n' && text[0] != 'p'))
		return false;
	*direction = text[0] == 'n' ? FORWARD : BACKWARD;
	const char *at = mem_strndup(mem, text + 1, (size_t)(dot - text - 1));
	return str_to_i64(at, ORDER_TIME_FIRST, ORDER_TIME_LAST, &key->at) &&
	       str_to_i64(dot + 1, 0, INT64_MAX, &key->id);
}

const char *order_list_cursor(void *mem, enum list_direction direction, struct list_key key)
{
	return mem_printf(mem, "%c%lld.%lld", direction == FORWARD ? 'n' : 'p', (long long)key.at,
			  (long long)key.id);
}
