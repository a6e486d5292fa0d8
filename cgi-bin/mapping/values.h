#ifndef MAPPING_VALUES_H
#define MAPPING_VALUES_H

/* Values of the shop that match none of a parameter, and what they mean. */

#include "mapping/params.h"

struct values_page {
	struct mapping_scope scope;
	const struct category_param *def;
	const struct value_index *index; /* NULL: it has no dictionary */
	struct worklist_row *open;	 /* subject: parameter, source, value */
	size_t n_open;
	int64_t total; /* of them, with those on later pages */
	struct rules rules;
	const struct category_param *rows; /* def under the number of each open one */
	struct param_posted *posted;	   /* one an open value; NULL: nothing was posted */
	struct param_finding *findings;	   /* what is wrong with each of these */
	const char *problem;
	const char **refused; /* rows of a table that was sent, each with its reason */
	size_t n_refused;
};
MUST_CHECK enum rc values_load(struct request *rq, struct values_page *page, struct err *e);
enum rc values_show(struct request *rq, const struct values_page *page);
/* "Saved", and back to the page. */
enum rc values_saved(struct request *rq, const struct values_page *page, struct err *e);
void values_fill(struct tpl *t, const struct fmt *f, const struct values_page *page);

#endif
