#ifndef MAPPING_WORKLIST_VIEW_H
#define MAPPING_WORKLIST_VIEW_H

/* The meter, its blockers and the products behind one, as people read them. */

#include "common/format.h"
#include "common/list.h"
#include "domain/mapping/worklist.h"
#include "domain/terms/terms.h"
#include "mapping/mapping.h"

struct mapping_page {
	struct mapping_scope scope;
	struct worklist_counts counts;
	struct worklist_coming *coming;
	size_t n_coming;
	struct worklist_row *rows;
	size_t n;
	bool more;
	size_t missing_terms; /* of the account: they keep every offer of it */
};
void worklist_fill(struct tpl *t, const struct fmt *f, const struct mapping_page *page);

/* What keeps the products, or will, and what to do about it. */
struct blocker_words {
	const char *text;
	const char *action; /* NULL: nothing can be done here */
	const char *url;
};
struct blocker_words blocker_words(const struct fmt *f, const struct worklist_row *row);
struct blocker_words coming_words(const struct fmt *f, const struct worklist_coming *coming);

struct blocker_page {
	struct mapping_scope scope;
	struct query query;
	struct blocker_words words;
	int64_t count;
	struct worklist_product *products;
	size_t n;
	bool more;
};
void blocker_fill(struct tpl *t, const struct fmt *f, const struct blocker_page *page);

#endif
