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

MUST_CHECK enum rc product_ready_load(struct request *rq, struct product_ready_page *page,
				      struct err *e);

/* A decision about the product, in the name of who is asking; and made, back on its page. */
struct decision product_decision(const struct request *rq, const struct product_ready_page *page,
				 const char *subject, const char *value);
enum rc product_decide(struct request *rq, const struct decision *d, size_t n, struct err *e);

/* What is decided of this product about a subject; NULL: nothing. */
const struct decision *own_decision(const struct look *look, const char *subject);

void product_ready_fill(struct tpl *t, const struct fmt *f, const struct product_ready_page *page);

/* A state of readiness as a badge; NULL: never judged. */
struct label ready_label(const char *state);

#endif
