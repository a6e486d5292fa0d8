#ifndef MAPPING_OWN_H
#define MAPPING_OWN_H

/*
 * Answers for one product: a parameter, and under it those that depend on what it says. Which they
 * are, and which values they take, is asked anew when it changes, by htmx or by a button; nothing
 * is kept by asking.
 */

#include "mapping/product_ready.h"

enum { OWN_FIELDS = 12 }; /* more would be no form any more; each has a page of its own */

struct own_field {
	const struct ready_value *value;
	const struct value_index *index; /* NULL: it has no dictionary */
	struct param_state state;	 /* by the answers of the form */
	struct param_answer answer;	 /* that stands in it */
	struct param_posted posted;
	struct param_finding finding;
};

struct own_page {
	struct product_ready_page all;
	struct own_field fields[OWN_FIELDS]; /* the first is the one that was asked for */
	size_t n;
	uint64_t newest; /* of what was decided for this product about them */
	bool is_posted;
	const char *problem;
};
struct tpl *own_fill(struct tpl *t, const struct fmt *f, const struct own_page *page);

#endif
