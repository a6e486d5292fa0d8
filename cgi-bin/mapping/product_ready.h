#ifndef MAPPING_PRODUCT_READY_H
#define MAPPING_PRODUCT_READY_H

/* One product, as an offer at Allegro. */

#include "common/format.h"
#include "common/label.h"
#include "domain/mapping/look.h"
#include "mapping/param_field.h"
#include "mapping/worklist_view.h"

struct product_ready_page {
	struct mapping_scope scope;
	struct look look;
	const char *offer;	/* JSON */
	struct card_row *cards; /* that it may be */
	size_t n_cards;
	const char *query; /* for another category; NULL: none */
	struct category_hits hits;
	const char *problem; /* why what was posted is no choice; NULL: nothing is wrong */
};

/* One parameter of one product. */
struct own_page {
	struct product_ready_page all;
	const struct ready_value *value;
	const struct value_index *index;   /* NULL: it has no dictionary */
	const struct param_posted *posted; /* NULL: nothing was */
	const char *problem;
};
void own_fill(struct tpl *t, const struct fmt *f, const struct own_page *page);

/* What is decided of this product about a subject; NULL: nothing. */
const struct decision *own_decision(const struct look *look, const char *subject);

void product_ready_fill(struct tpl *t, const struct fmt *f, const struct product_ready_page *page);

/* A state of readiness as a badge; NULL: never judged. */
struct label ready_label(const char *state);

#endif
