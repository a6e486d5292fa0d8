#ifndef DOMAIN_ORDERS_ORDER_DOC_AGE_H
#define DOMAIN_ORDERS_ORDER_DOC_AGE_H

/* Is a document of the list at least as new as the newest event of its form? Pure. */

#include <stdbool.h>
#include <stdint.h>

struct order_doc_age {
	int64_t event_at;	    /* TIME_NONE: no event told */
	const char *event_revision; /* NULL: not told */
	int64_t updated_at;
	const char *revision;
};
bool order_doc_is_current(const struct order_doc_age *age);

#endif
