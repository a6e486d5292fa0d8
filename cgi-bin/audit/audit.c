/* The audit trail: what a page needs is read here, audit_view.c writes it. */
#include "audit/audit.h"

#include "audit/audit_view.h"
#include "tpl/audit/list.h"
#include "urls.h"
#include "web/page.h"

const struct field audit_query_fields[] = {
    {"actor", .type = FIELD_TEXT, .max = AUDIT_ACTOR_MAX, .part = QUERY_FILTER,
     INTO(struct trail_filter, actor)},
    {"area", .type = FIELD_ENUM, .values = audit_areas, .part = QUERY_FILTER,
     INTO(struct trail_filter, area)},
    {"subject", .type = FIELD_TEXT, .max = AUDIT_SUBJECT_MAX, .part = QUERY_FILTER,
     INTO(struct trail_filter, subject)},
    {"from", .type = FIELD_DATE, .part = QUERY_FILTER, INTO(struct trail_filter, from)},
    {"until", .type = FIELD_DATE, .part = QUERY_FILTER, .flags = FIELD_DAY_AFTER,
     INTO(struct trail_filter, until)},
    {"before", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .part = QUERY_CURSOR,
     INTO(struct trail_filter, before_id)},
    {0},
};

enum rc pg_audit(struct request *rq, struct err *e)
{
	struct trail_filter filter = {.from = TIME_NONE, .until = TIME_NONE};
	struct audit_page p = {.query = query_read(rq, url_audit())};
	struct fmt f = fmt_for(rq);

	form_into(rq->query, &filter);
	if (trail_list(rq->db, rq, &filter, &p.trail, e) || chain_head(rq->db, &p.head, e) ||
	    chain_check_last(rq->db, rq, &p.check, e))
		return e->rc;
	audit_fill(page_open(rq, TPL_AUDIT_LIST, _("Audit trail")), &f, &p);
	return RC_OK;
}
