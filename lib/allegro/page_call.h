#ifndef ALLEGRO_PAGE_CALL_H
#define ALLEGRO_PAGE_CALL_H

/* Private to lib/allegro: a page under way, and what is left of an answer that cannot be read. */

#include "allegro/client.h"

struct page_call {
	struct allegro_call call;
	const char *first; /* path of the first element */
	struct bytes unread;
};

/* allegro_call(); RC_SHAPE has e->code ALLEGRO_PAGE_PART when it is its size, or one of several
 * things on it, that keeps the page from being read. */
MUST_CHECK enum rc page_call(struct allegro *a, void *owner, struct page_call *p, struct json **doc,
			     struct err *e);

/* Was only one thing asked for, and cannot be read? */
bool page_is_only(const struct err *e, int64_t limit);

/* The only thing on a page, as text that can be stored, and an id in it; NULL: it has none. */
const char *page_only_raw(void *owner, const struct page_call *p) RETURNS_NONNULL;
const char *page_only_id(void *owner, const struct page_call *p, const char *path);

#endif
