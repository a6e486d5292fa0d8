/* The age of a document of the list. */
#include "domain/orders/order_doc_age.h"

#include "base/str.h"
#include "base/time.h"

/* An equal revision is the state the event told of; a fulfilment change moves it, but not always
 * updatedAt (FACTS 2.4). */
bool order_doc_is_current(const struct order_doc_age *age)
{
	if (age->event_at == TIME_NONE)
		return true;
	if (age->revision && str_eq(age->revision, age->event_revision))
		return true;
	return age->updated_at != TIME_NONE && age->updated_at >= age->event_at;
}
