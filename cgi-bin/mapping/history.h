#ifndef MAPPING_HISTORY_H
#define MAPPING_HISTORY_H

/* Who decided what and when, and the way back. */

#include "common/list.h"
#include "domain/mapping/history.h"
#include "domain/mapping/readiness.h"
#include "mapping/mapping.h"

struct history_page {
	struct query query;
	struct history_filter filter;
	struct mapping_scope scope;
	struct history_row *rows;
	const struct category_param **defs; /* one a row; NULL: of no parameter that is known */
	size_t n;
	bool more;
};
void history_fill(struct tpl *t, const struct fmt *f, const struct history_page *page);

/* What was decided about the same as this decision. */
const char *history_url(void *mem, uint64_t decision_id) RETURNS_NONNULL;

/* A decision in words: what it is about, what it says, and where it is made. */
struct decision_words {
	const char *about;
	const char *says;
	const char *url; /* NULL: nowhere any more */
};
struct decision_words decision_words(const struct fmt *f, const struct history_page *page,
				     size_t i);

#endif
