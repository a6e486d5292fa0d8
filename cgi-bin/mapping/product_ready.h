#ifndef MAPPING_PRODUCT_READY_H
#define MAPPING_PRODUCT_READY_H

/* One product, as an offer at Allegro. */

#include "common/format.h"
#include "common/label.h"
#include "domain/mapping/look.h"
#include "mapping/worklist_view.h"

struct product_ready_page {
	struct mapping_scope scope;
	struct look look;
	const char *offer; /* JSON */
};
void product_ready_fill(struct tpl *t, const struct fmt *f, const struct product_ready_page *page);

/* A state of readiness as a badge; NULL: never judged. */
struct label ready_label(const char *state);

#endif
