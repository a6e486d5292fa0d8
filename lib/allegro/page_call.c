/* Pages, and the one thing on them that cannot be read. */
#include "allegro/page_call.h"

#include "base/mem.h"
#include "net/http.h"

enum rc page_call(struct allegro *a, void *owner, struct page_call *p, struct json **doc,
		  struct err *e)
{
	struct bytes found;

	p->call.unread = &p->unread;
	if (allegro_call(a, owner, &p->call, doc, e) != RC_SHAPE)
		return e->rc;
	if (str_eq(e->code, HTTP_TOO_BIG) ||
	    (p->unread.data && json_peek(p->unread, p->first, &found)))
		err_code(e, ALLEGRO_PAGE_PART);
	return e->rc;
}

bool page_is_only(const struct err *e, int64_t limit)
{
	return e->rc == RC_SHAPE && limit == 1 && str_eq(e->code, ALLEGRO_PAGE_PART);
}

const char *page_only_raw(void *owner, const struct page_call *p)
{
	struct bytes found;

	if (!p->unread.data || !json_peek(p->unread, p->first, &found))
		return "";
	char *raw = mem_strndup(owner, found.data, found.len);
	for (size_t i = 0; i < found.len; i++)
		if (!raw[i])
			raw[i] = '?';
	str_mend(raw);
	return raw;
}

const char *page_only_id(void *owner, const struct page_call *p, const char *path)
{
	if (!p->unread.data)
		return NULL;
	return json_peek_id(owner, p->unread, mem_printf(owner, "%s%s", p->first, path));
}
