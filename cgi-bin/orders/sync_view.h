#ifndef ORDERS_SYNC_VIEW_H
#define ORDERS_SYNC_VIEW_H

/* How fresh the orders are, and how far a first import has come: shown on several pages. */

#include <stdbool.h>
#include <stddef.h>

#include "domain/orders/order.h"
#include "common/format.h"

struct sync {
	struct account_list accounts;
	int64_t newest;		     /* id of the order stored last */
	bool is_behind;		     /* some document is to be read, now or some day */
	struct order_progress *rows; /* one a connected account */
	size_t n;
};

MUST_CHECK enum rc sync_load(struct request *rq, struct sync *out, struct err *e);

/* Is a first import running, or about to begin? */
bool sync_is_importing(const struct sync *s);

/* Values of orders/_sync.html: when Allegro was last read, of the account that waits longest. */
void sync_fill(struct tpl *t, const struct fmt *f, const struct sync *s);

/* Values of orders/_import.html; it polls itself while an import runs. */
void sync_import_fill(struct tpl *t, const struct fmt *f, const struct sync *s);

/* Show the section around the import and fill it, only while one runs. */
void sync_import_show(struct tpl *t, const char *section, const char *marker, const struct fmt *f,
		      const struct sync *s);

/* Tone and icon of an age: fresh, slow, stopped. */
struct sync_grade {
	const char *tone;
	const char *icon;
};
struct sync_grade sync_grade_of(const struct fmt *f, int64_t polled_at);

#endif
