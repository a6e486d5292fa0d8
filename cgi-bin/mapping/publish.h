#ifndef MAPPING_PUBLISH_H
#define MAPPING_PUBLISH_H

#include "common/format.h"
#include "domain/offers/listing.h"
#include "domain/outbox/outbox.h"
#include "mapping/mapping.h"
#include "web/query.h"

struct publish_page {
	struct query query;
	struct mapping_scope scope;
	size_t missing_terms;
	bool is_armed; /* the writer of new offers */
	struct listing_outlook outlook;
	struct listing_bar bar;
	struct listing_row *sample;
	size_t n_sample;
	struct listing_run run; /* id 0: there was none */
	enum listing_item show;
	struct listing_row *rows; /* of the run, in the state shown */
	size_t n_rows;
};
void publish_fill(struct tpl *t, const struct fmt *f, const struct publish_page *page);

#endif
