/* The audit trail: what a page needs is read here, audit_view.c writes it. */
#include "audit/audit.h"

#include "audit/audit_view.h"
#include "base/mem.h"
#include "base/str.h"
#include "tpl/audit/list.h"
#include "web/page.h"

const struct field audit_query_fields[] = {
    {"actor", .type = FIELD_TEXT, .max = AUDIT_ACTOR_MAX},
    {"area", .type = FIELD_ENUM, .values = audit_areas},
    {"subject", .type = FIELD_TEXT, .max = AUDIT_SUBJECT_MAX},
    {"from", .type = FIELD_DATE},
    {"until", .type = FIELD_DATE},
    {"before", .type = FIELD_INT, .min = 1, .max = INT64_MAX},
    {0},
};

/* The beginning of a Warsaw day, moved by whole days; TIME_NONE for "". */
static int64_t day_start(void *mem, const char *date, int days)
{
	int64_t noon;

	if (str_empty(date) || !time_parse_rfc3339(mem_printf(mem, "%sT12:00:00Z", date), &noon))
		return TIME_NONE;
	return time_day_start(noon, days);
}

enum rc pg_audit(struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct audit_page p = {
	    .actor = form_text(rq->query, "actor"),
	    .area = form_text(rq->query, "area"),
	    .subject = form_text(rq->query, "subject"),
	    .from = form_text(rq->query, "from"),
	    .until = form_text(rq->query, "until"),
	    .before = (uint64_t)form_int(rq->query, "before", 0),
	};
	const struct trail_filter filter = {
	    .actor = p.actor,
	    .area = p.area,
	    .subject = p.subject,
	    .from = day_start(rq, p.from, 0),
	    .until = day_start(rq, p.until, 1),
	    .before_id = p.before,
	};

	if (trail_list(rq->db, rq, &filter, &p.trail, e) || chain_head(rq->db, &p.head, e) ||
	    chain_check_last(rq->db, rq, &p.check, e))
		return e->rc;
	audit_fill(page_open(rq, TPL_AUDIT_LIST, _("Audit trail")), &f, &p);
	return RC_OK;
}
