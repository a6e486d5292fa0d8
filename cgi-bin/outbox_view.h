#ifndef CGI_OUTBOX_VIEW_H
#define CGI_OUTBOX_VIEW_H

/* Changes on their way to Allegro, as rows and as a page. */

#include "domain/outbox/outbox.h"
#include "format.h"

struct outbox_page {
	struct outbox_filter filter;
	struct outbox_intent *rows; /* one more than a page when there is another */
	size_t n;
	struct outbox_counts counts;
	struct outbox_batch undo;
};

/* Fill outbox/list.html. */
void outbox_list_fill(struct tpl *t, const struct fmt *f, const struct outbox_page *page);

/* Fill outbox/show.html. */
void outbox_show_fill(struct tpl *t, const struct fmt *f, const struct outbox_intent *i,
		      const struct outbox_step *steps, size_t n);

#endif
