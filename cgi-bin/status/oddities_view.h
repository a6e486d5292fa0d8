#ifndef STATUS_ODDITIES_VIEW_H
#define STATUS_ODDITIES_VIEW_H

/* Fields and words of Allegro's that Kram does not know: a part of the status page. */

#include "domain/orders/order_odd.h"
#include "common/format.h"
#include "web/template.h"

struct oddities {
	struct oddity *rows;
	size_t n;
};

/* Into TPL_STATUS__ODDITIES. */
void oddities_fill(struct tpl *t, const struct fmt *f, const struct oddities *o);

#endif
