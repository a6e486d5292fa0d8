#ifndef AUDIT_AUDIT_VIEW_H
#define AUDIT_AUDIT_VIEW_H

/* The page of the audit trail. */

#include "domain/audit/chain.h"
#include "domain/audit/trail.h"
#include "common/list.h"

/* Areas of actions, for the filter; ended by NULL. */
extern const char *const audit_areas[];

struct audit_page {
	struct query query;
	struct trail_page trail;
	struct chain_head head;
	struct chain_check check;
};

void audit_fill(struct tpl *t, const struct fmt *f, const struct audit_page *p);

/* The trail narrowed to one subject. */
const char *audit_subject_url(void *owner, const char *subject) RETURNS_NONNULL;

#endif
