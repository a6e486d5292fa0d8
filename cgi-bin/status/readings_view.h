#ifndef STATUS_READINGS_VIEW_H
#define STATUS_READINGS_VIEW_H

/* How offers came in: a part of the status page. */

#include "common/format.h"
#include "domain/offers/offer_reading.h"
#include "web/template.h"

struct readings {
	struct offer_reading *rows;
	size_t n;
};

/* Into TPL_STATUS__READINGS. */
void readings_fill(struct tpl *t, const struct fmt *f, const struct readings *r);

#endif
